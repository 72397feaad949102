"""Which listed paper, or which row before it, a row describes: found by link and by title."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paperlist.catalogue.model import Paper
from paperlist.catalogue.spelling import title_key
from paperlist.importing.drafts import Draft

LINKS = ("arxiv", "doi", "url")
Key = tuple[str, str]


class Index:
    """The papers of the list and the drafts of new entries, in their order."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._numbers: dict[str, int] = {}
        self._by_key: dict[Key, dict[str, Paper | Draft]] = defaultdict(dict)
        for paper in papers:
            self.add(paper)

    def add(self, each: Paper | Draft) -> None:
        """One that was removed gets its old place again."""
        self._numbers.setdefault(each.id, len(self._numbers))
        for key in _keys(each):
            self._by_key[key][each.id] = each

    def remove(self, each: Paper | Draft) -> None:
        for key in _keys(each):
            self._by_key[key].pop(each.id, None)

    def same(self, draft: Draft) -> Paper | Draft | None:
        """The first with one of its links or its title; only code has its code in common."""
        found = (each for key in _keys(draft) if key[0] != "name" for each in self._at(key))
        return min(found, key=lambda each: self._numbers[each.id], default=None)

    def sharing(self, draft: Draft) -> Iterator[tuple[str, Paper | Draft]]:
        """The fields with a link that another one has too; a value may be removed meanwhile."""
        for field in LINKS:
            value = getattr(draft, field)
            for other in self._at((field, (value or "").lower())):
                if getattr(other, field) == value == getattr(draft, field):
                    yield field, other

    def named(self, name: str) -> Paper | Draft | None:
        return next(self._at(("name", title_key(name))), None)

    def _at(self, key: Key) -> Iterator[Paper | Draft]:
        return iter([*self._by_key.get(key, {}).values()])


def _keys(each: Paper | Draft) -> Iterator[Key]:
    code = each.code if each.kind == "code" else None
    links = {field: getattr(each, field) for field in LINKS}
    for field, value in {**links, "code": code}.items():
        if value:
            yield field, value if field == "code" else value.lower()
    for field, text in (("title", each.title), ("name", each.name)):
        if key := title_key(text or ""):
            yield field, key
