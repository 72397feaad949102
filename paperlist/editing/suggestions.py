"""Likely topics of a new paper, from the words in the titles of listed papers."""

from collections import Counter
from math import log

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.spelling import title_words

MAX_TOPICS = 3
# Smoothing: a rare word is weak evidence, so the overall share of a topic counts too.
SMOOTHING = 4


class Suggestions:
    """The words of a list, counted once for many titles."""

    def __init__(self, catalogue: Catalogue) -> None:
        words_of = {paper.id: set(title_words(paper.title)) for paper in catalogue.papers}
        self._owners = Counter(word for words in words_of.values() for word in words)
        self._topics = {
            topic: (
                len(papers) / max(len(words_of), 1),
                Counter(word for paper in papers for word in words_of[paper.id]),
            )
            for topic, papers in catalogue.by_topic.items()
        }

    def topics_of(self, title: str) -> list[str]:
        """Up to three, the likeliest first; empty when no listed title shares a word with it."""
        known = [word for word in sorted(set(title_words(title))) if word in self._owners]
        scores: dict[str, float] = {}
        for topic, (common, inside) in self._topics.items():
            scores[topic] = sum(
                log((inside[word] + SMOOTHING * common) / (self._owners[word] + SMOOTHING) / common)
                for word in known
                if common
            )
        likely = sorted(scores, key=lambda topic: -scores[topic])[:MAX_TOPICS]
        return [topic for topic in likely if scores[topic] > 0]


def suggest_topics(catalogue: Catalogue, title: str) -> list[str]:
    return Suggestions(catalogue).topics_of(title)
