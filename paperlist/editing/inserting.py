"""Entries put between the lines of a data file; every other line stays as it is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from paperlist.catalogue.reading.folder import DataFile, parse_file
from paperlist.catalogue.reading.source import Node, Sequence
from paperlist.editing.formatting import header_of
from paperlist.editing.layout import line_end, render_entry
from paperlist.editing.new_entry import Record
from paperlist.editing.working_copy import EditError

Nodes = tuple[Node, ...]


class NoPlace(EditError):
    """The file is formatted in a way that leaves no line for the change."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}; run `paperlist format` first")


def insert_entries(file: DataFile, records: Iterable[Record]) -> DataFile:
    """The file with each entry above the first paper of its month or of an older one.

    Raises NoPlace for a file in which no entry fits between two lines.
    """
    dates = [str(entry.get("date", ""))[:7] for entry in file.records]
    new: dict[int, list[Record]] = defaultdict(list)
    place = 0
    for record in sorted(records, key=lambda record: str(record["date"])[:7], reverse=True):
        while place < len(dates) and dates[place] > str(record["date"])[:7]:
            place += 1
        new[place].append(record)
    return _put(file, new)


def append_entries(file: DataFile, records: Iterable[Record]) -> DataFile:
    """The file with the entries at its end, where the order is the maintainer's."""
    added = list(records)
    return _put(file, {len(file.records): added} if added else {})


def _put(file: DataFile, new: Mapping[int, list[Record]]) -> DataFile:
    """`new` has the entries to insert by the number of the entry they go above."""
    if not new:
        return file
    expected = file.records
    for place in sorted(new, reverse=True):
        expected[place:place] = [
            {key: _as_read(value) for key, value in record.items()} for record in new[place]
        ]
    made = parse_file(_spliced(file, new), file.path)
    if made.records != expected:
        raise NoPlace(file.path, "an entry cannot be inserted between the lines of this file")
    return made


def _spliced(file: DataFile, new: Mapping[int, list[Record]]) -> str:
    """From the end of the file to its start: the lines above a place keep their numbers."""
    root = file.root
    entries = root.items if isinstance(root, Sequence) else ()
    first_line, indent = (root.line, " " * (root.column - 1)) if root else (1, "")
    ending = line_end(file.text).removesuffix("\n")
    lines = file.text.split("\n")
    for place in sorted(new, reverse=True):
        made = [
            f"{indent}{line}{ending}" if line else ending
            for record in new[place]
            for line in ["", *render_entry(record).splitlines()]
        ][1:]
        if not entries:
            first = first_line - 1  # the line of `[]`, and of a comment behind it
            comment = lines[first].partition("]")[2].strip()
            lines[first : first + 1] = [*made, *([f"{comment}{ending}"] if comment else [])]
        elif place < len(entries):
            first = _above(entries, place, lines, first_line)
            lines[first:first] = [*made, ending]
        else:
            first = end_of(entries[-1], lines)
            at_end = first == len(lines)  # the last line has no end
            lines[-1] += ending if at_end else ""
            lines[first:first] = [ending, *made, *([""] if at_end else [])]
    return "\n".join(lines)


def _above(entries: Nodes, place: int, lines: list[str], first_line: int) -> int:
    """Where an entry begins, including the comments above it."""
    before = entries[place - 1].end_line if place else len(header_of(lines, first_line))
    first = entries[place].line - 1
    while first > before and lines[first - 1].startswith("#"):
        first -= 1
    return first


def end_of(entry: Node, lines: list[str]) -> int:
    """Where an entry ends, including the indented comments below it."""
    first = entry.end_line
    while first < len(lines) and re.match(" +#", lines[first]):
        first += 1
    return first


def _as_read(value: str | tuple[str, ...]) -> object:
    return value if isinstance(value, str) else list(value)
