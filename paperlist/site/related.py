"""Related papers: those with the same topics, repository and rare words of the title."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from heapq import nlargest
from math import log

from paperlist.catalogue.model import Catalogue, Paper, Topic
from paperlist.catalogue.spelling import title_words

MOST = 5
# So many papers that are like a paper the browser gets, to find more like those of a reader.
MOST_LIKE = 15
MOST_TOPICS = 8
# A word in more titles than this share is ignored.
COMMON = 0.06
# Of the papers with one feature only so many are compared, those nearest in age.
NEAREST = 200


class RelatedPapers:
    """Finds the related papers of one paper at a time: create one for each catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._papers = catalogue.newest_first
        self._place = {paper.id: place for place, paper in enumerate(self._papers)}
        self._found: dict[str, tuple[int, ...]] = {}
        self._owners: dict[str, list[int]] = defaultdict(list)
        for place, paper in enumerate(self._papers):
            for name in _features(paper):
                self._owners[name].append(place)

    def of(self, paper: Paper) -> tuple[Paper, ...]:
        """Up to five papers, most related first; of equal ones the newer first."""
        return tuple(self._papers[place] for place in self.like(paper)[: 2 * MOST : 2])

    def like(self, paper: Paper) -> tuple[int, ...]:
        """The places of the most related papers among all, newest first, each with its weight: for
        the page of the paper in each language, and for the browser."""
        if paper.id not in self._found:
            self._found[paper.id] = tuple(self._find(paper))
        return self._found[paper.id]

    def _find(self, paper: Paper) -> Iterator[int]:
        own, size = self._place[paper.id], len(self._papers)
        # score * size - place: of two equal scores the smaller place, the newer paper, is larger.
        numbers: dict[int, int] = {}
        for name in _features(paper):
            if weight := _weight(name, len(self._owners[name]), size) * size:
                for place in self._near(name, own):
                    numbers[place] = numbers.get(place, -place) + weight
        numbers.pop(own, None)
        for number in nlargest(MOST_LIKE, numbers.values()):
            place = -number % size
            yield from (place, round((number + place) / size / 100))

    def _near(self, name: str, own: int) -> list[int]:
        owners = self._owners[name]
        start = max(0, min(bisect_left(owners, own) - NEAREST // 2, len(owners) - NEAREST))
        return owners[start : start + NEAREST]


def related_topics(catalogue: Catalogue, topic: Topic) -> list[tuple[Topic, int]]:
    """Up to eight topics with papers in common, and how many; most first, then in file order."""
    shared = Counter(other for paper in catalogue.by_topic[topic.id] for other in paper.topics)
    topics = [
        (other, shared[other.id])
        for other in catalogue.topics
        if other != topic and shared[other.id]
    ]
    return sorted(topics, key=lambda pair: -pair[1])[:MOST_TOPICS]


def _features(paper: Paper) -> set[str]:
    features = {f"word:{word}" for word in title_words(paper.title)}
    features |= {f"topic:{topic}" for topic in paper.topics}
    if paper.code_repository:
        features.add(f"repo:{paper.code_repository.key}")
    return features


def _weight(name: str, owners: int, size: int) -> int:
    """In thousandths: rare features count more; topics more than words, repositories most."""
    kind = name[0]
    if kind == "w" and owners > max(2, COMMON * size):
        return 0
    factor = {"r": 3.0, "t": 2.0}.get(kind, 1.0)
    return round(1000 * log(1 + size / owners) * factor)
