"""How to add a paper, as this list says it: every key and every message is explained."""

import re
from typing import get_args

import pytest

from paperlist import load_catalogue
from paperlist.catalogue.load import FILES
from paperlist.catalogue.model import Paper
from paperlist.catalogue.problems import RuleId
from paperlist.catalogue.reading.source import SourceError, parse_source
from tests.support import syntax_cases
from tests.support.builds import data_files
from tests.support.catalogues import ROOT, TODAY, write_parts

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
    problems = {*load_catalogue(BROKEN, "data", today=TODAY).problems}
    texts = [f"{syntax_cases.START}{rest}\n" for rest, *_ in syntax_cases.TABLE]
    for text in [*SOURCES, *texts]:
        try:
            parse_source(text, "f")
        except SourceError as error:
            problems.add(error.problem)
    return {(problem.rule, problem.message) for problem in problems}


def layouts(folder):
    """Problems of a list in parts: a wrong name, no part, and a file beside them."""
    names = dict.fromkeys(("a.yml", "a\nb.yaml", "aux.yaml"), "[]\n")
    wrong = {"names": names, "empty": {}, "both": {}}
    for name, parts in wrong.items():
        write_parts(folder / name, parts)
    (folder / "both/papers.yaml").touch()
    found = (problem for name in wrong for problem in load_catalogue(folder / name).problems)
    return {(problem.rule, problem.message) for problem in found}


def is_explained(rule, message, rows):
    shapes = [shape for rules, shapes in rows if rule in rules for shape in shapes]
    return any(re.fullmatch(re.escape(shape).replace("…", ".+"), message) for shape in shapes)


@pytest.mark.parametrize("language", PAGES)
def test_every_message_is_explained(language, tmp_path):
    rows = explained(language)
    messages = printed() | layouts(tmp_path)
    assert [each for each in sorted(messages) if not is_explained(*each, rows)] == []


@pytest.mark.parametrize("language", PAGES)
def test_every_rule_is_explained_once(language):
    rules = [rule for rules, _ in explained(language) for rule in rules]
    assert sorted(rules) == sorted(get_args(RuleId))


def test_both_languages_explain_the_same():
    assert sorted(documented("en")) == sorted(documented("zh"))


@pytest.mark.parametrize("language", PAGES)
def test_every_file_is_required_or_optional(language):
    (row,) = re.findall(r"(?m)^\| `file-missing`.*$", PAGES[language].read_text("utf-8"))
    assert [name for name in FILES if f"`{name}`" not in row] == []


@pytest.mark.parametrize("language", PAGES)
def test_every_key_is_explained(language):
    keys = {name for name in documented(language) if name in Paper.model_fields}
    assert keys == set(Paper.model_fields)


@pytest.mark.parametrize("path", [*PAGES.values(), ROOT / "CONTRIBUTING.md"])
def test_the_entry_to_copy_is_one_of_the_list(path):
    (block,) = re.findall(r"(?s)```yaml\n(.*?)```", path.read_text("utf-8"))
    assert any(block in file.read_text("utf-8") for file in data_files("papers.yaml", ROOT))


def test_both_readmes_lead_to_each_other():
    assert "README.zh.md" in (ROOT / "README.md").read_text("utf-8")
    assert "README.md" in (ROOT / "README.zh.md").read_text("utf-8")


def test_the_documents_name_the_usual_commands():
    texts = "".join(path.read_text("utf-8") for path in ROOT.glob("*.md"))
    assert {"serve", "test", "check"} <= {*re.findall(r"(?m)(?:^|`)make (\w+)", texts)}
