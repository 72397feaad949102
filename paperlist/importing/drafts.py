"""A row of another list as a draft of an entry, with what a person should check in it."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from paperlist.catalogue.addresses import arxiv_in_doi, doi_of
from paperlist.catalogue.problems import short
from paperlist.catalogue.repositories import GITHUB, Repository, parse_badge, parse_repository
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import (
    Kind,
    Malformed,
    arxiv_month,
    month_number,
    parse_date,
    parse_link,
)
from paperlist.editing.new_entry import Record, in_order
from paperlist.importing.rows import Cell, Row, Target
from paperlist.importing.title_cells import chosen_name, cleaned, organisations, without_pictures
from paperlist.importing.venue_tags import Tag, read_tag, take_tags
from paperlist.sources.identifiers import arxiv_id

NAME = re.compile(r"\[([^\[\]]+)\]\s*(.*)", re.DOTALL)
ORGANISATIONS = re.compile(r"[(（]\s*@([^()（）]*(?:\([^()]*\)[^()]*)*)[)）]\s*$")
DATE = re.compile(r"((?:19|20)\d{2})\s*[./年-]\s*(\d{1,2})(?:\s*[./月-]\s*(\d{1,2}))?")
STAR = re.compile("[\u2b50\u2605\U0001f31f]")
KINDS: dict[str, Kind] = {"blog": "blog", "docs": "docs", "doc": "docs", "report": "report"}
# Sites that have shut down.
CLOSED = {"goo.gl", "paperswithcode.com", "www.paperswithcode.com"}


@dataclass
class Draft:
    """A paper as its rows describe it; `to_check` is what a person should check."""

    line: int
    title: str
    name: str | None = None
    org: tuple[str, ...] = ()
    venue: str | None = None
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
    authors: tuple[str, ...] = ()
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


def read_row(row: Row) -> Draft:
    """Raises Refused for a row without a title, a date or a link."""
    draft = _titled(row)
    for name in row.unread:
        draft.to_check.append(f"ignored: {short(name)}")
    _add_code(draft, row.cells.get("code", Cell()))
    _add_links(draft, row)
    for key in ("paper", "code"):
        rest = row.cells.get(key, Cell()).rest
        if any(letter.isalnum() for letter in rest) and key != row.title_key:
            draft.to_check.append(f"ignored: {short(rest)}")
    if not draft.has_link:
        raise Refused("no link to a paper or to code")
    draft.written = _date(row.cells.get("date", Cell()).text, draft)
    with_date(draft, draft.written)
    stars = len(STAR.findall(row.cells.get("recommended", Cell()).text))
    draft.recommended = str(min(stars, 3)) if stars > 1 else None
    return draft


def _titled(row: Row) -> Draft:
    if row.title_key is None:
        raise Refused("the table has no title column")
    cell = row.cells[row.title_key]
    text, tags = take_tags(without_pictures(cell.text))
    to_check: list[str] = []
    org: tuple[str, ...] = ()
    if match := ORGANISATIONS.search(text):
        org, text = organisations(match[1], to_check), text[: match.start()]
        text, more = take_tags(text)
        tags += more
    name, title = None, text
    if bracketed := NAME.fullmatch(text.strip()):
        name, title = bracketed[1], bracketed[2]
    elif cell.links and cell.links[0].text and text.startswith(f"{cell.links[0].text} "):
        name = cell.links[0].text
        title = text.removeprefix(name)
    elif cell.bold and text.startswith(cell.bold):
        name = cell.bold
    if name and (tag := read_tag(name, rest := title.removeprefix(name))) and not tag.to_check:
        name, title = None, rest
        tags.append(tag)
    if row.title_key != "name" and "name" in row.cells:
        name = row.cells["name"].text or name
    title, more = take_tags(title)  # [Name] [ICLR 2024] Title
    title = cleaned(title) or cleaned(name or "")
    if not title_key(title):
        raise Refused("no title")
    draft = Draft(row.line, title, chosen_name(name, title, to_check), org, to_check=to_check)
    _add_venue(draft, [*tags, *more])
    return draft


def _add_venue(draft: Draft, tags: list[Tag]) -> None:
    venues = list(dict.fromkeys(tag.venue for tag in tags if tag.venue))
    draft.venue = venues[0] if venues else None
    draft.to_check += [tag.to_check for tag in tags if tag.to_check]
    draft.to_check += [f"ignored a second venue: {short(venue)}" for venue in venues[1:]]


def _add_links(draft: Draft, row: Row) -> None:
    keys = dict.fromkeys(("paper", row.title_key or "paper"))
    for link in (link for key in keys for link in row.cells.get(key, Cell()).links):
        address = _address(link, draft)
        if address is None:
            continue
        key, value = _identified(address)
        if (
            key == "url"
            and (repository := parse_repository(address))
            and _is_root(address, repository)
        ):
            key, value = "code", repository.url
        elif key == "url" and draft.url is None:
            words = re.findall(r"[a-z]+", link.text.lower())
            draft.link_kind = next(
                (KINDS[word] for word in words if word in KINDS), draft.link_kind
            )
        if getattr(draft, key) in (None, value):
            setattr(draft, key, value)
        else:
            draft.to_check.append(f"ignored a second link: {short(address)}")


def _identified(address: str) -> tuple[str, str]:
    if paper_id := arxiv_id(address):
        return "arxiv", paper_id
    if doi := doi_of(address):
        number = arxiv_in_doi(doi)
        return ("arxiv", number) if number else ("doi", doi)
    return "url", address


def _address(link: Target, draft: Draft) -> str | None:
    """The URL with https, or None and a line of `to_check`."""
    address = link.address.strip()
    if not address:
        draft.to_check.append(f"link {short(link.text) or '()'} is empty")
        return None
    if re.match(r"(?:http|ftp)://", address):
        address = f"https://{address.partition('://')[2]}"
        if not arxiv_id(address):
            draft.to_check.append(f"changed to https: {short(link.address.strip())}")
    try:
        parse_link(address)
    except Malformed as error:
        draft.to_check.append(f"ignored '{short(address)}': it {error}")
        return None
    if urlsplit(address).hostname in CLOSED:
        draft.to_check.append(f"'{short(address)}' is a link to a site that has shut down")
    return address


def _is_root(address: str, repository: Repository) -> bool:
    """Whether it leads to the repository itself and not to a page inside it."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    return len(parts) == repository.path.count("/") + 1


