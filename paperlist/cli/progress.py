"""Progress of long work: a bar on a terminal, lines elsewhere."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from paperlist.cli.output import warn

T = TypeVar("T")
# Fewer items take about a second.
LINE_EVERY = 1000


def with_progress(items: Sequence[T]) -> Iterator[T]:
    """To standard error, if there are many items."""
    console = Console(stderr=True)
    if len(items) <= LINE_EVERY:
        yield from items
    elif console.is_terminal:
        columns = (TextColumn("items"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as bar:
            yield from bar.track(items)
    else:
        for number, item in enumerate(items, start=1):
            yield item
            if number % LINE_EVERY == 0:
                warn(f"read {number} of {len(items)} items")
