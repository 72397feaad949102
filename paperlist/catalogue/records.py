"""Entries as written, valid or not: those of an older version, or of a file with errors."""

from collections.abc import Mapping
from pathlib import Path

from paperlist.catalogue.entries import plain, split_entries
from paperlist.catalogue.source import Sequence, SourceError, load_source

Record = Mapping[str, object]


def load_entries(path: Path) -> dict[str, Record]:
    """The entries of a file by id; an entry without an id, or with a repeated one, gets a name."""
    root, _ = load_source(path, str(path))
    entries, problems = split_entries(root, str(path))
    if not isinstance(root, Sequence):
        raise SourceError(problems[0])
    records: dict[str, Record] = {}
    for entry in entries:
        record = plain(entry.node)
        key = name = str(record.get("id") or f"(no id) {record.get('title', '')}".strip())
        again = 2
        while key in records:
            key, again = f"{name} ({again})", again + 1
        records[key] = {**record, "id": key}
    return records
