"""Finds a paper in seen.yaml: it was refused, or removed from the list."""

from collections.abc import Iterable, Iterator, Mapping

from paperlist.catalogue.addresses import paper_key
from paperlist.catalogue.model import Refusal
from paperlist.catalogue.spelling import title_key

FIELDS = ("arxiv", "doi", "url", "title")


def keys_of(values: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Each field that says which paper it is, with a text that is the same for the same paper."""
    for field in FIELDS:
        text = values.get(field) or ""
        key = title_key(text) if field == "title" else text and paper_key(field, text)
        if key:
            yield field, f"title {key}" if field == "title" else key


class SeenPapers:
    """The entries of seen.yaml by their links and titles."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self._by_key = {
            key: refusal for refusal in refusals for _, key in keys_of(refusal.model_dump())
        }

    def find(self, **values: str | None) -> Refusal | None:
        """The one with this arXiv id, DOI or link, else with this title."""
        found = (self._by_key.get(key) for _, key in keys_of(values))
        return next((refusal for refusal in found if refusal), None)
