"""A paper as a citation, independent of the format."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from paperlist.catalogue.model import ArxivRecord, Paper
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
# Capitalised words before a family name that belong to it.
PARTICLES = {"Van", "Von", "De", "Del", "Della", "Dos", "El"}
# Last words of names that are not those of people.
GROUPS = {"Team", "Group", "Lab", "Labs", "Research", "Consortium", "Project", "AI"}
# The note for formats that cannot mark a shortened list of authors.
CUT = "The list of authors is incomplete."
SUFFIXES = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}


@dataclass(frozen=True)
class Name:
    """A person. A group, or a name that cannot be split, has no given name."""

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False

    @property
    def whole(self) -> str:
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)


@dataclass(frozen=True)
class Citation:
    """`key` is the paper's id; the year is that of the venue, if the venue has one."""

    key: str
    form: Form
    title: str
    short_title: str | None
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


def cite(paper: Paper, records: Mapping[str, ArxivRecord] | None = None) -> Citation:
    """`records` has what arXiv returned for each arXiv id."""
    return _cite(paper, (records or {}).get(paper.arxiv or ""))


@lru_cache(CACHED)
def _cite(paper: Paper, record: ArxivRecord | None) -> Citation:
    match = re.fullmatch(r"(.+?)(?: ((?:19|20)\d{2}))?", paper.venue or "")
    venue_name, venue_year = match.groups() if match else (None, None)
    year, month, *day = map(int, paper.date.split("-"))
    return Citation(
        key=paper.id,
        form=_form(paper.kind, venue_name),
        title=paper.title,
        short_title=paper.name,
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


def parse_name(author: str) -> Name:
    """The last word is the family name, together with the particles before it."""
    words = author.split()
    if words[-1] in GROUPS:
        return Name(author, is_group=True)
    if len(words) == 1 or set("{},") & set(author) or "and" in author.lower().split():
        return Name(author)
    suffix = words.pop() if words[-1] in SUFFIXES and len(words) > 2 else ""
    start = next((n for n in range(1, len(words)) if _is_particle(words[n])), len(words) - 1)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _is_particle(word: str) -> bool:
    return word in PARTICLES or (word.strip("'’").isalpha() and word.islower())


def _names(paper: Paper) -> Iterable[Name]:
    """Organisations replace unknown authors; an author may be an organisation."""
    for author in paper.known_authors or paper.org:
        yield Name(author, is_group=True) if author in paper.org else parse_name(author)


def _form(kind: Kind, venue_name: str | None) -> Form:
    if not venue_name:
        return kind
    return "article" if JOURNALS.fullmatch(venue_name) else "inproceedings"


def _old_class(arxiv: str) -> str | None:
    """Before April 2007 an arXiv id began with its class."""
    return arxiv.partition("/")[0] if "/" in arxiv else None
