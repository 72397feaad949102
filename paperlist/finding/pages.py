"""What arXiv has of some weeks, a page of a query for each request; and other people's lists.

Each page is kept for a day, so that an interrupted run resumes when it is started again.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from platformdirs import user_cache_path

from paperlist.editing import write_text
from paperlist.importing.origins import fetch_list
from paperlist.sources import pacing
from paperlist.sources.arxiv import (
    SearchPage,
    fetch_feed,
    ids_address,
    parse_feed,
    parse_page,
    search_address,
)
from paperlist.sources.metadata import Metadata
from paperlist.sources.network import RequestFailed, Session

DAYS = 14
PAGE = 500
# https://info.arxiv.org/help/api/user-manual.html: more results have to be split into queries.
MOST_RESULTS = 10_000
# Between two requests, by the ending of the files: arXiv's feeds, and other lists.
SECONDS = {"xml": pacing.ARXIV_SECONDS, "txt": pacing.SECONDS_BETWEEN}

T = TypeVar("T")
# The first and the last day.
Window = tuple[str, str]


def find_folder() -> Path:
    return user_cache_path("paperlist") / "find"


def windows(since: str, today: str) -> list[Window]:
    """Each begins on the last day of the one before."""
    start, end = date.fromisoformat(since), date.fromisoformat(today)
    found: list[Window] = []
    while not found or start < end:
        last = min(start + timedelta(DAYS), end)
        found.append((start.isoformat(), last.isoformat()))
        start = last
    return found


def _halves(window: Window) -> tuple[Window, Window]:
    first, last = map(date.fromisoformat, window)
    if first == last:
        raise RequestFailed(f"arXiv has more than {MOST_RESULTS} papers of {first}")
    middle = first + (last - first) // 2
    next_day = middle + timedelta(1)
    return (window[0], middle.isoformat()), (next_day.isoformat(), window[1])


def conditions_of(categories: Iterable[str], phrases: Iterable[str]) -> list[str]:
    """Papers of the categories, and those of any category with one of the phrases."""
    parts = [f"cat:{each}" for each in categories]
    return parts + ['all:"{}"'.format(each.replace('"', " ")) for each in phrases]


def query_of(window: Window, conditions: Iterable[str]) -> str:
    """Papers of the window that meet one of the conditions."""
    first, last = (day.replace("-", "") for day in window)
    return f"({' OR '.join(conditions)}) AND submittedDate:[{first}0000 TO {last}2359]"


@dataclass(frozen=True)
class Reader:
    """Reads pages and lists, from their hosts or from the folder of this day."""

    hosts: Session
    folder: Path
    address: str
    report: Callable[[str], None]
    show: Callable[[str, int, int], None]
    """Gets the name of a window, how many of its papers are read, and how many there are."""

    def papers(self, window: Window, conditions: Sequence[str]) -> Iterator[Metadata]:
        """All of the window, in parts of it if it has too many; raises RequestFailed."""
        query = query_of(window, conditions)
        start = total = 0
        while start == 0 or start < total:
            page = self._page(query, start)
            total = max(total, page.total)
            if total > MOST_RESULTS:
                for half in _halves(window):
                    yield from self.papers(half, conditions)
                return
            yield from page.papers
            start += PAGE
            self.show(f"arXiv, {window[0]} to {window[1]}", min(start, total), total)

    def _page(self, query: str, start: int) -> SearchPage:
        def read(text: str) -> SearchPage:
            page = parse_page(text)
            # arXiv sometimes responds with an empty page in the middle of the results.
            if not page.papers and (start or page.total):
                raise RequestFailed("arXiv's page is empty", is_temporary=True)
            return page

        return self._feed(search_address(query, start, PAGE, self.address), read)

    def papers_with(self, ids: Sequence[str]) -> list[Metadata]:
        """Those that arXiv has, in one request; raises RequestFailed."""
        return self._feed(ids_address(ids, self.address), parse_feed)

    def _feed(self, address: str, read: Callable[[str], T]) -> T:
        return self._kept(address, partial(fetch_feed, self.hosts, address), read, "xml")

    def list_at(self, address: str) -> str:
        """The text of another list; raises RequestFailed."""
        return self._kept(address, partial(fetch_list, self.hosts, address), str, "txt")

    def _kept(
        self, address: str, fetch: Callable[[], str], read: Callable[[str], T], kind: str
    ) -> T:
        """What `read` makes of the text; a text for which it raises RequestFailed is not kept."""
        file = self.folder / f"{hashlib.sha256(address.encode()).hexdigest()}.{kind}"
        if file.exists():
            return read(file.read_text("utf-8"))
        if any(self.folder.glob(f"*.{kind}")):
            pacing.pause(SECONDS[kind])

        def fetched() -> tuple[str, T]:
            text = fetch()
            return text, read(text)

        text, content = pacing.with_retries(fetched, self.report)
        write_text(file, text)
        return content


def folder_of(today: str) -> Path:
    """That of the pages of this day; those of other days are deleted."""
    parent = find_folder()
    for each in parent.glob("*"):
        if each.name != today:
            shutil.rmtree(each)
    folder = parent / today
    folder.mkdir(parents=True, exist_ok=True)
    return folder
