"""A list that `paperlist new` has made passes its tests, or it could never publish its site."""

import subprocess
import sys

import pytest

from tests.support import builds
from tests.support.forks import LIST, make_list

# Most tests look at the sample or at texts of their own, which are the same in another list; those
# that are marked with `own` look at the list, and those of the project at its documents.
SLOW = "(built or server or browser or time or hypothesis)"
CHOSEN = f"own or (project or starting) and not {SLOW}"
EMPTY = f"(project or starting) and not (long or {SLOW})"


def run_tests(project, *options):
    env = builds.environment(project, EXAMPLES="5")
    del env["SOURCE_DATE_EPOCH"]  # the data may be of today
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, "-p", "no:cacheprovider"],
        cwd=project,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def assert_passes(project, marks):
    run = run_tests(project, "-m", marks, "--numprocesses", "2", "--dist", "loadscope")
    assert run.returncode == 0, run.stdout


@pytest.mark.skipif(not (builds.ROOT / "tests/list").exists(), reason="this is a new list already")
def test_a_list_with_papers_passes_its_tests(tmp_path):
    papers = tmp_path / "README.md"
    papers.write_text(LIST, "utf-8")
    project = make_list(tmp_path / "bread", "--languages", "en", "--from", papers)
    assert_passes(project, CHOSEN)


@pytest.mark.skipif(not (builds.ROOT / "tests/list").exists(), reason="this is a new list already")
def test_an_empty_list_passes_its_tests(tmp_path):
    assert_passes(make_list(tmp_path / "bread"), EMPTY)


def test_a_missing_language_of_the_sample_is_named(tmp_path):
    fork = builds.copy_whole(tmp_path / "fork")
    builds.edit(fork / "paperlist/catalogue/languages.yaml", "zh: 中文\n", "")
    run = run_tests(fork, "tests/catalogue/test_values.py")
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "paperlist/catalogue/languages.yaml lacks zh" in run.stdout
