"""The commands and links of the documents exist, whoever wrote the documents."""

import re

import pytest
import yaml

from tests.support import own
from tests.support.catalogues import ROOT

DOCUMENTS = sorted({*ROOT.glob("*.md")} - {ROOT / "PAPERS.md"})
TARGETS = {*re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text("utf-8"))}


def test_only_a_fork_has_no_tests_of_this_list():
    """Without the folder, the test that makes a fork and tests it is skipped."""
    name = own.EDITIONS[own.FIRST].site.name
    assert name != "LLM Inference Papers" or (ROOT / "tests/list").is_dir()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_of_the_documents_land(path):
    for link in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
        if not link.startswith("https://"):
            place, _, anchor = link.partition("#")
            target = ROOT / (place or path.name)
            assert target.exists(), link
            heads = re.findall(r"(?m)^#+ (.*)$", target.read_text("utf-8")) if anchor else []
            assert not anchor or anchor in [head.lower().replace(" ", "-") for head in heads]


def test_the_commands_of_the_documents_exist():
    pages = (*ROOT.glob("*.md"), *ROOT.glob("docs/*/*.md"))
    texts = [path.read_text("utf-8") for path in pages]
    named = {name for text in texts for name in re.findall(r"(?m)(?:^|`)make (\w+)", text)}
    assert named <= TARGETS


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda p: p.name
)
def test_workflows_run_commands_that_exist(path):
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    runs = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    named = {name for run in runs for name in re.findall(r"make (?:--\w+ )*((?:[a-z]+ ?)+)", run)}
    assert {word for words in named for word in words.split()} <= TARGETS


def test_actions_are_pinned_by_commit_and_say_their_version():
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
        assert [
            line for line in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\S+", line)
        ] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_no_document_has_the_marks_of_a_merge(path):
    assert not re.findall(r"(?m)^(?:<{7}|>{7}) .*", path.read_text("utf-8"))


def test_what_runs_with_rights_has_an_owner():
    lines = (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    owned = dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    assert {"/.github/", "/hooks/", "/Makefile"} <= {*owned}
    assert all(owner.startswith("@") for owner in owned.values())
    assert all((ROOT / path[1:]).exists() for path in owned)
