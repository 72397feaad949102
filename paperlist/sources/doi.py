"""Metadata from doi.org's content negotiation: the record of a DOI as CSL-JSON."""

import re
from collections.abc import Iterator

from pydantic import Field, ValidationError, field_validator

from paperlist.catalogue.addresses import doi_path
from paperlist.catalogue.names import EAST_ASIAN, SUFFIX, Name, parse_name
from paperlist.catalogue.problems import quote
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import Publication
from paperlist.catalogue.venues import Venue, read_venue
from paperlist.sources.metadata import Metadata, clean_authors, clean_name, clean_title
from paperlist.sources.network import RequestFailed, Session, allow, fetch
from paperlist.sources.responses import Lenient
from paperlist.sources.text import plain_text, unseen

ADDRESS = "https://doi.org"
ACCEPT = "application/vnd.citationstyles.csl+json"
NOT_CSL = "the response is not CSL-JSON"
RETRACTED = re.compile(r"(?i)(?:retracted|withdrawn)(?: article| paper)?\s*:")
# SOSP '23: 29th Symposium on Operating Systems Principles
EVENT = re.compile(r"[A-Z][\w/&+-]*\s*(?:['’]\d{2}|\d{4})(?=\W|$)")
# 2024 IEEE International Symposium on High-Performance Computer Architecture (HPCA)
ACRONYM = re.compile(r"\(((?:[A-Z]{1,30} )?[A-Z][\w&+-]{0,30}[A-Z]\w{0,30})(?: ?['’]?\d+)?\)")
# The types of Crossref and those of CSL; other papers, such as preprints, have no venue.
PUBLICATIONS: dict[str, Publication] = {
    "journal-article": "journal",
    "article-journal": "journal",
    "proceedings-article": "conference",
    "paper-conference": "conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "chapter": "chapter",
}
GENERATION = re.compile(r"(?i)(?:jr|sr)\.?|[IVX]+|\d(?:nd|rd|th)")
SPELT_OUT = {"junior": "Jr.", "senior": "Sr."}
# At the end of a given name or a family name.
WITH_SUFFIX = re.compile(rf"(.+?),?\s+({SUFFIX.pattern})")
# Between a part of a title and the next.
BETWEEN = " :：-–—"


class _Name(Lenient):
    given: str = ""
    dropping: str = Field("", alias="dropping-particle")
    particle: str = Field("", alias="non-dropping-particle")
    family: str = ""
    suffix: str = ""
    literal: str = ""
    name: str = ""

    def __str__(self) -> str:
        """As in an entry: the family name first where the usual order does not show it."""
        given, family, suffix = self._parts()
        if not (given and family):
            person = " ".join(filter(None, (given or family, suffix)))
            return person or clean_name(self.literal or self.name)
        if EAST_ASIAN.fullmatch(given + family):
            return f"{family}{given}"
        usual = " ".join(filter(None, (given, family, suffix)))
        stated = ", ".join(filter(None, (family, suffix, given)))
        is_stated = "(" not in family and parse_name(stated) == Name(family, given, suffix)
        return stated if is_stated and not _shows(usual, family) else usual

    def _parts(self) -> tuple[str, str, str]:
        """Given name, family name and suffix, which may be in any of them."""
        last = " ".join(filter(None, (self.dropping, self.particle, self.family)))
        given, family = map(plain_text, (self.given, last))
        if clean_name(f"{given} {family}") != f"{given} {family}":  # it was all upper case
            given, family = given.title(), family.title()
        # Some records have a degree here.
        said = (SPELT_OUT.get(part.lower(), part) for part in re.split(r"[\s,;]+", self.suffix))
        suffix = next(filter(GENERATION.fullmatch, said), "")
        if match := WITH_SUFFIX.fullmatch(family):
            family, suffix = match[1], match[2]
        if match := WITH_SUFFIX.fullmatch(given):
            given, suffix = match[1], match[2]
        return given, family, suffix


def _shows(usual: str, family: str) -> bool:
    """Whether the usual order shows the family name, as far as an author has one.

    Records often have `van` with the given name, and the first of two Spanish names; of a
    Vietnamese name they may have the given name as the family name.
    """
    name = parse_name(usual)
    if not name.given or name.family == family or name.begins_with_family:
        return True
    before = name.family.removesuffix(f" {family}")
    return before != name.family and (before.islower() or family[0].islower())


class _Date(Lenient):
    parts: list[list[int | None]] = Field([], alias="date-parts")

    @property
    def month(self) -> str:
        """YYYY-MM; empty when the record has no month."""
        year, month = [*(self.parts[0] if self.parts else []), None, None][:2]
        return f"{year:04}-{month:02}" if year and month and 1 <= month <= 12 else ""

    @property
    def year(self) -> int | None:
        return self.parts[0][0] if self.parts and self.parts[0] else None


