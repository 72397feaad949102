"""How well a paper matches the list: its nearest entries, and the words that the list has more
often than the other papers of the same weeks.

"LLM" alone says little, because half of the other papers have it too; "LLM inference" says much.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.finding.terms import terms_of

# The topics of so many entries are proposed; so many count for the score.
NEAREST, COUNTED = 5, 2
# Tuned on four of the eight windows of `make recall`; the two are divided by how far they spread.
SPREAD_OF_NEARNESS = 0.03
SPREAD_OF_CONTRAST = 0.4
MOST_CONTRAST = 4.0
# A word of fewer entries may be the name of one paper.
FEWEST_ENTRIES = 3
# Of a short text.
SMOOTHING = 50


@dataclass(frozen=True)
class Match:
    score: float
    nearest: tuple[tuple[Paper, float], ...]
    """The entries most like it, with their similarity from 0 to 1."""


class Scorer:
    """Compares papers with the entries of a list; `texts` are those of all papers to compare."""

    def __init__(self, catalogue: Catalogue, texts: Sequence[Counter[str]]) -> None:
        self._papers = catalogue.papers
        entries = [_terms_of_entry(paper, catalogue) for paper in catalogue.papers]
        self._others, self._number = _frequencies(texts), len(texts)
        self._contrast = self._contrasts(_frequencies(entries), len(entries))
        self._places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, entry in enumerate(entries):
            for term, weight in self._weights(entry).items():
                self._places[term].append((place, weight))

    def match(self, text: Counter[str]) -> Match:
        nearest = self._nearest(text)
        nearness = sum(similarity for _, similarity in nearest[:COUNTED]) / COUNTED
        known = (self._contrast.get(term, 0) * (1 + math.log(n)) for term, n in text.items())
        contrast = sum(known) / math.sqrt(text.total() + SMOOTHING)
        score = nearness / SPREAD_OF_NEARNESS + contrast / SPREAD_OF_CONTRAST
        return Match(score, tuple((self._papers[place], share) for place, share in nearest))

    def _nearest(self, text: Counter[str]) -> list[tuple[int, float]]:
        similarities: dict[int, float] = defaultdict(float)
        for term, weight in self._weights(text).items():
            for place, other in self._places.get(term, ()):
                similarities[place] += weight * other
        return sorted(similarities.items(), key=lambda each: (-each[1], each[0]))[:NEAREST]

    def _weights(self, text: Counter[str]) -> dict[str, float]:
        """TF-IDF of length 1."""
        weights = {term: (1 + math.log(n)) * self._rarity(term) for term, n in text.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()}

    def _rarity(self, term: str) -> float:
        return math.log((self._number + 1) / (self._others[term] + 1)) + 1

    def _contrasts(self, entries: Counter[str], number: int) -> dict[str, float]:
        """By how much each term is more frequent in the list; only such terms."""
        found = {
            term: math.log((count + 0.5) / (number + 1))
            - math.log((self._others[term] + 0.5) / (self._number + 1))
            for term, count in entries.items()
            if count >= FEWEST_ENTRIES
        }
        return {term: min(much, MOST_CONTRAST) for term, much in found.items() if much > 0}


def _terms_of_entry(paper: Paper, catalogue: Catalogue) -> Counter[str]:
    """Those of its title and summary, and of its abstract if abstracts.json has it."""
    abstract = catalogue.abstracts.get(paper.arxiv or "")
    return terms_of(paper.title, f"{paper.summary or ''}\n{abstract.text if abstract else ''}")


def _frequencies(texts: Iterable[Counter[str]]) -> Counter[str]:
    return Counter(term for text in texts for term in text)
