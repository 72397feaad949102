"""What the documents say is what the project does."""

import re

import pytest
import yaml

from paperlist import load_catalogue
from paperlist.catalogue.model import Paper
from paperlist.catalogue.rules import RULE_IDS
from paperlist.catalogue.source import SourceError, parse_source
from tests.support import syntax_cases
from tests.support.catalogues import ROOT

PAGES = {language: ROOT / "docs" / language / "contribute.md" for language in ("en", "zh")}
BROKEN = ROOT / "tests/catalogue/broken"
SOURCES = ["", "a", "- a", "- a: &x b", "- a: !x b", "a: b\n---\nc: d", "? [a]\n: b", "[" * 30,
           "- a:\tb", "- a: \x07", "- a: b\n  c", '- a: "\\q"']  # fmt: skip


def documented(language):
    """The keys, rules and messages of the tables on the page; '…' is what differs."""
    text = PAGES[language].read_text("utf-8")
    rows = re.findall(r"(?m)^\| (`.*`) \| .* \|$", text)
    return [code for row in rows for code in re.findall(r"`([^`]+)`", row)]


def explained(language):
    """The rows of the tables of messages: the ids of rules, and the shapes of messages."""
    text = PAGES[language].read_text("utf-8")
    rows = re.findall(r"(?m)^\| (`[^|]+`) \| (`[^|]+`) \| [^|]+ \|$", text)
    return [tuple(re.findall(r"`([^`]+)`", cell) for cell in row) for row in rows]


def printed():
    """Rules and messages of the broken catalogue, and of text that is no catalogue at all."""
    problems = {*load_catalogue(BROKEN, "data").problems}
    texts = [f"{syntax_cases.START}{rest}\n" for rest, *_ in syntax_cases.TABLE]
    for text in [*SOURCES, *texts]:
        try:
            parse_source(text, "f")
        except SourceError as error:
            problems.add(error.problem)
    return {(problem.rule, problem.message) for problem in problems}


def is_explained(rule, message, rows):
    shapes = [shape for rules, shapes in rows if rule in rules for shape in shapes]
    return any(re.fullmatch(re.escape(shape).replace("…", ".+"), message) for shape in shapes)


@pytest.mark.parametrize("language", PAGES)
def test_every_message_is_explained(language):
    rows = explained(language)
    assert [each for each in sorted(printed()) if not is_explained(*each, rows)] == []


@pytest.mark.parametrize("language", PAGES)
def test_every_rule_is_explained_once(language):
    rules = [rule for rules, _ in explained(language) for rule in rules]
    assert sorted(rules) == sorted(RULE_IDS)


def test_both_languages_explain_the_same():
    assert sorted(documented("en")) == sorted(documented("zh"))


@pytest.mark.parametrize("language", PAGES)
def test_every_key_is_explained(language):
    keys = {name for name in documented(language) if name in Paper.model_fields}
    assert keys == set(Paper.model_fields)


@pytest.mark.parametrize("path", [*PAGES.values(), ROOT / "CONTRIBUTING.md"])
def test_the_entry_to_copy_is_one_of_the_list(path):
    (block,) = re.findall(r"(?s)```yaml\n(.*?)```", path.read_text("utf-8"))
    assert block in (ROOT / "data/papers.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_links_of_the_documents_land(name):
    for link in re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text("utf-8")):
        if not link.startswith("https://"):
            path, _, anchor = link.partition("#")
            target = ROOT / (path or name)
            assert target.exists(), link
            heads = re.findall(r"(?m)^#+ (.*)$", target.read_text("utf-8")) if anchor else []
            assert not anchor or anchor in [head.lower().replace(" ", "-") for head in heads]


def test_the_commands_of_the_documents_exist():
    targets = set(re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text("utf-8")))
    pages = (*ROOT.glob("*.md"), *ROOT.glob("docs/*/*.md"))
    texts = [path.read_text("utf-8") for path in pages]
    named = {name for text in texts for name in re.findall(r"(?m)(?:^|`)make (\w+)", text)}
    assert {"serve", "test", "check"} <= named <= targets


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda p: p.name
)
def test_workflows_run_commands_that_exist(path):
    targets = set(re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text("utf-8")))
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    runs = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    named = {name for run in runs for name in re.findall(r"make (?:--\w+ )*((?:[a-z]+ ?)+)", run)}
    assert {word for words in named for word in words.split()} <= targets


def test_actions_are_pinned_by_commit_and_say_their_version():
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
        assert [
            line for line in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\S+", line)
        ] == []
