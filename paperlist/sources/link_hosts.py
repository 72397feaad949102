"""Requests for links: those to a host follow one another slowly, and a host that fails is left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event, Lock
from urllib.parse import urlsplit

from paperlist.catalogue.problems import count_of
from paperlist.sources import pacing
from paperlist.sources.network import RequestFailed, Response, refusal, retry_after, send
from paperlist.sources.refreshing import Refresh

# Failures of a host one after the other, before its other links are left for the next run.
MOST_FAILURES = 3
# Readers accept a PDF that begins within so many bytes.
PDF_BYTES = 1024
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True)
class Page:
    """What is requested; `headers` are those of a conditional request."""

    address: str
    headers: Mapping[str, str]
    is_pdf: bool

    @property
    def host(self) -> str:
        return host_of(self.address)


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""


class Left(Exception):
    """The link is left for the next run."""


class Over(Exception):
    """The run has ended."""


class Refused(RequestFailed):
    """A response after which the same request may succeed later."""

    def __init__(self, response: Response, address: str) -> None:
        error = refusal(response, address)
        super().__init__(str(error), error.wait, is_temporary=True)
        self.status = response.status


@dataclass
class _Host:
    lock: Lock = field(default_factory=Lock)
    """One request at a time, those of redirects too."""
    is_new: bool = True
    failures: int = 0
    closed: str = ""
    """Why its other links are left for the next run."""
    left: int = 0


@dataclass(frozen=True)
class Hosts:
    """For the threads of one run."""

    refresh: Refresh
    have_responded: Event = field(default_factory=Event)
    """Whether any has."""
    is_over: Event = field(default_factory=Event)
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def request(self, page: Page) -> Response:
        """Raises RequestFailed, or Left when its host has failed too often."""
        host = self._hosts.setdefault(page.host, _Host())
        with host.lock:
            try:
                response = pacing.with_retries(
                    lambda: self._exchange(host, page), self.refresh.report
                )
            except RequestFailed as error:
                host.failures += error.is_temporary
                must_wait = (error.wait or 0) > pacing.LONGEST_WAIT
                is_limit = isinstance(error, Refused) and error.status == TOO_MANY_REQUESTS
                if must_wait or is_limit or host.failures >= MOST_FAILURES:
                    host.closed = str(error)
                raise
            host.failures = 0
            return response

    def left(self) -> tuple[str, ...]:
        """A line for each host with links that are left."""
        return tuple(
            f"{host.closed}; {count_of(host.left, 'link')} left for the next run"
            for _, host in sorted(self._hosts.items())
            if host.left
        )

    def _exchange(self, host: _Host, page: Page) -> Response:
        """HEAD, and GET if that fails; the content of a PDF is always requested."""
        if not page.is_pdf and (response := self._head(host, page)):
            return response
        response = self._send(host, page, "GET")
        if response.status == TOO_MANY_REQUESTS or response.status >= 500:
            raise Refused(response, page.address)
        return response

    def _head(self, host: _Host, page: Page) -> Response | None:
        """None for every failure but those that GET would repeat."""
        try:
            response = self._send(host, page, "HEAD")
        except RequestFailed as error:
            if error.is_temporary:
                return None
            raise
        is_limit = response.status == TOO_MANY_REQUESTS
        if is_limit or (response.status >= 500 and retry_after(response) is not None):
            raise Refused(response, page.address)
        return response if response.status < 400 else None

    def _send(self, host: _Host, page: Page, method: str) -> Response:
        if self.is_over.is_set():
            raise Over
        if host.closed:
            host.left += 1
            raise Left
        if not host.is_new:
            pacing.pause(pacing.seconds_between(page.host))
        host.is_new = False
        size = PDF_BYTES if page.is_pdf else 0
        hosts = self.refresh.hosts
        response = send(hosts, page.address, page.headers, method=method, first_bytes=size)
        self.have_responded.set()
        return response