class _Record(Lenient):
    doi: str = Field(alias="DOI")
    title: str
    subtitle: str = ""
    type: str = ""
    author: tuple[_Name, ...] = ()
    issued: _Date = _Date()
    published: _Date = _Date()
    published_online: _Date = Field(_Date(), alias="published-online")
    published_print: _Date = Field(_Date(), alias="published-print")
    created: _Date = _Date()
    container: str = Field("", alias="container-title")
    event: str = ""

    @field_validator("title", "subtitle", mode="before")
    @classmethod
    def _first(cls, value: object) -> object:
        """Crossref's own records have lists of titles."""
        return (value[0] if value else "") if isinstance(value, list) else value

    @field_validator("container", mode="before")
    @classmethod
    def _last(cls, value: object) -> object:
        """A series comes before the title of its volume."""
        return (value[-1] if value else "") if isinstance(value, list) else value

    @field_validator("event", mode="before")
    @classmethod
    def _name(cls, value: object) -> object:
        return (
            (value.get("acronym") or value.get("name") or "") if isinstance(value, dict) else value
        )

    @property
    def month(self) -> str:
        """The earliest month of publication; else the month of registration in the same year."""
        dates = (self.issued, self.published, self.published_online, self.published_print)
        months = sorted(filter(None, (date.month for date in dates)))
        if months:
            return months[0]
        return self.created.month if self.created.year == self.issued.year else ""

    @property
    def whole_title(self) -> str:
        """With the subtitle, which Crossref keeps apart."""
        title, subtitle = clean_title(self.title), clean_title(self.subtitle)
        if not title or title_key(title).endswith(title_key(subtitle)):
            return title
        if subtitle.casefold().startswith(f"{title.casefold()}:"):
            return subtitle
        title, subtitle = title.rstrip(BETWEEN), subtitle.lstrip(BETWEEN)
        has_end = title.endswith(("?", "!", "…")) or subtitle.startswith(("(", "["))
        return f"{title}{'' if has_end else ':'} {subtitle}"

    @property
    def venue(self) -> Venue | None:
        """SOSP 2023 for a conference with a short name, else the journal or the book."""
        event, container = plain_text(self.event), plain_text(self.container)
        if match := EVENT.match(event):
            return read_venue(match[0])
        if self.publication is None or not container or not self.month:
            return None
        year = read_venue(event).year or read_venue(container).year or int(self.month[:4])
        is_conference = self.publication == "conference"
        acronym = is_conference and (ACRONYM.search(event) or ACRONYM.search(container))
        return Venue(acronym[1] if acronym else read_venue(container).name, year)

    @property
    def texts(self) -> Iterator[str]:
        yield from (self.title, self.subtitle, self.event, self.container)
        for name in self.author:
            yield from (name.given, name.dropping, name.particle, name.family)
            yield from (name.suffix, name.literal, name.name)

    @property
    def publication(self) -> Publication | None:
        """Publishers register papers of conferences as chapters too: then there is an event.

        Some register preprints as articles of a journal.
        """
        if Venue(plain_text(self.container)).is_preprint:
            return None
        publication = PUBLICATIONS.get(self.type)
        return "conference" if publication == "chapter" and self.event else publication


def fetch_doi(session: Session, doi: str, address: str = ADDRESS) -> Metadata:
    url = f"{address.rstrip('/')}/{doi_path(doi)}"
    try:
        allow(session, address)
        text = fetch(session, url, {"Accept": ACCEPT})
    except RequestFailed as error:
        raise RequestFailed(f"DOI {doi}: {error}") from None
    return parse_record(text, doi)


def parse_record(text: str, doi: str) -> Metadata:
    """Raises RequestFailed for text that is not a record of this DOI with a title and a month."""
    try:
        record = _Record.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise RequestFailed(f"DOI {doi}: {NOT_CSL}" + (f" ({place})" if place else "")) from None
    title = record.whole_title
    if record.doi.lower() != doi.lower():
        raise RequestFailed(f"DOI {doi}: the response is for DOI {quote(record.doi)}")
    if not title:
        raise RequestFailed(f"DOI {doi}: the record has no title")
    if not record.month:
        raise RequestFailed(f"DOI {doi}: the record has no month; write the entry by hand")
    return Metadata(
        title=title,
        authors=tuple(clean_authors(filter(None, map(str, record.author)))),
        date=record.month,
        source=f"{ADDRESS}/{doi}",
        doi=doi,
        venue=str(record.venue) if record.venue else None,
        publication=record.publication,
        kind="report" if record.type == "report" else "paper",
        withdrawn=title if RETRACTED.match(title) else "",
        removed=unseen(*record.texts),
    )
