"""BibTeX and BibLaTeX, as reference managers, search engines and publishers write it.

bibtexparser finds the entries. Their values are read here: it knows neither '#' nor names of
strings in another case.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import unquote

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import ET_AL, Kind, Publication
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
from paperlist.sources.tex import latex_text

Fields = Mapping[str, str]

START = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
# In front of the first entry only comments are, not a page that quotes an entry.
MARKDOWN = re.compile(r"^\s*(?:[#|<`*-]|\d+\.\s)", re.MULTILINE)
PUBLICATIONS: Mapping[str, Publication] = {
    "article": "journal", "inproceedings": "conference", "conference": "conference",
    "incollection": "chapter", "inbook": "chapter",
}  # fmt: skip
KINDS: Mapping[str, Kind] = {"report": "report", "techreport": "report", "software": "code"}
VOLUMES = {"proceedings", "mvproceedings", "collection", "mvcollection", "periodical", "xdata"}
# What an entry has from the volume that `crossref` names, by the field of the volume.
INHERITED = {
    "title": "booktitle",
    "booktitle": "booktitle",
    "year": "year",
    "date": "date",
    "month": "month",
    "series": "series",
    "eventtitle": "eventtitle",
}
VENUES = ("journal", "journaltitle", "booktitle", "maintitle")
SIGN = re.compile(r'\\.|[{}"#]', re.DOTALL)
PART = re.compile(r"\s+and\s+|\\.|[{},]", re.IGNORECASE | re.DOTALL)
EXTENDED = re.compile(r'(?i)\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*"?(.*?)"?\s*')
URL = re.compile(r"\\(?:url|path)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}|(https?://[^\s{}]+)")
ESCAPED = re.compile(r"\{?\\([_&%#~$])\}?(?:\{\})?")
# Longer values are not titles or names.
LONGEST = 20_000
# A string may be made of others, each twice as long as the one before.
LONGEST_STRING = 500
MOST_PARTS = 50

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


def is_bibtex(text: str) -> bool:
    first = START.search(text)
    return first is not None and not MARKDOWN.search(text[: first.start()])


def read_bibtex(text: str) -> Reading:
    library = parse_string(text, parse_stack=[])
    strings: dict[str, str] = {}
    entries: list[tuple[Entry, bool]] = []
    rows: list[Item | UnreadLine] = []
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        match block:
            case String():
                strings[block.key.lower()] = _value(block.value, strings)[:LONGEST_STRING]
            case DuplicateBlockKeyBlock() | DuplicateFieldKeyBlock():
                if isinstance(block.ignore_error_block, Entry):
                    entries.append((block.ignore_error_block, True))
            case ParsingFailedBlock():
                rows.append(UnreadLine(line, f"cannot read the entry: {_reason(block)}"))
            case Entry():
                entries.append((block, False))
            case ImplicitComment():
                for found in START.finditer(block.comment):
                    at = line + block.comment.count("\n", 0, found.start())
                    rows.append(UnreadLine(at, "cannot read the entry: it has no end"))
    known = {entry.key.lower(): _fields(entry, strings) for entry, _ in entries if entry.key}
    rows += [_row(entry, _fields(entry, strings), known) for entry, _ in entries]
    rows = [row if isinstance(row, UnreadLine) else named(row) for row in rows]
    return Reading(sorted(rows, key=lambda row: row.line))


def _reason(block: ParsingFailedBlock) -> str:
    said = str(getattr(block.error, "abort_reason", block.error))
    if said.startswith("Unexpected"):  # the start of another entry, or the end of the file
        return "a brace or a quote is not closed"
    return "there is no comma after the key" if "comma after" in said else "',' or '=' is missing"


def _fields(entry: Entry, strings: Fields) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field in entry.fields:  # of two with one name the first counts, as in BibTeX
        fields.setdefault(field.key.lower(), _value(str(field.value), strings))
    return fields


def _value(raw: str, strings: Fields) -> str:
    """Parts in braces or quotes, numbers and names of strings, joined by '#'."""
    parts, depth, start, is_quoted = [], 0, 0, False
    raw = raw.strip()
    for match in SIGN.finditer(raw):
        sign = match[0]
        depth += (sign == "{") - (sign == "}")
        if sign == '"' and depth == 0:
            is_quoted = not is_quoted
        if sign == "#" and depth == 0 and not is_quoted:
            parts.append(raw[start : match.start()])
            start = match.end()
    parts.append(raw[start:])
    if len(parts) == 1:
        return _part(raw, strings)
    return "".join(_part(part.strip(), strings) for part in parts[:MOST_PARTS])


def _part(part: str, strings: Fields) -> str:
    if part[:1] + part[-1:] in ("{}", '""') and len(part) > 1:
        return part[1:-1]
    return strings.get(part.lower(), part)


def _row(entry: Entry, own: Fields, known: Mapping[str, Fields]) -> Item | UnreadLine:
    line, kind = (entry.start_line or 0) + 1, entry.entry_type.lower()
    if kind in VOLUMES:
        return UnreadLine(line, f"@{kind} is not a paper: {quote(_text(own.get('title', '')))}")
    volume = known.get(own.get("crossref", "").lower(), {})
    fields = {INHERITED[key]: value for key, value in volume.items() if key in INHERITED} | dict(
        own
    )
    return _item(line, kind, entry.key, fields)


def _item(line: int, kind: str, key: str, fields: Fields) -> Item:
    text = partial(_first, fields)
    title, subtitle = text("title"), text("subtitle")
    venue = text(*VENUES)
    places = (venue, *map(text, ("volume", "number", "note", "howpublished")))
    publication = PUBLICATIONS.get(kind)
    stated_kind, institution = _institution(kind, fields)
    words = re.split("[,;]", text("keywords", "keyword", "mendeley-tags"))
    addresses = (_address(fields.get(each, "")) for each in ("code", "github"))
    return Item(
        line=line,
        title=f"{title}: {subtitle}" if title and subtitle else title,
        name=text("shorttitle"),
        authors=_authors(fields.get("author", "")),
        date=_date(fields),
        venue=short_venue(text("eventtitle", "series"), venue) if publication else "",
        publication=publication,
        org=tuple(each.strip() for each in institution.split(", ") if each.strip()),
        kind=stated_kind,
        arxiv=_arxiv(fields) or arxiv_inside(" ".join(places)),
        doi=_doi(fields),
        urls=tuple(_urls(fields)),
        code=next(filter(None, addresses), ""),
        note=_text(URL.sub("", fields.get("note", ""))),
        id=key or "",
        keywords=tuple(word.strip() for word in words if word.strip()),
        section=text("mendeley-groups", "groups").partition(",")[0].strip(),
        more={},
    )


def _first(fields: Fields, *names: str) -> str:
    """The text of the first of these fields that has one."""
    return next(filter(None, (_text(fields.get(name, "")) for name in names)), "")


def _institution(kind: str, fields: Fields) -> tuple[Kind | None, str]:
    """The kind of a report or a thesis, and who published it; arXiv publishes papers."""
    stated = KINDS.get(kind)
    if stated != "report" and "thesis" not in kind:
        return stated, ""
    institution = _first(fields, "institution", "school")
    return ("paper", "") if institution.lower() == "arxiv" else (stated, institution)


def _urls(fields: Fields) -> Iterator[str]:
    where = " ".join(fields.get(name, "") for name in ("howpublished", "note"))
    found = (next(filter(None, groups), "") for groups in URL.findall(where))
    return filter(None, map(_address, (fields.get("url", ""), *found)))


def _doi(fields: Fields) -> str:
    """Some programs encode braces and backslashes."""
    doi = _address(fields.get("doi", ""))
    return re.sub("(?i)%(?:7B|7D|5C)", lambda found: unquote(found[0]), doi)


def _text(value: str) -> str:
    value = " ".join(value.split())
    value = value.replace("``", "“").replace("''", "”")
    value = re.sub(r"(?<!\\)~", " ", value)
    if not re.search(r"[\\{}$]", value):
        return value
    return latex_text(value) if len(value) <= LONGEST else value


def _address(value: str) -> str:
    """Without the escapes that some programs write in addresses."""
    value = value.strip()
    if found := re.fullmatch(r"\{?\\url\s*\{(.*)\}\}?", value):
        value = found[1]
    return ESCAPED.sub(r"\1", value).strip("{} ")


def _arxiv(fields: Fields) -> str:
    archive = fields.get("archiveprefix", "") or fields.get("eprinttype", "")
    eprint = fields.get("arxivid") or fields.get("arxiv") or fields.get("eprint", "")
    if archive.strip("{} ").lower() not in ("", "arxiv") and not fields.get("arxivid"):
        return ""
    eprint = _address(eprint)
    group = (fields.get("primaryclass") or fields.get("eprintclass") or "").partition(".")[0]
    if re.fullmatch(r"\d{7}(?:v\d+)?", eprint) and group:
        return f"{group}/{eprint}"
    is_id = archive or fields.get("arxivid") or re.search(r"\d{4}\.\d{4,5}|/\d{7}", eprint)
    return eprint if is_id else ""


def _date(fields: Fields) -> str:
    date = _text(fields.get("date", "")).partition("/")[0]
    if date.strip():
        return date
    year, month, day = (_text(fields.get(key, "")).strip() for key in ("year", "month", "day"))
    if month.isdecimal():
        return "-".join(
            part for part in (year, month.zfill(2), day.zfill(2) if day else "") if part
        )
    return " ".join(part for part in (day, month, year) if part)


def _authors(value: str) -> tuple[str, ...]:
    return with_et_al(map(_author, _split(value, is_comma=False)))


def _split(value: str, *, is_comma: bool) -> list[str]:
    """At 'and', or at commas, outside of braces."""
    parts, depth, start = [], 0, 0
    for match in PART.finditer(value):
        sign = match[0]
        depth = max(depth + (sign == "{") - (sign == "}"), 0)
        is_end = sign == "," if is_comma else len(sign) > 2 and sign[0] != "\\"
        if is_end and depth == 0:
            parts.append(value[start : match.start()])
            start = match.end()
    return [part.strip() for part in (*parts, value[start:])]


def _author(name: str) -> str:
    if name.lower() == "others":
        return ET_AL
    parts = _split(name, is_comma=True)
    if all(map(EXTENDED.fullmatch, parts)):
        named = {
            found[1].lower(): _text(found[2]) for found in map(EXTENDED.fullmatch, parts) if found
        }
        family = " ".join(filter(None, (named.get("prefix"), named.get("family"))))
        return author_named(family, named.get("given", ""), named.get("suffix", ""))
    match [_text(part) for part in parts]:
        case [family, given] if given:
            return author_named(family, given)
        case [family, suffix, given]:
            return author_named(family, given, suffix)
    return _text(name).strip(" ,")
