"""How many papers of a page each value of each filter has."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue, Group, Paper
from paperlist.site.explorer.filters import FILTERS, Counts, Filter


@dataclass(frozen=True)
class Facets:
    counts: Mapping[str, Counts]
    """By the name of a filter, pairs of a value and its number of papers."""
    filters: tuple[Filter, ...]
    topics: tuple[tuple[Group | None, Counts], ...]
    """The counts of topics by group, as far as the papers have any."""

    @property
    def choices(self) -> list[Filter]:
        """Filters with one value to choose, as far as the papers have any."""
        return [
            each
            for each in self.filters
            if each.kind in ("choice", "level") and self.counts[each.name]
        ]


def find_facets(papers: Iterable[Paper], catalogue: Catalogue, own: str = "") -> Facets:
    """`own` is the topic whose page it is: all papers have it, so it is left out."""
    papers = tuple(papers)
    counts = {each.name: _count(each, papers, catalogue) for each in FILTERS}
    counts["topic"] = tuple(pair for pair in counts["topic"] if pair[0] != own)
    numbers = dict(counts["topic"])
    groups = (
        (group, tuple((each.id, numbers[each.id]) for each in topics if each.id in numbers))
        for group, topics in catalogue.by_group
    )
    return Facets(counts, FILTERS, tuple(pair for pair in groups if pair[1]))


def _count(each: Filter, papers: Iterable[Paper], catalogue: Catalogue) -> Counts:
    counts = Counter(value for paper in papers for value in each.values(paper, catalogue))
    return tuple((value, counts[value]) for value in each.order(counts, catalogue))
