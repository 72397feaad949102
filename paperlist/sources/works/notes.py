"""Venue, DOI and code in what authors wrote beside their paper on arXiv."""

import re
from collections.abc import Iterator

from paperlist.catalogue.facts import ArxivRecord
from paperlist.catalogue.repositories import parse_repository
from paperlist.sources.works.paper import CODE_HOSTS, Known, Listed, suggested
from paperlist.sources.works.venue_texts import venue_in_note, venue_in_reference

# Also without a scheme: github.com/a/b.
LINK = re.compile(r"(?<![\w@.-])(?:https?://)?((?:[\w-]+\.)+[a-z]+/[^\s<>()\[\]{}\"',;]+)")


def read_reference(paper: Listed, record: ArxivRecord | None) -> Known | None:
    """The journal reference and the DOI, which authors enter once the paper is published."""
    if record is None or not _agrees(paper, record):
        return None
    venue = venue_in_reference(record.journal_ref or "")
    return Known(_page(paper), suggested(venue=venue, doi=record.doi))


def read_comment(paper: Listed, record: ArxivRecord | None) -> Known | None:
    if record is None or not _agrees(paper, record):
        return None
    comment = record.comment or ""
    links = dict.fromkeys(_repositories(comment))
    code = next(iter(links)) if len(links) == 1 else None
    return Known(_page(paper), suggested(venue=venue_in_note(comment), code=code))


def _agrees(paper: Listed, record: ArxivRecord) -> bool:
    return paper.agrees(record.title, record.authors)


def _page(paper: Listed) -> str:
    return f"https://arxiv.org/abs/{paper.arxiv}"


def _repositories(comment: str) -> Iterator[str]:
    for link in LINK.findall(comment):
        repository = parse_repository(f"https://{link.rstrip('.:')}")
        if repository and repository.host in CODE_HOSTS:
            yield repository.url
