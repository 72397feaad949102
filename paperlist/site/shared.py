"""What the pages of a paper share in all languages."""

from functools import cached_property, lru_cache

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.exports import render_citations
from paperlist.site.related import RelatedPapers

# The pages of a paper are rendered one language after the other.
RECENT = 8


class Shared:
    """Computes each value once, if all languages of a paper come together: create one for each
    catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.citations = lru_cache(RECENT)(render_citations)
        self.related = lru_cache(RECENT)(self._find_related)

    @cached_property
    def _related(self) -> RelatedPapers:
        return RelatedPapers(self._catalogue)

    def _find_related(self, paper: Paper) -> tuple[Paper, ...]:
        return self._related.of(paper)
