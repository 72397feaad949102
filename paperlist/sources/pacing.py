"""How often a host gets a request: the time between two, and retries after a temporary failure."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from paperlist.sources.network import RequestFailed

SECONDS_BETWEEN = 1.0
# https://info.arxiv.org/help/api/tou.html: one request every three seconds.
ARXIV_SECONDS = 3.0
RETRY_SECONDS = 3.0
ATTEMPTS = 3
LONGEST_WAIT = 300.0

T = TypeVar("T")


def pause(seconds: float) -> None:
    time.sleep(seconds)


def seconds_between(host: str) -> float:
    return ARXIV_SECONDS if f".{host}".endswith(".arxiv.org") else SECONDS_BETWEEN


def paced(items: Iterable[T], seconds: float) -> Iterator[T]:
    """Pauses before each item but the first."""
    for number, item in enumerate(items):
        if number:
            pause(seconds)
        yield item


def with_retries(fetch: Callable[[], T], report: Callable[[str], None]) -> T:
    """Retries after a temporary failure, and waits as long as the host asks, up to five minutes."""
    for attempt in range(1, ATTEMPTS):
        try:
            return fetch()
        except RequestFailed as error:
            wait = error.wait or RETRY_SECONDS * 2**attempt
            if not error.is_temporary or wait > LONGEST_WAIT:
                raise
            report(f"{error}; retrying in {wait:.0f} seconds")
            pause(wait)
    return fetch()
