"""The formats of lists that can be imported. A new format is a module and a line in READERS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from paperlist.importing.rows import Row, UnreadLine
from paperlist.importing.tables import has_tables, parse_tables


@dataclass(frozen=True)
class Reader:
    """`can_read` looks at the text of a file; `read` returns every row, lines count from 1."""

    name: str
    can_read: Callable[[str], bool]
    read: Callable[[str], Iterable[Row | UnreadLine]]


READERS = (Reader("Markdown tables", has_tables, parse_tables),)


class NothingToRead(Exception):
    """No reader finds a row in the text."""


def read_list(text: str) -> list[Row | UnreadLine]:
    """The rows, from the first reader that can read the text."""
    reader = next((reader for reader in READERS if reader.can_read(text)), None)
    rows = list(reader.read(text)) if reader else []
    if not rows:
        formats = ", ".join(reader.name for reader in READERS)
        raise NothingToRead(f"no rows found; supported formats: {formats}")
    return rows
