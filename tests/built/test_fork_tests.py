"""A fork with five papers in English passes the tests, or it could never publish its site."""

import subprocess
import sys

import pytest

from tests.support import builds
from tests.support.forks import make_fork

# Most tests of the browser, the server and the builds look at the sample, which is the same in a
# fork; those that are marked with `own` look at the fork.
CHOSEN = "own or not (built or server or browser or hypothesis)"


def run_tests(fork, *options):
    env = builds.environment(fork, EXAMPLES="5")
    del env["SOURCE_DATE_EPOCH"]  # the data may be of today
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, "-p", "no:cacheprovider"],
        cwd=fork,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


@pytest.mark.skipif(not (builds.ROOT / "tests/list").exists(), reason="this is a fork already")
def test_a_fork_passes_its_tests(tmp_path):
    fork = make_fork(tmp_path / "fork")
    run = run_tests(fork, "-m", CHOSEN, "--numprocesses", "2", "--dist", "loadscope")
    assert run.returncode == 0, run.stdout


def test_a_missing_language_of_the_sample_is_named(tmp_path):
    fork = builds.copy_whole(tmp_path / "fork")
    builds.edit(fork / "paperlist/catalogue/languages.yaml", "zh: 中文\n", "")
    run = run_tests(fork, "tests/catalogue/test_values.py")
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "paperlist/catalogue/languages.yaml lacks zh" in run.stdout
