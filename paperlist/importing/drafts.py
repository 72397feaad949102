"""A row of another list as a draft of an entry, with what a person should check in it."""

from dataclasses import dataclass, field

from paperlist.catalogue.values import Kind, arxiv_month, month_number
from paperlist.editing.new_entry import Record, in_order
from paperlist.importing.venue_tags import Tag


@dataclass
class Draft:
    """A paper as its rows describe it; `to_check` is what a person should check."""

    line: int
    title: str
    name: str | None = None
    authors: tuple[str, ...] = ()
    org: tuple[str, ...] = ()
    venue: str | None = None
    tags: list[Tag] = field(default_factory=list)
    """Venues beside its title."""
    date: str = ""
    written: str = ""
    """The date in the row, which may differ from the month of the arXiv id."""
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    code: str | None = None
    repo: str | None = None
    link_kind: Kind = "paper"
    """The kind that the text of its link names."""
    stated_kind: Kind | None = None
    recommended: str | None = None
    more: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Fields of an entry that only lists of records have, as they are written."""
    topics: list[str] = field(default_factory=list)
    to_check: list[str] = field(default_factory=list)
    id: str = ""

    @property
    def kind(self) -> Kind:
        if self.stated_kind:
            return self.stated_kind
        if self.arxiv or self.doi:
            return "paper"
        return self.link_kind if self.url else "code"

    @property
    def has_link(self) -> bool:
        return any((self.arxiv, self.doi, self.url, self.code))


class Refused(Exception):
    """The row cannot become an entry; the message says why."""


def with_date(draft: Draft, date: str) -> None:
    """If the date is more than a month before the arXiv id, the month of the id is used."""
    released = arxiv_month(draft.arxiv) if draft.arxiv else date
    if released[:7] != date[:7]:
        draft.to_check.append(f"date {date}, but arXiv {draft.arxiv} is from {released}")
    draft.date = released if month_number(released) - month_number(date) > 1 else date


def make_record(draft: Draft, today: str) -> Record:
    values = {
        **draft.more,
        "id": draft.id,
        "name": draft.name,
        "title": draft.title,
        "authors": draft.authors,
        "date": draft.date,
        "venue": draft.venue,
        "org": draft.org,
        "kind": draft.kind if draft.kind != "paper" else None,
        "arxiv": draft.arxiv,
        "doi": draft.doi,
        "url": draft.url,
        "code": draft.code,
        "repo": draft.repo,
        "topics": tuple(draft.topics),
        "recommended": draft.recommended,
        "added": today,
    }
    return in_order(values)
