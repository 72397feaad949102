"""Related papers: those with the same topics, repository and rare words of the title."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from heapq import nsmallest
from math import log

from paperlist.catalogue.model import Catalogue, Paper, Topic
from paperlist.catalogue.spelling import title_words

MOST = 5
MOST_TOPICS = 8
# A word in more titles than this share is ignored.
COMMON = 0.06


def related_papers(catalogue: Catalogue) -> Mapping[str, tuple[Paper, ...]]:
    """Up to five papers for each id, most related first; of equal ones the newer first."""
    features = {paper.id: _features(paper) for paper in catalogue.papers}
    owners: dict[str, list[str]] = defaultdict(list)
    for paper_id, names in features.items():
        for name in names:
            owners[name].append(paper_id)
    weights = {name: _weight(name, len(ids), len(features)) for name, ids in owners.items()}
    age = {paper.id: place for place, paper in enumerate(catalogue.newest_first)}
    related = {}
    for paper_id, names in features.items():
        scores: Counter[str] = Counter()
        for name in names:
            if weights[name]:
                scores.update(dict.fromkeys(owners[name], weights[name]))
        del scores[paper_id]
        nearest = nsmallest(MOST, scores, key=lambda other: (-scores[other], age[other]))
        related[paper_id] = tuple(catalogue.by_id[other] for other in nearest)
    return related


def related_topics(catalogue: Catalogue, topic: Topic) -> list[tuple[Topic, int]]:
    """Up to eight topics with papers in common, and how many; most first, then in file order."""
    shared = Counter(other for paper in catalogue.by_topic[topic.id] for other in paper.topics)
    topics = [
        (other, shared[other.id])
        for other in catalogue.topics
        if other != topic and shared[other.id]
    ]
    return sorted(topics, key=lambda pair: -pair[1])[:MOST_TOPICS]


def _features(paper: Paper) -> list[str]:
    """Sorted, so that sums of weights are the same in every run."""
    features = {f"word:{word}" for word in title_words(paper.title)}
    features |= {f"topic:{topic}" for topic in paper.topics}
    if paper.code_repository:
        features.add(f"repo:{paper.code_repository.key}")
    return sorted(features)


def _weight(name: str, owners: int, size: int) -> int:
    """In thousandths: rare features count more; topics more than words, repositories most."""
    if name.startswith("word:") and owners > max(2, COMMON * size):
        return 0
    factor = {"repo": 3.0, "topic": 2.0}.get(name.partition(":")[0], 1.0)
    return round(1000 * log(1 + size / owners) * factor)
