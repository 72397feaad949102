"""What the papers of a page can be filtered by, with the number of papers of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.values import KINDS
from paperlist.publishing.citation import cite

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Facets:
    """Pairs of a value and its number of papers; values without papers are left out."""

    topics: Counts
    """In the order of the site."""
    years: Counts
    """Newest first."""
    kinds: Counts
    venues: Counts
    """Most papers first, without the year of each."""
    collections: Counts
    code: int
    recommended: int
    must_read: int
    starred: int
    """Papers whose number of stars is known."""


def find_facets(papers: Iterable[Paper], catalogue: Catalogue, own: str = "") -> Facets:
    """`own` is the topic whose page it is: all papers have it."""
    papers = tuple(papers)
    topics = Counter(topic for paper in papers for topic in paper.topics)
    kinds = Counter[str](paper.kind for paper in papers)
    venues = Counter(venue for paper in papers if (venue := cite(paper).venue_name))
    ids = {paper.id for paper in papers}
    bundles = ((item.id, len(ids & {*item.papers})) for item in catalogue.collections)
    return Facets(
        topics=tuple(
            (topic.id, topics[topic.id])
            for topic in catalogue.topics
            if topics[topic.id] and topic.id != own
        ),
        years=tuple(sorted(Counter(paper.year for paper in papers).items(), reverse=True)),
        kinds=tuple((kind, kinds[kind]) for kind in KINDS if kinds[kind]),
        venues=tuple(sorted(venues.items(), key=lambda pair: (-pair[1], pair[0].casefold()))),
        collections=tuple((name, number) for name, number in bundles if number),
        code=sum(paper.code is not None for paper in papers),
        recommended=sum(paper.recommended is not None for paper in papers),
        must_read=sum(paper.recommended == 3 for paper in papers),
        starred=sum(catalogue.stars_of(paper) is not None for paper in papers),
    )
