"""facts.json and abstracts.json: what `paperlist refresh` got from other hosts, with its date.

A value that is not known is left out, both here (None) and in the file.
"""

import json
from typing import Literal, Self

from pydantic import BaseModel, Field, RootModel, model_validator

from paperlist.catalogue import values
from paperlist.catalogue.fields import ArxivId, DayDate, Id, Link, RepositoryKey

MOST_STARS = 10**9
MOST_CITATIONS = 10**7
LONGEST_NOTE = 2000


class Value(BaseModel, frozen=True, extra="forbid"):
    """What a host said on one day; `source` is the link that anybody can look at."""

    date: DayDate
    source: Link


class RepositoryRecord(Value):
    """A repository; of one that is gone the last count stays."""

    count: int | None = Field(None, ge=0, le=MOST_STARS, strict=True)
    """Its stars."""
    archived: bool = False
    gone: bool = False
    moved: RepositoryKey | None = None
    """Its name now, if it was renamed or given to another owner."""
    pushed: DayDate | None = None
    """Day of the last change."""
    licence: str | None = Field(None, min_length=1, max_length=100)
    """SPDX identifier."""

    @model_validator(mode="after")
    def _has_count(self) -> Self:
        if self.count is None and not self.gone:
            raise values.Malformed("facts-value", "has no count")
        return self

    @property
    def short(self) -> str:
        """14213 as 14.2k; exact below a thousand."""
        count = self.count or 0
        if count < 1000:
            return str(count)
        thousands = count / 1000
        return f"{thousands:.1f}k" if thousands < 99.95 else f"{thousands:.0f}k"


class ArxivRecord(Value):
    """A paper as arXiv has it."""

    title: str = Field(min_length=1)
    authors: tuple[str, ...] = ()
    primary_class: str | None = Field(None, pattern=f"^({values.ARXIV_CLASS.pattern})$")
    classes: tuple[str, ...] = ()
    """All of them, the primary one first."""
    withdrawn: str | None = Field(None, min_length=1)
    """The notice of arXiv, if the paper was withdrawn."""
    comment: str | None = Field(None, min_length=1, max_length=LONGEST_NOTE)
    journal_ref: str | None = Field(None, min_length=1, max_length=LONGEST_NOTE)
    doi: str | None = Field(None, min_length=1)


Verdict = Literal["fine", "moved", "missing", "gone", "blocked", "unknown"]


class LinkRecord(BaseModel, frozen=True, extra="forbid"):
    """What a link of the list responded; the link is its own source."""

    verdict: Verdict
    """missing becomes gone when a later day finds the same; nobody acts on blocked and unknown."""
    date: DayDate
    since: DayDate | None = None
    """First day on which it was missing; it stays while the verdict is blocked or unknown."""
    reason: str | None = Field(None, min_length=1, max_length=LONGEST_NOTE)
    """404 Not Found, or what else was wrong."""
    moved: str | None = Field(None, min_length=1, max_length=LONGEST_NOTE)
    """Where it leads to for good."""
    etag: str | None = Field(None, max_length=LONGEST_NOTE)
    modified: str | None = Field(None, max_length=LONGEST_NOTE)
    """Headers of the response, for the next request."""


class CountRecord(Value):
    count: int = Field(ge=0, le=MOST_CITATIONS, strict=True)


class Finding(Value):
    value: str = Field(min_length=1, max_length=LONGEST_NOTE)


class WorkRecord(BaseModel, frozen=True, extra="forbid"):
    """What DBLP, OpenAlex and others know about one paper."""

    date: DayDate
    """Day of the last requests."""
    incomplete: bool = False
    """Whether a source did not respond; the next run sends the requests again."""
    citations: CountRecord | None = None
    licence: Finding | None = None
    """The licence of the paper: CC-BY-4.0, or the link of a licence without such a name."""
    suggestions: dict[Literal["venue", "doi", "code"], Finding] = {}
    """Values for fields of the entry; a person decides."""


class Facts(BaseModel, frozen=True, extra="forbid"):
    """The keys of `stars` are in lower case once loaded."""

    stars: dict[RepositoryKey, RepositoryRecord] = {}
    arxiv: dict[ArxivId, ArxivRecord] = {}
    links: dict[Link, LinkRecord] = {}
    works: dict[Id, WorkRecord] = {}
    """By the id of the entry."""

    def updated(self, new: "Facts") -> "Facts":
        """With the records of `new`, which replace those of the same key."""
        return Facts.model_construct(
            stars=self.stars | new.stars,
            arxiv=self.arxiv | new.arxiv,
            links=self.links | new.links,
            works=self.works | new.works,
        )


class Abstract(Value):
    text: str = Field(min_length=1)


class Abstracts(RootModel[dict[ArxivId, Abstract]], frozen=True):
    """abstracts.json: what arXiv gives under CC0, and nothing else."""

    root: dict[ArxivId, Abstract] = {}


def render_facts(facts: Facts | Abstracts) -> str:
    """The text of the file, one value per line."""
    content = facts.model_dump(exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
