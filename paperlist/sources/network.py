"""HTTP requests to other hosts, with a time limit; a failure is one line of text."""

import socket
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Set
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Protocol

import anyio
import httpcore
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from socksio import SOCKSError

from paperlist.catalogue.problems import quote
from paperlist.sources.public_addresses import NotAllowed, require_public, require_public_url

# For one whole response, however slowly it arrives; DNS lookups are not limited.
SECONDS = 30.0
MOST_BYTES = 20_000_000
MOST_OF_FILE = 500_000_000
FILE_SECONDS = 1800.0
MOST_REDIRECTS = 6
MOST_CONNECTIONS = 100
# For each address of a host but the last, which may have all the time that is left.
CONNECT_SECONDS = 2.0
# Not for a server of names that does not respond.
NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

Origin = tuple[str, str]  # scheme and host

_player: ContextVar[str | None] = ContextVar("player", default=None)


class RequestFailed(Exception):
    """A request without a usable response; `wait` is the host's Retry-After in seconds."""

    def __init__(  # noqa: PLR0913 - what callers do depends on each
        self,
        message: str,
        wait: float | None = None,
        *,
        is_temporary: bool = False,
        is_without_host: bool = False,
        is_missing: bool = False,
    ):
        super().__init__(message)
        self.wait = wait
        self.is_temporary = is_temporary
        """Whether the same request may succeed a little later."""
        self.is_without_host = is_without_host
        """Whether the name of the host does not exist, as far as this network knows."""
        self.is_missing = is_missing
        """Whether the host has nothing at this address: 404 or 410."""


class _NoSuchHost(Exception):
    pass


@dataclass(frozen=True)
class Session:
    """Connections for several requests, in a thread of their own: only an asynchronous request can
    be cancelled when its time is over."""

    client: httpx.AsyncClient
    portal: BlockingPortal
    chosen: set[Origin]
    """Those that were allowed."""
    player: str | None
    requests: Counter[str] = field(default_factory=Counter)
    """How many were sent to each host."""


@contextmanager
def played_by(address: str) -> Iterator[None]:
    """Until the end, a request to https://host/path goes to /host/path below this address."""
    token = _player.set(address.rstrip("/"))
    try:
        yield
    finally:
        _player.reset(token)


@contextmanager
def session() -> Iterator[Session]:
    """Raises RequestFailed when the proxy or certificates set in the environment are invalid."""
    player, chosen = _player.get(), set[Origin]()
    # Only the server that plays the hosts is connected to.
    client = _client(chosen if player is None else {_origin(_parsed(player))})
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client):
        yield Session(client, portal, chosen, player)


def _client(chosen: Set[Origin]) -> httpx.AsyncClient:
    # A small compressed response can become a very large one.
    headers = {
        "User-Agent": f"paperlist/{version('paperlist')}",
        "Accept-Encoding": "identity",
    }
    try:
        context = httpx.create_ssl_context()
        client = httpx.AsyncClient(timeout=SECONDS, headers=headers, verify=context)
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        settings = "proxy or certificates set in the environment"
        raise RequestFailed(f"invalid {settings}: {quote(str(error))}") from None
    # For requests without a proxy. A `transport` argument would turn off the proxies, and httpx has
    # none for the backend.
    direct = httpx.AsyncHTTPTransport(verify=context)
    direct._pool = httpcore.AsyncConnectionPool(
        context,
        max_connections=MOST_CONNECTIONS,
        keepalive_expiry=SECONDS,
        network_backend=_Backend(chosen),
    )
    client._transport = direct
    return client


