"""What a YAML parser stumbled over, told where the writer has to look."""

import re
from typing import Any

import yaml

from paperlist.problems import Problem

ONE_COLUMN = "keys of one entry start in the same column, each with its ': ' and its value"
INNER_QUOTE = "inside \"…\" write \\\", inside '…' write ''"


def syntax_problem(
    error: yaml.YAMLError, text: str, quoted: yaml.ScalarEvent | None, shown: str
) -> Problem:
    """`quoted` is the last quoted text the parser finished before it gave up."""
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}".strip()
    opened = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or opened
    if mark is None:
        return Problem(shown, 1, 1, f"not valid YAML: {said or error}")
    if quoted and (found := _misquoted(quoted, mark)):
        return _problem(shown, *found)
    if opened and (found := _unclosed(said, opened)):
        return _problem(shown, *found)
    return _problem(shown, *_misplaced(said, mark, _line(text, mark)))


def _misquoted(quoted: Any, mark: Any) -> tuple[Any, str, str] | None:
    """A quote that closed too late swallowed the next lines, one that closed early left a rest."""
    start, end = quoted.start_mark, quoted.end_mark
    if start.line < end.line <= mark.line <= end.line + 1:
        return start, "the quote that opens here is not closed on its line", "close it"
    if start.line == end.line == mark.line and mark.column >= end.column:
        return end, "the text goes on after its closing quote", INNER_QUOTE
    return None


def _unclosed(said: str, opened: Any) -> tuple[Any, str, str] | None:
    if "quoted scalar" in said:
        return opened, "the quote that opens here is not closed", "close it; " + INNER_QUOTE
    if "flow sequence" in said:
        return opened, "the '[' that opens here is not closed", "end the list with ']'"
    if "flow mapping" in said:
        return opened, "the '{' that opens here is not closed", "put the text in quotes"
    return None


def _misplaced(said: str, mark: Any, line: str) -> tuple[Any, str, str]:
    key = re.match(r"\s*[\w-]+(?=:)", line)
    before = line[: mark.column].rstrip()
    if "mapping values are not allowed" in said and not (key and key.end() == mark.column):
        return mark, "': ' in text without quotes", 'put the whole text in quotes: "Name: the rest"'
    if "mapping values are not allowed" in said or (key and not before):
        return mark, "this key does not fit the lines above it", ONE_COLUMN
    if "expected" in said and before.endswith(("]", "}")):
        return (
            mark,
            "the text goes on after its closing bracket",
            ("put text that starts with [ or { in quotes"),
        )
    if "cannot start any token" in said:
        return mark, "text starts with a sign that YAML keeps for itself", "put the text in quotes"
    return (
        mark,
        "this line does not go on with what stands above it",
        ("an entry starts with '- id: …' in the first column, its other keys two columns in"),
    )


def _line(text: str, mark: Any) -> str:
    lines = text.split("\n")
    return lines[mark.line] if mark.line < len(lines) else ""


def _problem(shown: str, mark: Any, message: str, hint: str) -> Problem:
    return Problem(shown, mark.line + 1, mark.column + 1, message, hint)
