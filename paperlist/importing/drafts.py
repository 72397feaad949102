"""A row of an awesome list to the paper it tells of, and what may be wrong with it."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from paperlist.catalogue.problems import short
from paperlist.catalogue.repositories import Repository, on_github, parse_repository
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import (
    COMMA,
    Kind,
    Malformed,
    arxiv_month,
    month_number,
    parse_date,
    parse_link,
)
from paperlist.editing.adding import Record, in_order
from paperlist.importing.tables import LITERAL, Cell, Row, Target, is_picture
from paperlist.sources.identifiers import arxiv_id, parse_identifier

NAME = re.compile(r"\[([^\[\]]+)\]\s*(.*)", re.DOTALL)
ORGANISATIONS = re.compile(r"[(（]\s*@([^()（）]*(?:\([^()]*\)[^()]*)*)[)）]\s*$")
VENUE = re.compile(r"\[([A-Z][A-Za-z]+)[ ']?((?:19|20)\d{2})\]\s*(?=\S)")
DATE = re.compile(r"((?:19|20)\d{2})\s*[./年-]\s*(\d{1,2})(?:\s*[./月-]\s*(\d{1,2}))?")
BADGE = re.compile(r"img\.shields\.io/github/stars/([^/?#]+/[^/?#]+?)(?:\.svg|\.png)?(?:[?#]|$)")
STAR = re.compile("[\u2b50\u2605\U0001f31f]")
KINDS: dict[str, Kind] = {"blog": "blog", "docs": "docs", "doc": "docs", "report": "report"}
# Sites that have closed for ever.
CLOSED = {"goo.gl", "paperswithcode.com", "www.paperswithcode.com"}


@dataclass
class Draft:
    """A paper as its rows tell it; what may be wrong stands in `doubts`."""

    line: int
    title: str
    name: str | None = None
    org: tuple[str, ...] = ()
    venue: str | None = None
    date: str = ""
    written: str = ""
    """The date of the row, whatever the arXiv id says."""
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    code: str | None = None
    repo: str | None = None
    called: Kind = "paper"
    """What the text of its link says it is."""
    recommended: str | None = None
    topics: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    id: str = ""

    @property
    def kind(self) -> Kind:
        if self.arxiv or self.doi:
            return "paper"
        return self.called if self.url else "code"

    @property
    def has_link(self) -> bool:
        return any((self.arxiv, self.doi, self.url, self.code))


class Refused(Exception):
    """The row gives no entry, and why."""


def read_row(row: Row) -> Draft:
    """Raises Refused for a row without title, date or any link."""
    draft = _titled(row)
    for name in row.unread:
        draft.doubts.append(f"not read: {short(name)}")
    _take_code(draft, row.cells.get("code", Cell()))
    _take_links(draft, row)
    for key in ("paper", "code"):
        rest = row.cells.get(key, Cell()).rest
        if any(letter.isalnum() for letter in rest) and key != row.title_key:
            draft.doubts.append(f"not read: {short(rest)}")
    if not draft.has_link:
        raise Refused("it has no link to a paper or to code")
    draft.written = _date(row.cells.get("date", Cell()).text, draft)
    with_date(draft, draft.written)
    stars = len(STAR.findall(row.cells.get("recommended", Cell()).text))
    draft.recommended = str(min(stars, 3)) if stars > 1 else None
    return draft


def _titled(row: Row) -> Draft:
    if row.title_key is None:
        raise Refused("its table has no column for titles")
    cell = row.cells[row.title_key]
    text = _without_pictures(cell.text)
    doubts: list[str] = []
    org: tuple[str, ...] = ()
    if found := ORGANISATIONS.search(text):
        org, text = _organisations(found[1], doubts), text[: found.start()]
    name, title = None, text
    if bracketed := NAME.fullmatch(text.strip()):
        name, title = bracketed[1], bracketed[2]
    elif cell.links and cell.links[0].text and text.startswith(f"{cell.links[0].text} "):
        name = cell.links[0].text
        title = text.removeprefix(name)
    elif cell.bold and text.startswith(cell.bold):
        name = cell.bold
    if row.title_key != "name" and "name" in row.cells:
        name = row.cells["name"].text or name
    venue = VENUE.match(title.strip())
    title = _mended(title.strip()[venue.end() :] if venue else title) or _mended(name or "")
    if not title_key(title):
        raise Refused("it has no title")
    draft = Draft(row.line, title, _chosen_name(name, title, doubts), org, doubts=doubts)
    draft.venue = f"{venue[1]} {venue[2]}" if venue else None
    return draft


def _without_pictures(text: str) -> str:
    text = re.sub(r"^(?:\s*:[a-z0-9_+-]+:)+", "", text)
    start = next((at for at, c in enumerate(text) if not (is_picture(c) or c.isspace())), len(text))
    end = next(
        (
            at
            for at in range(len(text), start, -1)
            if not is_picture(text[at - 1]) and text[at - 1] != " "
        ),
        start,
    )
    return text[start:end]


def _mended(text: str) -> str:
    """Its own brackets back, single spaces, no full stop, nothing invisible."""
    for sign, mark in LITERAL.items():
        text = text.replace(mark, sign)
    text = " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
    return text.removesuffix(".") if not text.endswith("..") else text


def _chosen_name(name: str | None, title: str, doubts: list[str]) -> str | None:
    """Of a name with a remark, as in 'SP: Ring Attention', the part that the title has."""
    if not name:
        return None
    name = _mended(name).rstrip(":： ")
    parts = [part for part in re.split(r"[:：,，]\s*", name) if title_key(part)]
    if len(parts) > 1 and re.fullmatch("[A-Z]{2,3}", parts[0]):
        parts = parts[1:]  # TP, PP and the like sort the rows of a section
    if parts and parts != [name]:
        inside = [part for part in parts if title_key(part) in title_key(title)]
        chosen = max(inside, key=len, default=parts[0])
        doubts.append(f"of the name '{short(name)}' only '{short(chosen)}' was taken")
        name = chosen
    return name if title_key(name) and title_key(name) != title_key(title) else None


def _organisations(text: str, doubts: list[str]) -> tuple[str, ...]:
    parts = re.split(rf"\s*(?:&|、|，|;|{COMMA})\s*", text.strip())
    names = [
        _mended(re.sub(r"(?:\s+|^)(?:etc|et\.? [ae]l)\.?$", "", part)).strip("@ ") for part in parts
    ]
    for name in names:
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name):
            doubts.append(f"organisation '{short(name)}' is an address")
    return tuple(dict.fromkeys(name for name in names if name))


def _take_links(draft: Draft, row: Row) -> None:
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
            draft.called = next((KINDS[word] for word in words if word in KINDS), draft.called)
        if getattr(draft, key) in (None, value):
            setattr(draft, key, value)
        else:
            draft.doubts.append(f"a second link was left out: {short(address)}")


def _identified(address: str) -> tuple[str, str]:
    if found := arxiv_id(address):
        return "arxiv", found
    if urlsplit(address).hostname in ("doi.org", "dx.doi.org", "www.doi.org"):
        try:
            identifier = parse_identifier(address)
        except Malformed:
            return "url", address
        return identifier.kind, identifier.text
    return "url", address


def _address(link: Target, draft: Draft) -> str | None:
    """The address with https, or None and a doubt."""
    address = link.address.strip()
    if not address:
        draft.doubts.append(f"the link {short(link.text) or '()'} is empty")
        return None
    if re.match(r"(?:http|ftp)://", address):
        address = f"https://{address.partition('://')[2]}"
        if not arxiv_id(address):
            draft.doubts.append(f"https was put for {short(link.address.strip())}")
    try:
        parse_link(address)
    except Malformed as error:
        draft.doubts.append(f"'{short(address)}' {error}, and was left out")
        return None
    if urlsplit(address).hostname in CLOSED:
        draft.doubts.append(f"'{short(address)}' leads to a site that has closed")
    return address


def _is_root(address: str, repository: Repository) -> bool:
    """Whether it leads to the repository itself and not to a page inside it."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    return len(parts) == repository.path.count("/") + 1


