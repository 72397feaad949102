"""Entries as written, valid or not: those of an older version, or of a file with errors."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from paperlist.catalogue.reading.entries import plain, split_entries
from paperlist.catalogue.reading.parts import paper_files
from paperlist.catalogue.reading.source import Sequence, SourceError, load_source

Record = Mapping[str, object]


def load_entries(paths: Iterable[Path], keys: Iterable[str] = ("id",)) -> dict[str, Record]:
    """The entries of files by the first of these fields that each has, which becomes its id.

    An entry without them, or with a repeated value, gets a name.
    """
    records: dict[str, Record] = {}
    numbers: dict[str, int] = {}
    for record in (record for path in paths for record in _records(path)):
        own = next((record[key] for key in keys if record.get(key)), None)
        key = name = str(own or f"(no id) {record.get('title', '')}".strip())
        while key in records:
            numbers[name] = numbers.get(name, 1) + 1
            key = f"{name} ({numbers[name]})"
        records[key] = {**record, "id": key}
    return records


def _records(path: Path) -> list[Record]:
    root, _ = load_source(path, str(path))
    entries, problems = split_entries(root, str(path))
    if not isinstance(root, Sequence):
        raise SourceError(problems[0])
    return [plain(entry.node) for entry in entries]


def load_papers(folder: Path) -> dict[str, Record]:
    """The same for the papers of a data folder, in one file or in parts."""
    return load_entries(folder / name for name in paper_files(folder, str(folder)))
