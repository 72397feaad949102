"""A paper as a citation, independent of the format."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from paperlist.catalogue.facts import ArxivRecord
from paperlist.catalogue.model import Paper
from paperlist.catalogue.names import Name, parse_name
from paperlist.catalogue.values import ET_AL, Kind, Publication
from paperlist.catalogue.venues import Venue, read_venue
from paperlist.publishing.links import abstract_url, reading_link

# A citation is used on the page in each language and in many files, and after every edit.
CACHED = 16384

Form = Literal["article", "inproceedings", "incollection"] | Kind

# The form of a paper that was published, by what its entry or its venue says.
FORMS: Mapping[Publication, Form] = {
    "journal": "article",
    "conference": "inproceedings",
    "chapter": "incollection",
}
# The note for formats that cannot mark a shortened list of authors.
CUT = "The list of authors is incomplete."
# Kinds whose author may be an organisation; that of a paper or a report is its institution.
PUBLISHED_BY_GROUPS: tuple[Kind, ...] = ("blog", "docs", "code")


@dataclass(frozen=True)
class Citation:
    """`key` is the paper's id; the year is that of the venue, if the venue has one."""

    key: str
    form: Form
    title: str
    short_title: str | None
    names: frozenset[str]
    """Words of the title that are names of papers of the list, or of the paper's organisations."""
    authors: tuple[Name, ...]
    is_cut: bool
    """The list of authors is incomplete."""
    organisations: tuple[str, ...]
    venue_name: str | None
    """Without the year."""
    year: int
    month: int | None
    day: int | None
    arxiv: str | None
    primary_class: str | None
    doi: str | None
    url: str
    note: str | None

    @property
    def date(self) -> str:
        """As precise as it is known: YYYY, YYYY-MM or YYYY-MM-DD."""
        parts = (f"{part:02}" for part in (self.year, self.month, self.day) if part)
        return "-".join(parts)

    @property
    def publisher(self) -> str:
        """The organisations of a report, or arXiv for what is published only there."""
        if self.form == "report" and self.organisations:
            return ", ".join(self.organisations)
        return "arXiv" if self.arxiv and self.form in ("paper", "report") else ""


def cite(
    paper: Paper,
    records: Mapping[str, ArxivRecord] | None = None,
    names: frozenset[str] = frozenset(),
) -> Citation:
    """`records` has what arXiv returned for each arXiv id; `names` are those of the whole list."""
    record = (records or {}).get(paper.arxiv or "")
    return _cite(paper, record, frozenset(_names_in_title(paper, names)))


@lru_cache(CACHED)
def _cite(paper: Paper, record: ArxivRecord | None, names: frozenset[str]) -> Citation:
    venue = published_in(paper)
    venue_name, venue_year = (venue.name, venue.year) if venue else (None, None)
    year, month, *day = map(int, paper.date.split("-"))
    return Citation(
        key=paper.id,
        form=FORMS[_publication(paper, venue)] if venue else paper.kind,
        title=paper.title,
        short_title=paper.name,
        names=names,
        authors=tuple(_authors(paper)),
        is_cut=ET_AL in paper.authors,
        organisations=paper.org,
        venue_name=venue_name,
        year=venue_year or year,
        month=None if venue_year else month,
        day=day[0] if day and not venue_year else None,
        arxiv=paper.arxiv,
        primary_class=(record and record.primary_class) or _old_class(paper.arxiv or ""),
        doi=paper.doi,
        url=abstract_url(paper.arxiv) if paper.arxiv else paper.url or reading_link(paper).url,
        note=paper.note,
    )


def _names_in_title(paper: Paper, names: frozenset[str]) -> Iterator[str]:
    organisations = [name.casefold() for name in paper.org]
    for word in re.findall(r"\w+", paper.title):
        if word in names or (word[0].isupper() and word.casefold() in organisations):
            yield word


def _authors(paper: Paper) -> Iterable[Name]:
    """An author may be an organisation of the paper."""
    is_by_group = paper.kind in PUBLISHED_BY_GROUPS and not paper.known_authors
    for author in paper.org if is_by_group else paper.authors:
        if author in paper.org:
            yield Name(author, is_group=True)
        elif author != ET_AL:
            yield parse_name(author)


def published_in(paper: Paper) -> Venue | None:
    """None for a preprint, even if the entry names its archive as the venue."""
    venue = read_venue(paper.venue) if paper.venue else None
    return None if venue is None or _publication(paper, venue) == "preprint" else venue


def _publication(paper: Paper, venue: Venue) -> Publication:
    return paper.publication or venue.publication


def _old_class(arxiv: str) -> str | None:
    """Before April 2007 an arXiv id began with its class."""
    return arxiv.partition("/")[0] if "/" in arxiv else None
