"""arXiv's metadata of every listed paper: a hundred papers per request, with a pause between."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from paperlist.catalogue.facts import Facts
from paperlist.catalogue.model import ArxivRecord
from paperlist.catalogue.values import ARXIV
from paperlist.sources.arxiv import fetch_arxiv
from paperlist.sources.metadata import Metadata
from paperlist.sources.network import RequestFailed, pause, session

# https://info.arxiv.org/help/api/tou.html: one request every three seconds.
SECONDS_BETWEEN = 3.0
BATCH = 100
ATTEMPTS = 3
LONGEST_WAIT = 300.0

ById = Mapping[str, Metadata]


def listed_ids(entries: Iterable[Mapping[str, object]]) -> list[str]:
    """The valid arXiv ids of entries that may have other errors."""
    ids = (str(entry.get("arxiv", "")) for entry in entries)
    return list(dict.fromkeys(each for each in ids if ARXIV.fullmatch(each)))


def batches(ids: Iterable[str], known: Mapping[str, ArxivRecord], today: str) -> list[list[str]]:
    """The ids not requested today: first the unknown ones, then those with the oldest facts."""
    dates = {arxiv: known[arxiv].date if arxiv in known else "" for arxiv in ids}
    left = sorted((arxiv for arxiv in dates if dates[arxiv] < today), key=lambda a: dates[a])
    return [left[start : start + BATCH] for start in range(0, len(left), BATCH)]


def fetch_batches(
    left: Iterable[list[str]], address: str, report: Callable[[str], None]
) -> Iterator[tuple[list[str], ById]]:
    """Each batch with its metadata; ids that arXiv does not have are missing from it."""
    with session() as hosts:
        for number, batch in enumerate(left):
            if number:
                pause(SECONDS_BETWEEN)
            yield batch, fetch_with_retries(partial(fetch_arxiv, hosts, batch, address), report)


def fetch_with_retries(fetch: Callable[[], ById], report: Callable[[str], None]) -> ById:
    """Retries after a temporary failure, and waits as long as the host asks, up to five minutes."""
    for attempt in range(1, ATTEMPTS):
        try:
            return fetch()
        except RequestFailed as error:
            wait = error.wait or SECONDS_BETWEEN * 2**attempt
            if not error.is_temporary or wait > LONGEST_WAIT:
                raise
            report(f"{error}; retrying in {wait:.0f} seconds")
            pause(wait)
    return fetch()


def with_metadata(facts: Facts, fetched: ById, listed: set[str], today: str) -> Facts:
    """The facts with what was fetched, without papers that are no longer listed."""
    new = {
        arxiv: ArxivRecord(
            title=metadata.title,
            authors=metadata.authors,
            primary_class=metadata.primary_class,
            withdrawn=metadata.withdrawn or None,
            date=today,
            source=metadata.source,
        )
        for arxiv, metadata in fetched.items()
    }
    kept = {key: record for key, record in {**facts.arxiv, **new}.items() if key in listed}
    return facts.model_copy(update={"arxiv": kept})
