"""Tables as CSV: the first line names the columns, which are separated by ',', ';' or tabs."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from paperlist.importing.records.field_names import field_of, is_record
from paperlist.importing.records.fields import Record, read_records
from paperlist.importing.records.items import Reading

DELIMITERS = ",;\t"
# A cell is not longer.
csv.field_size_limit(1_000_000)
# The quote that keeps a spreadsheet from running a text as a formula.
QUOTED = re.compile("((?:^|;)[\\s\"]*)'(?='*[=+@\uff1d\uff0b\uff20\uff0d-])")


def is_csv(text: str) -> bool:
    first = text.lstrip("\n").partition("\n")[0]
    return first[:1] not in set("|[{@-#<") and is_record(_header(text, _delimiter(text)))


def read_csv(text: str) -> Reading:
    return read_records(_records(text), {})


def _records(text: str) -> Iterator[tuple[int, Record | str]]:
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text))
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = [QUOTED.sub(r"\1", cell.strip()) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"cannot read the row: {error}"
            continue
        if not any(cells):
            continue
        if header is None:
            header = cells
        elif len(cells) > len(header) and any(cells[len(header) :]):
            yield line, f"the row has {len(cells)} cells, the header has {len(header)}"
        else:
            yield line, dict(zip(header, cells, strict=False))


def _delimiter(text: str) -> str:
    """The one that gives most columns with a known name."""
    return max(DELIMITERS, key=lambda each: sum(map(bool, map(field_of, _header(text, each)))))


def _header(text: str, delimiter: str) -> list[str]:
    first = text.lstrip("\n").partition("\n")[0]
    return next(csv.reader([first[:10_000]], delimiter=delimiter), [])
