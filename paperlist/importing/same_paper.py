"""Which listed paper, or which row before it, a row describes: found by link and by title."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from paperlist.catalogue.model import Paper
from paperlist.catalogue.problems import quote
from paperlist.catalogue.repositories import parse_repository
from paperlist.catalogue.spelling import same_title, title_key
from paperlist.importing.drafts import Draft, Refused

# Of 100, as `fuzz.ratio` counts: titles of one paper in two lists have more.
ALIKE = 72
LINKS = ("arxiv", "doi", "url")
# Fields that two rows of one paper may give differently.
COMPARED = ("name", *LINKS, "code")
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


def require_no_conflict(draft: Draft, other: Paper | Draft, place: str) -> None:
    """Two papers may have one title; then only a person knows which identifier is right."""
    pairs = [(key, getattr(draft, key), getattr(other, key)) for key in ("arxiv", "doi")]
    given = [(key, one, two) for key, one, two in pairs if one and two]
    if given and all(one.lower() != two.lower() for _, one, two in given):
        key, one, two = given[0]
        raise Refused(
            f"the title is also that of {place}, but {key} is {quote(one)} and there {quote(two)}"
        )


def is_alike(draft: Draft, other: Paper | Draft) -> bool:
    """Whether two rows with the same link are one paper: by title, name or code."""
    names = [title_key(each.name) for each in (draft, other) if each.name]
    codes = [parse_repository(each.code or "") for each in (draft, other)]
    if (len(names) == 2 and names[0] == names[1]) or (codes[0] and codes[0] == codes[1]):
        return True
    keys = title_key(draft.title), title_key(other.title)
    if isinstance(other, Paper) and keys[0] and keys[0] in title_key(other.note or ""):
        return True  # the note of the entry quotes this title
    return fuzz.ratio(*keys) > ALIKE or same_title(draft.title, other.title)


def differences(draft: Draft, other: Paper | Draft) -> Iterator[str]:
    if not same_title(draft.title, other.title):
        yield f"another title: {quote(draft.title)}"
    for key in COMPARED:
        value, known = getattr(draft, key), getattr(other, key)
        if value and known and title_key(value) != title_key(known):
            yield f"another {key}: {quote(value)}"
    if isinstance(other, Draft) and draft.org and other.org and draft.org != other.org:
        yield f"another org: {quote(', '.join(draft.org))}"
