"""The repository of a list, for the steps of workflows."""

import shutil

import pytest

from tests.support import builds
from tests.support.builds import ROOT
from tests.support.workflows import CONFIG, git


@pytest.fixture
def origin(tmp_path):
    """A bare repository with a list on its default branch."""
    work = tmp_path / "first"
    work.mkdir()
    shutil.copy(ROOT / "Makefile", work)
    (work / ".gitignore").write_text("build/\n.venv/\n", "utf-8")
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml", "PAPERS.md"):
        (work / name).write_text("", "utf-8")
    (work / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (work / "data").mkdir()
    builds.write_list(work)
    git(work, "init", "-q", "-b", "trunk")
    git(work, "add", ".")
    git(work, "commit", "-q", "-m", "List", who="a@example.org")
    bare = tmp_path / "origin.git"
    git(tmp_path, "clone", "-q", "--bare", work, bare)
    return bare
