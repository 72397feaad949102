"""A finding and its place, and what the search for findings reads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from paperlist.catalogue.addresses import doi_url
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.publishing.links import all_links

OLD_DAYS = 60
LINKS = frozenset({"link", "source"})
"""Values of findings that are valid links; all others are texts of strangers."""


@dataclass(frozen=True)
class Finding:
    id: str
    """Of a paper, or of what else is in `file`: a topic, a table of facts."""
    file: str
    """By name, such as papers.yaml."""
    line: int | None = None
    values: Mapping[str, str | int] = field(default_factory=dict)
    """What the text of its kind says about it; see words.yaml."""
    command: str = ""
    """What to run, if there is a command for it."""


@dataclass(frozen=True)
class ListedLink:
    """A link of an entry, and the field that it is from."""

    url: str
    field: str
    id: str
    file: str
    line: int | None


@dataclass(frozen=True)
class Review:
    """A list on a day."""

    catalogue: Catalogue
    today: str

    @cached_property
    def oldest_day(self) -> str:
        """Facts from before this day are old."""
        return (date.fromisoformat(self.today) - timedelta(OLD_DAYS)).isoformat()

    @cached_property
    def year_ago(self) -> str:
        """The month."""
        return f"{int(self.today[:4]) - 1:04}{self.today[4:7]}"

    @cached_property
    def links(self) -> tuple[ListedLink, ...]:
        return tuple(_links(self.catalogue))

    def about(
        self, paper: Paper, values: Mapping[str, str | int] | None = None, command: str = ""
    ) -> Finding:
        file, line = _place(self.catalogue, paper)
        return Finding(paper.id, file, line, values or {}, command)


def newest_day(catalogue: Catalogue) -> str:
    """The newest day in the data or the facts: a page has no other today, so that it is always the
    same for the same data. Empty for an empty list."""
    facts = catalogue.facts
    days = {record.date for record in facts.stars.values()}
    days |= {record.date for record in facts.arxiv.values()}
    days |= {record.date for record in facts.links.values()}
    days |= {record.date for record in facts.works.values()}
    return max(days | {catalogue.updated})


def _links(catalogue: Catalogue) -> Iterator[ListedLink]:
    for paper in catalogue.papers:
        file, line = _place(catalogue, paper)
        for url, name in dict(_links_of(paper)).items():
            yield ListedLink(url, name, paper.id, file, line)
    for name, items in (
        ("collections.yaml", catalogue.collections),
        ("engines.yaml", catalogue.engines),
    ):
        for item in items:
            yield ListedLink(item.url, "url", item.id, name, None)


def _links_of(paper: Paper) -> Iterable[tuple[str, str]]:
    """The links that pages show, each with the field that it is from."""
    yield from ((link.url, "arxiv") for link in all_links(paper))
    if paper.doi:
        yield doi_url(paper.doi), "doi"
    yield from ((run.url, "runs_in") for run in paper.runs_in)
    named = (("url", paper.url), ("pdf", paper.pdf), ("code", paper.code))
    yield from ((url, name) for name, url in named if url)


def _place(catalogue: Catalogue, paper: Paper) -> tuple[str, int | None]:
    lines = catalogue.lines.get(paper.id)
    return (lines.file, lines.first) if lines else (catalogue.source, None)
