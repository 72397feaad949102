"""An item of a list of records as a draft of an entry, with what a person should check in it."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from paperlist.catalogue.addresses import arxiv_of
from paperlist.catalogue.authors import names_in, without_extras
from paperlist.catalogue.names import parse_name
from paperlist.catalogue.problems import quote
from paperlist.catalogue.repositories import parse_repository
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import (
    ET_AL,
    ID,
    MAX_ID,
    Malformed,
    arxiv_month,
    parse_author,
    parse_label,
    parse_link,
    parse_repo,
    parse_text,
)
from paperlist.catalogue.venues import Venue, read_venue, usual_name
from paperlist.importing.dates import find_date
from paperlist.importing.details import NOTHING
from paperlist.importing.drafts import Draft, Refused, with_date
from paperlist.importing.links import identifier_of, repository_at
from paperlist.importing.records.items import Item
from paperlist.sources.identifiers import Identifier, parse_identifier
from paperlist.sources.metadata import clean_title
from paperlist.sources.text import clean_text

CURLY = re.compile("“[^“”]+”|‘[^‘’]+’|「[^「」]+」")
# Kinds whose author may be an organisation.
PUBLISHED_BY_GROUPS = ("blog", "docs", "code")
# A longer summary is an abstract.
LONGEST = 500
NOTE = re.compile(
    r"(?i)^(?:comment|accessed|\[?online|issn|isbn|pmid|doi|arxiv|publisher)\b|\b\d+ pages\b"
)


def read_item(item: Item) -> Draft:
    """Raises Refused for an item without a title, a date or a link."""
    title = _valid(parse_label, _unquoted(clean_title(item.title)))
    if not title:
        raise Refused("no title" if not item.title.strip() else f"no title: {quote(item.title)}")
    draft = Draft(item.line, title)
    name = _valid(parse_label, _plain(item.name))
    draft.name = name or None
    draft.id = item.id if _is_id(item.id) else ""
    draft.stated_kind = item.kind
    draft.recommended = item.recommended if item.recommended in ("2", "3") else None
    draft.authors = _authors(item)
    organisations = (_valid(parse_text, _plain(each)) for each in item.org)
    draft.org = tuple(dict.fromkeys(filter(None, organisations)))
    _add_links(draft, item)
    draft.more = _more(item, draft)
    if draft.kind in PUBLISHED_BY_GROUPS and not draft.org and _is_group(draft.authors):
        draft.org, draft.authors = draft.authors, ()
    if not draft.has_link:
        raise Refused(f"no link to a paper or to code{_seen(draft)}")
    draft.written = _date(item, draft)
    with_date(draft, draft.written)
    _add_venue(draft, item)
    return draft


def _is_id(text: str) -> bool:
    """Numbers, and the long keys of databases, are not what a person would choose."""
    is_key = text.isdecimal() or re.fullmatch(r"(?=.*\d)[0-9a-f-]{12,}", text)
    return bool(ID.fullmatch(text)) and len(text) <= MAX_ID and not is_key


def _is_group(authors: tuple[str, ...]) -> bool:
    parsed = [parse_name(author) for author in authors]
    return all(name.is_group for name in parsed) or (len(parsed) == 1 and not parsed[0].given)


def _seen(draft: Draft) -> str:
    return f"; {draft.to_check[-1]}" if draft.to_check else ""


def _valid(parse: Callable[[str], str], text: str) -> str:
    """The text, or nothing where the check would refuse it."""
    try:
        return parse(text)
    except Malformed:
        return ""


def _plain(text: str) -> str:
    return _unquoted(clean_text(text))


def _unquoted(text: str) -> str:
    return text[1:-1].strip() if CURLY.fullmatch(text) else text


def _authors(item: Item) -> tuple[str, ...]:
    """Each name once, unless the note says that two authors have it."""
    found: dict[str, str] = {}
    for number, text in enumerate(each for author in item.authors for each in _names(author)):
        whole = parse_name(text).whole
        key = f"{whole} {number}" if whole in item.note else title_key(whole) or whole
        found.setdefault(key, text)
    names = [name for name in found.values() if name != ET_AL]
    return (*names, ET_AL) if names and ET_AL in item.authors else tuple(names)


def _names(author: str) -> tuple[str, ...]:
    text = clean_text(author)
    if text == ET_AL:
        return ()
    alone = without_extras(text)[0].strip(" ,;")
    parts = names_in(alone)
    if parts != (alone,) or without_extras(alone)[0] != alone:
        return tuple(name for part in parts for name in _names(part))
    return (alone,) if any(map(str.isalpha, alone)) and _valid(parse_author, alone) else ()


def _add_links(draft: Draft, item: Item) -> None:
    for text in filter(None, (item.arxiv, item.doi)):
        try:
            _set(draft, parse_identifier(text))
        except Malformed as error:
            draft.to_check.append(f"ignored {quote(text)}: it {error}")
    keeps_url = item.code or item.kind in ("blog", "docs", "report")
    for text in item.urls:
        if address := _address(text, draft):
            repository = repository_at(address)
            identifier = identifier_of(address)
            if identifier and not _is_pdf_of(identifier, address):
                _set(draft, identifier)
            elif repository and not keeps_url:
                _set_link(draft, "code", repository.url)
            else:
                _set_link(draft, "url", address)
    if item.code and (address := _address(item.code, draft)):
        draft.code = None
        repository = repository_at(address)
        _set_link(draft, "code", repository.url if repository else address)
    if item.repo and _valid(parse_repo, item.repo):
        known = parse_repository(draft.code or "")
        if known is None or known.path.lower() != item.repo.lower():
            draft.repo = item.repo


def _is_pdf_of(identifier: Identifier, address: str) -> bool:
    """At a publisher: it says more than the DOI."""
    return identifier.kind == "doi" and "/pdf/" in urlsplit(address).path


def _set(draft: Draft, identifier: Identifier) -> None:
    known = getattr(draft, identifier.kind)
    if known is None:
        setattr(draft, identifier.kind, identifier.text)
    elif known.lower() != identifier.key:
        draft.to_check.append(f"ignored a second id: {identifier}")


def _set_link(draft: Draft, key: str, address: str) -> None:
    if getattr(draft, key) in (None, address):
        setattr(draft, key, address)
    else:
        draft.to_check.append(f"ignored a second link: {quote(address)}")


def _address(text: str, draft: Draft) -> str | None:
    """The URL with https, or None and a line of `to_check`."""
    address = "".join(text.split())
    if address.startswith("www."):
        address = f"https://{address}"
    if re.match(r"(?i)(?:https?|ftp)://", address):
        address = f"https://{address.partition('://')[2]}"
    try:
        return parse_link(address)
    except Malformed as error:
        if address:
            draft.to_check.append(f"ignored {quote(text)}: it {error}")
        return None


def _more(item: Item, draft: Draft) -> dict[str, str | tuple[str, ...]]:
    cleaned = {
        key: _plain(value) if isinstance(value, str) else tuple(map(_plain, value))
        for key, value in item.more.items()
    }
    more = {key: value for key, value in cleaned.items() if _fits(value)}
    draft.to_check += [f"ignored the {key}" for key in item.more if key not in more]
    if item.pdf and (address := _address(item.pdf, draft)):
        identifier = identifier_of(address)
        if identifier and identifier.kind == "arxiv":
            _set(draft, identifier)
        elif draft.url is None:
            draft.url = address
        elif draft.arxiv is None and draft.url != address:
            more["pdf"] = address
        elif draft.url != address:
            draft.to_check.append(f"ignored a second link: {quote(address)}")
    note = _plain(item.note)
    if note and not NOTE.search(note) and not arxiv_of(note):
        if _valid(parse_text, note):
            more["note"] = note
        else:
            draft.to_check.append(f"ignored the note: {quote(note)}")
    return more


def _fits(value: str | tuple[str, ...]) -> bool:
    texts = (value,) if isinstance(value, str) else value
    return all(len(text) <= LONGEST and _valid(parse_text, text) for text in texts)


def _date(item: Item, draft: Draft) -> str:
    date = find_date(item.date)
    released = arxiv_month(draft.arxiv) if draft.arxiv else ""
    if len(date) > 4:
        return date
    if released:
        if not date or not 0 <= int(date) - int(released[:4]) <= 2:
            read = f"the date is {quote(item.date)}" if item.date else "no date"
            draft.to_check.append(f"{read}; used {released} from the arXiv id")
        return released
    year = date or str(read_venue(item.venue).year or "")
    if not year:
        raise Refused(f"cannot read date {quote(item.date)}" if item.date else "no date")
    draft.to_check.append(f"only the year is known: {year}")
    return f"{year}-01"


def _add_venue(draft: Draft, item: Item) -> None:
    """With the year that the source gives; a preprint has no venue."""
    venue = read_venue(_valid(parse_text, _plain(item.venue)))
    is_known = venue.name and venue.name.lower() not in NOTHING
    if not is_known or venue.is_preprint or item.publication == "preprint":
        return
    usual = usual_name(venue.name)
    is_stated = "publication" in item.more
    if usual and not is_stated:
        draft.to_check.append(f"venue {quote(venue.name)} was changed to {usual}")
        venue = Venue(usual, venue.year)
    venue = Venue(venue.name, venue.year or int((find_date(item.date) or draft.date)[:4]))
    draft.venue = str(venue)
    if item.publication and read_venue(draft.venue).publication != item.publication:
        draft.more = {**draft.more, "publication": item.publication}
