"""Downloads the PDFs of papers: several hosts at once, one request at a time for each."""

from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Protocol

from paperlist.bundling.addresses import host_of, pdf_address
from paperlist.bundling.cache import Cache, NotSaved, Receiving, Unfinished
from paperlist.bundling.reasons import Unusable
from paperlist.bundling.workers import Workers
from paperlist.catalogue.model import Paper
from paperlist.sources import pacing
from paperlist.sources.network import RequestFailed, Session, save, session

HOSTS_AT_ONCE = 8


@dataclass(frozen=True)
class Outcome:
    """The file of a paper, or the reason why there is none."""

    paper: Paper
    file: Path | None = None
    reason: str = ""
    is_cached: bool = False
    is_left_out: bool = False
    """There is nothing to download, so nothing went wrong."""


class Watcher(Protocol):
    """Shows the progress; called from several threads."""

    def received(self, paper: Paper, size: int, whole: int | None) -> None: ...

    def note(self, line: str) -> None: ...


class Stopped(Exception):
    """The user has interrupted the command."""


@dataclass(frozen=True)
class Desk:
    """What downloads need."""

    cache: Cache
    workers: Workers
    watcher: Watcher


def download(papers: Sequence[Paper], desk: Desk) -> Generator[Outcome, None, None]:
    """One for each paper, in the order in which they are known. Raises RequestFailed for settings
    of the environment that cannot be used, and OSError if the cache cannot be written."""
    waiting: list[tuple[Paper, str]] = []
    for paper in papers:
        address = pdf_address(paper)
        if address is None:
            yield Outcome(paper, reason="no PDF is known", is_left_out=True)
        elif file := desk.cache.find(address):
            yield Outcome(paper, file, is_cached=True)
        else:
            waiting.append((paper, address))
    if waiting:
        yield from _download(waiting, desk)


def _download(waiting: Sequence[tuple[Paper, str]], desk: Desk) -> Generator[Outcome, None, None]:
    by_host: dict[str, list[tuple[Paper, str]]] = defaultdict(list)
    for paper, address in waiting:
        by_host[host_of(address)].append((paper, address))
    # The longest queue first: the whole takes as long as it does.
    queues = sorted(
        by_host.items(), key=lambda each: -len(each[1]) * pacing.seconds_between(each[0])
    )
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool, session() as hosts:
        run = _Run(hosts, desk)
        try:
            for host, queue in queues:
                pool.submit(run.work, host, queue)
            for _ in waiting:
                outcome = run.outcomes.get()
                if isinstance(outcome, BaseException):
                    raise outcome
                yield outcome
        finally:
            run.stop.set()


@dataclass
class _Run:
    hosts: Session
    desk: Desk
    outcomes: SimpleQueue[Outcome | BaseException] = field(default_factory=SimpleQueue)
    stop: Event = field(default_factory=Event)

    def work(self, host: str, queue: Sequence[tuple[Paper, str]]) -> None:
        """All files of a host."""
        try:
            for number, (paper, address) in enumerate(queue):
                self._pause(pacing.seconds_between(host) if number else 0)
                self.outcomes.put(self._outcome(paper, address))
        except NotSaved as error:
            self.outcomes.put(error.error)
        except (Stopped, CancelledError):
            pass
        except BaseException as error:  # the thread that waits raises it
            self.outcomes.put(error)

    def _outcome(self, paper: Paper, address: str) -> Outcome:
        if file := self.desk.cache.find(address):  # of another paper
            return Outcome(paper, file, is_cached=True)
        unfinished = self.desk.cache.unfinished(address)
        receiving = Receiving(unfinished, lambda *sizes: self._received(paper, *sizes))
        try:
            self._with_retries(lambda: self._request(address, receiving, unfinished))
            self._require_pdf(unfinished, address)
            return Outcome(paper, self.desk.cache.keep(address, unfinished))
        except (RequestFailed, Unusable) as error:
            return Outcome(paper, reason=str(error))
        except OSError as error:
            raise NotSaved(error) from None

    def _request(self, address: str, receiving: Receiving, unfinished: Unfinished) -> None:
        """A host that refuses the rest of a file is asked for the whole."""
        headers = unfinished.headers()
        try:
            with closing(receiving):
                save(self.hosts, address, headers, receiving)
        except RequestFailed as error:
            if error.is_temporary or not headers:
                raise
            unfinished.discard()
            with closing(receiving):
                save(self.hosts, address, {}, receiving)

    def _with_retries(self, request: Callable[[], None]) -> None:
        """As `pacing.with_retries`, but an interrupted command ends the pauses."""
        for attempt in range(1, pacing.ATTEMPTS):
            try:
                request()
            except RequestFailed as error:
                if self.stop.is_set():  # which has closed the connection
                    raise Stopped from None
                wait = pacing.SECONDS_BETWEEN * 2**attempt if error.wait is None else error.wait
                if not error.is_temporary or wait > pacing.LONGEST_WAIT:
                    raise
                self.desk.watcher.note(f"{error}; retrying in {wait:.0f} seconds")
                self._pause(wait)
            else:
                return
        request()

    def _pause(self, seconds: float) -> None:
        if self.stop.wait(seconds):
            raise Stopped

    def _received(self, paper: Paper, size: int, whole: int | None) -> None:
        if self.stop.is_set():
            raise Stopped
        self.desk.watcher.received(paper, size, whole)

    def _require_pdf(self, unfinished: Unfinished, address: str) -> None:
        with unfinished.file.open("rb") as file:
            start = file.read(5)
        try:
            if start != b"%PDF-":
                raise Unusable(f"{host_of(address)} sent a file that is not a PDF")
            self.desk.workers.count_pages(unfinished.file)
        except Unusable:
            unfinished.discard()
            raise
