"""One value of one entry changed where it stands; every other line of the file stays."""

from paperlist.catalogue.entries import split_entries
from paperlist.catalogue.fields import is_list, places_of
from paperlist.catalogue.model import Paper
from paperlist.catalogue.records import read_records
from paperlist.catalogue.source import FORBIDDEN, Mapping, parse_source
from paperlist.editing.adding import NoPlace
from paperlist.editing.comments import Comments
from paperlist.editing.layout import line_end, render_pair

KEYS = [key for key in Paper.model_fields if "form" in places_of(Paper, key)]
LISTS = [key for key in KEYS if is_list(Paper, key)]


def set_value(text: str, entry_id: str, key: str, value: str | tuple[str, ...] | None) -> str:
    """The text of a good papers.yaml with another value, or without the key; comments stay.

    Raises NoPlace when anything else would change with it.
    """
    root, _ = parse_source(text, "papers.yaml")
    entries = split_entries(root, "papers.yaml")[0]
    node = next(e.node for e in entries if (i := e.scalar("id")) and i.text == entry_id)
    first, last = _place(node, key)
    comments = Comments(text.replace("\r\n", "\n"))
    comments.take(first)
    found = comments.take(last)
    indent, ending = " " * (node.column - 1), line_end(text).removesuffix("\n")
    made = [comment.text for comment in found if comment.is_alone or value is None]
    if value is not None:
        made += render_pair(key, value, node.column - 1)
        made[-1] += "".join(f"  {comment.text}" for comment in found if not comment.is_alone)
    lines = text.split("\n")
    lines[first:last] = [f"{indent}{line}{ending}" for line in made]
    new = "\n".join(lines)
    # Of a sign that no file may hold the check tells.
    is_readable = not FORBIDDEN.search(new)
    if is_readable and _others(new, entry_id, key) != _others(text, entry_id, key):
        raise NoPlace("the value shares its line with others")
    return new


def _others(text: str, entry_id: str, key: str) -> list[dict[str, object]]:
    """Everything but the value."""
    records = read_records(text, "papers.yaml")
    for record in records:
        if record.get("id") == entry_id:
            record.pop(key, None)
    return records


def _place(node: Mapping, key: str) -> tuple[int, int]:
    """The lines of the key, from 0 and without the last; of a new key an empty place in order."""
    order = list(Paper.model_fields)
    for name, value in node.pairs:
        if name.text == key:
            return name.line - 1, value.end_line
    before = [
        value.end_line for name, value in node.pairs if order.index(name.text) < order.index(key)
    ]
    place = max(before)
    return place, place
