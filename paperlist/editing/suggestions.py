"""Likely topics of a new paper, from the words in the titles of listed papers."""

from collections import Counter
from math import log

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.spelling import title_words

MAX_TOPICS = 3
# Smoothing: a rare word is weak evidence, so the overall share of a topic counts too.
SMOOTHING = 4


def suggest_topics(catalogue: Catalogue, title: str) -> list[str]:
    """Up to three, the likeliest first; empty when no listed title shares a word with this one."""
    words_of = {paper.id: set(title_words(paper.title)) for paper in catalogue.papers}
    owners = Counter(word for words in words_of.values() for word in words)
    known = [word for word in sorted(set(title_words(title))) if owners[word]]
    scores: dict[str, float] = {}
    for topic, papers in catalogue.by_topic.items():
        common = len(papers) / max(len(words_of), 1)
        inside = Counter(word for paper in papers for word in words_of[paper.id])
        scores[topic] = sum(
            log((inside[word] + SMOOTHING * common) / (owners[word] + SMOOTHING) / common)
            for word in known
            if common
        )
    likely = sorted(scores, key=lambda topic: -scores[topic])[:MAX_TOPICS]
    return [topic for topic in likely if scores[topic] > 0]
