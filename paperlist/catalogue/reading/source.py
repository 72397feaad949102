"""YAML text to nodes with their line and column; every scalar is text."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from paperlist.catalogue.problems import Problem, RuleId, quote
from paperlist.catalogue.reading.files import NotAFile, TooLarge, read_bytes, require_inside
from paperlist.catalogue.reading.syntax import Place, Reached, syntax_problem

MAX_BYTES = 50_000_000
# libyaml crashes the interpreter on deep nesting; an entry needs five levels at most.
MAX_DEPTH = 20
# Far more than any list has; a check of more would take minutes.
MAX_ENTRIES = 30_000
MAX_NODES = 2_000_000

FAST_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)

# Other line breaks than \n and \r\n would make our line numbers differ from an editor's.
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
    comment: str = ""
    """The comment after unquoted text on the same line: it may have been meant as text."""


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple["Node", ...]
    line: int
    column: int
    end_line: int


@dataclass(frozen=True)
class Mapping:
    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int
    end_line: int

    @cached_property
    def by_key(self) -> dict[str, tuple[Scalar, "Node"]]:
        """The last pair of each key."""
        return {key.text: (key, value) for key, value in self.pairs}


Node = Scalar | Sequence | Mapping


class SourceError(Exception):
    """The file cannot be read; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def load_source(path: Path, shown: str, loader: Any = FAST_LOADER) -> tuple[Node, list[Problem]]:
    """The document of a YAML file and its repeated keys; `shown` is the path in messages."""
    return parse_source(read_text(path, shown), shown, loader)


def parse_source(text: str, shown: str, loader: Any = FAST_LOADER) -> tuple[Node, list[Problem]]:
    """Raises SourceError for text that is not one plain YAML document."""
    if character := FORBIDDEN.search(text):
        raise SourceError(_forbidden(text, character.start(), shown))
    if conflict := CONFLICT.search(text):
        line, column = _place(text, conflict.start())
        hint = "keep one of the two versions, and delete the lines with the markers"
        message = "unresolved merge conflict"
        raise SourceError(Problem(shown, line, column, "merge-conflict", message, hint))
    composer = _Composer(shown, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=loader):
            composer.take(event)
    except yaml.YAMLError as error:
        raise SourceError(syntax_problem(error, text, composer.reached(), shown)) from None
    if composer.root is None:
        hint = "write `[]` for an empty list"
        raise SourceError(Problem(shown, 1, 1, "file-empty", "file is empty", hint))
    return composer.root, composer.repeated


