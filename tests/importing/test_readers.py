"""The formats that can be imported: a module without a line in READERS would read nothing."""

from pathlib import Path

import pytest

from paperlist import importing
from paperlist.importing.readers import READERS, NothingToRead, read_list
from paperlist.importing.rows import Row

# What every format shares.
SHARED = {
    "labels",
    "readers",
    "rows",
    "same_paper",
    "title_cells",
    "venue_tags",
    "drafts",
    "merging",
    "report",
    *("origins", "json_report", "items", "fields", "field_names", "venues", "csl"),
    *("columns", "column_notes"),
    "dates",
    "details",
    "headings",
    "html_tables",
    "links",
    "lists",
    "mentions",
    "people",
    "row_drafts",
    "row_links",
    "sections",
    "spans",
    "topics",
}
TABLE = "|Date|Title|Paper|\n|-|-|-|\n|2023.05|A title|[pdf](https://example.org/a.pdf)|\n"


def test_every_module_of_a_format_is_in_the_table_of_readers():
    modules = {path.stem for path in Path(importing.__file__).parent.rglob("*.py")}
    formats = {reader.can_read.__module__.rpartition(".")[2] for reader in READERS}
    assert formats.isdisjoint(SHARED)
    assert modules - {"__init__"} - SHARED == formats, "READERS in importing/readers.py"


def test_readers_have_names_of_their_own():
    names = [reader.name for reader in READERS]
    assert all(names)
    assert len(set(names)) == len(names)


def test_a_list_is_read_by_the_first_reader_that_can():
    (row,) = read_list(TABLE).rows
    assert isinstance(row, Row)
    assert row.line == 3


@pytest.mark.parametrize("text", ["", "Only words.\n", "a | b\n"])
def test_a_text_without_rows_names_the_formats(text):
    with pytest.raises(NothingToRead) as caught:
        read_list(text)
    assert all(reader.name in str(caught.value) for reader in READERS)
