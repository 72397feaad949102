"""What is beside a title: authors, a venue, a date, organisations; the rest are remarks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from paperlist.catalogue.venues import read_venue
from paperlist.importing.dates import find_date, is_date
from paperlist.importing.labels import DETAIL, PROSE
from paperlist.importing.mentions import NEW, Piece, bare, has_words
from paperlist.importing.people import people_in
from paperlist.importing.rows import Cell
from paperlist.importing.venue_tags import Tag, read_tag

# Each splits a text that is more than one thing.
SEPARATORS = (
    re.compile(r"\s+[|｜·•/]\s+|\n"),
    re.compile(r"[;；。]\s*|(?<![A-Z])(?<!\bal)\.\s+|\s[–—-]\s"),
    re.compile(r"[()（）【】\[\]]"),
)
MOST_OF_A_VENUE = 60
COMMA = re.compile(r"\s*[,，、]\s*")
ORGANISATION = re.compile(r"^[(（]?\s*@\s*([^()（）]+(?:\([^()]*\))?)\s*[)）]?$")
# What people write into an empty cell.
NOTHING = {"-", "none", "null", "n/a", "na", "tbd", "tba", "nan", "no", "无", "暂无", "coming soon",
           "not available", "not yet", "unknown", "未知"}  # fmt: skip


def is_empty(cell: Cell) -> bool:
    text = cell.text.strip(" -–—.·/?!*⚠❌✗×\ufe0f").lower()
    return not (cell.links or cell.images) and (not text or text in NOTHING)


@dataclass
class Details:
    authors: tuple[str, ...] = ()
    date: str = ""
    tags: list[Tag] = field(default_factory=list)
    org: str = ""
    remarks: list[str] = field(default_factory=list)


def read_details(pieces: Iterable[Piece]) -> Details:
    found = Details()
    for piece in _joined(pieces):
        _read(piece.text, found, is_apart=piece.apart)
    return found


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Authors that end with a comma continue on the next line."""
    authors = ""
    for piece in pieces:
        text = f"{authors} {piece.text}" if authors else piece.text
        names = DETAIL.sub("", text).strip(" ,，")
        authors = text if text.rstrip().endswith((",", "，")) and people_in(names) else ""
        if not authors:
            yield Piece(text, piece.apart)
    if authors:
        yield Piece(authors, apart=True)


def _read(text: str, found: Details, *, is_apart: bool, level: int = 0) -> None:
    if PROSE.match(text):
        found.remarks.append(" ".join(text.split()))
        return
    text = DETAIL.sub("", bare(text)).strip(" \t\n-–—•·*|,;:：>&/")
    is_nothing = not any(map(str.isalnum, text)) or NEW.match(text) or text.lower() in NOTHING
    if is_nothing or _take(text, found, is_apart=is_apart):
        return
    for place, separator in enumerate(SEPARATORS[level:], start=level):
        parts = [part for part in separator.split(text) if part.strip()]
        if len(parts) > 1 or parts != [text]:
            for part in parts:
                _read(part, found, is_apart=is_apart, level=place)
            return
    _read_commas(text, found, is_apart=is_apart)


def _take(text: str, found: Details, *, is_apart: bool) -> bool:
    """Whether the text is one thing, and which is noted."""
    inner = text.strip("()（）[]【】 .*_`")
    if org := ORGANISATION.match(text):
        found.org = found.org or org[1]
    elif is_date(inner):
        _note_date(inner, found)
    elif tag := _tag(inner):
        _note_date(inner, found)
        found.tags.append(tag)
    elif (people := people_in(inner)) and (is_apart or len(people) > 1):
        found.authors = found.authors or people
    else:
        return not has_words(inner) and not find_date(inner)
    return True


def _tag(text: str) -> Tag | None:
    if len(text) > 80:
        return None
    tag = read_tag(text, "") or read_tag(text.replace(",", ""), "")
    if tag and tag.venue and "," in tag.venue:
        tag = read_tag(text.replace(",", ""), "")
    return tag if tag and not tag.to_check.startswith("ignored") else None


def _note_date(text: str, found: Details) -> None:
    date = find_date(text)
    if len(date) > len(found.date):
        found.date = date


def _read_commas(text: str, found: Details, *, is_apart: bool) -> None:
    """Names, and a venue or a date before or behind them."""
    parts = [part for part in COMMA.split(text) if part.strip(" .*")]
    for end in (-1, 0):
        while len(parts) > 1 and _take(parts[end], found, is_apart=False):
            parts.pop(end)
    rest = ", ".join(parts)
    if not parts or _take(rest, found, is_apart=is_apart):
        return
    if not found.date and len(rest) <= MOST_OF_A_VENUE:
        found.date = str(read_venue(rest).year or "")
    found.remarks.append(rest)
