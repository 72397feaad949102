"""What the columns of tables were read as: a line for each header, however many rows have it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from paperlist.catalogue.problems import count_of, quote
from paperlist.importing.columns import LINKS, fields_of
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
        if row.title_key == "item":
            continue  # its table has no headers
        for header, result in _results(row.headers, row.title_key, row.unnamed_titles).items():
            counts[header, result] += row.filled.count(header)
    for (header, result), count in counts.items():
        if count:
            yield f"column {quote(header)}: {count_of(count, 'cell')} {result}"


@lru_cache(maxsize=64)
def _results(
    headers: tuple[str, ...], title_key: str | None, unnamed_titles: str | None
) -> Mapping[str, str]:
    """By header; of several columns for one field, the first has the title, the others links."""
    results: dict[str, str] = {}
    seen: set[str] = set()
    for header in dict.fromkeys(headers):
        names = []
        for field in ("name",) if header == unnamed_titles else fields_of(header):
            if field not in seen or field in LINKS:
                is_title = field == title_key and field not in seen
                names.append("title" if is_title else NAMES.get(field, field))
            seen.add(field)
        results[header] = f"read as {' and '.join(names)}" if names else "ignored"
    return results
