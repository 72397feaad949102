"""The tests of a fork say what it lacks."""

import pytest

from tests.support import builds
from tests.support.forks import run_tests


def test_a_missing_language_of_the_sample_is_named(tmp_path):
    fork = builds.copy_whole(tmp_path / "fork")
    builds.edit(fork / "paperlist/catalogue/languages.yaml", "zh: 中文\n", "")
    run = run_tests(fork, "tests/catalogue/test_values.py")
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "paperlist/catalogue/languages.yaml lacks zh" in run.stdout
