"""Questions to other hosts: patient for a while, and told in one line when they fail."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from paperlist.problems import quote

# Of one whole answer, however slowly it comes.
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


@contextmanager
def session() -> Iterator[httpx.Client]:
    """Raises Unanswered when the proxy or the certificates of the environment are no good."""
    agent = f"paperlist/{version('paperlist')}"
    try:
        client = httpx.Client(timeout=SECONDS, headers={"User-Agent": agent})
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        settings = "proxy or certificates of the environment"
        raise Unanswered(f"{settings} cannot be used: {quote(str(error))}") from None
    with client:
        yield client


def fetch(client: httpx.Client, address: str, headers: Mapping[str, str]) -> str:
    """The text of an answer; raises Unanswered for everything else that can happen."""
    try:
        return _fetch(client, address, headers)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        raise Unanswered(f"{quote(address)} is no address to ask, or leads to none") from None
    except httpx.TimeoutException:
        raise _slow(address) from None
    except (httpx.ConnectError, httpx.ProxyError) as error:
        reason = f"{_host(address)} cannot be reached: {quote(str(error))}"
        raise Unanswered(reason, is_passing=True) from None
    except httpx.HTTPError:
        raise Unanswered(f"the answer of {_host(address)} broke off", is_passing=True) from None


def pause(seconds: float) -> None:
    time.sleep(seconds)


def _fetch(client: httpx.Client, address: str, headers: Mapping[str, str]) -> str:
    """Follows redirects without reading what comes with them."""
    end = time.monotonic() + SECONDS
    url = httpx.URL(address)
    for _ in range(MOST_REDIRECTS):
        with client.stream("GET", url, headers=headers) as answer:
            if not answer.has_redirect_location:
                return _read(answer, address, end)
            url = answer.url.join(answer.headers["Location"])
    raise Unanswered(f"{_host(address)} sends from one address to the next")


def _read(answer: httpx.Response, address: str, end: float) -> str:
    if answer.status_code != httpx.codes.OK:
        raise _refusal(answer, address)
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > MOST_BYTES:
            raise Unanswered(f"the answer of {_host(address)} is larger than 20 MB")
        if time.monotonic() > end:
            raise _slow(address)
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Unanswered(f"the answer of {_host(address)} is not UTF-8 text") from None


def _slow(address: str) -> Unanswered:
    message = f"{_host(address)} did not answer within {SECONDS:g} seconds"
    return Unanswered(message, is_passing=True)


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


def _host(address: str) -> str:
    return httpx.URL(address).host
