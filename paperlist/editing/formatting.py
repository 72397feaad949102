"""A data file in its canonical layout: order of entries and keys, quotes, width; comments stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel

from paperlist.catalogue.entries import Entry, model_at, plain_value, split_entries
from paperlist.catalogue.model import Paper
from paperlist.catalogue.source import Mapping, Node, Scalar, Sequence, parse_source
from paperlist.editing.comments import Comment, Comments
from paperlist.editing.layout import STEP, line_end, render_pair


@dataclass(frozen=True)
class _Part:
    """The lines of a key, or of an entry, with the comments that go where it goes."""

    key: str
    above: list[str]
    lines: list[str]


def format_text(text: str, model: type[BaseModel], shown: str) -> str:
    """Takes the text of a file that has been checked; papers come out newest first."""
    root, _ = parse_source(text, shown)
    entries, _ = split_entries(root, shown)
    if not entries:
        return re.sub(r"(?m)^\[\s*\]", "[]", text)
    unix = text.replace("\r\n", "\n")
    comments = Comments(unix)
    header = header_of(unix.split("\n"), root.line)
    comments.take(len(header))
    parts = [_entry(entry, model, comments) for entry in entries]
    if model is Paper:
        parts.sort(key=lambda part: part.key, reverse=True)
    footer = _with_gaps(comments.take(unix.count("\n") + 1))
    blocks = ["\n".join([*part.above, *part.lines]) for part in parts]
    if not any(header):  # what begins the file is about the file from now on
        blocks[0] = re.sub(r"\A((?:#.*\n)+)(?=- )", r"\1\n", blocks[0])
    made = "\n\n".join(filter(None, ["\n".join(header).strip("\n"), *blocks, "\n".join(footer)]))
    return f"{made}\n".replace("\n", line_end(text))


def header_of(lines: list[str], first: int) -> list[str]:
    """What stands above the first entry, in line `first`, and does not belong to it.

    Comments right above an entry belong to it, but those that begin the file are about the file.
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
    date = entry.scalar("date")
    return _Part(date.text[:7] if date else "", above, lines)


def _with_gaps(comments: list[Comment]) -> list[str]:
    """A blank line, however many there were, keeps two comments apart."""
    lines: list[str] = []
    for before, comment in zip([None, *comments], comments, strict=False):
        if before and comment.line - before.line > 1:
            lines.append("")
        lines.append(comment.text)
    return lines


def _record(node: Mapping, model: type[BaseModel], comments: Comments, indent: int) -> list[str]:
    """The lines of a record in a list, from the column of its dash, which is to be `indent`."""
    order = list(model.model_fields)
    indent += STEP
    parts = [_pair(pair, model, comments, indent) for pair in node.pairs]
    parts.sort(key=lambda part: order.index(part.key))
    lines = [line for part in parts[1:] for line in (*part.above, *part.lines)]
    first, *rest = parts[0].lines
    # Beside the bracket that ends a record in brackets.
    lines += [comment.text for comment in comments.take(node.end_line)]
    return [*parts[0].above, f"- {first}", *_set_in([*rest, *lines])]


def _set_in(lines: Iterable[str]) -> list[str]:
    return [f"{' ' * STEP}{line}" for line in lines]


def _pair(
    pair: tuple[Scalar, Node], model: type[BaseModel], comments: Comments, indent: int
) -> _Part:
    """Its lines from the first column, to be set in by `indent`."""
    key, value = pair
    above = comments.take(key.line - 1)
    if records := [item for item in _items(value) if isinstance(item, Mapping)]:
        found = comments.take(key.line)
        lines = [f"{key.text}:"]
        for record in records:
            between = [comment.text for comment in comments.take(record.line - 1)]
            inner = _record(record, model_at(model, (key.text,)), comments, indent + STEP)
            lines += _set_in([*between, *inner])
        below = comments.take_next(value.end_line + 1, value.column)
        lines += _set_in(comment.text for comment in below)
    else:
        found = comments.take(value.end_line)
        lines = render_pair(key.text, plain_value(value), indent)
    if found and found[-1].line == value.end_line and not found[-1].is_alone:
        lines[-1] += f"  {found.pop().text}"
    return _Part(key.text, [comment.text for comment in (*above, *found)], lines)


def _items(value: Node) -> tuple[Node, ...]:
    return value.items if isinstance(value, Sequence) else ()
