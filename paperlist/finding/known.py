"""The papers of the list and of seen.yaml, which are not proposed."""

from collections.abc import Mapping

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.seen import FIELDS, SeenPapers, keys_of
from paperlist.catalogue.spelling import title_key, title_parts


class KnownPapers:
    def __init__(self, catalogue: Catalogue) -> None:
        links = [{field: getattr(paper, field) for field in FIELDS} for paper in catalogue.papers]
        self._refused = SeenPapers(catalogue.refusals)
        self._keys = {key for each in links for _, key in keys_of(each)}
        self._titles = {title_key(paper.title) for paper in catalogue.papers}
        self._parts = {part for paper in catalogue.papers for part in title_parts(paper.title)}

    def has(self, values: Mapping[str, str | None]) -> bool:
        """By the arXiv id, DOI or title in `values`."""
        if any(key in self._keys for _, key in keys_of(values)):
            return True
        return bool(self._refused.find(**values)) or self._has_title(values.get("title") or "")

    def _has_title(self, title: str) -> bool:
        """As `same_title`, with all titles at once."""
        key = title_key(title)
        return key in self._parts or not self._titles.isdisjoint({key, *title_parts(title)})
