"""An error of YAML is reported at the place that has to be changed."""

import pytest
import yaml

from paperlist.catalogue.reading.source import FAST_LOADER, SourceError, parse_source
from tests.support.syntax_cases import KEY, LINE, START, TABLE


def refusal(text, loader=FAST_LOADER):
    with pytest.raises(SourceError) as caught:
        parse_source(text, "f", loader)
    return caught.value.problem


def place(problem):
    return problem.line, problem.column


@pytest.mark.parametrize(("rest", "line", "column", "message"), TABLE)
def test_a_mistake_is_told_where_it_is_made(rest, line, column, message):
    problem = refusal(f"{START}{rest}\n")
    assert (*place(problem), problem.message) == (line, column, message)
    assert problem.hint


@pytest.mark.parametrize(("rest", "line", "column", "message"), TABLE)
def test_the_slow_parser_tells_the_same(rest, line, column, message):
    problem = refusal(f"{START}{rest}\n", yaml.Loader)
    assert (*place(problem), problem.message) == (line, column, message)


@pytest.mark.parametrize(
    ("rest", "line", "column"),
    [
        ("  title\n", 2, 3),
        ("  title\n- id: b\n", 2, 3),
        ("  title\n  date: 2023-07\n", 2, 3),
        ("  title:b\n", 2, 3),
        ("  title：b\n", 2, 3),  # the colon of a Chinese keyboard
        ("  name: b\n<<<<<<< HEAD\n  date: 2023-07\n=======\n  date: 2023-08\n", 3, 1),
        ("  title: >\n  not indented\n- id: b\n", 3, 3),
    ],
)
def test_a_line_without_a_colon_is_told_at_that_line(rest, line, column):
    assert place(refusal(START + rest)) == (line, column)


@pytest.mark.parametrize(
    ("rest", "column"),
    [("   title: b\n", 4), ("      title: b\n", 7), ("  name: b\n     date: c\n", 6)],
)
def test_a_key_in_the_wrong_column_is_told_at_the_key(rest, column):
    problem = refusal(START + rest)
    assert (problem.column, problem.message) == (column, KEY)


@pytest.mark.parametrize("text", ["[\n", "{\n", "- id: a\n  topics: [b,\n", "- [\n  [a],\n"])
def test_a_bracket_that_ends_with_the_file_is_told_where_it_opens(text):
    assert "that opens here is not closed" in refusal(text).message


@pytest.mark.parametrize(
    ("title", "column"), [(r'"The \lambda rule"', 15), (r'"C:\path"', 13), (r'"\x"', 11)]
)
def test_a_backslash_in_quotes_is_told_at_the_backslash(title, column):
    problem = refusal(f"{START}  title: {title}\n")
    assert place(problem) == (2, column)
    assert "not closed" not in problem.message
    assert "\\\\" in problem.hint


@pytest.mark.parametrize("next_line", ["  name: b: c\n", " name: b\n"])
def test_a_wrapped_quote_does_not_take_the_blame_for_the_next_line(next_line):
    problem = refusal(f'{START}  title: "Wrapped\n    title"\n{next_line}')
    assert problem.line == 4


@pytest.mark.parametrize("value", ["-", "- b", "? b", "|b", ">b", "[b,, c]"])
def test_a_sign_in_a_value_is_not_told_as_a_line_in_the_wrong_column(value):
    problem = refusal(f"{START}  code: {value}\n  date: 2023-07\n")
    assert problem.line == 2
    assert problem.message != LINE


def test_an_unknown_complaint_is_still_one_line():
    problem = refusal("%YAML 3.0\n---\n- id: a\n")
    assert "\n" not in problem.message
    assert problem.line == 1
