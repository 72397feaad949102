"""A paper as a citation, independent of the format."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from paperlist.catalogue.model import ArxivRecord, Paper
from paperlist.catalogue.names import Name, parse_name
from paperlist.catalogue.values import ET_AL, Kind
from paperlist.publishing.links import abstract_url, reading_link

# A citation is used on the page in each language and in many files, and after every edit.
CACHED = 16384

Form = Literal["article", "inproceedings"] | Kind

# Every other venue is a conference or a workshop.
JOURNALS = re.compile(
    r"TMLR|TACL|JMLR|Neurocomputing|Neural Networks|High-Confidence Computing|Computing Surveys"
    r"|.*\b(Journal|Transactions|Letters|Magazine)\b.*|IEEE (T[A-Z]+|Access|Micro)"
    r"|ACM (T[A-Z]+|Computing Surveys|CSUR)|Nature( .+)?|Science( .+)?|PVLDB|JAIR|Machine Learning"
)
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
    """Words of the title that are names of papers of the list."""
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
    inside = names.intersection(re.findall(r"\w+", paper.title)) if names else names
    return _cite(paper, record, inside)


@lru_cache(CACHED)
def _cite(paper: Paper, record: ArxivRecord | None, names: frozenset[str]) -> Citation:
    match = re.fullmatch(r"(.+?)(?: ((?:19|20)\d{2}))?", paper.venue or "")
    venue_name, venue_year = match.groups() if match else (None, None)
    year, month, *day = map(int, paper.date.split("-"))
    return Citation(
        key=paper.id,
        form=_form(paper.kind, venue_name),
        title=paper.title,
        short_title=paper.name,
        names=names,
        authors=tuple(_names(paper)),
        is_cut=ET_AL in paper.authors,
        organisations=paper.org,
        venue_name=venue_name,
        year=int(venue_year or year),
        month=None if venue_year else month,
        day=day[0] if day and not venue_year else None,
        arxiv=paper.arxiv,
        primary_class=(record and record.primary_class) or _old_class(paper.arxiv or ""),
        doi=paper.doi,
        url=abstract_url(paper.arxiv) if paper.arxiv else paper.url or reading_link(paper).url,
        note=paper.note,
    )


def _names(paper: Paper) -> Iterable[Name]:
    """An author may be an organisation of the paper."""
    stands_in = paper.kind in PUBLISHED_BY_GROUPS and not paper.known_authors
    for author in paper.org if stands_in else paper.authors:
        if author in paper.org:
            yield Name(author, is_group=True)
        elif author != ET_AL:
            yield parse_name(author)


def _form(kind: Kind, venue_name: str | None) -> Form:
    if not venue_name:
        return kind
    return "article" if JOURNALS.fullmatch(venue_name) else "inproceedings"


def _old_class(arxiv: str) -> str | None:
    """Before April 2007 an arXiv id began with its class."""
    return arxiv.partition("/")[0] if "/" in arxiv else None
