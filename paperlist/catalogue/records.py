"""Entries as they are written, good or not: what a file held before, or holds beside an error."""

from collections.abc import Mapping
from pathlib import Path

from paperlist.catalogue.entries import plain, split_entries
from paperlist.catalogue.source import Sequence, SourceError, load_source, parse_source

Record = Mapping[str, object]


def load_entries(path: Path) -> dict[str, Record]:
    """The entries of a file by id; one without an id, or with that of another, keeps a place."""
    root, _ = load_source(path, str(path))
    entries, problems = split_entries(root, str(path))
    if not isinstance(root, Sequence):
        raise SourceError(problems[0])
    found: dict[str, Record] = {}
    for entry in entries:
        record = plain(entry.node)
        key = name = str(record.get("id") or f"(no id) {record.get('title', '')}".strip())
        again = 2
        while key in found:
            key, again = f"{name} ({again})", again + 1
        found[key] = {**record, "id": key}
    return found


def read_records(text: str, shown: str) -> list[dict[str, object]]:
    """The entries as written; none when an entry in a wrong place has broken the file."""
    try:
        root, _ = parse_source(text, shown)
    except SourceError:
        return []
    return [plain(entry.node) for entry in split_entries(root, shown)[0]]
