"""arXiv's metadata of every listed paper: a hundred papers per request, with a pause between."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from paperlist.catalogue.facts import Abstract, ArxivRecord, Facts
from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import ARXIV
from paperlist.sources.arxiv import fetch_arxiv
from paperlist.sources.metadata import Metadata
from paperlist.sources.pacing import ARXIV_SECONDS, paced, with_retries
from paperlist.sources.refreshing import Refresh, Step, batches

BATCH = 100


def arxiv_ids(entries: Iterable[Mapping[str, object]]) -> list[str]:
    """The valid arXiv ids of entries that may have other errors."""
    ids = (str(entry.get("arxiv", "")) for entry in entries)
    return list(dict.fromkeys(each for each in ids if ARXIV.fullmatch(each)))


def refresh_arxiv(refresh: Refresh, ids: Sequence[str], address: str) -> Iterator[Step]:
    """A step for each request; raises RequestFailed."""
    for batch in paced(batches(ids, BATCH), ARXIV_SECONDS):
        found = with_retries(partial(fetch_arxiv, refresh.hosts, batch, address), refresh.report)
        missing = [each for each in batch if each not in found]
        withdrawn = [each for each in found if found[each].withdrawn]
        yield Step(
            len(batch),
            Facts(arxiv={each: _record(found[each], refresh.today) for each in found}),
            {
                each: Abstract(text=paper.abstract, date=refresh.today, source=paper.source)
                for each, paper in found.items()
                if paper.abstract
            },
            tuple(
                f"arXiv {each} was withdrawn: {quote(found[each].withdrawn)}" for each in withdrawn
            ),
            (f"arXiv has no paper {', '.join(missing)}",) if missing else (),
        )


def _record(paper: Metadata, today: str) -> ArxivRecord:
    return ArxivRecord(
        title=paper.title,
        authors=paper.authors,
        primary_class=paper.primary_class,
        classes=paper.classes,
        withdrawn=paper.withdrawn or None,
        comment=paper.comment or None,
        journal_ref=paper.journal_ref or None,
        doi=paper.doi,
        date=today,
        source=paper.source,
    )
