"""Items of CSL-JSON, as Zotero, Pandoc and Crossref write them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paperlist.catalogue.values import ET_AL, Kind, Publication
from paperlist.importing.records.fields import Record
from paperlist.importing.records.items import (
    Item,
    Reading,
    arxiv_inside,
    author_named,
    named,
    with_et_al,
)
from paperlist.importing.records.venues import short_venue
from paperlist.importing.rows import UnreadLine

PUBLICATIONS: Mapping[str, Publication] = {
    "article-journal": "journal",
    "article-magazine": "journal",
    "journal-article": "journal",
    "paper-conference": "conference",
    "proceedings-article": "conference",
    "chapter": "chapter",
    "book-chapter": "chapter",
}
KINDS: Mapping[str, Kind] = {
    "report": "report", "post-weblog": "blog", "post": "blog", "webpage": "docs",
    "software": "code", "article": "paper",
}  # fmt: skip


def is_csl(record: Record) -> bool:
    """It has a date or authors in parts, as only CSL has them."""
    issued, authors = record.get("issued"), record.get("author")
    has_parts = isinstance(issued, dict) and ("date-parts" in issued or "raw" in issued)
    first = authors[0] if isinstance(authors, list) and authors else None
    return has_parts or (isinstance(first, dict) and ("family" in first or "literal" in first))


def read_csl(records: Iterable[tuple[int, Record | str]]) -> Reading:
    return Reading([*_rows(records)])


def _rows(records: Iterable[tuple[int, Record | str]]) -> Iterator[Item | UnreadLine]:
    for line, record in records:
        yield UnreadLine(line, record) if isinstance(record, str) else named(_item(line, record))


def _item(line: int, record: Record) -> Item:
    kind = _text(record.get("type"))
    publication = PUBLICATIONS.get(kind)
    container = _text(record.get("container-title"))
    event = record.get("event-title") or record.get("event")
    authors = record.get("author")
    archive = " ".join(_text(record.get(key)) for key in ("archive", "archive_location", "number"))
    publisher = _text(record.get("publisher"))
    return Item(
        line=line,
        title=_text(record.get("title")),
        name=_text(record.get("title-short") or record.get("shortTitle")),
        authors=with_et_al(map(_author, authors)) if isinstance(authors, list) else (),
        date=_date(record.get("issued")),
        venue=short_venue(_text(event), container) if publication else "",
        publication=publication,
        org=(publisher,) if kind == "report" and publisher != "arXiv" else (),
        kind=KINDS.get(kind),
        arxiv=arxiv_inside(archive),
        doi=_text(record.get("DOI")),
        urls=tuple(filter(None, [_text(record.get("URL"))])),
        note=_text(record.get("note")),
        is_note_public=False,
        id=_text(record.get("id") or record.get("citation-key")),
        keywords=tuple(
            part.strip() for part in _text(record.get("keyword")).split(",") if part.strip()
        ),
        more={},
    )


def _text(value: object) -> str:
    match value:
        case str() | int() | float():
            return str(value).strip()
        case [first, *_]:
            return _text(first)
        case {"name": name}:
            return _text(name)
    return ""


def _author(value: object) -> str:
    """Pandoc writes the rest of a shortened list as an author of this name."""
    if not isinstance(value, dict):
        return _text(value)
    parts: dict[str, Any] = {key: _text(each) for key, each in value.items()}
    if not parts.get("family"):
        return ET_AL if parts.get("literal") == "others" else parts.get("literal") or _text(value)
    particles = (parts.get(f"{each}dropping-particle", "") for each in ("", "non-"))
    family = " ".join(filter(None, (*particles, parts["family"])))
    return author_named(family, parts.get("given", ""), parts.get("suffix", "").strip(" ,"))


def _date(value: object) -> str:
    match value:
        case {"date-parts": [[*parts], *_]}:
            found = [
                str(part) for part in parts if isinstance(part, int | str) and str(part).isdecimal()
            ]
            return "-".join(part.zfill(2) for part in found[:3])
        case {"raw": str(text)} | {"literal": str(text)} | str(text):
            return text
    return ""
