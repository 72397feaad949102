"""Statistics of the list: papers by month and topic, topics by year, venues, organisations,
repositories."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from paperlist.catalogue.model import Catalogue, Paper, Topic
from paperlist.catalogue.repositories import Repository
from paperlist.publishing.citation import cite

# Each quarter is an SVG of WIDTH x HEIGHT with three bars.
WIDTH = 33
HEIGHT = 240
SERIES = 5
TICKS = 5
MOST = 12
# Lower limits of the shades of a cell: the more papers, the darker.
LEVELS = (1, 3, 6, 12, 24)


@dataclass(frozen=True)
class Block:
    """The papers of one topic in one month; series 6 is all other topics."""

    series: int
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Quarter:
    year: str
    number: int
    months: tuple[tuple[str, int], ...]
    blocks: tuple[Block, ...]
    newest: Paper | None

    @property
    def papers(self) -> int:
        return sum(count for _, count in self.months)

    @property
    def span(self) -> str:
        """The date filter in the URL of the list: 2024-01..2024-03."""
        return f"{self.months[0][0]}..{self.months[-1][0]}"


@dataclass(frozen=True)
class Cell:
    year: str
    papers: int
    level: int
    newest: Paper | None


@dataclass(frozen=True)
class Trends:
    series: tuple[Topic, ...]
    """The topics that are the first topic of most papers."""
    quarters: tuple[Quarter, ...]
    ticks: tuple[tuple[int, float], ...]
    """Labels of the axis and their y positions."""
    months: tuple[tuple[str, tuple[int, ...]], ...]
    """The data of the chart: papers of each series and of all other topics."""
    years: tuple[str, ...]
    matrix: tuple[tuple[Topic, tuple[Cell, ...]], ...]
    venues: tuple[tuple[str, int], ...]
    organisations: tuple[tuple[str, int], ...]
    repositories: tuple[tuple[Repository, tuple[Paper, ...]], ...]

    @property
    def has_others(self) -> bool:
        return any(counts[-1] for _, counts in self.months)


def find_trends(catalogue: Catalogue) -> Trends:
    firsts = Counter(paper.topics[0] for paper in catalogue.papers)
    ranked = sorted(catalogue.topics, key=lambda topic: -firsts[topic.id])
    series = tuple(topic for topic in ranked[:SERIES] if firsts[topic.id])
    months = {month: tuple(counts) for month, counts in _months(catalogue, series)}
    step, top = _scale(max((sum(counts) for counts in months.values()), default=0))
    years = sorted({paper.year for paper in catalogue.papers})
    return Trends(
        series=series,
        quarters=tuple(_quarters(catalogue, months, top)),
        ticks=tuple((n, HEIGHT - HEIGHT * n / top) for n in range(0, top + 1, step)),
        months=tuple(months.items()),
        years=tuple(years),
        matrix=tuple(
            (topic, tuple(_cells(catalogue.by_topic[topic.id], years)))
            for topic in catalogue.largest_topics
        ),
        venues=_most_frequent(cite(paper).venue_name for paper in catalogue.papers),
        organisations=_most_frequent(name for paper in catalogue.papers for name in paper.org),
        repositories=tuple(_repositories(catalogue.newest_first)),
    )


def _months(catalogue: Catalogue, series: tuple[Topic, ...]) -> Iterator[tuple[str, list[int]]]:
    """Every month that has papers, oldest first; a paper counts once, under its first topic."""
    places = {topic.id: place for place, topic in enumerate(series)}
    for month, papers in groupby(reversed(catalogue.newest_first), lambda paper: paper.date[:7]):
        counts = Counter(places.get(paper.topics[0], len(series)) for paper in papers)
        yield month, [counts[place] for place in range(len(series) + 1)]


def _scale(most: int) -> tuple[int, int]:
    """A round step between the labels of the axis, and its highest label."""
    step = next(size for size in _round_numbers() if size * TICKS >= most)
    return step, max(step, -(-most // step) * step)


def _round_numbers() -> Iterator[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _quarters(
    catalogue: Catalogue, months: dict[str, tuple[int, ...]], top: int
) -> Iterator[Quarter]:
    """Every quarter from the first paper to the last, including those without papers."""
    newest: dict[tuple[str, int], Paper] = {}
    for paper in reversed(catalogue.newest_first):
        newest[_quarter(paper.date)] = paper
    if not newest:
        return
    (first, start), (last, end) = min(newest), max(newest)
    slots = range(int(first) * 4 + start - 1, int(last) * 4 + end)
    for year, number in ((str(slot // 4), slot % 4 + 1) for slot in slots):
        names = [f"{year}-{3 * number - 2 + place:02}" for place in range(3)]
        counts = [months.get(name, ()) for name in names]
        yield Quarter(
            year,
            number,
            tuple((name, sum(each)) for name, each in zip(names, counts, strict=True)),
            tuple(
                block for place, each in enumerate(counts) for block in _blocks(place, each, top)
            ),
            newest.get((year, number)),
        )


def _quarter(date: str) -> tuple[str, int]:
    return date[:4], (int(date[5:7]) + 2) // 3


def _blocks(place: int, counts: Iterable[int], top: int) -> Iterator[Block]:
    """One month's stack, the largest topic at the bottom."""
    below, counts = 0, [*counts]
    for series, count in enumerate(counts, start=1):
        if count:
            height = HEIGHT * count / top
            y = HEIGHT - HEIGHT * below / top - height
            gap = min(1, height / 4)
            yield Block(series, place * WIDTH / 3, round(y, 2), round(height - gap, 2))
        below += count


def _cells(papers: Iterable[Paper], years: Iterable[str]) -> Iterator[Cell]:
    by_year: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_year[paper.year].append(paper)
    for year in years:
        listed = by_year[year]
        level = sum(len(listed) >= least for least in LEVELS)
        yield Cell(year, len(listed), level, listed[0] if listed else None)


def _most_frequent(names: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    """Most papers first; the years of a venue are counted together."""
    counts = Counter(filter(None, names))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST])


def _repositories(papers: Iterable[Paper]) -> list[tuple[Repository, tuple[Paper, ...]]]:
    """Repositories of at least two papers, most papers first."""
    owners: dict[Repository, list[Paper]] = defaultdict(list)
    for paper in papers:
        if paper.code_repository:
            owners[paper.code_repository].append(paper)
    shared = [(repository, tuple(each)) for repository, each in owners.items() if len(each) > 1]
    return sorted(shared, key=lambda pair: (-len(pair[1]), pair[0].key))[:MOST]
