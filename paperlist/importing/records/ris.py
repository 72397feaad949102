"""RIS, as Zotero, EndNote, Mendeley and publishers write it."""

import re
from collections.abc import Iterator, Mapping

import rispy

from paperlist.catalogue.values import COMMA, ET_AL, Kind, Publication
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

# The note of an export with a shortened list of authors.
CUT = "The list of authors is incomplete."
START = re.compile(r"^\ufeff?TY  ?- ", re.MULTILINE)
END = re.compile(r"^ER  ?-", re.MULTILINE)
PUBLICATIONS: Mapping[str, Publication] = {
    "JOUR": "journal", "EJOUR": "journal", "MGZN": "journal", "JFULL": "journal",
    "CPAPER": "conference", "CONF": "conference", "CHAP": "chapter", "ECHAP": "chapter",
}  # fmt: skip
KINDS: Mapping[str, Kind] = {"RPRT": "report", "BLOG": "blog", "ELEC": "docs", "COMP": "code"}
TITLES = ("title", "primary_title", "translated_title")
VENUES = ("secondary_title", "journal_name", "alternate_title3", "alternate_title1")


def is_ris(text: str) -> bool:
    return bool(START.match(text.lstrip()))


def read_ris(text: str) -> Reading:
    return Reading([*_rows(text)])


def _rows(text: str) -> Iterator[Item | UnreadLine]:
    starts = [match.start() for match in START.finditer(text)]
    line, counted = 1, 0
    for start, after in zip(starts, [*starts[1:], len(text)], strict=True):
        line, counted = line + text.count("\n", counted, start), start
        record = text[start:after]
        if not END.search(record):
            yield UnreadLine(line, "the record has no end (ER)")
            continue
        try:
            (found,) = rispy.loads(record.lstrip("\ufeff"))
        except (rispy.parser.ParseError, OSError, ValueError, KeyError) as error:
            yield UnreadLine(line, f"cannot read the record: {error}")
            continue
        yield named(_item(line, found))


def _item(line: int, record: Mapping[str, object]) -> Item:
    def text(*names: str) -> str:
        values = (record.get(name) for name in names)
        return next(
            (str(each).strip() for each in values if isinstance(each, str) and each.strip()), ""
        )

    def texts(name: str) -> tuple[str, ...]:
        value = record.get(name)
        return tuple(map(str, value)) if isinstance(value, list) else ()

    kind = text("type_of_reference")
    publication = PUBLICATIONS.get(kind)
    notes = texts("notes")
    authors = texts("authors") or texts("first_authors")
    publisher = text("publisher")
    is_preprint = "preprint" in text("type_of_work").lower()
    is_named = kind == "RPRT" and publisher not in ("", "arXiv")
    venue = text(*VENUES[: 3 if publication == "journal" else 1]) or (
        text(*VENUES) if publication else ""
    )
    where = " ".join(
        (
            text("accession_number"),
            text("number"),
            text("journal_name", "secondary_title"),
            text("name_of_database"),
        )
    )
    return Item(
        line=line,
        title=text(*TITLES),
        name=text("short_title"),
        authors=with_et_al((*map(_author, authors), *([ET_AL] if CUT in notes else []))),
        date=text("date").strip("/ ") or text("year", "publication_year").strip("/ "),
        venue=short_venue("", venue) if publication else "",
        publication=publication,
        org=tuple(re.split(rf"\s*{COMMA}\s*", publisher)) if is_named else (),
        kind="paper" if kind == "RPRT" and is_preprint else KINDS.get(kind),
        arxiv=arxiv_inside(where),
        doi=text("doi"),
        urls=tuple(each.strip() for value in texts("urls") for each in value.split(";")),
        note=" ".join(note for note in notes if note != CUT),
        is_note_public=False,
        id=text("id"),
        keywords=texts("keywords"),
        more={},
    )


def _author(text: str) -> str:
    """Family, Given, Suffix"""
    family, given, suffix = ([part.strip() for part in text.split(",")] + ["", ""])[:3]
    return text if text.count(",") > 2 else author_named(family, given, suffix)
