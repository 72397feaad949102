"""Questions to other hosts: patient for a while, and told in one line when they fail."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from socksio import SOCKSError

from paperlist.catalogue.problems import quote

# Of one whole answer, however slowly it comes; to look up a name the system takes its own time.
SECONDS = 30.0
MOST_BYTES = 20_000_000
MOST_REDIRECTS = 6


class Unanswered(Exception):
    """The host gave nothing to work with; `wait` is how many seconds it asks for, if it does."""

    def __init__(self, message: str, wait: float | None = None, *, is_passing: bool = False):
        super().__init__(message)
        self.wait = wait
        self.is_passing = is_passing
        """Whether the same question may be answered a little later."""


@dataclass(frozen=True)
class Session:
    """Connections that several questions share, in a thread of their own: only there can a question
    be given up in the middle."""

    client: httpx.AsyncClient
    portal: BlockingPortal


@contextmanager
def session() -> Iterator[Session]:
    """Raises Unanswered when the proxy or the certificates of the environment are no good."""
    agent = f"paperlist/{version('paperlist')}"
    try:
        client = httpx.AsyncClient(timeout=SECONDS, headers={"User-Agent": agent})
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        settings = "proxy or certificates of the environment"
        raise Unanswered(f"{settings} cannot be used: {quote(str(error))}") from None
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client):
        yield Session(client, portal)


def fetch(session: Session, address: str, headers: Mapping[str, str]) -> str:
    """The text of an answer; raises Unanswered for everything else that can happen."""
    try:
        return session.portal.call(_fetch, session.client, address, headers)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, ExceptionGroup):
        # A group comes of a port that is too high.
        raise Unanswered(f"{quote(address)} is no address to ask, or leads to none") from None
    except (TimeoutError, httpx.TimeoutException):
        reason = f"{_host(address)} did not answer within {SECONDS:g} seconds"
        raise Unanswered(reason, is_passing=True) from None
    except (httpx.ConnectError, httpx.ProxyError, SOCKSError) as error:
        reason = f"{_host(address)} cannot be reached: {quote(_innermost(error))}"
        raise Unanswered(reason, is_passing=True) from None
    except (httpx.HTTPError, OSError):  # OSError of TLS
        raise Unanswered(f"the answer of {_host(address)} broke off", is_passing=True) from None


def pause(seconds: float) -> None:
    time.sleep(seconds)


async def _fetch(client: httpx.AsyncClient, address: str, headers: Mapping[str, str]) -> str:
    """Follows redirects without reading what comes with them."""
    url = httpx.URL(address)
    with anyio.fail_after(SECONDS):
        for _ in range(MOST_REDIRECTS):
            async with client.stream("GET", url, headers=headers) as answer:
                if not answer.has_redirect_location:
                    return await _read(answer, address)
                url = answer.url.join(answer.headers["Location"])
    raise Unanswered(f"{_host(address)} sends from one address to the next")


async def _read(answer: httpx.Response, address: str) -> str:
    if answer.status_code != httpx.codes.OK:
        raise _refusal(answer, address)
    content = bytearray()
    async for piece in answer.aiter_bytes():
        content += piece
        if len(content) > MOST_BYTES:
            raise Unanswered(f"the answer of {_host(address)} is larger than 20 MB")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Unanswered(f"the answer of {_host(address)} is not UTF-8 text") from None


def _refusal(answer: httpx.Response, address: str) -> Unanswered:
    wait = _retry_after(answer)
    said = f"{answer.status_code} {httpx.codes.get_reason_phrase(answer.status_code)}".strip()
    is_passing = answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.status_code >= 500
    message = f"{_host(address)} answered {said}"
    if wait is not None:
        message += f" and asks to wait {wait:.0f} seconds"
    return Unanswered(message, wait, is_passing=is_passing)


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds, or a date to be taken from the date of the answer itself."""
    said = answer.headers.get("Retry-After", "")
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        later = parsedate_to_datetime(said) - parsedate_to_datetime(answer.headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
    return max(later.total_seconds(), 0.0)


def _innermost(error: BaseException) -> str:
    """What the system said: each layer has its own words for it, or none."""
    while cause := error.__cause__ or error.__context__:
        error = cause.exceptions[0] if isinstance(cause, BaseExceptionGroup) else cause
    return str(error)


def _host(address: str) -> str:
    return httpx.URL(address).host
