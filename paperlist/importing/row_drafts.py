"""A row or an item as a draft: its title, people, venue and date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from paperlist.catalogue.invisible import invisible_in
from paperlist.catalogue.problems import quote
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import arxiv_month
from paperlist.catalogue.venues import read_venue
from paperlist.importing.columns import fields_of, known_headers
from paperlist.importing.dates import find_date, is_date
from paperlist.importing.details import NOTHING, Details, read_details
from paperlist.importing.drafts import Draft, Refused, with_date
from paperlist.importing.headings import Context, context_of
from paperlist.importing.mentions import MOST_CHARACTERS, NUMBER, Piece, has_words, read_mention
from paperlist.importing.people import names
from paperlist.importing.row_links import add_links, badge_texts, without_ids
from paperlist.importing.rows import BRACKETS, Cell, Row, visible, visible_cell
from paperlist.importing.spans import BREAK
from paperlist.importing.title_cells import (
    chosen_name,
    cleaned,
    name_before_colon,
    organisations,
    without_pictures,
)
from paperlist.importing.venue_tags import Tag, read_tag, take_tags

NAME = re.compile(r"\[([^\[\]]+)\]\s*(.*)", re.DOTALL)
ORGANISATIONS = re.compile(r"[(（]\s*@([^()（）]*(?:\([^()]*\)[^()]*)*)[)）]\s*$")
# SOSP'24 without a comma before it.
LAST_VENUE = re.compile(r"\s+([A-Z][A-Za-z]+\s?['’‘`]\s?\d\d)$")
# /2024/, CVPR2024 or 2024.acl-long, and not the digits inside a key.
YEAR_IN_ADDRESS = re.compile(r"(?<![^\W_])[A-Za-z]*((?:19|20)\d{2})(?![^\W_])")
STAR = re.compile("[\u2b50\u2605\U0001f31f]")


def read_row(row: Row) -> Draft:
    """Raises Refused for a row without a title, a date or a link."""
    draft, details, main = _titled(row)
    row = replace(row, cells={key: visible_cell(cell) for key, cell in row.cells.items()})
    draft.to_check += [f"ignored: {quote(text)}" for text in row.unread if _is_told(text, row)]
    add_links(draft, row, main)
    if not draft.has_link:
        raise Refused("; ".join(["no link to a paper or to code", *draft.to_check]))
    context = context_of(row.path)
    beside = read_details(_texts(row))
    _add_people(draft, row, (details, beside))
    _add_date(draft, row, (details, beside), context)
    _add_venue(draft, row, (details, beside), context)
    remarks = dict.fromkeys([*details.remarks, *beside.remarks])
    draft.to_check += [f"ignored: {quote(remark)}" for remark in remarks]
    stars = len(STAR.findall(row.cells.get("recommended", Cell()).text))
    draft.recommended = str(min(stars, 3)) if stars > 1 else None
    return draft


def _is_told(unread: str, row: Row) -> bool:
    """Not the text of a column that is ignored in all rows: the report counts its cells."""
    header, _, text = unread.partition(": ")
    is_counted = header in row.headers and not fields_of(header) and "://" not in text
    return not is_counted and text.lower() not in NOTHING


def _titled(row: Row) -> tuple[Draft, Details, int]:
    """Also what is beside the title, and the number of the link that has the title."""
    key = row.title_key
    if key is None:
        raise Refused(_no_title_column(row))
    _require_short(row)
    cell = visible_cell(row.cells[key])
    mention = read_mention(cell.spans) if _is_item(key, cell) else None
    if mention and key == "title" and not cell.links and read_details(mention.pieces).remarks:
        mention = None  # a title on two lines
    has_links_only = bool(cell.links) and not has_words(cell.rest)
    if mention is None and (key in ("item", "paper") or has_links_only):
        raise Refused("no title")
    if mention is None:
        return _from_template(row, cell.text, cell.bold), Details(), 0
    details = read_details(mention.pieces)
    draft = _from_template(row, mention.title, "", mention.name)
    if details.org and not draft.org:
        draft.org = organisations(details.org, draft.to_check)
    return draft, details, mention.main


def _require_short(row: Row) -> None:
    """The patterns below read a text several times."""
    for key in (row.title_key, "name"):
        if key and len(row.cells.get(key, Cell()).text) > MOST_CHARACTERS:
            raise Refused(f"the {key} cell is longer than {MOST_CHARACTERS} characters")


def _removed(row: Row) -> list[str]:
    """A line about invisible characters, unless they belong to an emoji around the text."""
    texts = [without_pictures(cell.text) for cell in row.cells.values()]
    for bracket in BRACKETS:
        texts = [text.replace(bracket, "") for text in texts]
    found = invisible_in(*texts)
    return [f"removed invisible characters ({found})"] if found else []


def _is_item(key: str, cell: Cell) -> bool:
    """Whether the cell has more than a title, such as a link, or authors on another line."""
    return key in ("item", "paper") or bool(cell.links) or BREAK in cell.spans


def _no_title_column(row: Row) -> str:
    names = ", ".join(quote(header) for header in row.headers if header)
    seen = f"its columns are {names}" if names else "its columns have no names"
    return f"the table has no title column: {seen}; known are {', '.join(known_headers())}"


def _from_template(row: Row, text: str, bold: str, name: str | None = None) -> Draft:
    """A title that may be `[Name] Title (@Organisation)`, with venues in brackets around it."""
    text, tags = take_tags(without_pictures(text))
    to_check = _removed(row)
    org: tuple[str, ...] = ()
    if match := ORGANISATIONS.search(text):
        org, text = organisations(match[1], to_check), text[: match.start()]
        text, more = take_tags(text)
        tags += more
    title = NUMBER.sub("", text)
    if bracketed := NAME.fullmatch(text.strip()):
        name, title = bracketed[1], bracketed[2]
    elif bold and text.startswith(bold) and not _is_whole(bold, text):
        name = bold
    if name and (tag := read_tag(name, rest := title.removeprefix(name))) and not tag.to_check:
        name, title = None, rest
        tags.append(tag)
    if row.title_key != "name" and "name" in row.cells:
        name = visible(row.cells["name"].text) or name
    title, more = take_tags(title)  # [Name] [ICLR 2024] Title
    found = LAST_VENUE.search(title)
    last = read_tag(found[1], "") if found else None
    if found and last and last.venue and not last.to_check:
        title = title[: found.start()]
        more.append(last)
    title = re.sub(r"\s+(?=: )", "", cleaned(title) or cleaned(name or ""))
    if not title_key(title):
        raise Refused("no title")
    if name is None:
        name = name_before_colon(title)
    draft = Draft(row.line, title, chosen_name(name, title, to_check), org=org, to_check=to_check)
    draft.tags = [*tags, *more]
    return draft


def _is_whole(bold: str, text: str) -> bool:
    return title_key(bold) == title_key(text)


def _texts(row: Row) -> Iterator[Piece]:
    """The texts of columns that may have a venue, a date or names beside what they are for."""
    key = row.title_key
    for name in ("paper", "code", "project"):
        if name in row.cells and name != key:
            yield Piece(without_ids(row.cells[name]))
    for cell in (row.cells.get(key or "", Cell()), row.cells.get("paper", Cell())):
        yield from (Piece(text) for _, text in badge_texts(cell) if read_tag(text, ""))


def _add_people(draft: Draft, row: Row, beside: Sequence[Details]) -> None:
    draft.authors = names(row.cells.get("authors", Cell()).text)
    for details in beside:
        draft.authors = draft.authors or details.authors
    if (org := row.cells.get("org", Cell()).text) and not draft.org:
        draft.org = organisations(org, draft.to_check)


def _add_date(draft: Draft, row: Row, beside: Sequence[Details], context: Context) -> None:
    """The date of its column or beside its title, else that of the arXiv id.

    A year alone, also of the section or the venue, is completed with the first month.
    """
    text = row.cells.get("date", Cell()).text
    written = find_date(text)
    released = arxiv_month(draft.arxiv) if draft.arxiv else ""
    if _is_unread_date(text):
        if not released:
            raise Refused(f"cannot read date {quote(text)}")
        message = f"cannot read date {quote(text)}; used {released} from the arXiv id"
        draft.to_check.append(message)
    venue = row.cells.get("venue", Cell()).text
    found = [written, *(each.date for each in beside), context.date, find_date(venue)]
    address = YEAR_IN_ADDRESS.search(draft.url or "")
    found += [tag.year for tag in draft.tags]
    found += [tag.year for each in beside for tag in each.tags]
    found += [find_date(context.venue), address[1] if address else ""]
    years = [date for date in found if date]
    draft.written = next((date for date in found if date[4:]), "") or released
    if not draft.written:
        if not years:
            raise Refused("no date" if draft.kind != "code" else "no date, and no link to a paper")
        draft.to_check.append(f"only the year is known: {years[0]}")
        draft.written = f"{years[0]}-01"
    with_date(draft, draft.written)


def _is_unread_date(text: str) -> bool:
    """Whether the cell has something else than a date or a venue."""
    if find_date(text) or not any(map(str.isalnum, text)) or text.lower() in NOTHING:
        return False
    tag = read_tag(text, "")
    return not (tag and tag.venue)


def _add_venue(draft: Draft, row: Row, beside: Sequence[Details], context: Context) -> None:
    tags = [
        *_column_tags(row, context),
        *draft.tags,
        *(tag for each in beside for tag in each.tags),
    ]
    venues = list(dict.fromkeys(tag.venue for tag in tags if tag.venue)) or [context.venue]
    draft.venue = venues[0] or None
    draft.to_check += [tag.to_check for tag in tags if tag.to_check]
    draft.to_check += [f"ignored a second venue: {quote(venue)}" for venue in venues[1:]]


def _column_tags(row: Row, context: Context) -> Iterator[Tag]:
    """The venue of its column; its year may be a column or a section of its own."""
    for name in ("venue", "date"):
        text = " ".join(without_pictures(row.cells.get(name, Cell()).text).split())
        if not any(map(str.isalnum, text)) or is_date(text) or text.lower() in NOTHING:
            continue
        written = find_date(row.cells.get("date", Cell()).text)
        year = written if len(written) == 4 else context.date[:4]
        tag = read_tag(text, "") or Tag()
        if not tag.venue and year and not find_date(text):
            tag = read_tag(f"{text} {year}", "") or tag
        elif not tag.venue and not tag.to_check and find_date(text):
            tag = read_tag(text.replace(",", ""), "") or tag
        if name == "venue" and tag == Tag() and not read_venue(text).is_preprint:
            tag = Tag(to_check=f"venue without a clear year left out: {quote(text)}")
        yield tag
