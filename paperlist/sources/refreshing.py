"""arXiv asked for every paper of the list, politely: a hundred in a request, with a pause."""

from collections.abc import Callable, Iterable, Mapping

from paperlist.catalogue.facts import Facts
from paperlist.catalogue.model import ArxivRecord
from paperlist.sources.metadata import Work
from paperlist.sources.network import Unanswered, pause

# https://info.arxiv.org/help/api/tou.html: one request every three seconds.
SECONDS_BETWEEN = 3.0
BATCH = 100
ATTEMPTS = 3
LONGEST_WAIT = 300.0


def batches(ids: Iterable[str], known: Mapping[str, ArxivRecord], today: str) -> list[list[str]]:
    """The ids not asked for today: first those that nothing is known of, then the longest known."""
    dates = {arxiv: known[arxiv].date if arxiv in known else "" for arxiv in ids}
    left = sorted((arxiv for arxiv in dates if dates[arxiv] < today), key=lambda a: dates[a])
    return [left[start : start + BATCH] for start in range(0, len(left), BATCH)]


def ask_patiently(
    ask: Callable[[], Mapping[str, Work]], tell: Callable[[str], None]
) -> Mapping[str, Work]:
    """Asks again after what may pass, and waits as long as the host wants, up to five minutes."""
    for attempt in range(1, ATTEMPTS):
        try:
            return ask()
        except Unanswered as error:
            wait = error.wait or SECONDS_BETWEEN * 2**attempt
            if not error.is_passing or wait > LONGEST_WAIT:
                raise
            tell(f"{error}; once more in {wait:.0f} seconds")
            pause(wait)
    return ask()


def with_works(facts: Facts, works: Mapping[str, Work], listed: set[str], today: str) -> Facts:
    """The facts with what is new, without papers that have left the list."""
    new = {
        arxiv: ArxivRecord(
            title=work.title,
            authors=work.authors,
            primary_class=work.primary_class,
            date=today,
            source=work.source,
        )
        for arxiv, work in works.items()
    }
    kept = {key: record for key, record in {**facts.arxiv, **new}.items() if key in listed}
    return facts.model_copy(update={"arxiv": kept})
