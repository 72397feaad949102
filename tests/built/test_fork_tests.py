"""A fork with five papers in English passes the tests, or it could never publish its site."""

import subprocess
import sys

import pytest

from tests.support import builds
from tests.support.forks import make_fork

# Most tests of the browser, the server and the builds look at the sample, which is the same in a
# fork; those that are marked with `own` look at the fork.
CHOSEN = "own or not (built or server or browser or hypothesis)"


@pytest.mark.skipif(not (builds.ROOT / "tests/list").exists(), reason="this is a fork already")
def test_a_fork_passes_its_tests(tmp_path):
    fork = make_fork(tmp_path / "fork")
    command = [sys.executable, "-m", "pytest", "-q", "-m", CHOSEN, "--numprocesses", "2"]
    run = subprocess.run(
        [*command, "--dist", "loadscope", "-p", "no:cacheprovider"],
        cwd=fork,
        env=builds.environment(fork, EXAMPLES="5"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stdout
