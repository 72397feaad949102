"""Small charts drawn at build time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from paperlist.catalogue.model import Paper

WIDTH = 360
HEIGHT = 48


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Histogram:
    """Papers by quarter, in an SVG of WIDTH x HEIGHT; `years` are labels with their x positions."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[float, str], ...]
    first: str
    last: str


def most_in_a_quarter(groups: Iterable[Iterable[Paper]]) -> int:
    """The scale that charts of these papers share."""
    counts = [Counter(_quarter(paper.date) for paper in papers) for papers in groups]
    return max((number for count in counts for number in count.values()), default=1)


def quarter_histogram(
    papers: Iterable[Paper], span: tuple[str, str], most: int | None = None
) -> Histogram:
    """`span` is the first and the last date of the whole list: all charts share one time axis.

    `most` is the number that the full height stands for; the highest bar has it otherwise.
    """
    first, last = int(span[0][:4]), int(span[1][:4])
    counts = Counter(_quarter(paper.date) - first * 4 for paper in papers)
    slots = (last - first + 1) * 4
    step, most = WIDTH / slots, most or max(counts.values(), default=1)
    width = step - min(1, step / 4)
    bars = tuple(
        Bar(round(slot * step, 2), round(HEIGHT - height, 1), round(width, 2), round(height, 1))
        for slot in sorted(counts)
        for height in [max(2.0, HEIGHT * counts[slot] / most)]
    )
    every = max(1, (last - first) // 4)
    labelled = range(first, last + 1, every)
    years = tuple((round((year - first) * 4 * step, 1), str(year)) for year in labelled)
    return Histogram(bars, years, span[0][:4], span[1][:4])


def _quarter(date: str) -> int:
    return int(date[:4]) * 4 + (int(date[5:7]) - 1) // 3
