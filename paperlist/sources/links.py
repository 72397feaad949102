"""Whether the links of the list still lead to what they did: each host in turn, many at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

from paperlist.catalogue.addresses import DOI_LINK, doi_url
from paperlist.catalogue.facts import Facts, LinkRecord
from paperlist.catalogue.repositories import parse_repository
from paperlist.catalogue.values import DOI, parse_link
from paperlist.sources.link_hosts import Hosts, Left, Over, Page, Refused, host_of
from paperlist.sources.link_verdicts import Way, is_next, judge, judge_failure, record_of
from paperlist.sources.network import MOST_REDIRECTS, RequestFailed, Response
from paperlist.sources.refreshing import Refresh, Step, is_valid

MOST_HOSTS = 16
MOST_STEP = 100


def listed_links(entries: Iterable[Mapping[str, object]]) -> dict[str, bool]:
    """The valid links of entries that may have other errors, and whether each must be a PDF.

    An arXiv id is not one of them: `refresh arxiv` requests it.
    """
    links: dict[str, bool] = {}
    for entry in entries:
        for name, link in _links_of(entry):
            if is_valid(parse_link, link):
                links[link] = links.get(link, False) or _must_be_pdf(name, link)
    return links


def _links_of(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name in ("url", "pdf", "code"):
        yield name, str(entry.get(name, ""))
    if DOI.fullmatch(doi := str(entry.get("doi", ""))):
        yield "doi", doi_url(doi)
    runs = entry.get("runs_in")
    for run in runs if isinstance(runs, list) else ():
        if isinstance(run, Mapping):
            yield "runs_in", str(run.get("url", ""))


def _must_be_pdf(name: str, link: str) -> bool:
    """A PDF in a repository has a page around it."""
    is_file = urlsplit(link).path.lower().endswith(".pdf") and not parse_repository(link)
    return name == "pdf" or (name == "url" and is_file)


def refresh_links(
    refresh: Refresh,
    due: Sequence[str],
    listed: Mapping[str, bool],
    known: Mapping[str, LinkRecord],
) -> Iterator[Step]:
    """Steps of some links each; raises RequestFailed if this network knows no host at all."""
    run = _Run(refresh.today, listed, known, Hosts(refresh), _by_host(due))
    threads = [Thread(target=run.work, daemon=True) for _ in range(min(MOST_HOSTS, len(due)))]
    try:
        for thread in threads:
            thread.start()
        yield from _steps(run, len(threads))
    finally:
        run.hosts.is_over.set()


def _by_host(links: Iterable[str]) -> "SimpleQueue[list[str]]":
    """The host with most links comes first: it takes longest."""
    groups: dict[str, list[str]] = {}
    for link in links:
        groups.setdefault(host_of(link), []).append(link)
    queue: SimpleQueue[list[str]] = SimpleQueue()
    for group in sorted(groups.values(), key=len, reverse=True):
        queue.put(group)
    return queue


@dataclass(frozen=True)
class _Checked:
    link: str
    record: LinkRecord
    is_without_host: bool = False


def _steps(run: "_Run", working: int) -> Iterator[Step]:
    """A host that does not exist is believed once another host has responded."""
    without_host: list[_Checked] = []
    has_responded = False
    while working:
        checked: list[_Checked] = []
        for found in _some(run.found):
            if isinstance(found, BaseException):
                raise found
            working -= found is None
            if found:
                (without_host if found.is_without_host else checked).append(found)
        has_responded = has_responded or run.hosts.have_responded.is_set()
        if has_responded:
            checked += without_host
            without_host.clear()
        if checked:
            yield _step(checked)
    if without_host:
        raise RequestFailed(f"no host can be reached, such as {host_of(without_host[0].link)}")
    if notices := run.hosts.left():
        yield Step(0, notices=notices)


def _some(found: "SimpleQueue[_Found]") -> "Iterator[_Found]":
    """At least one."""
    yield found.get()
    for _ in range(MOST_STEP):
        try:
            yield found.get_nowait()
        except Empty:
            return


def _step(checked: Sequence[_Checked]) -> Step:
    notices = (_notice(each.link, each.record) for each in checked)
    records = {each.link: each.record for each in checked}
    return Step(len(checked), Facts(links=records), notices=tuple(filter(None, notices)))


def _notice(link: str, record: LinkRecord) -> str:
    match record.verdict:
        case "moved":
            return f"{link} moved to {record.moved}"
        case "missing":
            return f"{link} is missing: {record.reason}"
        case "gone":
            return f"{link} has been missing since {record.since}: {record.reason}"
    return ""


_Found = _Checked | BaseException | None


@dataclass(frozen=True)
class _Run:
    today: str
    listed: Mapping[str, bool]
    known: Mapping[str, LinkRecord]
    hosts: Hosts
    groups: "SimpleQueue[list[str]]"
    """The links of each host that no thread has taken."""
    found: "SimpleQueue[_Found]" = field(default_factory=SimpleQueue)
    """None for a thread that has ended."""

    def work(self) -> None:
        """In a thread, until no host is left; the main thread raises what is raised here."""
        try:
            while True:
                for link in self.groups.get_nowait():
                    with suppress(Left):
                        self.found.put(self._check(link))
        except (Empty, Over):
            self.found.put(None)
        except BaseException as error:
            self.found.put(error)

    def _check(self, link: str) -> _Checked:
        known = self.known.get(link)
        way = Way(link, is_pdf=self.listed[link], is_doi=bool(DOI_LINK.match(link)))
        is_without_host = False
        try:
            judged = judge(way, self._follow(way, _conditions(known)))
        except RequestFailed as error:
            judged = judge_failure(way, error, error.status if isinstance(error, Refused) else 0)
            is_without_host = error.is_without_host
        return _Checked(link, record_of(way, judged, known, self.today), is_without_host)

    def _follow(self, way: Way, conditions: Mapping[str, str]) -> Response:
        for _ in range(MOST_REDIRECTS + 1):
            page = Page(way.address, conditions, way.is_pdf)
            response = self.hosts.request(page)
            if not is_next(way, response):
                return response
        raise RequestFailed(f"{host_of(way.link)}: too many redirects")


def _conditions(known: LinkRecord | None) -> dict[str, str]:
    """The response is 304 Not Modified if the page is the same as in the last run."""
    values = {
        "If-None-Match": known.etag if known else None,
        "If-Modified-Since": known.modified if known else None,
    }
    return {name: value for name, value in values.items() if value}
