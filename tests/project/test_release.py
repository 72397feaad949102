"""The notes of a release: the newest part of the changelog, and what changed in the data."""

import shutil
import subprocess
import sys

import pytest

from tests.support import builds
from tests.support.builds import ROOT

CHANGELOG = "# Changelog\n\n## Next\n\n- A better oven.\n\n## v1\n\n- An oven.\n"
WHO = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
SALT = """
- id: salt
  title: Salt
  date: 2024-01
  url: https://bakery.example/salt
  topics: [bread]
  added: 2024-05-01
"""


def git(folder, *words):
    subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    """A list with its history, and an environment that has the program under test."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    (tmp_path / "data").mkdir()
    program = tmp_path / "venv/bin/paperlist"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m paperlist.cli "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "venv/site").touch()
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "Makefile")
    git(tmp_path, "commit", "-q", "-m", "Before there was data")
    return tmp_path


def commit_list(repository):
    builds.write_list(repository)
    git(repository, "add", "data")
    git(repository, "commit", "-q", "-m", "Data")


def make_notes(repository):
    """`make notes`, in an environment that counts as made; its exit code and the notes."""
    run = subprocess.run(
        ["make", "notes", "VENV=venv", "--assume-old=venv/site"],
        cwd=repository,
        env=builds.environment(ROOT),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return run.returncode, (repository / "build/NOTES.md").read_text("utf-8")


def test_the_notes_tell_what_changed_since_the_last_tag(repository):
    commit_list(repository)
    git(repository, "tag", "v1")
    papers = repository / "data/papers.yaml"
    papers.write_text(papers.read_text("utf-8") + SALT, "utf-8")
    code, notes = make_notes(repository)
    assert code == 0
    assert notes.startswith("## Next\n\n- A better oven.\n")
    assert "An oven" not in notes
    assert "Salt" in notes
    assert "Sourdough" not in notes


def test_what_the_last_release_said_is_not_repeated(repository):
    git(repository, "add", "CHANGELOG.md")
    commit_list(repository)
    git(repository, "tag", "v1")
    papers = repository / "data/papers.yaml"
    papers.write_text(papers.read_text("utf-8") + SALT, "utf-8")
    code, notes = make_notes(repository)
    assert (code, "A better oven" in notes, "Salt" in notes) == (0, False, True)
    changelog = repository / "CHANGELOG.md"
    changelog.write_text(CHANGELOG.replace("better", "hotter"), "utf-8")
    assert "A hotter oven" in make_notes(repository)[1]


def test_the_first_release_has_only_the_changelog(repository):
    commit_list(repository)
    assert make_notes(repository) == (0, "## Next\n\n- A better oven.\n\n")


def test_a_tag_from_before_there_was_data_is_nothing_to_compare_with(repository):
    git(repository, "tag", "v0")
    commit_list(repository)
    assert make_notes(repository) == (0, "## Next\n\n- A better oven.\n\n")


def test_a_comparison_that_fails_ends_the_release(repository):
    commit_list(repository)
    git(repository, "tag", "v1")
    (repository / "data/papers.yaml").write_text("- id: [", "utf-8")
    code, _ = make_notes(repository)
    assert code != 0


def test_a_release_makes_its_notes_before_anything_else_and_checksums_of_the_rest():
    printed = subprocess.run(
        ["make", "--dry-run", "release"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    steps = ("> build/NOTES.md", "sha256sum * > SHA256SUMS", "cp build/NOTES.md build/release/")
    places = [printed.index(step) for step in steps]
    assert places == sorted(places)
