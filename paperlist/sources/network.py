"""HTTP requests to other hosts, with a time limit; a failure is one line of text."""

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

# For one whole response, however slowly it arrives; DNS lookups are not limited.
SECONDS = 30.0
MOST_BYTES = 20_000_000
MOST_REDIRECTS = 6


class RequestFailed(Exception):
    """A request without a usable response; `wait` is the host's Retry-After in seconds."""

    def __init__(self, message: str, wait: float | None = None, *, is_temporary: bool = False):
        super().__init__(message)
        self.wait = wait
        self.is_temporary = is_temporary
        """Whether the same request may succeed a little later."""


@dataclass(frozen=True)
class Session:
    """Connections for several requests, in a thread of their own: only an asynchronous request can
    be cancelled when its time is over."""

    client: httpx.AsyncClient
    portal: BlockingPortal


@contextmanager
def session() -> Iterator[Session]:
    """Raises RequestFailed when the proxy or certificates set in the environment are invalid."""
    agent = f"paperlist/{version('paperlist')}"
    try:
        client = httpx.AsyncClient(timeout=SECONDS, headers={"User-Agent": agent})
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        settings = "proxy or certificates set in the environment"
        raise RequestFailed(f"invalid {settings}: {quote(str(error))}") from None
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client):
        yield Session(client, portal)


def fetch(session: Session, address: str, headers: Mapping[str, str]) -> str:
    """The text of the response; raises RequestFailed for everything else."""
    try:
        return session.portal.call(_fetch, session.client, address, headers)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, ExceptionGroup):
        # anyio raises a group for a port that is too high.
        raise RequestFailed(f"invalid URL {quote(address)}, or a redirect to one") from None
    except (TimeoutError, httpx.TimeoutException):
        reason = f"{_host(address)} did not respond within {SECONDS:g} seconds"
        raise RequestFailed(reason, is_temporary=True) from None
    except (httpx.ConnectError, httpx.ProxyError, SOCKSError) as error:
        reason = f"{_host(address)} cannot be reached: {quote(_innermost(error))}"
        raise RequestFailed(reason, is_temporary=True) from None
    except (httpx.HTTPError, OSError):  # OSError of TLS
        raise RequestFailed(
            f"the response of {_host(address)} is incomplete", is_temporary=True
        ) from None


def pause(seconds: float) -> None:
    time.sleep(seconds)


async def _fetch(client: httpx.AsyncClient, address: str, headers: Mapping[str, str]) -> str:
    """Follows redirects without reading their bodies."""
    url = httpx.URL(address)
    with anyio.fail_after(SECONDS):
        for _ in range(MOST_REDIRECTS):
            async with client.stream("GET", url, headers=headers) as response:
                if not response.has_redirect_location:
                    return await _read(response, address)
                url = response.url.join(response.headers["Location"])
    raise RequestFailed(f"{_host(address)}: too many redirects")


async def _read(response: httpx.Response, address: str) -> str:
    if response.status_code != httpx.codes.OK:
        raise _refusal(response, address)
    content = bytearray()
    async for piece in response.aiter_bytes():
        content += piece
        if len(content) > MOST_BYTES:
            raise RequestFailed(f"the response of {_host(address)} is larger than 20 MB")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise RequestFailed(f"the response of {_host(address)} is not UTF-8 text") from None


def _refusal(response: httpx.Response, address: str) -> RequestFailed:
    wait = _retry_after(response)
    status = f"{response.status_code} {httpx.codes.get_reason_phrase(response.status_code)}".strip()
    is_temporary = (
        response.status_code == httpx.codes.TOO_MANY_REQUESTS or response.status_code >= 500
    )
    message = f"{_host(address)} responded {status}"
    if wait is not None:
        message += f" and asks to retry after {wait:.0f} seconds"
    return RequestFailed(message, wait, is_temporary=is_temporary)


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds, or a date, which counts from the date of the response."""
    value = response.headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        later = parsedate_to_datetime(value) - parsedate_to_datetime(
            response.headers.get("Date", "")
        )
    except (TypeError, ValueError):
        return None
    return max(later.total_seconds(), 0.0)


def _innermost(error: BaseException) -> str:
    """The message of the operating system, which each layer wraps in its own."""
    while cause := error.__cause__ or error.__context__:
        error = cause.exceptions[0] if isinstance(cause, BaseExceptionGroup) else cause
    return str(error)


def _host(address: str) -> str:
    return httpx.URL(address).host
