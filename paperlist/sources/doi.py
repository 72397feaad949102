"""Metadata from doi.org's content negotiation: the record of a DOI as CSL-JSON."""

import re
from urllib.parse import quote as as_path

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from paperlist.catalogue.problems import quote
from paperlist.sources.metadata import (
    Metadata,
    clean_name,
    clean_text,
    clean_title,
    without_markup,
)
from paperlist.sources.network import RequestFailed, Session, allow, fetch

ADDRESS = "https://doi.org"
ACCEPT = "application/vnd.citationstyles.csl+json"
NOT_CSL = "the response is not CSL-JSON"
RETRACTED = re.compile(r"(?i)(?:retracted|withdrawn)(?: article| paper)?\s*:")
# SOSP '23: 29th Symposium on Operating Systems Principles
EVENT = re.compile(r"([A-Z][\w/&+-]*)\s*(?:'(\d{2})|(\d{4}))(?=\W|$)")
JOURNALS = ("article-journal", "journal-article")


class _Lenient(BaseModel):
    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, value: object) -> object:
        """Null means the same as a missing key."""
        if isinstance(value, dict):
            return {key: each for key, each in value.items() if each is not None}
        return value


class _Name(_Lenient):
    given: str = ""
    dropping: str = Field("", alias="dropping-particle")
    particle: str = Field("", alias="non-dropping-particle")
    family: str = ""
    suffix: str = ""
    literal: str = ""
    name: str = ""

    def __str__(self) -> str:
        parts = (self.given, self.dropping, self.particle, self.family)
        person = clean_name(" ".join(filter(None, parts)))
        named = f"{person}, {clean_text(self.suffix)}" if person and self.suffix else person
        return named or clean_name(self.literal or self.name)


class _Date(_Lenient):
    parts: list[list[int | None]] = Field([], alias="date-parts")

    @property
    def month(self) -> str:
        """YYYY-MM; empty when the record has no month."""
        year, month = [*(self.parts[0] if self.parts else []), None, None][:2]
        return f"{year:04}-{month:02}" if year and month and 1 <= month <= 12 else ""

    @property
    def year(self) -> int | None:
        return self.parts[0][0] if self.parts and self.parts[0] else None


class _Record(_Lenient):
    doi: str = Field(alias="DOI")
    title: str
    type: str = ""
    author: list[_Name] = []
    issued: _Date = _Date()
    published: _Date = _Date()
    published_online: _Date = Field(_Date(), alias="published-online")
    published_print: _Date = Field(_Date(), alias="published-print")
    created: _Date = _Date()
    container: str = Field("", alias="container-title")
    event: str = ""

    @field_validator("title", "container", mode="before")
    @classmethod
    def _first(cls, value: object) -> object:
        """Crossref's own records have lists of titles."""
        return (value[0] if value else "") if isinstance(value, list) else value

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
    def venue(self) -> str | None:
        """The short name of a conference, or the name of a journal, with the year: SOSP 2023."""
        if match := EVENT.match(clean_text(self.event)):
            return f"{match[1]} {match[3] or f'20{match[2]}'}"
        if self.type in JOURNALS and self.container and self.month:
            return f"{clean_text(self.container)} {self.month[:4]}"
        return None


def fetch_doi(session: Session, doi: str, address: str = ADDRESS) -> Metadata:
    url = f"{address.rstrip('/')}/{as_path(doi, safe='/:;()._-')}"
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
    title = clean_title(without_markup(record.title))
    if record.doi.lower() != doi.lower():
        raise RequestFailed(f"DOI {doi}: the response is for DOI {quote(record.doi)}")
    if not title:
        raise RequestFailed(f"DOI {doi}: the record has no title")
    if not record.month:
        raise RequestFailed(f"DOI {doi}: the record has no month; write the entry by hand")
    return Metadata(
        title=title,
        authors=tuple(filter(None, map(str, record.author))),
        date=record.month,
        source=f"{ADDRESS}/{doi}",
        doi=doi,
        venue=record.venue,
        kind="report" if record.type == "report" else "paper",
        withdrawn=title if RETRACTED.match(title) else "",
    )
