"""`paperlist report`: text, JSON and Markdown of what a maintainer should look at."""

import json

import cmarkgfm
import pytest
from click.testing import CliRunner
from lxml import html

from paperlist.cli import main
from paperlist.health import KINDS
from tests.support.catalogues import entry, write_data

TODAY = "2026-11-26"
HOSTILE = "\u001b[31m</a><img src=x> [x](https://evil.example) @everyone `a` **b**\u202e"
LINK = "https://example.org/paper.html"
RECORD = {"date": TODAY, "source": "https://example.org/source"}
FACTS = {
    "arxiv": {
        "2307.00001": {**RECORD, "title": "Some paper", "withdrawn": HOSTILE},
        "2307.00002": {**RECORD, "title": "Another paper", "authors": ["Ada"]},
    },
    "links": {LINK: {"verdict": "gone", "date": TODAY, "since": TODAY, "reason": "410 Gone"}},
    "stars": {"a/b": {**RECORD, "count": 5, "moved": "c/d"}},
    "works": {
        "other": {
            "date": TODAY,
            "suggestions": {"venue": {**RECORD, "value": HOSTILE}},
        }
    },
}
PAPERS = entry(url=LINK) + entry(
    id="other",
    title="Another paper",
    arxiv='"2307.00002"',
    authors="[Ada, Bo]",
    code="https://github.com/a/b",
    summary="S.",
)
WORDS = "`paperlist report no-summary --json` lists all"


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")


@pytest.fixture
def data(tmp_path):
    return folder(tmp_path)


def folder(path, papers=PAPERS, facts=FACTS):
    write_data(path, papers)
    (path / "facts.json").write_text(json.dumps(facts), "utf-8")
    return path


def run(data, *options):
    return CliRunner().invoke(main, ["report", "--data", str(data), *options])


def report(data, *options):
    result = run(data, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_numbers_come_first_then_each_finding_with_its_place(data):
    text = report(data)
    numbers, *sections = text.split("\n\n")
    assert [line.split()[-1] for line in numbers.splitlines()] == [f"[{kind}]" for kind in KINDS]
    assert "    1  Links that are gone [gone-links]" in numbers.splitlines()
    assert "    0  Links that have moved [moved-links]" in numbers.splitlines()
    assert sections[0] == (
        "Links that are gone (1): "
        "Replace the link, for example with a copy in a web archive, or remove it.\n"
        f"{data.as_posix()}/papers.yaml:1: 'some-paper': "
        f"url {LINK}: 410 Gone, since 2026-11-26"
    )
    assert [section.partition(" (")[0] for section in sections] == [
        *("Links that are gone", "Repositories that have moved", "Papers withdrawn on arXiv"),
        *("Numbers of authors that differ from arXiv's", "Values found for missing fields"),
        *("Papers without authors", "Papers older than a year without a venue"),
        *("Papers without code", "Entries without a summary"),
        "Facts that are missing or older than 60 days",
    ]


def test_a_finding_has_the_command_to_run(data):
    lines = report(data, "moved-repositories").splitlines()
    assert lines[-2:] == [
        f"{data.as_posix()}/papers.yaml:8: 'other': a/b → c/d",
        "  run: paperlist refresh stars --fix --only other",
    ]


def test_texts_of_others_are_one_printable_line(data):
    text = report(data)
    assert all(line.isprintable() for line in text.splitlines())
    assert "\\u001b[31m</a>" in text


def test_the_kinds_that_are_named_are_printed(data):
    text = report(data, "no-code", "gone-links")
    assert [line.split()[-1] for line in text.splitlines()[:2]] == ["[no-code]", "[gone-links]"]
    assert "moved" not in text
    result = run(data, "dead-links")
    assert result.exit_code == 2
    assert "'dead-links' is not one of 'gone-links'" in result.stderr


@pytest.fixture
def many(tmp_path):
    papers = "".join(
        entry(id=f"p{n}", title=f"Paper {n}", arxiv=f'"2307.{n:05}"') for n in range(12)
    )
    return folder(tmp_path, papers, {})


def test_the_first_of_many_are_printed_and_the_rest_counted(many):
    lines = report(many, "no-summary").splitlines()
    assert lines[-1] == f"2 more; {WORDS}"
    assert [line.split("'")[1] for line in lines[3:-1]] == [f"p{n}" for n in range(10)]
    markdown = report(many, "no-summary", "--markdown")
    assert markdown.rstrip().endswith(f"- 2 more; {WORDS}")


def test_json_has_all_of_them(many):
    made = json.loads(report(many, "no-summary", "--json"))
    assert made["date"] == TODAY
    assert made["counts"] == {"no-summary": 12}
    assert made["findings"][11] == {
        "kind": "no-summary",
        "id": "p11",
        "file": f"{many.as_posix()}/papers.yaml",
        "line": 67,
        "values": {},
        "command": "",
    }


def test_json_has_the_values_as_they_are(data):
    made = json.loads(report(data, "--json"))
    assert [*made["counts"]] == [*KINDS]
    by_kind = {each["kind"]: each for each in made["findings"]}
    assert by_kind["withdrawn"]["values"] == {"notice": HOSTILE, "date": TODAY}
    assert by_kind["suggestions"]["command"] == "paperlist refresh works --apply other venue"
    assert by_kind["old-facts"]["line"] is None


def test_markdown_has_links_and_no_markup_of_others(data):
    page = html.fromstring(cmarkgfm.github_flavored_markdown_to_html(report(data, "--markdown")))
    assert {element.get("href") for element in page.iter("a")} == {LINK, RECORD["source"]}
    assert not list(page.iter("img"))
    assert {element.text for element in page.iter("strong")} == {
        *("some-paper", "other", "links", "works"),
    }
    assert "@everyone" in page.text_content()
    assert "@<span></span>everyone" in report(data, "--markdown")
    assert "paperlist refresh stars --fix --only other" in [
        element.text for element in page.iter("code")
    ]


def test_a_long_value_is_cut(data):
    link = f"https://example.org/{'x' * 900}"
    facts = {"links": {link: {"verdict": "gone", "date": TODAY, "reason": "y" * 900}}}
    folder(data, entry(url=link), facts)
    for option in ((), ("--markdown",)):
        assert max(map(len, report(data, "gone-links", *option).splitlines())) < 600


def test_markdown_of_nothing_is_empty(data):
    assert report(data, "large-topics", "--markdown") == ""
    assert report(data, "large-topics").endswith("[large-topics]\n")


def test_data_with_an_error_is_reported_as_by_other_commands(data):
    (data / "papers.yaml").write_text("- id: x\n", "utf-8")
    result = run(data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "has no 'title'" in result.stderr


def test_one_form_at_a_time(data):
    result = run(data, "--json", "--markdown")
    assert result.exit_code == 2
    assert "exclude each other" in result.stderr


def test_old_is_what_is_old_today(data, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795651200 + 61 * 86400))
    assert "links: 1 old" not in report(data, "old-facts")
    assert "'arxiv': 2 old and 0 missing of 2" in report(data, "old-facts")
