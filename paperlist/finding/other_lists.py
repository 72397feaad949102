"""What other people's lists have, and the papers in them that a search of arXiv did not find."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue, OtherList
from paperlist.catalogue.problems import count_of
from paperlist.catalogue.seen import keys_of
from paperlist.catalogue.values import arxiv_month
from paperlist.finding.pages import Reader
from paperlist.importing.drafts import Draft, Refused
from paperlist.importing.merging import read_draft
from paperlist.importing.readers import NothingToRead, read_list
from paperlist.importing.rows import UnreadLine
from paperlist.sources.arxiv_records import BATCH
from paperlist.sources.metadata import Metadata
from paperlist.sources.network import RequestFailed
from paperlist.sources.refreshing import batches

Warn = Callable[[str], None]


@dataclass(frozen=True)
class OtherPapers:
    """The papers of another list: their arXiv ids, and the keys of `keys_of`."""

    ids: Set[str]
    keys: Set[str]


def read_lists(reader: Reader, lists: Iterable[OtherList], warn: Warn) -> Iterator[OtherPapers]:
    """Those that can be read, and a warning for each of the others."""
    for each in lists:
        try:
            drafts = list(_drafts(reader.list_at(each.url)))
        except (RequestFailed, NothingToRead) as error:
            warn(f"warning: {each.url}: {error}")
        else:
            reader.report(f"{each.url}: {count_of(len(drafts), 'paper')}")
            yield _papers(drafts)


def _drafts(text: str) -> Iterator[Draft]:
    for row in read_list(text).rows:
        if not isinstance(row, UnreadLine):
            with suppress(Refused):
                yield read_draft(row)


def _papers(drafts: Sequence[Draft]) -> OtherPapers:
    values = ({"arxiv": each.arxiv, "doi": each.doi, "title": each.title} for each in drafts)
    return OtherPapers(
        ids={each.arxiv for each in drafts if each.arxiv},
        keys={key for paper in values for _, key in keys_of(paper)},
    )


def known_ids(catalogue: Catalogue, found: Iterable[Metadata]) -> set[str | None]:
    """The arXiv ids that need no request: listed, refused or found before."""
    listed = {paper.arxiv for paper in catalogue.papers}
    refused = {refusal.arxiv for refusal in catalogue.refusals}
    return listed | refused | {paper.arxiv for paper in found}


def newer_ids(lists: Iterable[OtherPapers], since: str, known: Set[str | None]) -> list[str]:
    """The arXiv ids of the month of `since` and later that are not known."""
    ids = {each for papers in lists for each in papers.ids - known}
    return sorted(each for each in ids if arxiv_month(each) >= since[:7])


def papers_with(reader: Reader, ids: Sequence[str], warn: Warn) -> Iterator[Metadata]:
    """Those that arXiv has; a mistake in a list does not end the run."""
    for batch in batches(ids, BATCH):
        try:
            yield from reader.papers_with(batch)
        except RequestFailed as error:
            if error.is_temporary:
                raise
            warn(f"warning: papers of other lists: {error}")
