"""Progress of long work: a bar on a terminal, lines elsewhere."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

from paperlist.cli.output import warn

T = TypeVar("T")
# Fewer rows take about a second.
LINE_EVERY = 1000


def with_progress(rows: Sequence[T]) -> Iterator[T]:
    """To standard error, if there are many rows."""
    if len(rows) <= LINE_EVERY:
        yield from rows
    elif sys.stderr.isatty():
        with click.progressbar(
            rows, label="rows", show_pos=True, update_min_steps=LINE_EVERY // 10, file=sys.stderr
        ) as bar:
            yield from bar
    else:
        for number, row in enumerate(rows, start=1):
            yield row
            if number % LINE_EVERY == 0:
                warn(f"read {number} of {len(rows)} rows")
