"""Finds the papers that match a query, best first, as the scripts of the explorer do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from paperlist.catalogue.languages import texts_of
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.publishing.citation import cite
from paperlist.searching.query import Query, Term
from paperlist.searching.text import fold, is_within

# How well a word matches: 0 is a whole name. The start of a word is one better than another part.
NAME = 1
TITLE = 3
ELSEWHERE = 6
PARTS = 60  # of a rank, so that ranks of alternatives with several words can be compared


@dataclass(frozen=True)
class Texts:
    """The folded texts of a paper."""

    paper: Paper
    names: tuple[str, ...]
    """Its short names, or its title if it has none."""
    fields: Mapping[str, tuple[str, ...]]
    """By name of the field, without topics; "other" is not the name of one. The title includes the
    short names."""
    topics: tuple[str, ...]
    """The names of its topics."""
    engines: tuple[str, ...]
    """The names of the engines that document or implement it; searched in their field only."""
    summary: tuple[str, ...]
    """In all languages; searched in all fields only."""
    abstract: str


class Searcher:
    """The texts of a catalogue, folded once for any number of queries."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._topics = {
            topic.id: _fold_all((topic.id, *texts_of(topic, "name"), *texts_of(topic, "aka")))
            for topic in catalogue.topics
        }
        self._engines = {
            engine.id: _fold_all((engine.id, engine.name)) for engine in catalogue.engines
        }
        self._texts = {
            paper.id: _texts(paper, catalogue, self._topics, self._engines)
            for paper in catalogue.papers
        }

    def find(self, query: Query, *, abstracts: bool = False) -> tuple[Paper, ...]:
        """The best match first; papers that match equally well, newest first."""
        papers, query = self.catalogue.newest_first, self.settle(query)
        found = (each for each in papers if self.matches(each, query, abstracts=abstracts))
        return tuple(sorted(found, key=lambda paper: self.rank(paper, query)))

    def settle(self, query: Query) -> Query:
        """With words in place of whole names that nobody has."""
        alternatives = (tuple(map(self._settle_term, terms)) for terms in query.alternatives)
        return replace(query, alternatives=tuple(alternatives))

    def _settle_term(self, term: Term) -> Term:
        is_known = not term.is_name or self._is_anywhere(term)
        return term if is_known else replace(term, is_name=False, is_whole=True)

    def matches(self, paper: Paper, query: Query, *, abstracts: bool = False) -> bool:
        """Whether the paper matches a query that is settled."""
        texts = self._texts[paper.id]
        return not query.alternatives or any(
            all(_has(texts, term, abstracts=abstracts) != term.is_excluded for term in terms)
            for terms in query.alternatives
        )

    def rank(self, paper: Paper, query: Query) -> int:
        """Lower is better. The best alternative counts, and its words on average."""
        texts = self._texts[paper.id]
        return min((_rank(texts, terms) for terms in query.alternatives), default=0)

    def has_any(self, term: Term) -> bool:
        """Whether any paper has the words of the term."""
        return self._is_anywhere(self._settle_term(term))

    def _is_anywhere(self, term: Term) -> bool:
        return any(_has(texts, term, abstracts=False) for texts in self._texts.values())

    def texts_of(self, field: str) -> Iterable[str]:
        """The folded texts of a field of all papers, or of all fields; each topic once."""
        if field == "engine":
            return chain.from_iterable(self._engines.values())
        topics = chain.from_iterable(self._topics.values())
        if field == "topic":
            return topics
        papers = (
            text
            for texts in self._texts.values()
            for name, found in texts.fields.items()
            if field in ("", name)
            for text in found
        )
        return papers if field else chain(papers, topics)


def _texts(
    paper: Paper,
    catalogue: Catalogue,
    topics: Mapping[str, tuple[str, ...]],
    engines: Mapping[str, tuple[str, ...]],
) -> Texts:
    names = [name for name in (paper.name, *paper.aka) if name]
    abstract = catalogue.abstracts.get(paper.arxiv or "")
    return Texts(
        paper,
        names=_fold_all(names or [paper.title]),
        fields={
            "title": _fold_all([*names, paper.title]),
            "author": _fold_all(paper.known_authors),
            "venue": _fold_all([paper.venue, cite(paper).venue_name]),
            "org": _fold_all(paper.org),
            "other": _fold_all([paper.arxiv, paper.doi]),
        },
        topics=tuple(chain.from_iterable(topics[topic] for topic in paper.topics)),
        engines=tuple(chain.from_iterable(engines[run.engine] for run in paper.runs_in)),
        summary=_fold_all(texts_of(paper, "summary")),
        abstract=fold(abstract.text) if abstract else "",
    )


def _fold_all(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(fold(text) for text in texts if text)


def _has(texts: Texts, term: Term, *, abstracts: bool) -> bool:
    if term.span:
        date = texts.paper.added if term.field == "added" else texts.paper.date
        return is_within(date, term.span)
    searched: list[Iterable[str]] = []
    if term.field in ("", "topic"):
        searched.append(texts.topics)
    if term.field == "engine":
        searched.append(texts.engines)
    if term.field != "topic":
        searched += [found for name, found in texts.fields.items() if term.field in ("", name)]
    if not term.field:
        searched += [texts.summary, [texts.abstract] if abstracts else []]
    return any(_has_words(text, term) for text in chain.from_iterable(searched))


def _has_words(text: str, term: Term) -> bool:
    if term.is_name:
        return text == term.text
    if term.text not in text or not (term.is_start or term.is_whole):
        return term.text in text
    return bool(_pattern(term.text, is_whole=term.is_whole).search(text))


def _pattern(words: str, *, is_whole: bool = False) -> re.Pattern[str]:
    """The words at the start of a word, or as whole words."""
    end = r"(?![^\W_])" if is_whole else ""
    return re.compile(rf"(?<![^\W_]){re.escape(words)}{end}")


def _rank(texts: Texts, terms: Iterable[Term]) -> int:
    ranked = [term for term in terms if term.is_ranked]
    if not ranked:
        return PARTS * ELSEWHERE
    words = [term.text for term in ranked]
    if " ".join(words) in texts.names or "".join(words) in texts.names:
        return 0  # "paged attention" is PagedAttention
    return PARTS * (sum(_rank_of_word(texts, term) for term in ranked) + 1) // len(ranked)


def _rank_of_word(texts: Texts, term: Term) -> int:
    word = term.text
    if word in texts.names:
        return 0
    starts = _pattern(word).search
    for rank, searched in ((NAME, texts.names), (TITLE, texts.fields["title"])):
        if any(starts(text) for text in searched):
            return rank
        if not term.is_start and any(word in text for text in searched):
            return rank + 1
    return ELSEWHERE
