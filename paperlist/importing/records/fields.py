"""Records with named fields, of a table or a file of data, as items."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import get_args

from paperlist.catalogue.languages import translations_of
from paperlist.catalogue.problems import short
from paperlist.catalogue.values import ET_AL, KINDS, PUBLICATIONS, Kind, Publication, split_list
from paperlist.importing.people import names
from paperlist.importing.records.field_names import ORDER, SILENT, field_of, plain_name
from paperlist.importing.records.items import (
    Item,
    Reading,
    Subject,
    arxiv_inside,
    author_named,
    named,
    with_et_al,
)
from paperlist.importing.records.venues import short_venue
from paperlist.importing.rows import UnreadLine

Record = Mapping[str, object]
Values = Mapping[str, list[object]]

TYPES: Mapping[str, Publication] = {
    "journalarticle": "journal", "article": "journal", "articlejournal": "journal",
    "conferencepaper": "conference", "inproceedings": "conference", "paperconference": "conference",
    "proceedingsarticle": "conference", "booksection": "chapter", "bookchapter": "chapter",
    "incollection": "chapter", "chapter": "chapter", "preprint": "preprint",
}  # fmt: skip
PUBLISHERS = re.compile(
    r"(?i)\b(?:acm|association for computing machinery|ieee|springer|elsevier|wiley|arxiv|usenix"
    r" association|association for computational linguistics|press|curran|openreview)\b.*"
)
ADDRESS = re.compile(r"(?i)https?://|www\.|10\.\d|arxiv:")
CLASS = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?(?:[\s,;]+[a-z-]+\.[A-Za-z-]+)*")
# A single author, "Lovelace, Ada M.", and not two.
FAMILY_FIRST = re.compile(r"[^\s,\u4e00-\u9fff]+,\s[^\s,]+(?: [^\s,]+)?")
MOST_NOTED = 20


def read_records(
    records: Iterable[tuple[int, Record | str]], names_of: Mapping[str, str]
) -> Reading:
    """A text in place of a record is the reason why there is none.

    `names_of` are the names of topics by id.
    """
    rows: list[Item | UnreadLine] = []
    used: dict[str, str] = {}
    unread: dict[str, None] = {}
    for line, record in records:
        if isinstance(record, str):
            rows.append(UnreadLine(line, record))
            continue
        known: dict[str, list[tuple[int, object]]] = defaultdict(list)
        for name, value in _flat(record):
            field = field_of(name)
            if field is None:
                if plain_name(name) not in SILENT:
                    unread[name] = None
            elif value not in (None, "", [], {}):
                used[name] = field
                known[field].append((ORDER.get(plain_name(name), 0), value))
        values = {field: _in_order(found) for field, found in known.items()}
        rows.append(_item(line, values, names_of))
    if "name" not in used.values():
        rows = [row if isinstance(row, UnreadLine) else named(row) for row in rows]
    return Reading(rows, tuple(_notes(used, unread)))


def _in_order(found: Iterable[tuple[int, object]]) -> list[object]:
    return [value for _, value in sorted(found, key=lambda each: each[0])]


def _notes(used: Mapping[str, str], unread: Iterable[str]) -> Iterator[str]:
    other = [f"{short(name)} → {field}" for name, field in used.items() if name.lower() != field]
    if other:
        yield f"fields: {_listed(other)}"
    if left := [short(name) for name in unread]:
        yield f"not read: {_listed(left)}"


def _listed(words: list[str]) -> str:
    more = len(words) - MOST_NOTED
    return ", ".join(words[:MOST_NOTED]) + (f" and {more} more" if more > 0 else "")


def _flat(record: Record) -> Iterator[tuple[str, object]]:
    """The fields of a record inside the record, such as its links, are its own."""
    for name, value in record.items():
        if not isinstance(value, Mapping) or plain_name(name) in SILENT:
            yield name, value
        elif field_of(name) not in (None, "url") and "name" in value:
            yield name, value["name"]
        else:
            for inner, each in value.items():
                if field_of(inner) in {"arxiv", "doi", "url", "pdf", "other_pdf", "code"}:
                    yield inner, each


def _item(line: int, values: Values, names_of: Mapping[str, str]) -> Item:
    text, texts = partial(_first, values), partial(_every, values)
    title, addresses = _titled(values)
    name, repo = text("name"), text("repo")
    is_address = "://" in repo
    arxiv = text("arxiv") or arxiv_inside(text("extra"))
    urls = (*texts("url"), *addresses, *texts("other_pdf"))
    if not any((urls, arxiv, text("doi"), text("pdf"))):
        urls = texts("project")
    sections = _sections(values)
    subjects = texts("topics") + (sections if len(sections) > 1 else ())
    publication = _publication(text("publication"))
    return Item(
        line=line,
        title=title,
        name=name if name != title else "",
        authors=_authors(values),
        date=text("date") or " ".join(filter(None, (text("month"), text("year")))),
        venue=short_venue(text("venue"), "") or _venue_of_publisher(text("publisher")),
        publication=publication or TYPES.get(plain_name(text("kind"))),
        org=texts("org"),
        kind=_kind(text("kind")),
        arxiv=arxiv,
        doi=text("doi"),
        urls=urls,
        pdf=text("pdf"),
        code=text("code") or (repo if is_address else ""),
        repo="" if is_address else repo,
        note=text("note"),
        recommended=text("recommended"),
        id=text("id"),
        topics=tuple(Subject(names_of.get(each, each), each) for each in subjects),
        keywords=texts("keywords"),
        section=sections[0] if len(sections) == 1 else "",
        more=_more(values, publication),
    )


def _first(values: Values, field: str) -> str:
    return next(filter(None, map(_text, values.get(field, []))), "")


def _every(values: Values, field: str) -> tuple[str, ...]:
    return tuple(filter(None, (each for value in values.get(field, []) for each in _texts(value))))


def _titled(values: Values) -> tuple[str, tuple[str, ...]]:
    """The title, and the addresses in a column that may have the title or links."""
    paper = _every(values, "paper")
    addresses = tuple(each for each in paper if ADDRESS.match(each))
    words = " ".join(each for each in paper if each not in addresses)
    return _first(values, "title") or words or _first(values, "name"), addresses


def _sections(values: Values) -> tuple[str, ...]:
    """Without the classes of arXiv: cs.LG, stat.ML."""
    section = _first(values, "section")
    is_class = "." in section and CLASS.fullmatch(section)
    return () if is_class else _every(values, "section")


def _more(values: Values, publication: Publication | None) -> dict[str, str | tuple[str, ...]]:
    keys = ("summary", *translations_of("summary"))
    more: dict[str, str | tuple[str, ...]] = {key: _first(values, key) for key in keys}
    more |= {"publication": publication or "", "aka": _every(values, "aka")}
    return {key: value for key, value in more.items() if value}


def _kind(text: str) -> Kind | None:
    return next((kind for kind in get_args(Kind) if kind == text), None) if text in KINDS else None


def _publication(text: str) -> Publication | None:
    known: tuple[Publication, ...] = get_args(Publication)
    return known[PUBLICATIONS.index(text)] if text in PUBLICATIONS else None


def _venue_of_publisher(text: str) -> str:
    """In short tables the venue is called so; a publishing house is not a venue."""
    return "" if PUBLISHERS.search(text) else text


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value).strip()
        case list() | tuple():
            return next(filter(None, map(_text, value)), "")
        case Mapping():
            return _text(value.get("name") or value.get("value") or "")
    return ""


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(map(_text, value))
    text = _text(value)
    if re.match(r"(?i)https?://", text):
        return tuple(re.split(r"[\s;,]+(?=https?://)", text))
    return split_list(text)


def _authors(values: Values) -> tuple[str, ...]:
    value = next(iter(values.get("authors", [])), "")
    found = (
        tuple(_author(each) for each in value)
        if isinstance(value, list | tuple)
        else _split(_text(value))
    )
    is_cut = next(map(_text, values.get("authors_complete", [])), "") == "no"
    return with_et_al((*found, ET_AL) if is_cut else found)


def _author(value: object) -> str:
    """The name alone, or its parts as many programs call them."""
    if not isinstance(value, Mapping):
        return _text(value)
    parts = {plain_name(key): _text(each) for key, each in value.items() if isinstance(key, str)}
    family = next(
        (parts[key] for key in ("family", "lastname", "last", "surname") if parts.get(key)), ""
    )
    given = next(
        (parts[key] for key in ("given", "firstname", "first", "forename") if parts.get(key)), ""
    )
    whole = next(
        (parts[key] for key in ("name", "literal", "fullname", "author") if parts.get(key)), ""
    )
    return author_named(family, given, parts.get("suffix", "")) if family else whole or given


def _split(text: str) -> tuple[str, ...]:
    """Behind semicolons a comma is inside a name: "Lovelace, Ada; Babbage, Charles"."""
    parts = [part.strip() for part in re.split("[;；\n]", text) if part.strip()]
    if len(parts) == 1:
        parts = (
            re.split(r"\s+and\s+", text) if text.count(",") == text.count(" and ") + 1 else parts
        )
    if len(parts) < 2 and not FAMILY_FIRST.fullmatch(text):
        return names(text)
    return tuple(_inverted(part) for part in parts)


def _inverted(part: str) -> str:
    family, comma, given = (each.strip() for each in part.partition(","))
    return author_named(family, given) if comma and given and "," not in given else part
