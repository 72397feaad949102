"""A paper as a citation, independent of the format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from paperlist.catalogue.model import ArxivRecord, Paper
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
    venue = published_in(paper)
    venue_name, venue_year = (venue.name, venue.year) if venue else (None, None)
    year, month, *day = map(int, paper.date.split("-"))
    return Citation(
        key=paper.id,
        form=_form(paper),
        title=paper.title,
        short_title=paper.name,
        authors=tuple(_names(paper)),
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


def published_in(paper: Paper) -> Venue | None:
    """None for a preprint, even if the entry names its archive as the venue."""
    venue = read_venue(paper.venue) if paper.venue else None
    return None if venue is None or _publication(paper, venue) == "preprint" else venue


def _form(paper: Paper) -> Form:
    venue = published_in(paper)
    return FORMS[_publication(paper, venue)] if venue else paper.kind


def _publication(paper: Paper, venue: Venue) -> Publication:
    return paper.publication or venue.publication


def _old_class(arxiv: str) -> str | None:
    """Before April 2007 an arXiv id began with its class."""
    return arxiv.partition("/")[0] if "/" in arxiv else None
