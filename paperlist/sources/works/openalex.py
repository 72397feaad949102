"""OpenAlex: citations, licences and journals. https://developers.openalex.org/

Single works need no key.
"""

from collections.abc import Iterator

from pydantic import Field, ValidationError

from paperlist.catalogue.addresses import DOI_LINK, doi_path
from paperlist.catalogue.facts import MOST_CITATIONS
from paperlist.sources.metadata import clean_title
from paperlist.sources.network import RequestFailed
from paperlist.sources.responses import Lenient
from paperlist.sources.text import plain_text
from paperlist.sources.works.licences import licence_of_openalex
from paperlist.sources.works.paper import Known, Listed, Source, published, suggested
from paperlist.sources.works.venue_texts import venue_of_proceedings

ADDRESS = "https://api.openalex.org/works/doi:"
FIELDS = "id,doi,title,publication_year,authorships,cited_by_count,primary_location,locations"


class _Source(Lenient):
    display_name: str = ""
    type: str = ""


class _Location(Lenient):
    source: _Source = _Source()
    raw_source_name: str = ""
    """As the publisher has it; the name of a source has no year."""
    license: str = ""


class _Author(Lenient):
    display_name: str = ""


class _Authorship(Lenient):
    author: _Author = _Author()
    raw_author_name: str = ""

    @property
    def name(self) -> str:
        return plain_text(self.raw_author_name or self.author.display_name)


class _Work(Lenient):
    id: str = Field(pattern=r"^https://openalex\.org/W[0-9]{1,20}$")
    doi: str = ""
    title: str = ""
    publication_year: int | None = None
    authorships: tuple[_Authorship, ...] = ()
    cited_by_count: int = Field(0, ge=0, le=MOST_CITATIONS)
    primary_location: _Location = _Location()
    """That of the published version, if there is one."""
    locations: tuple[_Location, ...] = ()

    @property
    def venue(self) -> str | None:
        location = self.primary_location
        kind, year = location.source.type, self.publication_year
        if kind not in {"journal", "conference"} and not location.raw_source_name:
            return None
        if kind == "repository" or not year:
            return None
        is_journal = kind == "journal"
        names = (location.raw_source_name, location.source.display_name)
        found = (
            venue_of_proceedings(plain_text(name), year, is_journal=is_journal)
            for name in (reversed(names) if is_journal else names)
            if name
        )
        return next(filter(None, found), None)

    @property
    def licences(self) -> Iterator[str]:
        for location in (self.primary_location, *self.locations):
            if licence := licence_of_openalex(location.license):
                yield licence


def _addresses(paper: Listed) -> list[str]:
    """By the DOI of the entry, else by the one that arXiv registers for every paper."""
    if not paper.authors:
        return []
    registered = paper.arxiv and f"10.48550/arXiv.{paper.arxiv}"
    dois = filter(None, (paper.doi, registered))
    return [f"{ADDRESS}{doi_path(doi)}?select={FIELDS}" for doi in dois]


def _read(text: str, paper: Listed) -> Known | None:
    try:
        work = _Work.model_validate_json(text)
    except ValidationError:
        raise RequestFailed("the response of api.openalex.org is not a work") from None
    if not paper.agrees(clean_title(work.title), [each.name for each in work.authorships]):
        return None
    doi = published(DOI_LINK.sub("", work.doi))
    return Known(
        work.id,
        # The year of a work that has the DOI of a preprint is the year of the preprint.
        suggested(venue=work.venue if doi else None, doi=doi),
        work.cited_by_count,
        next(work.licences, None),
    )


OPENALEX = Source("OpenAlex", _addresses, _read)
