"""A problem prints as one line and its hint, in three forms."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.problems import (
    Problem,
    as_records,
    count_of,
    printable,
    quote,
    render_github,
    render_text,
)

PROBLEM = Problem(
    "data/papers.yaml", 41, 3, "unknown-key", "unknown key 'tittle'", "did you mean 'title'?"
)


def test_text_is_the_place_the_severity_the_message_the_rule_and_the_hint():
    assert render_text([PROBLEM]) == (
        "data/papers.yaml:41:3: error: unknown key 'tittle' [unknown-key]\n"
        "  hint: did you mean 'title'?\n"
    )


def test_text_without_a_hint_is_one_line():
    problem = Problem("p", 1, 2, "tab", "m", severity="warning")
    assert render_text([problem, problem]) == "p:1:2: warning: m [tab]\n" * 2


def test_github_is_a_workflow_command():
    assert render_github([PROBLEM]) == (
        "::error file=data/papers.yaml,line=41,col=3::"
        "unknown key 'tittle' [unknown-key]%0Ahint: did you mean 'title'?\n"
    )


def test_github_escapes_what_a_workflow_command_takes_for_its_own():
    problem = Problem("a:b,c%d", 1, 1, "tab", "100% of a:b,c\r\nd", severity="warning")
    assert render_github([problem]) == (
        "::warning file=a%3Ab%2Cc%25d,line=1,col=1::100%25 of a:b,c\\u000d\\u000ad [tab]\n"
    )


@given(st.text(), st.text(), st.text(min_size=1))
def test_github_gives_every_text_back(path, message, hint):
    """As GitHub reads it: properties up to '::', split at ',', escapes undone, '%' last."""

    def plain(text, signs):
        for sign in signs:
            text = text.replace(f"%{ord(sign):02X}", sign)
        return text

    line = render_github([Problem(path, 1, 2, "tab", message, hint)])
    found = re.fullmatch(r"::error file=([^:,\r\n]*),line=1,col=2::([^\r\n]*)\n", line)
    assert found
    assert plain(found[1], ":,\r\n%") == printable(path)
    assert plain(found[2], "\r\n%") == f"{printable(message)} [tab]\nhint: {printable(hint)}"


@given(st.text(), st.text(), st.text(min_size=1))
def test_no_format_has_a_character_that_a_terminal_obeys(path, message, hint):
    problem = Problem(path, 1, 2, "tab", message, hint)
    json_text = "".join(str(value) for value in as_records([problem])[0].values())
    for text in (render_text([problem]), render_github([problem]), json_text):
        assert text.replace("\n", "").isprintable()
    assert len(render_text([problem]).splitlines()) == 2
    assert len(render_github([problem]).splitlines()) == 1


@pytest.mark.parametrize("render", [render_text, render_github])
def test_the_first_200_problems_are_printed_and_the_rest_is_counted(render):
    problem = Problem("p", 1, 2, "tab", "m")
    assert len(render([problem] * 200).splitlines()) == 200
    more = "`paperlist check --format json` lists all"
    assert render([problem] * 201) == render([problem] * 200) + f"1 more problem; {more}\n"
    assert render([problem] * 1234).endswith(f"\n1034 more problems; {more}\n")


def test_json_has_all_problems():
    assert len(as_records([PROBLEM] * 1234)) == 1234


def test_records_are_plain_values_for_json():
    assert json.loads(json.dumps(as_records([PROBLEM]))) == [
        {
            "path": "data/papers.yaml",
            "line": 41,
            "column": 3,
            "rule": "unknown-key",
            "message": "unknown key 'tittle'",
            "hint": "did you mean 'title'?",
            "severity": "error",
        }
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Orca", "'Orca'"),
        ("", "''"),
        ("a\nb\u200b", r"'a\u000ab\u200b'"),
        ("x" * 80, f"'{'x' * 80}'"),
        ("x" * 81, f"'{'x' * 80}…'"),
        ("中 文", "'中 文'"),
    ],
)
def test_a_quoted_value_is_short_and_visible(text, shown):
    assert quote(text) == shown


@given(st.text(st.characters()))
def test_a_quoted_value_stays_on_one_line(text):
    assert quote(text).isprintable()


def test_a_number_with_its_noun():
    assert [count_of(n, "paper") for n in (0, 1, 2)] == ["0 papers", "1 paper", "2 papers"]
    assert [count_of(n, "repository") for n in (1, 2)] == ["1 repository", "2 repositories"]
