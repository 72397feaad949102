"""No command repeats a value whole, or with characters that a terminal or a workflow obeys."""

import json

import pytest
from click.testing import CliRunner

from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.problems import render_github, render_text
from paperlist.cli import main
from tests.support.catalogues import BROKEN, TODAY, entry, write_data

# A value is quoted whole up to 1,000 characters, and each may be an escape of ten.
LONGEST = 2_000
LONGEST_ESCAPED = 11_000
HOSTILE = {
    "long": "x" * 100_000,
    "words": "Ada Bee; Cal Dee, " * 6_000,
    "brackets": "[Ada Bee] (x) " * 7_000,
    "curly": f"“{'Wide ' * 20_000}”",
    "quotes": "'\"`" * 30_000,
    "fence": "a\n```\n::error::x\n##[set-env name=X]y\n" * 3_000,
    "ansi": "\x1b[31mred\x1b]0;taken\x07" * 5_000,
    "bidi": "a\u202eb\u2066c\u2028d\u2800" * 10_000,
    "http": "http://" + "a.b/" * 20_000,
    "doi": "https://doi.org/10.1145/" + "1" * 100_000,
    "short": "http://a.b/\x1b[31m\n::error::x'`",
}
FIELDS = (
    *("id", "name", "title", "date", "venue", "arxiv", "doi", "url", "code", "repo", "pdf", "kind"),
    *("publication", "recommended", "summary", "summary_zh", "note", "added", "unknown"),
)
LISTS = ("aka", "authors", "org", "topics", "formerly", "unknowns")
KEYS = ("aka_", "summary_", "x")


def data(folder, value):
    """The value in every field, each in an entry of its own, in every list, and in keys."""
    made = [{"id": f"f-{field}", field: value} for field in FIELDS]
    made += [{"id": f"l-{field}", field: [value, f"{value} and {value}"]} for field in LISTS]
    made += [{"id": f"k-{key}", f"{key}{value}"[:150]: ["a; b"]} for key in KEYS]
    made += [{"id": "r", "runs_in": [{"engine": value, "state": value, "url": value}]}, [value]]
    folder.mkdir()
    (folder / "papers.yaml").write_text(json.dumps(made), "utf-8")
    (folder / "topics.yaml").write_text(json.dumps([{"id": value, "name": value}]), "utf-8")
    (folder / "collections.yaml").write_text(json.dumps([{"id": value, "url": value}]), "utf-8")
    (folder / "facts.json").write_text(json.dumps({"stars": {value: {"count": value}}}), "utf-8")
    return folder


def lines_of(problems):
    return [*render_text(problems).split("\n"), *render_github(problems).split("\n")]


@pytest.mark.parametrize("name", HOSTILE)
def test_every_line_of_hostile_data_is_short_and_visible(tmp_path, name):
    problems = load_catalogue(data(tmp_path / "data", HOSTILE[name]), today=TODAY).problems
    assert len(problems) > len(FIELDS)
    longest = LONGEST if HOSTILE[name].isprintable() else LONGEST_ESCAPED
    for line in lines_of(problems):
        assert line.isprintable()
        assert len(line) < longest


def test_every_line_of_the_broken_catalogue_is_short():
    for line in lines_of(load_catalogue(BROKEN, today=TODAY).problems):
        assert len(line) < 400


@pytest.mark.parametrize("typed", ["\x1b[31mx", "a\n::error::b", "a\u202eb", "\u2800", "a\rb"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("{}",), ("--{}",), ("check", "{}"), ("check", "--{}"), ("check", "--data", "{}"),
        ("check", "--format", "{}"), ("add", "{}"), ("add", "1", "--topic", "{}"),
        ("add", "1", "--code", "{}"), ("accept", "{}"), ("import", "{}"), ("diff", "{}"),
        ("export", "{}"), ("export", "json", "--topic", "{}"), ("export", "json", "--since", "{}"),
        ("export", "atom", "--config", "{}"), ("refresh", "{}"),
        ("refresh", "arxiv", "--data", "{}"), ("write", "x", "--config", "{}"),
        ("format", "--data", "{}"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_was_typed_is_printed_without_control_characters(
    tmp_path, arguments, typed, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    write_data(tmp_path / "data", entry())
    result = CliRunner().invoke(main, [each.format(typed) for each in arguments])
    assert result.exit_code in (1, 2)
    assert all(line.isprintable() for line in result.output.split("\n"))
    assert "\n::error::b" not in result.output
