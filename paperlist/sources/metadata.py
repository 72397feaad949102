"""The metadata of a paper as a source gives it, cleaned for use in an entry."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paperlist.catalogue.authors import is_person, names_in, without_extras
from paperlist.catalogue.values import ET_AL, Kind, Publication
from paperlist.sources.text import plain_text

# A longer list of authors is cut after ten names.
MOST_AUTHORS = 12
KEPT_AUTHORS = 10
WORD = re.compile(r"[^\W_]+")
SMALL_WORDS = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or",
               "the", "to", "via", "vs", "with"}  # fmt: skip


@dataclass(frozen=True)
class Metadata:
    """`date` is YYYY-MM; `source` is the link of the record."""

    title: str
    authors: tuple[str, ...]
    date: str
    source: str
    arxiv: str | None = None
    doi: str | None = None
    venue: str | None = None
    publication: Publication | None = None
    kind: Kind = "paper"
    primary_class: str | None = None
    classes: tuple[str, ...] = ()
    """All classes of arXiv, the primary one first."""
    comment: str = ""
    journal_ref: str = ""
    abstract: str = ""
    day: str = ""
    """Of the first version, YYYY-MM-DD, if the source has it."""
    withdrawn: str = ""
    """The notice of the source, when the paper was withdrawn."""
    removed: str = ""
    """The invisible characters that the source has in its texts: U+200B, U+2800."""

    @property
    def shown_authors(self) -> tuple[str, ...]:
        if len(self.authors) <= MOST_AUTHORS:
            return self.authors
        return (*self.authors[:KEPT_AUTHORS], ET_AL)


def clean_title(text: str) -> str:
    """Without a full stop at the end; an ellipsis stays."""
    title = plain_text(text)
    return title.removesuffix(".").rstrip() if not title.endswith("..") else title


def clean_name(text: str) -> str:
    """ADA LOVELACE becomes Ada Lovelace; a single upper-case word may name a group and stays."""
    name = plain_text(text)
    return name.title() if is_upper_case(name) else name


def clean_authors(names: Iterable[str]) -> Iterator[str]:
    """Each name on its own, without what some records have beside it."""
    for text in names:
        for name in names_in(text):
            alone, _ = without_extras(name)
            yield alone if is_person(alone) else name


class Spellings:
    """How titles spell each word: the spelling that most of them have."""

    def __init__(self, titles: Iterable[str] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._usual: dict[str, str] = {}
        for title in titles:
            self.add(title)

    def add(self, title: str) -> None:
        for word in WORD.findall(title):
            self._counts[word] += 1
            usual = self._usual.setdefault(word.upper(), word)
            if self._counts[word] > self._counts[usual]:
                self._usual[word.upper()] = word

    def of(self, word: str) -> str | None:
        """None for a word that no title has."""
        return self._usual.get(word.upper())


def is_upper_case(text: str) -> bool:
    """A single upper-case word may be a name."""
    return text == text.upper() and len(re.findall(r"[^\W\d_]{2,}", text)) > 1


def fix_capitals(title: str, *known: Spellings) -> str:
    """An all upper-case title with each word spelt as the first of these does that has it."""
    first = WORD.search(title)
    start = first.start() if first else 0

    def fixed(match: re.Match[str]) -> str:
        word = match[0]
        spelt = next(filter(None, (each.of(word) for each in known)), None)
        if word.lower() in SMALL_WORDS:
            usual = word.lower()
        elif spelt:
            usual = spelt
        else:  # FP8 and similar words are names
            usual = word if re.search(r"\d", word) else word.capitalize()
        is_first = match.start() == start or title.endswith(": ", 0, match.start())
        return usual.capitalize() if is_first and usual.islower() else usual

    return WORD.sub(fixed, title)
