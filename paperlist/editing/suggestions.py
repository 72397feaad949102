"""Topics that a new paper may have, from the words of the papers that have them."""

from collections import Counter
from math import log

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.spelling import title_words

MOST = 3
# Weight of what holds for all papers against what a word says: rare words prove little.
CAUTION = 4


def suggest_topics(catalogue: Catalogue, title: str) -> list[str]:
    """Up to three, the likeliest first; none for a title whose words the list does not know."""
    words_of = {paper.id: set(title_words(paper.title)) for paper in catalogue.papers}
    owners = Counter(word for words in words_of.values() for word in words)
    known = [word for word in sorted(set(title_words(title))) if owners[word]]
    scores: dict[str, float] = {}
    for topic, papers in catalogue.by_topic.items():
        common = len(papers) / max(len(words_of), 1)
        inside = Counter(word for paper in papers for word in words_of[paper.id])
        scores[topic] = sum(
            log((inside[word] + CAUTION * common) / (owners[word] + CAUTION) / common)
            for word in known
            if common
        )
    likely = sorted(scores, key=lambda topic: -scores[topic])[:MOST]
    return [topic for topic in likely if scores[topic] > 0]
