"""The error of a YAML parser as a problem at the place that has to be changed."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from paperlist.catalogue.characters import line_hint
from paperlist.catalogue.problems import Problem, RuleId, short

KEY_LINE = re.compile(r"\s*(- )?([\w-]+):(?:\s|$)")
# Errors about a character at the start of a value, in the words of both parsers.
CHARACTER_ERRORS = (
    "cannot start any token",
    "block sequence entries are not allowed",
    "sequence entries are not allowed",
    "mapping keys are not allowed",
    "expected comment or line break",
    "expected a comment or a line break",
    "expected node content",
    "expected the node content",
    "expected alphabetic or numeric character",
)
INNER_QUOTE = "inside \"…\" write \\\", inside '…' write ''"


class Place(NamedTuple):
    """Line and column from 0, as parsers count."""

    line: int
    column: int


class SyntaxFinding(NamedTuple):
    place: Place
    rule: RuleId
    message: str
    hint: str


@dataclass(frozen=True)
class Reached:
    """How far the parser got: the last quoted text, and the brackets that are still open."""

    quoted: yaml.ScalarEvent | None = None
    brackets: tuple[tuple[Place, str], ...] = ()


def syntax_problem(error: yaml.YAMLError, text: str, reached: Reached, shown: str) -> Problem:
    """The first explanation that fits; `shown` is the path in the message."""
    reason = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}".strip()
    context, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    if not (mark or context):
        return Problem(shown, 1, 1, "yaml-syntax", f"invalid YAML: {short(reason or str(error))}")
    lines = text.split("\n")
    at = _place(mark or context)
    finding = (
        _escape(reason, at, lines)
        or _misquoted(reached.quoted, at, lines)
        or _unclosed(reason, _place(context or mark), _open_bracket(reason, at, lines, reached))
        or _misplaced_key(reason, _place(context or mark), at, lines)
        or _misplaced_text(reason, at, lines)
    )
    line, column = finding.place.line + 1, finding.place.column + 1
    places = range(max(finding.place.line - 1, 0), at.line + 1)
    typed = next(filter(None, (line_hint(_line(lines, number)) for number in places)), "")
    return Problem(shown, line, column, finding.rule, finding.message, typed or finding.hint)


def _place(mark: Any) -> Place:
    return Place(mark.line, mark.column)


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _escape(reason: str, at: Place, lines: list[str]) -> SyntaxFinding | None:
    if "escape" not in reason and "hexdec" not in reason:
        return None
    column = _line(lines, at.line).rfind("\\", 0, at.column + 1)
    hint = "write \\\\ for a backslash, or use single quotes"
    place, message = Place(at.line, max(column, 0)), "invalid backslash escape in double quotes"
    return SyntaxFinding(place, "backslash", message, hint)


def _misquoted(
    quoted: yaml.ScalarEvent | None, at: Place, lines: list[str]
) -> SyntaxFinding | None:
    """A quote closed too late includes whole lines; one closed too early leaves text behind it."""
    if quoted is None:
        return None
    start, end = _place(quoted.start_mark), _place(quoted.end_mark)
    includes_keys = any(KEY_LINE.match(line) for line in lines[start.line + 1 : end.line + 1])
    if includes_keys and end.line <= at.line <= end.line + 1:
        message = "the quote that opens here is not closed on its line"
        return SyntaxFinding(start, "unclosed-quote", message, "close it")
    if start.line == end.line == at.line and at.column >= end.column:
        message = "unexpected text after the closing quote"
        return SyntaxFinding(end, "text-after-quote", message, INNER_QUOTE)
    return None


def _unclosed(
    reason: str, context: Place, bracket: tuple[Place, str] | None
) -> SyntaxFinding | None:
    if "quoted scalar" in reason:
        message = "the quote that opens here is not closed"
        return SyntaxFinding(context, "unclosed-quote", message, f"close it; {INNER_QUOTE}")
    if bracket:
        place, character = bracket
        hint = "end the list with ']'" if character == "[" else "put the text in quotes"
        message = f"the '{character}' that opens here is not closed"
        return SyntaxFinding(place, "unclosed-bracket", message, hint)
    return None


def _open_bracket(
    reason: str, at: Place, lines: list[str], reached: Reached
) -> tuple[Place, str] | None:
    """The innermost one, if the parser did not find its end or reached the end of the file."""
    is_at_end = not "".join((_line(lines, at.line)[at.column :], *lines[at.line + 1 :])).strip()
    is_unclosed = "flow sequence" in reason or "flow mapping" in reason or is_at_end
    return reached.brackets[-1] if is_unclosed and reached.brackets else None


def _misplaced_key(
    reason: str, context: Place, at: Place, lines: list[str]
) -> SyntaxFinding | None:
    """A key without a colon, a colon inside text, or a key in another column."""
    line = _line(lines, at.line)
    before, indent = line[: at.column].rstrip(), len(line) - len(line.lstrip())
    if "could not find expected ':'" in reason:
        hint = "write `key: value`, or indent continued text more than its key"
        message = "this line is neither a key nor part of the text above"
        return SyntaxFinding(context, "missing-colon", message, hint)
    own_key = KEY_LINE.match(line)
    is_key = own_key and not own_key[1]
    if "mapping values are not allowed" in reason and not (
        own_key and is_key and own_key.end(2) == at.column
    ):
        hint = 'put the whole text in quotes: "Name: the rest"'
        return SyntaxFinding(at, "colon-in-text", "': ' in unquoted text", hint)
    if is_key and ("mapping values are not allowed" in reason or not before):
        hint = "the keys of an entry start in the same column; each has ': ' and a value"
        place, message = Place(at.line, indent), "this key is not aligned with the keys above it"
        return SyntaxFinding(place, "key-indentation", message, hint)
    return None


def _misplaced_text(reason: str, at: Place, lines: list[str]) -> SyntaxFinding:
    if "expected" in reason and _line(lines, at.line)[: at.column].rstrip().endswith(("]", "}")):
        hint = "put text that starts with [ or { in quotes"
        message = "unexpected text after the closing bracket"
        return SyntaxFinding(at, "text-after-bracket", message, hint)
    if any(error in reason for error in CHARACTER_ERRORS):
        hint = "put the text in quotes; remove a key that has no value"
        message = "text starts with a character reserved by YAML"
        return SyntaxFinding(at, "reserved-character", message, hint)
    if "expected" not in reason:
        return SyntaxFinding(at, "yaml-syntax", f"invalid YAML: {short(reason)}", "")
    message = "unexpected indentation"
    hint = "start an entry with '- id: …' in the first column; indent its other keys by two spaces"
    return SyntaxFinding(at, "indentation", message, hint)
