"""What the site shares in all languages."""

import json
from collections.abc import Mapping
from functools import cached_property, lru_cache, partial

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.exports import render_citations
from paperlist.health import Finding, find_all, newest_day
from paperlist.site.explorer.index import render_abstracts, render_index, render_summaries
from paperlist.site.related import RelatedPapers

# The pages of a paper are rendered one language after the other.
RECENT = 8


class Shared:
    """Computes the index once, and the values of a paper too if all its languages come together:
    create one for each catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.index = lru_cache(1)(partial(render_index, catalogue))
        self.citations = lru_cache(RECENT)(render_citations)
        self.related = lru_cache(RECENT)(self._find_related)

    @cached_property
    def abstracts(self) -> str:
        return render_abstracts(self._catalogue)

    @cached_property
    def summaries(self) -> str:
        return render_summaries(self._catalogue)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """By kind, on the newest day of the data."""
        return find_all(self._catalogue, newest_day(self._catalogue))

    @cached_property
    def _related(self) -> RelatedPapers:
        return RelatedPapers(self._catalogue)

    @property
    def likeness(self) -> str:
        """For each paper, in the order of the index, the places of those like it, with weights."""
        like = [self._related.like(paper) for paper in self._catalogue.newest_first]
        return json.dumps(like, separators=(",", ":")) + "\n"

    def _find_related(self, paper: Paper) -> tuple[Paper, ...]:
        return self._related.of(paper)
