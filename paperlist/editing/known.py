"""Papers that are already listed: which one the metadata describes, and what differs."""

from collections.abc import Callable, Iterator

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.problems import quote
from paperlist.catalogue.spelling import same_title, title_key
from paperlist.catalogue.values import ET_AL
from paperlist.editing.new_entry import Overrides
from paperlist.sources.identifiers import arxiv_id
from paperlist.sources.metadata import Metadata


def find_known(metadata: Metadata, catalogue: Catalogue) -> Paper | None:
    """The listed paper with this arXiv id, else with this DOI, else with this title."""
    title = title_key(metadata.title)
    doi = (metadata.doi or "").lower()
    tests: list[Callable[[Paper], bool]] = [
        lambda paper: bool(metadata.arxiv) and arxiv_id(paper.arxiv or "") == metadata.arxiv,
        lambda paper: bool(doi) and (paper.doi or "").lower() == doi,
        lambda paper: bool(title) and title_key(paper.title) == title,
    ]
    matches = (paper for test in tests for paper in catalogue.papers if test(paper))
    return next(matches, None)


def differences(paper: Paper, metadata: Metadata, overrides: Overrides) -> Iterator[str]:
    """The values that are missing in the entry, or different there; one per line."""
    source = metadata.source
    if not same_title(paper.title, metadata.title):
        yield f"title is {quote(paper.title)}, {source} has {quote(metadata.title)}"
    if not _same_authors(paper, metadata):
        known = f"are {quote(', '.join(paper.shown_authors))}" if paper.authors else "are missing"
        yield f"authors {known}, {source} has {quote(', '.join(metadata.shown_authors))}"
    given = {
        "name": overrides.name,
        "venue": overrides.venue,
        "arxiv": metadata.arxiv if arxiv_id(paper.arxiv or "") != metadata.arxiv else None,
        "doi": metadata.doi,
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


def _same_authors(paper: Paper, metadata: Metadata) -> bool:
    """A list cut with et al. is compared up to the cut."""
    keys = [
        [title_key(name) for name in names] for names in (paper.known_authors, metadata.authors)
    ]
    is_whole = ET_AL not in paper.authors
    return keys[0] == keys[1] if is_whole else keys[0] == keys[1][: len(keys[0])]
