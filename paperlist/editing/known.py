"""Papers that are already listed: which one the metadata describes, and what differs; and those
that were refused or removed."""

from collections.abc import Iterator, Mapping

from paperlist.catalogue.addresses import arxiv_of, paper_key
from paperlist.catalogue.model import Catalogue, Paper, Refusal
from paperlist.catalogue.names import parse_name
from paperlist.catalogue.problems import quote
from paperlist.catalogue.seen import SeenPapers
from paperlist.catalogue.spelling import same_title, title_key
from paperlist.catalogue.values import ET_AL
from paperlist.editing.new_entry import Overrides
from paperlist.editing.working_copy import EditError
from paperlist.sources.identifiers import Identifier
from paperlist.sources.metadata import Metadata


def find_listed(identifier: Identifier, catalogue: Catalogue) -> Paper | None:
    """The paper with this arXiv id or DOI, which may also be in one of its links."""
    key = paper_key(identifier.kind, identifier.text)
    return next((each for each in catalogue.papers if key in _keys(each)), None)


def find_known(metadata: Metadata, catalogue: Catalogue) -> Paper | None:
    """The listed paper with this arXiv id, else with this DOI, else with this title."""
    arxiv = Identifier("arxiv", metadata.arxiv) if metadata.arxiv else None
    doi = Identifier("doi", metadata.doi) if metadata.doi else None
    for identifier in filter(None, (arxiv, doi)):
        if paper := find_listed(identifier, catalogue):
            return paper
    title = title_key(metadata.title)
    same = (paper for paper in catalogue.papers if title and title_key(paper.title) == title)
    return next(same, None)


def find_removed(paper_id: str, catalogue: Catalogue) -> Refusal | None:
    """The removed paper that has this id, or had it once."""
    removed = catalogue.removed.items()
    return next((each for name, each in removed if paper_id in (name, *each.formerly)), None)


def require_not_seen(catalogue: Catalogue, **values: str | None) -> None:
    """Raises EditError for a paper with an identifier or a title in seen.yaml."""
    if seen := SeenPapers(catalogue.refusals).find(**values):
        reason = f"{quote(seen.title)} was {seen.decision}"
        raise EditError(f"{reason}; to add it, delete its entry in seen.yaml")


def differences(paper: Paper, metadata: Metadata, overrides: Overrides) -> Iterator[str]:
    """The values that are missing in the entry, or different there; one per line."""
    source = metadata.source
    if not same_title(paper.title, metadata.title):
        yield f"title is {quote(paper.title)}, {source} has {quote(metadata.title)}"
    if not _same_authors(paper, metadata):
        known = f"are {quote(', '.join(paper.shown_authors))}" if paper.authors else "are missing"
        authors = ", ".join(parse_name(author).whole for author in metadata.shown_authors)
        yield f"authors {known}, {source} has {quote(authors)}"
    found = {
        "arxiv": metadata.arxiv if arxiv_of(paper.arxiv or "") != metadata.arxiv else None,
        "doi": metadata.doi,
    }
    yield from given_differences(paper, overrides, found)


def given_differences(
    paper: Paper, overrides: Overrides, found: Mapping[str, str | None] | None = None
) -> Iterator[str]:
    """The same for what the contributor gives; `found` has the identifiers of the source."""
    given = {
        "name": overrides.name,
        "venue": overrides.venue,
        **(found or {}),
        "code": overrides.code,
        "recommended": overrides.recommended,
    }
    for key, value in given.items():
        known = str(getattr(paper, key) or "")
        if value and not known:
            yield f"{key} is missing: {quote(value)}"
        elif value and known.lower() != value.lower():
            yield f"{key} is {quote(known)}, not {quote(value)}"
    for topic in overrides.topics:
        if topic not in paper.topics:
            yield f"topic {quote(topic)} is missing"


def _keys(paper: Paper) -> set[str | None]:
    links = {"arxiv": paper.arxiv, "doi": paper.doi, "url": paper.url, "pdf": paper.pdf}
    return {paper_key(field, link) for field, link in links.items() if link}


def _same_authors(paper: Paper, metadata: Metadata) -> bool:
    """A list cut with et al. is compared up to the cut."""
    known = [title_key(name) for name in paper.known_authors]
    authors = [title_key(parse_name(name).whole) for name in metadata.authors]
    is_whole = ET_AL not in paper.authors
    return known == (authors if is_whole else authors[: len(known)])
