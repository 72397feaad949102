"""Progress of long work: a bar on a terminal, lines elsewhere."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from paperlist.catalogue.problems import count_of
from paperlist.cli.output import print_text, warn

T = TypeVar("T")
# Fewer items take about a second.
LINE_EVERY = 1000
# Of the lines of one run.
MOST_LINES = 20


def bar_on(console: Console) -> Progress:
    name = TextColumn("{task.description}", markup=False)
    return Progress(name, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console)


def counting_lines(name: str, unit: str, total: int) -> Callable[[int], None]:
    """Prints some of the numbers that it gets."""
    shown = 0

    def show(done: int) -> None:
        nonlocal shown
        if done == total or (done - shown) * MOST_LINES >= total:
            shown = done
            print_text(f"{name}: {done} of {count_of(total, unit)}\n")

    return show


@contextmanager
def counting(name: str, unit: str, total: int) -> Iterator[Callable[[int], None]]:
    """Shows the number that is done: in a bar on a terminal, in some lines elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield counting_lines(name, unit, total)
        return
    with bar_on(console) as bar:
        task = bar.add_task(name, total=total)
        yield lambda done: bar.update(task, completed=done)


@contextmanager
def counting_parts(
    unit: str, *, is_quiet: bool = False
) -> Iterator[Callable[[str, int, int], None]]:
    """Shows how much of one part after the other is done: in a bar on a terminal, in lines
    elsewhere; to standard error."""
    console = Console(stderr=True)
    if is_quiet:
        yield lambda *_: None
    elif not console.is_terminal:
        yield lambda name, done, total: warn(f"{name}: {done} of {count_of(total, unit)}")
    else:
        with bar_on(console) as bar:
            task = bar.add_task("", total=None)
            yield lambda name, done, total: bar.update(
                task, description=name, completed=done, total=total
            )


def with_progress(items: Sequence[T]) -> Iterator[T]:
    """To standard error, if there are many items."""
    console = Console(stderr=True)
    if len(items) <= LINE_EVERY:
        yield from items
    elif console.is_terminal:
        with bar_on(console) as bar:
            yield from bar.track(items, description="items")
    else:
        for number, item in enumerate(items, start=1):
            yield item
            if number % LINE_EVERY == 0:
                warn(f"read {number} of {len(items)} items")
