"""What every refresh shares: which facts are due, the steps of a run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol, TypeVar

from paperlist.catalogue.facts import Abstract, Facts
from paperlist.catalogue.values import Malformed
from paperlist.sources.network import Session

T = TypeVar("T")


class Dated(Protocol):
    @property
    def date(self) -> str: ...


@dataclass(frozen=True)
class Refresh:
    """What every step needs."""

    hosts: Session
    today: str
    report: Callable[[str], None]
    """Prints a line, such as that a request is repeated."""


@dataclass(frozen=True)
class Step:
    """A part of a run: the facts about some items, and lines to print."""

    items: int
    facts: Facts = field(default_factory=Facts)
    abstracts: Mapping[str, Abstract] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    """Mistakes of the list; the command ends with them."""


@dataclass(frozen=True)
class Due:
    """Which facts a run requests."""

    today: str
    older_than: int | None = None
    """Days; None is the default: all that are not from today."""
    limit: int | None = None

    def of(self, dates: Mapping[str, str]) -> list[str]:
        """The keys whose date, which may be empty, is old enough; first the oldest."""
        before = self.today
        if self.older_than is not None:
            before = (date.fromisoformat(self.today) - timedelta(self.older_than)).isoformat()
        return sorted((key for key in dates if dates[key] < before), key=dates.__getitem__)[
            : self.limit
        ]


def batches(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def is_valid(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except Malformed:
        return False
    return True


def dates_of(keys: Iterable[str], known: Mapping[str, Dated]) -> dict[str, str]:
    """The date of each fact, empty for one that is not known."""
    return {key: known[key].date if key in known else "" for key in keys}
