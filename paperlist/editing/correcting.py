"""Values of entries changed; every other line of the file stays as it is."""

import re
from dataclasses import dataclass

import yaml

from paperlist.catalogue.fields import is_list, places_of
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.entries import did_you_mean
from paperlist.catalogue.reading.folder import DataFile, parse_file
from paperlist.catalogue.reading.source import FORBIDDEN, Mapping
from paperlist.editing.comments import Comment, Comments
from paperlist.editing.inserting import NoPlace
from paperlist.editing.known import find_removed
from paperlist.editing.layout import line_end, render_pair
from paperlist.editing.working_copy import EditError, WorkingCopy, checked, entry_text, find_entry

KEYS = [key for key in Paper.model_fields if "form" in places_of(Paper, key)]
LISTS = [key for key in KEYS if is_list(Paper, key)]
Value = str | tuple[str, ...] | None
Values = dict[tuple[str, str], Value]
"""By the id of the entry and the key."""


@dataclass(frozen=True)
class Corrected:
    """`text` is the new text of the file; `entry` is the corrected entry, from `line` on."""

    file: str
    text: str
    id: str
    key: str
    line: int
    entry: str
    warnings: tuple[Problem, ...]
    """Those that the data did not have before."""


def correct(copy: WorkingCopy, entry_id: str, key: str, value: Value) -> Corrected:
    """The data with another value, or without the field; raises EditError when it cannot be."""
    if key not in KEYS:
        raise EditError(f"{quote(key)} cannot be corrected by form; use one of {', '.join(KEYS)}")
    name = copy.catalogue.lines[entry_id].file
    old = copy.folder.files[name]
    file = set_value(old, entry_id, key, value)
    changed = copy.folder.with_file(name, file)
    loaded = checked(changed, "the entry would be invalid; nothing was changed")
    if file.text == old.text:
        state = f"already has this value for {key}" if value else f"has no {key} to remove"
        raise EditError(f"{quote(entry_id)} {state}")
    lines = (loaded.catalogue or copy.catalogue).lines[entry_id]
    before = {(each.rule, each.message) for each in copy.warnings}
    warnings = tuple(e for e in loaded.problems if (e.rule, e.message) not in before)
    return Corrected(name, file.text, entry_id, key, lines.first, entry_text(file, lines), warnings)


def find_paper(text: str, catalogue: Catalogue) -> str:
    """The id of a listed paper by its id, a former id, or the link of its page."""
    path = re.split("[?#]", text.strip(), maxsplit=1)[0].removesuffix("index.html")
    name = path.rstrip("/").rpartition("/")[2].lower()
    former = {old: paper.id for paper in catalogue.papers for old in paper.formerly}
    entry_id = former.get(name, name)
    if removed := find_removed(entry_id, catalogue):
        raise EditError(f"{quote(entry_id)} was {removed.decision}")
    if entry_id not in catalogue.by_id:
        hint = did_you_mean(name, catalogue.by_id)
        raise EditError(f"no paper {quote(name)} in the list" + (f"; {hint}" if hint else ""))
    return entry_id


def set_value(file: DataFile, entry_id: str, key: str, value: Value) -> DataFile:
    """A valid file of papers with another value, or without the field; comments stay.

    Raises NoPlace when anything else would change with it.
    """
    return set_values(file, {(entry_id, key): value})


def set_values(file: DataFile, values: Values) -> DataFile:
    """The same for several fields."""
    nodes = {entry_id: find_entry(file, entry_id).node for entry_id, _ in values}
    lines = file.text.split("\n")
    places = {(entry_id, key): _place(nodes[entry_id], key) for entry_id, key in values}
    # From the end on, so that the lines of the others stay where they are.
    for entry_id, key in sorted(places, key=places.__getitem__, reverse=True):
        first, last = places[entry_id, key]
        column = nodes[entry_id].column - 1
        comments = _comments(lines[first:last], file.path)
        made = _lines(key, values[entry_id, key], comments, column)
        ending = line_end(file.text).removesuffix("\n")
        lines[first:last] = [f"{' ' * column}{line}{ending}" for line in made]
    new = parse_file("\n".join(lines), file.path)
    # The check reports a character that no file may hold.
    is_readable = not FORBIDDEN.search(new.text)
    if is_readable and _others(new, values) != _others(file, values):
        raise _shared_line(file.path)
    return new


def _lines(key: str, value: Value, comments: list[Comment], indent: int) -> list[str]:
    made = [comment.text for comment in comments if comment.is_alone or value is None]
    if value is not None:
        made += render_pair(key, value, indent)
        made[-1] += "".join(f"  {comment.text}" for comment in comments if not comment.is_alone)
    return made


def _comments(lines: list[str], path: str) -> list[Comment]:
    """The comments in the lines of a field, which are YAML of their own."""
    text = "".join(f"{line}\n" for line in lines).replace("\r\n", "\n")
    try:
        return Comments(text).take(len(lines))
    except yaml.YAMLError:
        raise _shared_line(path) from None


def _shared_line(path: str) -> NoPlace:
    return NoPlace(path, "the value shares its line with others")


def _others(file: DataFile, values: Values) -> list[dict[str, object]]:
    """Everything but the values."""
    records = file.records
    for record in records:
        for key in [key for key in record if (record.get("id"), key) in values]:
            del record[key]
    return records


def _place(node: Mapping, key: str) -> tuple[int, int]:
    """The lines of the field, from 0 and without the last; for a new field an empty range."""
    order = list(Paper.model_fields)
    for name, value in node.pairs:
        if name.text == key:
            return name.line - 1, value.end_line
    before = [
        value.end_line for name, value in node.pairs if order.index(name.text) < order.index(key)
    ]
    place = max(before)
    return place, place
