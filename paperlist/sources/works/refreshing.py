"""Refreshes what sources know about each paper, one paper after the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from paperlist.catalogue.facts import Facts, WorkRecord
from paperlist.catalogue.problems import count_of, quote
from paperlist.catalogue.values import parse_id
from paperlist.sources import pacing
from paperlist.sources.network import RequestFailed, fetch
from paperlist.sources.refreshing import Refresh, Step, is_valid
from paperlist.sources.works.combining import combine, subject_of
from paperlist.sources.works.dblp import DBLP
from paperlist.sources.works.hugging_face import HUGGING_FACE
from paperlist.sources.works.licences import ARXIV_LICENCES
from paperlist.sources.works.openalex import OPENALEX
from paperlist.sources.works.paper import Known, Listed, Source

SOURCES = (DBLP, OPENALEX, HUGGING_FACE, ARXIV_LICENCES)
# In a row; then a source is left out.
MOST_FAILURES = 5


@dataclass
class _Outage:
    """For how many papers a source did not respond, and why."""

    reason: str = ""
    papers: int = 0
    in_a_row: int = 0
    is_over: bool = False
    """Whether the run sends it no more requests."""

    def add(self, error: RequestFailed) -> None:
        """A host that asks for a long pause gets no more requests at once."""
        self.reason = self.reason or str(error)
        self.papers += 1
        self.in_a_row += 1
        self.is_over |= error.wait is not None or self.in_a_row == MOST_FAILURES


@dataclass(frozen=True)
class _Run:
    refresh: Refresh
    outages: Mapping[str, _Outage] = field(
        default_factory=lambda: {each.name: _Outage() for each in SOURCES}
    )

    def request(self, source: Source, paper: Listed) -> Known | RequestFailed | None:
        """None if the source does not have the paper, or has nothing that is needed."""
        outage = self.outages[source.name]
        try:
            for address in pacing.paced(source.addresses(paper), pacing.SECONDS_BETWEEN):
                if outage.is_over:
                    raise RequestFailed(outage.reason)
                text = self._fetch(address)
                known = None if text is None else source.read(text, paper)
                outage.in_a_row = 0
                if known:
                    return known
        except RequestFailed as error:
            outage.add(error)
            return error
        return None

    def _fetch(self, address: str) -> str | None:
        """None if the host has nothing at this address."""
        attempt = partial(fetch, self.refresh.hosts, address, {})
        try:
            return pacing.with_retries(attempt, self.refresh.report)
        except RequestFailed as error:
            if error.is_missing:
                return None
            raise

    def wait_after(self, paper: Listed) -> float:
        """Until the requests for the next paper."""
        requested = [
            each
            for each in SOURCES
            if each.addresses(paper) and not self.outages[each.name].is_over
        ]
        if ARXIV_LICENCES in requested:
            return pacing.ARXIV_SECONDS
        return pacing.SECONDS_BETWEEN if requested else 0.0


def paper_ids(entries: Iterable[str]) -> list[str]:
    """The valid ids of entries that may have other errors."""
    return [each for each in entries if is_valid(parse_id, each)]


def refresh_works(
    refresh: Refresh,
    ids: Sequence[str],
    entries: Mapping[str, Mapping[str, object]],
    facts: Facts,
) -> Iterator[Step]:
    """A step for each paper. A source that does not respond is reported once, at the end."""
    run, wait = _Run(refresh), 0.0
    for key in ids:
        subject = subject_of(entries[key], key, facts, refresh.today)
        if wait:
            pacing.pause(wait)
        answers = {each.name: run.request(each, subject.paper) for each in SOURCES}
        wait = run.wait_after(subject.paper)
        known = {name: each for name, each in answers.items() if isinstance(each, Known)}
        is_incomplete = any(isinstance(each, RequestFailed) for each in answers.values())
        record = combine(subject, known, is_incomplete=is_incomplete)
        notices = tuple(_notices(key, record, subject.before))
        yield Step(1, Facts(works={key: record}), notices=notices)
    errors = tuple(
        f"{name} left out for {count_of(each.papers, 'paper')}: {each.reason}; run it again later"
        for name, each in run.outages.items()
        if each.papers
    )
    if errors:
        yield Step(0, errors=errors)


def _notices(key: str, record: WorkRecord, before: WorkRecord | None) -> Iterator[str]:
    """The suggestions that the last run did not have."""
    for name, finding in record.suggestions.items():
        earlier = before.suggestions.get(name) if before else None
        if earlier is None or earlier.value != finding.value:
            yield f"{key}: {name} {quote(finding.value)}, from {finding.source}"
