"""A new entry: made from what a source says, put at its place in the file, nothing else moved."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paperlist.entries import Entry, plain, split_entries
from paperlist.formatting import header_of
from paperlist.layout import render_entry
from paperlist.model import Catalogue, Paper
from paperlist.problems import quote
from paperlist.source import Node, Sequence, SourceError, parse_source
from paperlist.spelling import same_title, title_key
from paperlist.values import ET_AL, MAX_ID
from paperlist.works import SMALL_WORDS, Work, mend_capitals


class NoPlace(Exception):
    """The file is laid out in a way of its own: `paperlist format` helps."""


Record = Mapping[str, str | tuple[str, ...]]

# A title says so much of an id; what follows is dropped.
ID_WORDS = 5


@dataclass(frozen=True)
class Wishes:
    """What the contributor knows and the source does not."""

    topics: tuple[str, ...]
    code: str | None = None
    name: str | None = None
    venue: str | None = None
    recommended: str | None = None


def make_record(work: Work, wishes: Wishes, catalogue: Catalogue, today: str) -> Record:
    """The keys of the new entry in their order; `today` is YYYY-MM-DD."""
    title = mend_capitals(work.title, [paper.title for paper in catalogue.papers])
    name = wishes.name or _name_in(title)
    values = {
        "id": make_id(name or title, work, catalogue),
        "name": name if name != title else None,
        "title": title,
        "authors": work.shown_authors or None,
        "date": work.date,
        "venue": wishes.venue or work.venue,
        "kind": work.kind if work.kind != "paper" else None,
        "arxiv": work.arxiv,
        "doi": work.doi,
        "code": wishes.code,
        "topics": wishes.topics,
        "recommended": wishes.recommended,
        "added": today,
    }
    return {key: value for key in Paper.model_fields if (value := values.get(key))}


def _name_in(title: str) -> str | None:
    """FlashAttention-2 in 'FlashAttention-2: Faster Attention'; two words when one is a number."""
    name, colon, rest = title.partition(": ")
    words = name.split(" ")
    is_name = len(words) == 1 or (len(words) == 2 and re.fullmatch(r"[vV]?[\d.]+", words[1]))
    return name if colon and rest and is_name and len(name) <= 40 else None


def make_id(text: str, work: Work, catalogue: Catalogue) -> str:
    """Words joined by '-'; the year makes it unique where it is taken, then a number."""
    plain_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain_text)
    telling = [word for word in words if word not in SMALL_WORDS] or words
    start = "-".join(telling[:ID_WORDS])[: MAX_ID - 10].strip("-")
    if not re.search("[a-z]", start) or start == "index":
        start = "-".join(re.findall(r"[a-z0-9]+", f"paper-{work.arxiv or work.doi}".lower()))
        start = start[: MAX_ID - 10].strip("-")
    taken = {*catalogue.by_id, *(old for paper in catalogue.papers for old in paper.formerly)}
    if start not in taken:
        return start
    dated = f"{start}-{work.date[:4]}"
    numbered = (f"{dated}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (dated, *numbered) if each not in taken)


def find_known(work: Work, catalogue: Catalogue) -> Paper | None:
    """The paper of the list with this identifier or this title."""

    def is_it(paper: Paper) -> bool:
        same_doi = work.doi and (paper.doi or "").lower() == work.doi.lower()
        same_arxiv = work.arxiv and paper.arxiv == work.arxiv
        return bool(same_arxiv or same_doi or title_key(paper.title) == title_key(work.title))

    return next(filter(is_it, catalogue.papers), None)


def differences(paper: Paper, work: Work, wishes: Wishes) -> Iterator[str]:
    """What the entry lacks or says otherwise, a line each."""
    if not same_title(paper.title, work.title):
        yield f"title is {quote(paper.title)}, {work.source} has {quote(work.title)}"
    if not _same_authors(paper, work):
        known, given = ", ".join(paper.authors) or "nobody", ", ".join(work.shown_authors)
        yield f"authors are {quote(known)}, {work.source} has {quote(given)}"
    given_values = {
        "name": wishes.name,
        "venue": wishes.venue,
        "arxiv": work.arxiv,
        "doi": work.doi,
        "code": wishes.code,
        "recommended": wishes.recommended,
    }
    for key, value in given_values.items():
        known = str(getattr(paper, key) or "")
        if value and known.lower() != value.lower():
            yield (
                f"{key} is {quote(known)}, not {quote(value)}"
                if known
                else (f"{key} is missing: {quote(value)}")
            )
    for topic in wishes.topics:
        if topic not in paper.topics:
            yield f"topics lack {quote(topic)}"


def _same_authors(paper: Paper, work: Work) -> bool:
    """A list that was cut is compared as far as it goes."""
    keys = [[title_key(name) for name in names] for names in (paper.known_authors, work.authors)]
    whole = ET_AL not in paper.authors
    return keys[0] == keys[1] if whole else keys[0] == keys[1][: len(keys[0])]


def insert_entry(text: str, record: Record, shown: str) -> str:
    """The text of the file with the entry at its place; all else is as it was.

    It stands above the first paper of its month or of an older one. Raises NoPlace for a file
    written so that no entry fits between two of its lines.
    """
    root, _ = parse_source(text, shown)
    entries, _ = split_entries(root, shown)
    month = str(record["date"])[:7]
    older = (number for number, entry in enumerate(entries) if _date(entry)[:7] <= month)
    place = next(older, len(entries))
    made = _spliced(text, record, root, place)
    expected = [plain(entry.node) for entry in entries]
    expected.insert(place, {key: _as_read(value) for key, value in record.items()})
    if _read(made, shown) != expected:
        raise NoPlace("an entry cannot be put between the lines of this file")
    return made


def _spliced(text: str, record: Record, root: Node, place: int) -> str:
    entries = root.items if isinstance(root, Sequence) else ()
    ending = "\r" if "\r\n" in text else ""
    indent = " " * (root.column - 1)
    made = [f"{indent}{line}{ending}" for line in render_entry(record).splitlines()]
    lines = text.split("\n")
    if not entries:
        first = root.line - 1  # the line of `[]`, and of a remark behind it
        remark = lines[first].partition("]")[2].strip()
        made += [f"{remark}{ending}"] if remark else []
        return "\n".join([*lines[:first], *made, *lines[first + 1 :]])
    if place < len(entries):
        before = entries[place - 1].end_line if place else len(header_of(lines, root.line))
        first = entries[place].line - 1
        while first > before and lines[first - 1].startswith("#"):
            first -= 1
        made.append(ending)
    else:
        first = entries[-1].end_line
        while first < len(lines) and re.match(" +#", lines[first]):
            first += 1
        made = [ending, *made]
        if first == len(lines):  # the last line has no end
            lines[-1] += ending
            made.append("")
    return "\n".join([*lines[:first], *made, *lines[first:]])


def _date(entry: Entry) -> str:
    found = entry.scalar("date")
    return found.text if found else ""


def _as_read(value: str | tuple[str, ...]) -> object:
    return value if isinstance(value, str) else list(value)


def _read(text: str, shown: str) -> list[object]:
    try:
        root, _ = parse_source(text, shown)
    except SourceError:
        return []
    return [plain(entry.node) for entry in split_entries(root, shown)[0]]
