"""The metadata of a paper as a source gives it, cleaned for use in an entry."""

import html
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from paperlist.catalogue.values import ET_AL, Kind

# A longer list of authors is cut after ten names.
MOST_AUTHORS = 12
KEPT_AUTHORS = 10
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
MARKUP = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|sc|scp|tt|span|p|br|title|jats:\w+|mml:\w+)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
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
    kind: Kind = "paper"
    primary_class: str | None = None
    withdrawn: str = ""
    """The notice of the source, when the paper was withdrawn."""

    @property
    def shown_authors(self) -> tuple[str, ...]:
        if len(self.authors) <= MOST_AUTHORS:
            return self.authors
        return (*self.authors[:KEPT_AUTHORS], ET_AL)


def clean_text(text: str) -> str:
    """One line with single spaces and without invisible characters."""
    kept = (c for c in " ".join(text.split()) if unicodedata.category(c) not in INVISIBLE)
    return " ".join("".join(kept).split())


def without_markup(text: str) -> str:
    """Without the HTML and MathML that publishers put into titles; `a < b` stays."""
    return html.unescape(re.sub(MARKUP, "", text))


def clean_title(text: str) -> str:
    """Without a full stop at the end; an ellipsis stays."""
    title = clean_text(text)
    return title.removesuffix(".").rstrip() if not title.endswith("..") else title


def clean_name(text: str) -> str:
    """ADA LOVELACE becomes Ada Lovelace; a single upper-case word may name a group and stays."""
    name = clean_text(text)
    words = re.findall(r"[^\W\d_]{2,}", name)
    is_upper = len(words) > 1 and name == name.upper() != name.lower()
    return name.title() if is_upper else name


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
