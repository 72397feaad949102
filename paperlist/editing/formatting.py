"""A data file in canonical format: order of entries and fields, quotes, width; comments stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from pydantic import BaseModel

from paperlist.catalogue.load import FILES
from paperlist.catalogue.model import Paper, Topic
from paperlist.catalogue.reading.entries import Entry, model_at, plain_value
from paperlist.catalogue.reading.folder import DataFile
from paperlist.catalogue.reading.parts import PAPERS, is_part
from paperlist.catalogue.reading.source import Mapping, Node, Scalar, Sequence
from paperlist.editing.comments import Comment, Comments
from paperlist.editing.layout import STEP, line_end, render_pair
from paperlist.editing.working_copy import WorkingCopy


@dataclass(frozen=True)
class _Part:
    """The lines of a field or of an entry, with the comments that move with it, and what sorts it:
    the name of the field, or the date or the group of the entry."""

    key: str
    above: list[str]
    lines: list[str]


@dataclass(frozen=True)
class Formatted:
    """A file that is not formatted: its formatted text, and the first line that differs."""

    name: str
    text: str
    line: int


def format_data(copy: WorkingCopy) -> list[Formatted]:
    """The files of the data that formatting changes."""
    formatted = []
    groups = tuple(group.id for group in copy.catalogue.groups)
    for name, file in copy.folder.files.items():
        text = format_file(file, FILES[PAPERS if is_part(name) else name], groups)
        if text != file.text:
            formatted.append(Formatted(name, text, _first_difference(file.text, text)))
    return formatted


def _first_difference(old: str, new: str) -> int:
    pairs = zip_longest(old.split("\n"), new.split("\n"))
    return next(number for number, (a, b) in enumerate(pairs, start=1) if a != b)


def format_file(file: DataFile, model: type[BaseModel], groups: tuple[str, ...] = ()) -> str:
    """The formatted text of a file that has been checked; papers are sorted newest first, topics by
    group, those without a group last."""
    text, entries, root = file.text, file.entries, file.root
    if root is None or not entries:
        return re.sub(r"(?m)^\[\s*\]", "[]", text)
    unix = text.replace("\r\n", "\n")
    comments = Comments(unix)
    header = header_of(unix.split("\n"), root.line)
    comments.take(len(header))
    parts = [_entry(entry, model, comments) for entry in entries]
    if model is Paper:
        parts.sort(key=lambda part: part.key[:7], reverse=True)
    if model is Topic:
        parts.sort(key=lambda part: [*groups, part.key].index(part.key))
    footer = _with_gaps(comments.take(unix.count("\n") + 1))
    blocks = ["\n".join([*part.above, *part.lines]) for part in parts]
    if not any(header):  # comments that begin the file are about the file
        blocks[0] = re.sub(r"\A((?:#.*\n)+)(?=- )", r"\1\n", blocks[0])
    made = "\n\n".join(filter(None, ["\n".join(header).strip("\n"), *blocks, "\n".join(footer)]))
    return f"{made}\n".replace("\n", line_end(text))


def header_of(lines: list[str], first: int) -> list[str]:
    """The lines above the first entry, which is in line `first`, that do not belong to it.

    Comments directly above an entry belong to it, but those that begin the file are about the file.
    """
    end = first - 1
    while end and lines[end - 1].startswith("#"):
        end -= 1
    return lines[: end if any(line.strip() for line in lines[:end]) else first - 1]


def _entry(entry: Entry, model: type[BaseModel], comments: Comments) -> _Part:
    node = entry.node
    head = comments.take(node.line - 1)
    lines = _record(node, model, comments, 0)
    tail = comments.take_next(node.end_line + 1, node.column)
    above = _with_gaps(head)
    if head and node.line - head[-1].line > 1:
        above.append("")
    lines += _set_in(comment.text for comment in tail)
    key = entry.scalar("date") or entry.scalar("group")
    return _Part(key.text if key else "", above, lines)


def _with_gaps(comments: list[Comment]) -> list[str]:
    """One blank line between comments that had any number of blank lines between them."""
    lines: list[str] = []
    for before, comment in zip([None, *comments], comments, strict=False):
        if before and comment.line - before.line > 1:
            lines.append("")
        lines.append(comment.text)
    return lines


def _record(node: Mapping, model: type[BaseModel], comments: Comments, indent: int) -> list[str]:
    """The lines of a record in a list; its dash will be indented by `indent` columns."""
    order = list(model.model_fields)
    indent += STEP
    parts = [_pair(pair, model, comments, indent) for pair in node.pairs]
    parts.sort(key=lambda part: order.index(part.key))
    lines = [line for part in parts[1:] for line in (*part.above, *part.lines)]
    first, *rest = parts[0].lines
    # Comments behind the closing bracket of a record in brackets.
    lines += [comment.text for comment in comments.take(node.end_line)]
    return [*parts[0].above, f"- {first}", *_set_in([*rest, *lines])]


def _set_in(lines: Iterable[str]) -> list[str]:
    return [f"{' ' * STEP}{line}" for line in lines]


def _pair(
    pair: tuple[Scalar, Node], model: type[BaseModel], comments: Comments, indent: int
) -> _Part:
    """The lines of a field, not indented; `indent` is the indentation they will get."""
    key, value = pair
    above = comments.take(key.line - 1)
    if records := [item for item in _items(value) if isinstance(item, Mapping)]:
        beside = comments.take(key.line)
        lines = [f"{key.text}:"]
        for record in records:
            between = [comment.text for comment in comments.take(record.line - 1)]
            inner = _record(record, model_at(model, (key.text,)), comments, indent + STEP)
            lines += _set_in([*between, *inner])
        below = comments.take_next(value.end_line + 1, value.column)
        lines += _set_in(comment.text for comment in below)
    else:
        beside = comments.take(value.end_line)
        lines = render_pair(key.text, plain_value(value), indent)
    if beside and beside[-1].line == value.end_line and not beside[-1].is_alone:
        lines[-1] += f"  {beside.pop().text}"
    return _Part(key.text, [comment.text for comment in (*above, *beside)], lines)


def _items(value: Node) -> tuple[Node, ...]:
    return value.items if isinstance(value, Sequence) else ()
