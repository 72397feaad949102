"""What the response to a link means: fine, moved, missing, gone, blocked or unknown."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urldefrag, urlsplit

from paperlist.catalogue.facts import LONGEST_NOTE, LinkRecord, Verdict
from paperlist.catalogue.problems import quote
from paperlist.catalogue.repositories import parse_repository
from paperlist.sources.network import RequestFailed, Response, status_line

NOT_MODIFIED = 304
PERMANENT = {301, 308}
MISSING = {404, 410}
BLOCKED = {401, 403, 407, 429, 451}
# A link is gone when it was missing on two days so far apart.
DAYS_UNTIL_GONE = 3
LONGEST_HEADER = 300
HOME = re.compile(r"/?(index\.html?)?")
LOGIN_HOST = re.compile(r"(consent|login|accounts?|auth|sso|idp)\.")
LOGIN_PATH = re.compile(r"/(consent|log-?in|sign-?in|auth|sso|session/new)(/|$)", re.IGNORECASE)

Judged = tuple[Verdict, str | None]
"""With the reason."""


@dataclass
class Way:
    """How far the redirects of a link have led."""

    link: str
    is_pdf: bool = False
    is_doi: bool = False
    address: str = ""
    lasting: str = ""
    """The last address that permanent redirects lead to."""
    is_lasting: bool = True
    insecure: str = ""
    """An address with http that it was redirected to."""
    response: Response | None = None
    """That of the last address."""

    def __post_init__(self) -> None:
        self.address = self.lasting = self.link


def is_next(way: Way, response: Response) -> bool:
    """Goes on to where a redirect leads, with https in place of http."""
    location = response.location
    way.response = response
    if location is None or _is_login(way):
        return False
    is_insecure = location.startswith("http://")
    if is_insecure:
        way.insecure = location
        location = f"https://{location.removeprefix('http://')}"
    fragment = urldefrag(way.link).fragment
    if fragment and "#" not in location:
        location += f"#{fragment}"
    way.is_lasting = way.is_lasting and (response.status in PERMANENT or is_insecure)
    way.address = location
    if way.is_lasting:
        way.lasting = location
    return True


def judge(way: Way, response: Response) -> Judged:
    if _is_login(way):
        return "blocked", f"redirects to a page for login or consent: {quote(way.address)}"
    is_same = response.status == NOT_MODIFIED
    if not (is_same or 200 <= response.status < 300):
        return _insecure(way) or _refused(response.status)
    if _is_home(way.address) and not _is_home(way.link) and _is_same_host(way):
        return ("missing" if way.is_lasting else "unknown"), "redirects to the home page"
    if way.is_pdf and not is_same and b"%PDF-" not in response.content:
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        return "missing", f"not a PDF: {quote(kind)}" if kind else "not a PDF"
    return ("moved" if _has_moved(way) else "fine"), None


def judge_failure(way: Way, error: RequestFailed, status: int) -> Judged:
    if error.is_without_host:
        return "missing", f"no host {urlsplit(way.address).hostname}"
    return _insecure(way) or ("blocked" if status in BLOCKED else "unknown", str(error))


def _refused(status: int) -> Judged:
    verdict: Verdict = "unknown"
    if status in MISSING:
        verdict = "missing"
    elif status in BLOCKED:
        verdict = "blocked"
    return verdict, status_line(status)


def _insecure(way: Way) -> Judged | None:
    """Only http may respond there, which is not requested."""
    if not way.insecure:
        return None
    has_moved = not way.is_doi and len(way.insecure) <= LONGEST_NOTE
    verdict: Verdict = "moved" if has_moved else "unknown"
    way.lasting = way.insecure
    return verdict, "redirects to http, and https does not respond there"


def _has_moved(way: Way) -> bool:
    """A DOI is for good, wherever it leads; `refresh stars` reports a repository that moved."""
    repository = parse_repository(way.link)
    is_repository = repository and way.link.lower().rstrip("/") == repository.url.lower()
    if way.is_doi or is_repository or len(way.lasting) > LONGEST_NOTE:
        return False
    return _page(way.lasting) != _page(way.link)


def _page(address: str) -> str:
    return urldefrag(address).url.rstrip("/")


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return bool(HOME.fullmatch(parts.path)) and not parts.query


def _is_same_host(way: Way) -> bool:
    hosts = {(urlsplit(each).hostname or "") for each in (way.link, way.address)}
    return len({host.removeprefix("www.") for host in hosts}) == 1


def _is_login(way: Way) -> bool:
    parts = urlsplit(way.address)
    is_there = LOGIN_HOST.match(parts.hostname or "") or LOGIN_PATH.search(parts.path)
    return bool(is_there) and way.address != way.link


def record_of(way: Way, judged: Judged, known: LinkRecord | None, today: str) -> LinkRecord:
    """`known` is the record of the run before."""
    verdict, reason = judged
    if verdict in ("fine", "moved"):
        moved = way.lasting if verdict == "moved" else None
        headers = _conditional(way, known)
        return LinkRecord(verdict=verdict, reason=reason, moved=moved, date=today, **headers)
    since = known.since if known else None
    if verdict == "missing":
        since = since or today
        days = (date.fromisoformat(today) - date.fromisoformat(since)).days
        verdict = "gone" if days >= DAYS_UNTIL_GONE else "missing"
    reason = reason and reason[:LONGEST_NOTE]
    return LinkRecord(verdict=verdict, reason=reason, since=since, date=today)


def _conditional(way: Way, known: LinkRecord | None) -> dict[str, str | None]:
    """Headers of the response for the next request; those of before if the page is the same."""
    if not way.response:
        return {}
    headers = {
        "etag": _header(way.response, "etag"),
        "modified": _header(way.response, "last-modified"),
    }
    if known and way.response.status == NOT_MODIFIED:
        headers["etag"] = headers["etag"] or known.etag
        headers["modified"] = headers["modified"] or known.modified
    return headers


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name, "")
    is_usable = value.isascii() and value.isprintable() and len(value) <= LONGEST_HEADER
    return value if value and is_usable else None