def _take_code(draft: Draft, cell: Cell) -> None:
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
            draft.doubts.append(f"a second link to code was left out: {short(address)}")
    badges = [found[1] for image in cell.images if (found := BADGE.search(image))]
    if not badges:
        return
    repository = parse_repository(draft.code or "")
    if draft.code is None:
        draft.code = on_github(badges[0]).url
        draft.doubts.append(f"the code is only a badge, of {short(badges[0])}")
    elif repository is None or repository.key != badges[0].lower():
        draft.repo = badges[0]
        shown = repository.label if repository else short(draft.code)
        draft.doubts.append(f"the badge is of {short(badges[0])}, the link of {shown}")


def _date(text: str, draft: Draft) -> str:
    """YYYY-MM, or with the day; that of the arXiv id when the cell has none."""
    released = arxiv_month(draft.arxiv) if draft.arxiv else ""
    found = DATE.search(text)
    date = f"{found[1]}-{int(found[2]):02}" if found else ""
    if found and found[3]:
        date = f"{date}-{int(found[3]):02}"
    try:
        return parse_date(date)
    except Malformed:
        if not released:
            raise Refused(f"its date '{short(text)}' is none") from None
        draft.doubts.append(f"date '{short(text)}' is none; the arXiv id is of {released}")
        return released


def with_date(draft: Draft, date: str) -> None:
    """A paper is not older than its arXiv id by more than a month: then the id's month counts."""
    released = arxiv_month(draft.arxiv) if draft.arxiv else date
    if released[:7] != date[:7]:
        draft.doubts.append(f"date {date}, but arXiv {draft.arxiv} is of {released}")
    draft.date = released if month_number(released) - month_number(date) > 1 else date


def make_record(draft: Draft, today: str) -> Record:
    values = {
        "id": draft.id,
        "name": draft.name,
        "title": draft.title,
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
