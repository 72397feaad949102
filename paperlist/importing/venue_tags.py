"""Venues in brackets before or after the title of a row: [NeurIPS'24], (ACL 2023)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from paperlist.catalogue.problems import quote
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.venues import KNOWN, PRESENTED, YEAR, Venue, read_venue, usual_name
from paperlist.importing.title_cells import without_pictures

BRACKETS = tuple(zip("[(（【［{<《「", "])）】］}>》」", strict=True))
START = re.compile(
    "|".join(rf"^\s*\{a}([^\{a}\{b}]{{2,60}})\{b}\s*[:：|｜-]?\s*" for a, b in BRACKETS)
    + r"|^\s*([^|｜]{2,60}?)\s*[|｜]\s*"
)
END = re.compile(
    "|".join(rf"[\s—–-]{{0,3}}\{a}([^\{a}\{b}]{{2,60}})\{b}[\s.]*$" for a, b in BRACKETS)
    + r"|\s*[|｜]\s*([^|｜]{2,60}?)\s*$"
)
# Without brackets, only a known venue with its year is certain.
BARE = (
    re.compile(r"^([^:：]{3,40}?)\s*(?:[:：]|\s[-–—]\s)\s*"),
    re.compile(r"(?:[,.;，。；]|\s[-–—@]|\s(?=@))\s*(?:In )?@?([^,.;，。；@]{3,40})\.?$"),
)
SHORT_YEAR = re.compile(r"(?<=[A-Za-z])[ -]?([0-389]\d)(?!\w)")
MOST_TAGS = 3
REMARK = re.compile(rf"\b{PRESENTED}(?!\w)", re.IGNORECASE)
# Neither a venue nor a name.
LABEL = re.compile(
    r"(?i)(?:survey|review|benchmark|blog|tutorial|white ?paper|tech(?:nical|\.)? report"
    r"|CCF[ -]?[ABC])\W*(?:(?:19|20)?\d\d)?"
)
DATE = re.compile(
    r"(?:19|20)\d{2}(?:\s*[./年-]\s*\d{1,2}(?:\s*[./月-]\s*\d{1,2})?日?)?|['’]\d{2}"
    r"|\d\d[./](?:0[1-9]|1[0-2])"
)
KNOWN_KEYS = frozenset(map(title_key, KNOWN))
# Beside the name of a venue: USENIX ATC, Findings of ACL, NeurIPS Workshop.
BESIDE = {
    *("acm", "conference", "demo", "demonstrations", "findings", "ieee", "in", "industry", "of"),
    *("on", "proceedings", "security", "sigkdd", "symposium", "system", "the", "track", "usenix"),
    *("workshop", "workshops"),
}


@dataclass(frozen=True)
class Tag:
    """`venue` has its year, or is empty; `to_check` is what a person should look at.

    `year` is also that of a preprint, and of what may be no venue.
    """

    venue: str = ""
    to_check: str = ""
    year: str = ""


def take_tags(text: str) -> tuple[str, list[Tag]]:
    """The rest of a title cell, and the tags that were before and behind it."""
    text, tags = " ".join(text.split()), []
    for pattern in (*repeat(START, MOST_TAGS), *repeat(END, MOST_TAGS)):
        if found := pattern.search(text):
            inside = next(filter(None, found.groups()))
            rest = text[: found.start()] + text[found.end() :]
            # Behind a title, a year or a word alone may be a part of it.
            tag = (_read_label(inside) if pattern is START else None) or read_tag(inside, rest)
            if tag and title_key(rest):
                tags.append(tag)
                text = rest
    for pattern in BARE:
        found = pattern.search(text)
        tag = read_tag(found[1], "") if found else None
        rest = pattern.sub("", text, count=1)
        if tag and tag.venue and not tag.to_check and title_key(rest):
            tags.append(tag)
            text = rest
    return text, tags


@lru_cache(maxsize=1024)  # the texts of one item are read several times
def read_tag(text: str, title: str) -> Tag | None:
    """None for other text, such as the short name of the paper with this title."""
    text = without_pictures(" ".join(text.split()))
    if read_venue(text).is_preprint:
        return Tag(year=_year(read_venue(text)))
    name = _trimmed(REMARK.sub("", text))
    if not name:
        return Tag(to_check=f"ignored: {quote(text)}") if text else None
    years = YEAR.findall(name)
    venue = _read(name)
    bare = _trimmed(YEAR.sub(" ", name))
    is_known = _is_known(venue.name if venue.year else bare)
    key = title_key(bare)
    if not key or (key in title_key(title) and not (is_known and venue.year)):
        return None
    looks_so = is_known or re.fullmatch(r"[A-Z][A-Za-z&@./ -]*[A-Z][A-Za-z&@./ -]*", venue.name)
    if venue.year and len(years) < 2 and looks_so and not _is_sentence(venue.name):
        to_check = "" if is_known else f"is this a venue: {quote(str(venue))}"
        return Tag(str(venue), to_check, _year(venue))
    if is_known and (years or not name.istitle()):
        return Tag(to_check=f"venue without a clear year left out: {quote(text)}")
    return Tag(to_check=f"ignored: {quote(text)}", year=_year(venue)) if years else None


def _is_sentence(name: str) -> bool:
    words = {word for word in name.split() if word.islower()}
    return not words <= BESIDE | {"and", "at", "for", "with"}


def _year(venue: Venue) -> str:
    return str(venue.year or "")


def _read_label(text: str) -> Tag | None:
    if DATE.fullmatch(text.strip()):
        return Tag()
    return Tag(to_check=f"ignored: {quote(text)}") if LABEL.fullmatch(text.strip()) else None


def _read(name: str) -> Venue:
    """Also of SOSP24 and `SOSP 24`, where the venue is known."""
    venue = read_venue(name)
    number = SHORT_YEAR.search(name) if venue.year is None else None
    if number and _is_known(SHORT_YEAR.sub("", name)):
        venue = read_venue(f"{SHORT_YEAR.sub('', name)} '{number[1]}")
    return Venue(_named(_trimmed(venue.name)), venue.year)


def _is_known(name: str) -> bool:
    if title_key(name) in KNOWN_KEYS or Venue(name).publication == "journal":
        return True
    words = [word for word in re.findall(r"[a-z]+", name.lower()) if word not in BESIDE]
    return bool(words) and KNOWN_KEYS.issuperset(words)


def _named(name: str) -> str:
    """In its usual case; Findings of ACL, as its own title has it, for ACL Findings."""
    found = re.fullmatch(r"(?i)(?:(\w+)[ -]+findings|findings(?: of)?(?: the)? (\w+))", name)
    name = f"Findings of {found[1] or found[2]}" if found else name
    usual = usual_name(name)
    return usual if usual and usual.casefold() == name.casefold() else name


def _trimmed(text: str) -> str:
    text = re.sub(r"(?i)^(?:accepted|published|to appear|in|at|by|to|the|proc\.|@)\s+", "", text)
    text = re.sub(r"(?i)(?<=\w)\W+(?:long|short|full)$", "", text)
    return re.sub(r"\s+", " ", text).strip(" ,;:/-–—@·&+()（）'’‘`")
