"""DBLP: venues and DOIs of papers in computer science. https://dblp.org/faq/13501473.html"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from pydantic import BaseModel, Field, ValidationError, field_validator

from paperlist.catalogue.names import parse_name
from paperlist.sources.network import RequestFailed
from paperlist.sources.text import plain_text
from paperlist.sources.works.paper import Known, Listed, Source, suggested
from paperlist.sources.works.venue_texts import venue_of_dblp

ADDRESS = "https://dblp.org/search/publ/api"
MOST_HITS = 5
# Not: Informal and Other Publications, which are preprints; Editorship; Data and Artifacts.
TYPES = {
    "Journal Articles",
    "Conference and Workshop Papers",
    "Parts in Books or Collections",
}
WORD = re.compile(r"[^\W_]+")
# DBLP numbers the people of one name: Wei Wang 0001.
NUMBER = re.compile(r" \d{4}$")


class _Record(BaseModel):
    key: str = Field(pattern=r"^[A-Za-z0-9_/.+-]{1,200}$")
    title: str
    authors: list[str]
    venue: str
    year: int
    type: str
    doi: str | None = None

    @field_validator("authors", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        """A single author is not in a list."""
        authors = value.get("author") if isinstance(value, dict) else None
        people = authors if isinstance(authors, list) else [authors]
        names = [each.get("text") if isinstance(each, dict) else each for each in people]
        return [NUMBER.sub("", plain_text(name)) for name in names if isinstance(name, str)]

    @field_validator("venue", mode="before")
    @classmethod
    def _first(cls, value: object) -> object:
        """The series of a volume follows."""
        return value[0] if isinstance(value, list) and value else value


class _Hit(BaseModel):
    info: object = None


class _Hits(BaseModel):
    hit: list[_Hit] = []


class _Result(BaseModel):
    hits: _Hits


class _Response(BaseModel):
    result: _Result


def _addresses(paper: Listed) -> list[str]:
    """The words of the title, and the family name of the first author, without operators."""
    if not paper.lacks & {"venue", "doi"} or not paper.authors or paper.is_recent:
        return []
    family = parse_name(paper.authors[0]).family
    words = " ".join(WORD.findall(f"{paper.titles[0]} {family}"))
    return [f"{ADDRESS}?{urlencode({'q': words, 'format': 'json', 'h': MOST_HITS})}"]


def _read(text: str, paper: Listed) -> Known | None:
    """The first publication: an article in a journal often follows a paper at a conference."""
    try:
        hits = _Response.model_validate_json(text).result.hits.hit
    except ValidationError:
        raise RequestFailed("the response of dblp.org is not a list of publications") from None
    found = [
        (each, venue)
        for each in _records(hits)
        if paper.agrees(plain_text(each.title), each.authors) and (venue := _venue(each))
    ]
    if not found:
        return None
    record, venue = min(found, key=lambda pair: pair[0].year)
    page = f"https://dblp.org/rec/{record.key}"
    return Known(page, suggested(venue=venue, doi=record.doi))


def _records(hits: list[_Hit]) -> Iterator[_Record]:
    """Without those of other shapes, such as volumes without authors."""
    for hit in hits:
        try:
            yield _Record.model_validate(hit.info)
        except ValidationError:
            continue


def _venue(record: _Record) -> str | None:
    if record.type not in TYPES:
        return None
    return venue_of_dblp(plain_text(record.venue), record.year)


DBLP = Source("DBLP", _addresses, _read)
