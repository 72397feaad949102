"""doi.org's content negotiation: the record of a DOI as CSL-JSON, to a work."""

import re
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import BaseModel, Field, ValidationError, field_validator

from paperlist.network import Unanswered, fetch
from paperlist.works import Work, clean_name, clean_text, clean_title

ADDRESS = "https://doi.org"
ACCEPT = "application/vnd.citationstyles.csl+json"
NOT_CSL = "the answer of doi.org is not CSL-JSON"
JOURNALS = ("article-journal", "journal-article")


class _Name(BaseModel):
    given: str = ""
    family: str = ""
    literal: str = ""
    name: str = ""

    def __str__(self) -> str:
        parts = (self.given, self.family)
        return clean_name(" ".join(filter(None, parts)) or self.literal or self.name)


class _Date(BaseModel):
    parts: list[list[int | None]] = Field([], alias="date-parts")

    @property
    def month(self) -> str:
        """YYYY-MM, or nothing when the month is not said."""
        year, month = [*(self.parts[0] if self.parts else []), None, None][:2]
        return f"{year:04}-{month:02}" if year and month and 1 <= month <= 12 else ""

    @property
    def year(self) -> int | None:
        return self.parts[0][0] if self.parts and self.parts[0] else None


class _Record(BaseModel):
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
    def _first(cls, value: Any) -> Any:
        """Crossref's own records have lists of titles."""
        return (value[0] if value else "") if isinstance(value, list) else value

    @field_validator("event", mode="before")
    @classmethod
    def _name(cls, value: Any) -> Any:
        return (
            (value.get("acronym") or value.get("name") or "") if isinstance(value, dict) else value
        )

    @property
    def month(self) -> str:
        """The first of the months it was published in; else that of its registration."""
        dates = (self.issued, self.published, self.published_online, self.published_print)
        months = sorted(filter(None, (date.month for date in dates)))
        if months:
            return months[0]
        return self.created.month if self.created.year == self.issued.year else ""

    @property
    def venue(self) -> str | None:
        """The short name of a conference with its year, as in SOSP 2023; a journal with its."""
        if found := re.match(
            r"([A-Z][A-Za-z/&+-]*[A-Z])\s*'?(\d{4}|\d{2})\b", clean_text(self.event)
        ):
            year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
            return f"{found[1]} {year}"
        if self.type in JOURNALS and self.container and self.month:
            return f"{clean_text(self.container)} {self.month[:4]}"
        return None


def fetch_doi(client: httpx.Client, doi: str, address: str = ADDRESS) -> Work:
    asked = f"{address.rstrip('/')}/{quote(doi, safe='/:;()._-')}"
    try:
        text = fetch(client, asked, {"Accept": ACCEPT})
    except Unanswered as error:
        raise Unanswered(f"DOI {doi}: {error}", error.wait, is_passing=error.is_passing) from None
    return parse_record(text, doi)


def parse_record(text: str, doi: str) -> Work:
    """Raises Unanswered for what is no record of this DOI, or lacks its title or month."""
    try:
        record = _Record.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise Unanswered(f"DOI {doi}: {NOT_CSL}" + (f" ({place})" if place else "")) from None
    title = clean_title(record.title)
    if record.doi.lower() != doi.lower():
        raise Unanswered(f"DOI {doi}: the answer is of DOI {clean_text(record.doi)}")
    if not title:
        raise Unanswered(f"DOI {doi}: the record has no title")
    if not record.month:
        raise Unanswered(f"DOI {doi}: the record does not say the month; write the entry by hand")
    return Work(
        title=title,
        authors=tuple(filter(None, map(str, record.author))),
        date=record.month,
        source=f"{ADDRESS}/{doi}",
        doi=doi,
        venue=record.venue,
        kind="report" if record.type == "report" else "paper",
        withdrawn=title if re.match(r"(?i)(retracted|withdrawn)\b", title) else "",
    )