def read_text(path: Path, shown: str) -> str:
    def refuse(rule: RuleId, message: str, hint: str = "") -> SourceError:
        return SourceError(Problem(shown, 1, 1, rule, message, hint))

    try:
        require_inside(path)
        raw = read_bytes(path, MAX_BYTES)
    except FileNotFoundError:
        raise refuse("file-missing", "file is missing") from None
    except IsADirectoryError:
        raise refuse("file-type", "is a folder, not a file") from None
    except TooLarge:
        raise refuse("file-size", "file is larger than 50 MB") from None
    except NotAFile as error:
        raise refuse("file-type", error.reason, error.advice) from None
    except OSError as error:
        hint = "put a file in its place" if path.is_symlink() else ""
        message = f"file cannot be read: {error.strerror}"
        raise refuse("file-unreadable", message, hint) from None
    if raw.startswith(b"\xef\xbb\xbf"):
        message = "file starts with a byte order mark"
        raise refuse("byte-order-mark", message, "save it as UTF-8 without BOM")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line, column = _place(raw[: error.start].decode(), error.start)
        message, hint = "file is not UTF-8 text", "save it as UTF-8"
        raise SourceError(Problem(shown, line, column, "encoding", message, hint)) from None


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _forbidden(text: str, offset: int, shown: str) -> Problem:
    line, column = _place(text, offset)
    if text[offset] == "\t":
        return Problem(shown, line, column, "tab", "tab character", "indent with spaces")
    message = f"control character U+{ord(text[offset]):04X}"
    return Problem(shown, line, column, "control-character", message, "delete it")


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end the parser has not reached."""

    is_mapping: bool
    line: int
    column: int
    is_flow: bool
    items: list[Node]
    keys: dict[str, int]
    has_two_ids: bool = False
    """Two entries in one: their other keys are repeated too, and are not reported."""


class _Composer:
    """Builds nodes from parser events; stops at the first thing that is not supported."""

    def __init__(self, shown: str, lines: list[str]) -> None:
        self.shown = shown
        self.lines = lines
        self.root: Node | None = None
        self.repeated: list[Problem] = []
        self.last_quoted: yaml.ScalarEvent | None = None
        self._stack: list[_Open] = []
        self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        mark: Any = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        self._check_features(event, (line, column))
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                message = "a second document starts here"
                self._refuse((line, column), "second-document", message, "remove the '---'")
            case yaml.ScalarEvent():
                if event.style in ("'", '"'):
                    self.last_quoted = event
                end = _last_line(event, line)
                self._add(Scalar(event.value, line, column, end, self._comment(event)))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(self._stack) == MAX_DEPTH:
                    message = f"nested deeper than {MAX_DEPTH} levels"
                    self._refuse((line, column), "nesting", message)
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                is_flow = bool(event.flow_style)
                self._stack.append(_Open(is_mapping, line, column, is_flow, [], {}))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._add(self._close(self._stack.pop(), event))

    def _check_features(self, event: yaml.Event, place: tuple[int, int]) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "anchors and aliases (& and *) are not supported"
            hint = "repeat the value; put text that starts with & or * in quotes"
            self._refuse(place, "anchor", message, hint)
        if tag := getattr(event, "tag", None):
            hint = "every value is read as text; put text that starts with ! in quotes"
            self._refuse(place, "tag", f"tag {quote(tag)} is not supported", hint)

    def _comment(self, event: yaml.ScalarEvent) -> str:
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
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse_size(node, f"{MAX_NODES:,} keys and values")
        if len(self._stack) == 1 and len(parent.items) >= MAX_ENTRIES:
            self._refuse_size(node, f"{MAX_ENTRIES:,} entries")
        if parent.is_mapping and len(parent.items) % 2 == 0:
            self._check_key(parent, node)
        parent.items.append(node)

    def _refuse_size(self, node: Node, most: str) -> None:
        hint = "split the list into parts, or remove what does not belong to it"
        self._refuse((node.line, node.column), "file-size", f"file has more than {most}", hint)

    def _check_key(self, parent: _Open, node: Node) -> None:
        if not isinstance(node, Scalar):
            self._refuse(
                (node.line, node.column),
                "key-type",
                "a key must be text",
                "put text that starts with [, { or ? in quotes",
            )
            return
        if node.text in parent.keys:
            message = (
                f"key {quote(node.text)} appears twice, first on line {parent.keys[node.text]}"
            )
            hint = (
                "a new entry starts with '- id: …'" if node.text == "id" else "remove one of them"
            )
            if not parent.has_two_ids:
                problem = Problem(self.shown, node.line, node.column, "repeated-key", message, hint)
                self.repeated.append(problem)
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
        """What a syntax error may refer to."""
        brackets = [
            (Place(opened.line - 1, opened.column - 1), "{" if opened.is_mapping else "[")
            for opened in self._stack
            if opened.is_flow
        ]
        return Reached(self.last_quoted, tuple(brackets))

    def _refuse(self, place: tuple[int, int], rule: RuleId, message: str, hint: str = "") -> None:
        raise SourceError(Problem(self.shown, *place, rule, message, hint))


def _last_line(event: yaml.Event, line: int) -> int:
    """A block of text ends at the start of the next line, which does not belong to it."""
    mark: Any = event.end_mark
    number: int = mark.line + 1
    return number - 1 if mark.column == 0 and number > line else number