class _Backend(httpcore.AnyIOBackend):
    """Resolves the name of a host once: the addresses checked are those connected to."""

    def __init__(self, chosen: Set[Origin]) -> None:
        self.chosen = chosen

    async def connect_tcp(  # noqa: PLR0913, PLR0917
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        *others, last = await _resolve(host)
        if host not in {chosen for _, chosen in self.chosen}:
            require_public((*others, last))
        options = (local_address, socket_options)
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await super().connect_tcp(address, port, CONNECT_SECONDS, *options)
        return await super().connect_tcp(last, port, timeout, *options)


async def _resolve(host: str) -> list[str]:
    try:
        found = await anyio.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        if isinstance(error, socket.gaierror) and error.errno in NO_SUCH_HOST:
            raise _NoSuchHost(str(error)) from None
        raise httpcore.ConnectError(str(error)) from error
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def allow(session: Session, base: str) -> None:
    """A base address that a maintainer chose: its host need not be public."""
    session.chosen.add(_origin(_parsed(base)))


@dataclass(frozen=True)
class Response:
    """A response of any status; only the content of a success is read."""

    url: str
    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    content: bytes
    location: str | None
    """Where a redirect leads to."""

    @property
    def host(self) -> str:
        return _host(self.url)


def fetch(session: Session, address: str, headers: Mapping[str, str]) -> str:
    """The text of the response; raises RequestFailed for everything else.

    An address of a host that was not allowed, also one of a redirect, must be https and public.
    """
    with _failures(address):
        return session.portal.call(_fetch, session, address, headers)


def send(  # noqa: PLR0913 - a request has these parts
    session: Session,
    address: str,
    headers: Mapping[str, str],
    *,
    method: str = "GET",
    content: bytes | None = None,
    first_bytes: int | None = None,
) -> Response:
    """The response of any status, without following redirects, as `fetch` otherwise.

    With `first_bytes`, no more than these are read, with 0 none; else more than MOST_BYTES fail.
    """
    request = _Request(method, headers, content, first_bytes)
    with _failures(address):
        return session.portal.call(_send, session, address, request)


class Receiver(Protocol):
    """Gets the content of a large file, in the thread of the connections."""

    def begin(self, response: Response) -> None:
        """Before the content; raises RequestFailed if it is not wanted."""

    def receive(self, piece: bytes) -> None: ...


def save(session: Session, address: str, headers: Mapping[str, str], receiver: Receiver) -> None:
    """Passes the content of the response (200, or 206 for a part of it) on while it arrives.

    As `fetch` otherwise, but there is more time while it keeps arriving.
    """
    with _failures(address):
        session.portal.call(_save, session, address, headers, receiver)


@contextmanager
def _failures(address: str) -> Iterator[None]:
    """Every way in which a request can fail, as one line."""
    try:
        yield
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, ExceptionGroup):
        # anyio raises a group for a port that is too high.
        raise RequestFailed(f"invalid URL {quote(address)}, or a redirect to one") from None
    except (TimeoutError, httpx.TimeoutException):
        reason = f"{_host(address)} did not respond within {SECONDS:g} seconds"
        raise RequestFailed(reason, is_temporary=True) from None
    except _NoSuchHost as error:
        reason = f"{_host(address)} cannot be reached: {quote(str(error))}"
        raise RequestFailed(reason, is_without_host=True) from None
    except (httpx.ConnectError, httpx.ProxyError, SOCKSError) as error:
        reason = f"{_host(address)} cannot be reached: {quote(_innermost(error))}"
        raise RequestFailed(reason, is_temporary=True) from None
    except (httpx.HTTPError, OSError):  # OSError of TLS
        raise RequestFailed(
            f"the response of {_host(address)} is incomplete", is_temporary=True
        ) from None


@dataclass(frozen=True)
class _Request:
    method: str
    headers: Mapping[str, str]
    content: bytes | None = None
    first_bytes: int | None = None


async def _fetch(session: Session, address: str, headers: Mapping[str, str]) -> str:
    url = httpx.URL(address)
    request = _Request("GET", headers)
    with anyio.fail_after(SECONDS):
        for number in range(MOST_REDIRECTS):
            try:
                response = await _exchange(session, url, request, address)
            except NotAllowed as error:
                raise _not_allowed(error, number, url, address) from None
            if not response.location:
                return _text_of(response, address)
            url = httpx.URL(response.location)
    raise RequestFailed(f"{_host(address)}: too many redirects")


def _not_allowed(error: NotAllowed, redirects: int, url: httpx.URL, address: str) -> RequestFailed:
    if not redirects:
        return RequestFailed(f"{quote(address)} {error}")
    return RequestFailed(f"{_host(address)} redirects to {quote(str(url))}, which {error}")


async def _send(session: Session, address: str, request: _Request) -> Response:
    with anyio.fail_after(SECONDS):
        try:
            return await _exchange(session, httpx.URL(address), request, address)
        except NotAllowed as error:
            raise RequestFailed(f"{quote(address)} {error}") from None


async def _save(
    session: Session, address: str, headers: Mapping[str, str], receiver: Receiver
) -> None:
    url, request = httpx.URL(address), _Request("GET", headers)
    for number in range(MOST_REDIRECTS):
        try:
            async with _responding(session, url, request) as response:
                answer = _described(url, response, b"")
                if not answer.location:
                    await _pass_on(response, answer, address, receiver)
                    return
        except NotAllowed as error:
            raise _not_allowed(error, number, url, address) from None
        url = httpx.URL(answer.location)
    raise RequestFailed(f"{_host(address)}: too many redirects")


