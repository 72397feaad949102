"""What the columns of tables were read as: a line for each header, however many rows have it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from paperlist.catalogue.problems import count_of, quote
from paperlist.importing.columns import fields_of
from paperlist.importing.rows import Row

NAMES = {
    "paper": "link of the paper",
    "org": "organisation",
    "project": "project page",
    "recommended": "recommendation",
}


def column_notes(rows: Iterable[Row]) -> Iterator[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for header in dict.fromkeys(row.headers):
            counts[header, _fields(header, row.title_key)] += row.filled.count(header)
    for (header, fields), count in counts.items():
        if count:
            result = f"read as {fields}" if fields else "ignored"
            yield f"column {quote(header)}: {count_of(count, 'cell')} {result}"


def _fields(header: str, title_key: str | None) -> str:
    fields = ("title" if field == title_key else field for field in fields_of(header))
    return " and ".join(NAMES.get(field, field) for field in fields)