def _add_code(draft: Draft, cell: Cell) -> None:
    for link in cell.links:
        address = _address(link, draft)
        if address is None:
            continue
        repository = parse_repository(address)
        if repository and _is_root(address, repository):
            address = repository.url
        if draft.code in (None, address):
            draft.code = address
        elif parse_repository(draft.code or "") != repository or repository is None:
            draft.to_check.append(f"ignored a second code link: {short(address)}")
    badge = next(filter(None, map(parse_badge, cell.images)), None)
    if badge is None:
        return
    repository = parse_repository(draft.code or "")
    if draft.code is None:
        draft.code = badge.url
        draft.to_check.append(f"code link taken from the badge of {short(badge.label)}")
    elif repository is None or repository.key != badge.key:
        draft.repo = badge.path if badge.host == GITHUB else None  # the field has no other host
        shown = repository.label if repository else short(draft.code)
        draft.to_check.append(f"the badge shows {short(badge.label)}, the code link is {shown}")


def _date(text: str, draft: Draft) -> str:
    """YYYY-MM or YYYY-MM-DD; the month of the arXiv id when the cell has no valid date."""
    released = arxiv_month(draft.arxiv) if draft.arxiv else ""
    match = DATE.search(text)
    date = f"{match[1]}-{int(match[2]):02}" if match else ""
    if match and match[3]:
        date = f"{date}-{int(match[3]):02}"
    try:
        return parse_date(date)
    except Malformed:
        if not released:
            raise Refused(f"cannot read date '{short(text)}'") from None
        draft.to_check.append(
            f"cannot read date '{short(text)}'; used {released} from the arXiv id"
        )
        return released


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
