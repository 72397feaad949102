"""Progress of long work: a bar on a terminal, lines elsewhere."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from paperlist.cli.output import warn

T = TypeVar("T")
# Fewer rows take about a second.
LINE_EVERY = 1000


def with_progress(rows: Sequence[T]) -> Iterator[T]:
    """To standard error, if there are many rows."""
    console = Console(stderr=True)
    if len(rows) <= LINE_EVERY:
        yield from rows
    elif console.is_terminal:
        columns = (TextColumn("rows"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as bar:
            yield from bar.track(rows)
    else:
        for number, row in enumerate(rows, start=1):
            yield row
            if number % LINE_EVERY == 0:
                warn(f"read {number} of {len(rows)} rows")
