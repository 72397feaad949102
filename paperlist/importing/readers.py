"""The formats of lists that can be imported. A new format is a module and a line in READERS."""

from collections.abc import Callable
from dataclasses import dataclass

from paperlist.importing.column_notes import column_notes
from paperlist.importing.records.bibtex import is_bibtex, read_bibtex
from paperlist.importing.records.csv_tables import is_csv, read_csv
from paperlist.importing.records.items import Item, Reading
from paperlist.importing.records.json_lists import is_csl_json, is_json, read_csl_json, read_json
from paperlist.importing.records.ris import is_ris, read_ris
from paperlist.importing.records.yaml_lists import is_yaml, read_yaml
from paperlist.importing.rows import Row, UnreadLine
from paperlist.importing.tables import has_tables, parse_tables


@dataclass(frozen=True)
class Reader:
    """`can_read` looks at the text of a file; `read` returns every row, lines count from 1."""

    name: str
    can_read: Callable[[str], bool]
    read: Callable[[str], Reading]


def _read_tables(text: str) -> Reading:
    rows = tuple(parse_tables(text))
    return Reading(rows, tuple(column_notes(row for row in rows if isinstance(row, Row))))


# The first that can read a text reads it: those whose texts look like no other come first.
READERS = (
    Reader("RIS", is_ris, read_ris),
    Reader("CSL-JSON", is_csl_json, read_csl_json),
    Reader("JSON", is_json, read_json),
    Reader("BibTeX", is_bibtex, read_bibtex),
    Reader("CSV", is_csv, read_csv),
    Reader("YAML", is_yaml, read_yaml),
    Reader("Markdown", has_tables, _read_tables),
)


class NothingToRead(Exception):
    """No reader finds an item in the text."""


@dataclass(frozen=True)
class List:
    """The rows of another list, and how its text was read."""

    format: str
    rows: tuple[Row | Item | UnreadLine, ...]
    notes: tuple[str, ...] = ()


def read_list(text: str) -> List:
    """The rows, from the first reader that can read the text."""
    reader = next((reader for reader in READERS if reader.can_read(text)), None)
    reading = reader.read(text) if reader else Reading(())
    if reader is None or not reading.rows:
        formats = ", ".join(reader.name for reader in READERS)
        raise NothingToRead(f"no items found; supported formats: {formats}")
    return List(reader.name, tuple(reading.rows), reading.notes)
