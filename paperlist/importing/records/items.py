"""A paper as a list of records describes it: what every reader of records returns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from paperlist.catalogue.names import Name, parse_name
from paperlist.catalogue.values import (
    ET_AL,
    ID,
    MAX_ID,
    Kind,
    Malformed,
    Publication,
    parse_label,
)
from paperlist.editing.new_entry import name_in
from paperlist.importing.rows import Row, UnreadLine
from paperlist.sources.text import clean_text

CUT = re.compile(r"(?i)(?:et\.?\s?al\.?|(?:and )?others|等)[.…]?|\.{3}|…")
ARXIV = re.compile(
    r"(?i)\barxiv(?:\s+preprint)?\s*[:.]?\s*(?:arxiv\s*[:.]\s*|https?://arxiv\.org/abs/)?"
    r"([a-z.-]+/\d{7}|\d{4}\.\d{4,5})(?!\d)"
)


@dataclass(frozen=True)
class Subject:
    """A topic of another list; the id is empty if only its name is known."""

    name: str
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """The values are as written there, without the marks of the format."""

    line: int
    title: str = ""
    name: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    venue: str = ""
    publication: Publication | None = None
    org: tuple[str, ...] = ()
    kind: Kind | None = None
    arxiv: str = ""
    doi: str = ""
    urls: tuple[str, ...] = ()
    pdf: str = ""
    code: str = ""
    repo: str = ""
    note: str = ""
    is_note_public: bool = True
    """In RIS and CSL-JSON, programs keep the private notes of a reader in the same field."""
    recommended: str = ""
    id: str = ""
    topics: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    """Each is a topic only where the list has one of this name."""
    section: str = ""
    more: Mapping[str, str | tuple[str, ...]]
    """Fields of an entry that only the exports of such a list have: aka, summary."""
    anchors: ClassVar[tuple[str, ...]] = ()
    path: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        """A single keyword says under which heading a paper is."""
        only = self.keywords[0] if len(self.keywords) == 1 else ""
        object.__setattr__(self, "section", _named(self.section or only))
        topics = (Subject(_named(each.name), _id(each.id)) for each in self.topics)
        object.__setattr__(self, "topics", tuple(each for each in topics if each.name))


def _named(text: str) -> str:
    """As the name of a topic may be, or empty."""
    try:
        return parse_label(clean_text(text).strip("“”‘’「」 "))
    except Malformed:
        return ""


def _id(text: str) -> str:
    return text if len(text) <= MAX_ID and ID.fullmatch(text) else ""


def author_named(family: str, given: str = "", suffix: str = "") -> str:
    """Given name first where that says the same: Ada Lovelace, but "García Márquez, Gabriel"."""
    if not given:
        return family
    direct = " ".join(filter(None, (given, family, suffix)))
    name = Name(family, given, suffix)
    return direct if parse_name(direct) == name else name.inverted


def named(item: Item) -> Item:
    """With the name in "PagedAttention: Serving with Pages", where the source has none."""
    return item if item.name else replace(item, name=name_in(item.title) or "")


def with_et_al(authors: Iterable[str]) -> tuple[str, ...]:
    """Et al. in any spelling is the last; a list of nothing else is empty."""
    names = [author for author in authors if author.strip()]
    known = tuple(name for name in names if not CUT.fullmatch(name.strip()))
    return (*known, ET_AL) if known and len(known) < len(names) else known


@dataclass(frozen=True)
class Reading:
    """What a reader finds in a text; `notes` are lines about the whole of it."""

    rows: Sequence[Row | Item | UnreadLine]
    notes: tuple[str, ...] = ()


def arxiv_inside(text: str) -> str:
    """The id in "arXiv preprint arXiv:2401.00001", also behind the name of another archive."""
    found = ARXIV.search(text)
    return found[1] if found else ""
