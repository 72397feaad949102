"""The metadata of a paper as a source gives it, cleaned for use in an entry."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paperlist.catalogue.authors import is_person, names_in, without_extras
from paperlist.catalogue.values import ET_AL, Kind, Publication
from paperlist.sources.text import plain_text

# A longer list of authors is cut after ten names.
MOST_AUTHORS = 12
KEPT_AUTHORS = 10
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
    withdrawn: str = ""
    """The notice of the source, when the paper was withdrawn."""

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
    words = re.findall(r"[^\W\d_]{2,}", name)
    is_upper = len(words) > 1 and name == name.upper() != name.lower()
    return name.title() if is_upper else name


def clean_authors(names: Iterable[str]) -> Iterator[str]:
    """Each name on its own, without what some records have beside it."""
    for text in names:
        for name in names_in(text):
            alone, _ = without_extras(name)
            yield alone if is_person(alone) else name


def fix_capitals(title: str, titles: Iterable[str]) -> str:
    """An all upper-case title with each word spelt as in the titles given."""
    if title != title.upper() or len(re.findall(r"[^\W\d_]{2,}", title)) < 2:
        return title
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for known in titles:
        for word in re.findall(r"[^\W_]+", known):
            spellings[word.upper()][word] += 1
    first = re.search(r"[^\W_]+", title)
    start = first.start() if first else 0

    def fixed(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in SMALL_WORDS:
            usual = word.lower()
        elif word in spellings:
            usual = spellings[word].most_common(1)[0][0]
        else:  # FP8 and similar words are names
            usual = word if re.search(r"\d", word) else word.capitalize()
        is_first = match.start() == start or title[: match.start()].endswith(": ")
        return usual.capitalize() if is_first and usual.islower() else usual

    return re.sub(r"[^\W_]+", fixed, title)