async def _pass_on(
    response: httpx.Response, answer: Response, address: str, receiver: Receiver
) -> None:
    if answer.status not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        raise refusal(answer, address)
    _require_plain(response, address)
    receiver.begin(answer)
    pieces, size = response.aiter_raw(), 0
    with anyio.fail_after(FILE_SECONDS):
        while piece := await _next(pieces):
            size += len(piece)
            if size > MOST_OF_FILE:
                raise RequestFailed(f"the file of {_host(address)} is larger than 500 MB")
            receiver.receive(piece)


async def _next(pieces: AsyncIterator[bytes]) -> bytes:
    with anyio.fail_after(SECONDS):
        return await anext(pieces, b"")


async def _exchange(session: Session, url: httpx.URL, request: _Request, address: str) -> Response:
    """One request and its response; `address` is that of the first request, for messages."""
    async with _responding(session, url, request) as response:
        content = b""
        if response.is_success and request.first_bytes != 0:
            content = await _content(response, request.first_bytes, address)
        return _described(url, response, content)


@asynccontextmanager
async def _responding(
    session: Session, url: httpx.URL, request: _Request
) -> AsyncIterator[httpx.Response]:
    if _origin(url) not in session.chosen:
        require_public_url(*_origin(url))
    if url.host.endswith(".invalid"):  # No name ends so: RFC 6761, section 6.4.
        raise _NoSuchHost("Name or service not known")
    target = _played(url, session.player)
    session.requests[url.host] += 1
    async with session.client.stream(
        request.method, target, headers=request.headers, content=request.content
    ) as response:
        yield response


def _described(url: httpx.URL, response: httpx.Response, content: bytes) -> Response:
    headers = {name.lower(): value for name, value in response.headers.items()}
    location = str(url.join(headers["location"])) if response.has_redirect_location else None
    return Response(str(url), response.status_code, headers, content, location)


def _played(url: httpx.URL, player: str | None) -> httpx.URL:
    if player is None or url.scheme not in ("http", "https"):
        return url
    return httpx.URL(f"{player}/{url.host}{url.raw_path.decode()}")


def _origin(url: httpx.URL) -> Origin:
    return url.scheme, url.raw_host.decode()


def _parsed(address: str) -> httpx.URL:
    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError):
        raise RequestFailed(f"invalid URL {quote(address)}") from None


def _text_of(response: Response, address: str) -> str:
    if response.status != httpx.codes.OK:
        raise refusal(response, address)
    try:
        return response.content.decode()
    except UnicodeDecodeError:
        raise RequestFailed(f"the response of {_host(address)} is not UTF-8 text") from None


async def _content(response: httpx.Response, first_bytes: int | None, address: str) -> bytes:
    _require_plain(response, address)
    content = bytearray()
    async for piece in response.aiter_raw():
        content += piece
        if first_bytes is not None and len(content) >= first_bytes:
            break
        if len(content) > MOST_BYTES:
            raise RequestFailed(f"the response of {_host(address)} is larger than 20 MB")
    return bytes(content[:first_bytes])


def _require_plain(response: httpx.Response, address: str) -> None:
    coding = response.headers.get("Content-Encoding", "")
    if {each.strip().lower() for each in coding.split(",")} - {"", "identity"}:
        reason = f"is compressed ({quote(coding)}), although that was not requested"
        raise RequestFailed(f"the response of {_host(address)} {reason}")


def refusal(response: Response, address: str) -> RequestFailed:
    """What to raise for a response with any other status than 200."""
    wait = retry_after(response)
    message = f"{_host(address)} responded {status_line(response.status)}"
    if wait is not None:
        message += f" and asks to retry after {wait:.0f} seconds"
    is_temporary = response.status == httpx.codes.TOO_MANY_REQUESTS or response.status >= 500
    is_missing = response.status in {httpx.codes.NOT_FOUND, httpx.codes.GONE}
    return RequestFailed(message, wait, is_temporary=is_temporary, is_missing=is_missing)


def status_line(status: int) -> str:
    """404 Not Found."""
    return f"{status} {httpx.codes.get_reason_phrase(status)}".strip()


def retry_after(response: Response) -> float | None:
    """Seconds, or a date, which counts from the date of the response."""
    value = response.headers.get("retry-after", "")
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        later = parsedate_to_datetime(value) - parsedate_to_datetime(
            response.headers.get("date", "")
        )
    except (TypeError, ValueError, OverflowError):
        return None
    return max(later.total_seconds(), 0.0)


def _innermost(error: BaseException) -> str:
    """The message of the operating system, which each layer wraps in its own."""
    while cause := error.__cause__ or error.__context__:
        error = cause.exceptions[0] if isinstance(cause, BaseExceptionGroup) else cause
    return str(error)


def _host(address: str) -> str:
    return httpx.URL(address).host
