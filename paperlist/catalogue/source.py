"""YAML text to nodes that know their line and column; every scalar is text."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.syntax import Place, Reached, syntax_problem

MAX_BYTES = 50_000_000
# libyaml crashes the interpreter on deep nesting; an entry is never deeper than five.
MAX_DEPTH = 20

FAST_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)

# Line breaks other than \n and \r\n would make our line numbers differ from an editor's.
FORBIDDEN = re.compile(
    "[\x00-\x08\t\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u2028\u2029\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)

CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?= |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    line: int
    column: int
    end_line: int
    remark: str = ""
    """What follows text without quotes on its line, and may have been meant as text."""


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple["Node", ...]
    line: int
    column: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int
    end_line: int


Node = Scalar | Sequence | Mapping


class SourceError(Exception):
    """The file cannot be read as a catalogue; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def load_source(path: Path, shown: str, loader: Any = FAST_LOADER) -> tuple[Node, list[Problem]]:
    """The one document of a YAML file and its repeated keys; `shown` is the path in messages."""
    return parse_source(read_text(path, shown), shown, loader)


def parse_source(text: str, shown: str, loader: Any = FAST_LOADER) -> tuple[Node, list[Problem]]:
    """Raises SourceError for text that is not one plain YAML document."""
    if found := FORBIDDEN.search(text):
        raise SourceError(_forbidden(text, found.start(), shown))
    if conflict := CONFLICT.search(text):
        line, column = _place(text, conflict.start())
        hint = "keep one of the two versions, and delete the lines with the marks"
        raise SourceError(Problem(shown, line, column, "an unresolved merge conflict", hint))
    composer = _Composer(shown, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=loader):
            composer.take(event)
    except yaml.YAMLError as error:
        raise SourceError(syntax_problem(error, text, composer.reached(), shown)) from None
    if composer.root is None:
        raise SourceError(Problem(shown, 1, 1, "file is empty", "an empty list is written `[]`"))
    return composer.root, composer.repeated


def read_text(path: Path, shown: str) -> str:
    def refuse(message: str, hint: str = "") -> SourceError:
        return SourceError(Problem(shown, 1, 1, message, hint))

    try:
        if path.is_dir():
            raise refuse("is a folder, not a file")
        if path.stat().st_size > MAX_BYTES:
            raise refuse("file is larger than 50 MB")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise refuse("file is missing") from None
    except OSError as error:
        raise refuse(f"file cannot be read: {error.strerror}") from None
    if raw.startswith(b"\xef\xbb\xbf"):
        raise refuse("file starts with a byte order mark", "save it as UTF-8 without BOM")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line, column = _place(raw[: error.start].decode(), error.start)
        problem = Problem(shown, line, column, "file is not UTF-8 text", "save it as UTF-8")
        raise SourceError(problem) from None


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _forbidden(text: str, offset: int, shown: str) -> Problem:
    line, column = _place(text, offset)
    if text[offset] == "\t":
        return Problem(shown, line, column, "tab character", "indent with spaces")
    return Problem(shown, line, column, f"control character U+{ord(text[offset]):04X}", "delete it")


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been met."""

    is_mapping: bool
    line: int
    column: int
    is_flow: bool
    items: list[Node]
    keys: dict[str, int]
    has_two_ids: bool = False
    """Two entries in one: their other keys appear twice too, and nothing is wrong with them."""


class _Composer:
    """Builds nodes from parser events; stops at the first thing a catalogue never holds."""

    def __init__(self, shown: str, lines: list[str]) -> None:
        self.shown = shown
        self.lines = lines
        self.root: Node | None = None
        self.repeated: list[Problem] = []
        self.last_quoted: yaml.ScalarEvent | None = None
        self._stack: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        mark: Any = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                line,
                column,
                "anchors and aliases (& and *) are not used here",
                "write the value out; put text that starts with & or * in quotes",
            )
        if tag := getattr(event, "tag", None):
            self._refuse(
                line,
                column,
                f"tag {quote(tag)} is not used here",
                "every value is read as text; put text that starts with ! in quotes",
            )
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self._refuse(line, column, "a second document starts here", "remove the '---'")
            case yaml.ScalarEvent():
                if event.style in ("'", '"'):
                    self.last_quoted = event
                end = _last_line(event, line)
                self._add(Scalar(event.value, line, column, end, self._remark(event)))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(self._stack) == MAX_DEPTH:
                    self._refuse(line, column, f"nested deeper than {MAX_DEPTH} levels")
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                is_flow = bool(event.flow_style)
                self._stack.append(_Open(is_mapping, line, column, is_flow, [], {}))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._add(self._close(self._stack.pop(), event))

    def _remark(self, event: yaml.ScalarEvent) -> str:
        end: Any = event.end_mark
        if event.style or end.line >= len(self.lines):
            return ""
        rest = self.lines[end.line][end.column :].strip()
        return rest if rest.startswith("#") else ""

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if parent.is_mapping and len(parent.items) % 2 == 0:
            self._check_key(parent, node)
        parent.items.append(node)

    def _check_key(self, parent: _Open, node: Node) -> None:
        if not isinstance(node, Scalar):
            self._refuse(
                node.line,
                node.column,
                "a key must be a word",
                "put text that starts with [, { or ? in quotes",
            )
            return
        if node.text in parent.keys:
            message = (
                f"key {quote(node.text)} appears twice, first in line {parent.keys[node.text]}"
            )
            hint = "a new entry starts with '- id: …'" if node.text == "id" else "keep one of them"
            if not parent.has_two_ids:
                self.repeated.append(Problem(self.shown, node.line, node.column, message, hint))
            parent.has_two_ids |= node.text == "id"
        parent.keys.setdefault(node.text, node.line)

    def _close(self, opened: _Open, event: yaml.Event) -> Node:
        ends = [item.end_line for item in opened.items]
        end = max([opened.line, *ends, *([_last_line(event, 0)] if opened.is_flow else [])])
        if not opened.is_mapping:
            return Sequence(tuple(opened.items), opened.line, opened.column, end)
        keys = [key for key in opened.items[::2] if isinstance(key, Scalar)]
        pairs = tuple(zip(keys, opened.items[1::2], strict=True))
        return Mapping(pairs, opened.line, opened.column, end)

    def reached(self) -> Reached:
        """What a syntax error may be about."""
        brackets = [
            (Place(opened.line - 1, opened.column - 1), "{" if opened.is_mapping else "[")
            for opened in self._stack
            if opened.is_flow
        ]
        return Reached(self.last_quoted, tuple(brackets))

    def _refuse(self, line: int, column: int, message: str, hint: str = "") -> None:
        raise SourceError(Problem(self.shown, line, column, message, hint))


def _last_line(event: yaml.Event, line: int) -> int:
    """A block text ends where the next line begins: it does not reach into that line."""
    mark: Any = event.end_mark
    number: int = mark.line + 1
    return number - 1 if mark.column == 0 and number > line else number
