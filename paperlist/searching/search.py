"""Finds the papers that match a query, best first, as the scripts of the explorer do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from paperlist.catalogue.languages import texts_of
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.publishing.citation import cite
from paperlist.searching.query import Query, Term
from paperlist.searching.text import fold, is_within

# How well a word matches: 0 is a whole name. The start of a word is one better than another part.
NAME = 1
TITLE = 3
ELSEWHERE = 6


@dataclass(frozen=True)
class Texts:
    """The folded texts of a paper: `names` are its short names, or its title if it has none."""

    names: tuple[str, ...]
    title: tuple[str, ...]
    """The short names and the title."""
    author: tuple[str, ...]
    venue: tuple[str, ...]
    """With and without its year."""
    org: tuple[str, ...]
    topic: tuple[str, ...]
    other: tuple[str, ...]
    abstract: str

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.title, *self.author, *self.venue, *self.org, *self.topic, *self.other)


class Searcher:
    """The texts of a catalogue, folded once for any number of queries."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        topics = {
            topic.id: (topic.id, *texts_of(topic, "name"), *texts_of(topic, "aka"))
            for topic in catalogue.topics
        }
        self._texts = {
            paper.id: _texts(
                paper, catalogue, [text for each in paper.topics for text in topics[each]]
            )
            for paper in catalogue.papers
        }

    def find(self, query: Query, *, abstracts: bool = False) -> tuple[Paper, ...]:
        """The best match first; papers that match equally well, newest first."""
        papers = self.catalogue.newest_first
        found = (each for each in papers if self.matches(each, query, abstracts=abstracts))
        return tuple(sorted(found, key=lambda paper: self.rank(paper, query)))

    def matches(self, paper: Paper, query: Query, *, abstracts: bool = False) -> bool:
        texts = self._texts[paper.id]
        return all(
            _has(paper, texts, term, abstracts=abstracts) != term.is_excluded
            for term in query.terms
        )

    def rank(self, paper: Paper, query: Query) -> int:
        """Lower is better."""
        texts, words = self._texts[paper.id], [term.text for term in query.ranked]
        is_name = bool(words) and " ".join(words) in texts.names
        return sum(_rank(texts, word) for word in words) - int(is_name)


def _texts(paper: Paper, catalogue: Catalogue, topics: Iterable[str]) -> Texts:
    names = [name for name in (paper.name, *paper.aka) if name]
    abstract = catalogue.abstracts.get(paper.arxiv or "")
    return Texts(
        names=_fold_all(names or [paper.title]),
        title=_fold_all([*names, paper.title]),
        author=_fold_all(paper.known_authors),
        venue=_fold_all([paper.venue, cite(paper).venue_name]),
        org=_fold_all(paper.org),
        topic=_fold_all(topics),
        other=_fold_all([paper.arxiv, paper.doi]),
        abstract=fold(abstract.text) if abstract else "",
    )


def _fold_all(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(fold(text) for text in texts if text)


def _has(paper: Paper, texts: Texts, term: Term, *, abstracts: bool) -> bool:
    if term.span:
        return is_within(paper.date, term.span)
    if not term.field and abstracts and term.text in texts.abstract:
        return True
    searched: tuple[str, ...] = getattr(texts, term.field or "all")
    return term.text in searched or (
        not term.is_name and any(term.text in text for text in searched)
    )


def _rank(texts: Texts, word: str) -> int:
    if word in texts.names:
        return 0
    start = re.compile(rf"(?<![^\W_]){re.escape(word)}")
    for rank, searched in ((NAME, texts.names), (TITLE, texts.title)):
        if any(start.search(text) for text in searched):
            return rank
        if any(word in text for text in searched):
            return rank + 1
    return ELSEWHERE
