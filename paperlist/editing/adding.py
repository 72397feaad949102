"""A new entry: made from what a source says, put at its place in the file, nothing else moved."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.problems import quote
from paperlist.catalogue.records import read_records
from paperlist.catalogue.source import Node, Sequence, parse_source
from paperlist.catalogue.spelling import same_title, title_key
from paperlist.catalogue.values import ET_AL, MAX_ID
from paperlist.editing.formatting import header_of
from paperlist.editing.layout import line_end, render_entry
from paperlist.sources.identifiers import arxiv_id
from paperlist.sources.metadata import SMALL_WORDS, Work, mend_capitals


class NoPlace(Exception):
    """The file is laid out in a way of its own: `paperlist format` helps."""


Nodes = tuple[Node, ...]
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
        "id": make_id(
            name or title, work.arxiv or work.doi or "", work.date[:4], taken_ids(catalogue)
        ),
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
    return in_order(values)


def in_order(values: Mapping[str, str | tuple[str, ...] | None]) -> Record:
    """The keys of an entry in their order, without those that have no value."""
    return {key: value for key in Paper.model_fields if (value := values.get(key))}


def _name_in(title: str) -> str | None:
    """FlashAttention-2 in 'FlashAttention-2: Faster Attention'; two words when one is a number."""
    name, colon, rest = title.partition(": ")
    words = name.split(" ")
    is_name = len(words) == 1 or (len(words) == 2 and re.fullmatch(r"[vV]?[\d.]+", words[1]))
    return name if colon and rest and is_name and len(name) <= 40 else None


def make_id(text: str, fallback: str, year: str, taken: Container[str]) -> str:
    """Words joined by '-'; the year makes it unique where it is taken, then a number."""
    start = _words_of_id(text) or _words_of_id(f"paper {fallback}")
    if start not in taken:
        return start
    numbered = (f"{start}-{year}-{number}" for number in count(2))
    return next(each for each in chain([f"{start}-{year}"], numbered) if each not in taken)


def _words_of_id(text: str) -> str:
    """The first words that say something; nothing when no letter of ours is among them."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_text)
    telling = [word for word in words if word not in SMALL_WORDS] or words
    made = "-".join(telling[:ID_WORDS])[: MAX_ID - 10].strip("-")
    return made if re.search("[a-z]", made) and made != "index" else ""


def taken_ids(catalogue: Catalogue) -> set[str]:
    return {*catalogue.by_id, *(old for paper in catalogue.papers for old in paper.formerly)}


def find_known(work: Work, catalogue: Catalogue) -> Paper | None:
    """The paper of the list with this arXiv id, else with this DOI, else with this title."""
    title = title_key(work.title)
    tests: list[Callable[[Paper], bool]] = [
        lambda paper: bool(work.arxiv) and arxiv_id(paper.arxiv or "") == work.arxiv,
        lambda paper: bool(work.doi) and (paper.doi or "").lower() == (work.doi or "").lower(),
        lambda paper: bool(title) and title_key(paper.title) == title,
    ]
    found = (paper for test in tests for paper in catalogue.papers if test(paper))
    return next(found, None)


def differences(paper: Paper, work: Work, wishes: Wishes) -> Iterator[str]:
    """What the entry lacks or says otherwise, a line each."""
    if not same_title(paper.title, work.title):
        yield f"title is {quote(paper.title)}, {work.source} has {quote(work.title)}"
    if not _same_authors(paper, work):
        known = quote(", ".join(paper.authors)) if paper.authors else "missing"
        yield f"authors are {known}, {work.source} has {quote(', '.join(work.shown_authors))}"
    given_values = {
        "name": wishes.name,
        "venue": wishes.venue,
        "arxiv": work.arxiv if arxiv_id(paper.arxiv or "") != work.arxiv else None,
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


def insert_entries(text: str, records: Iterable[Record], shown: str) -> str:
    """The text of the file with the entries at their places; all else is as it was.

    Each stands above the first paper of its month or of an older one. Raises NoPlace for a file
    written so that no entry fits between two of its lines.
    """
    entries = read_records(text, shown)
    dates = [str(entry.get("date", ""))[:7] for entry in entries]
    new: dict[int, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: str(record["date"])[:7], reverse=True):
        month = str(record["date"])[:7]
        older = (number for number, date in enumerate(dates) if date <= month)
        new[next(older, len(dates))].append(record)
    return _put(text, entries, new, shown)


def append_entries(text: str, records: Iterable[Record], shown: str) -> str:
    """The same at the end of a file whose order is its own, as that of the topics is."""
    added = list(records)
    entries = read_records(text, shown)
    return _put(text, entries, {len(entries): added} if added else {}, shown)


def _put(
    text: str, entries: list[dict[str, object]], new: Mapping[int, list[Record]], shown: str
) -> str:
    """`entries` are those of the text; `new` has what goes above each of them, by its place."""
    expected = [*entries]
    for place in sorted(new, reverse=True):
        expected[place:place] = [
            {key: _as_read(value) for key, value in record.items()} for record in new[place]
        ]
    made = _spliced(text, parse_source(text, shown)[0], new)
    if read_records(made, shown) != expected:
        raise NoPlace("an entry cannot be put between the lines of this file")
    return made


def _spliced(text: str, root: Node, new: Mapping[int, list[Record]]) -> str:
    """From the end of the file to its start: the lines above a place keep their numbers."""
    entries = root.items if isinstance(root, Sequence) else ()
    ending = line_end(text).removesuffix("\n")
    lines = text.split("\n")
    for place in sorted(new, reverse=True):
        made = [
            f"{' ' * (root.column - 1)}{line}{ending}" if line else ending
            for record in new[place]
            for line in ["", *render_entry(record).splitlines()]
        ][1:]
        if not entries:
            first = root.line - 1  # the line of `[]`, and of a remark behind it
            remark = lines[first].partition("]")[2].strip()
            lines[first : first + 1] = [*made, *([f"{remark}{ending}"] if remark else [])]
        elif place < len(entries):
            first = _above(entries, place, lines, root)
            lines[first:first] = [*made, ending]
        else:
            first = _below(entries[-1], lines)
            at_end = first == len(lines)  # the last line has no end
            lines[-1] += ending if at_end else ""
            lines[first:first] = [ending, *made, *([""] if at_end else [])]
    return "\n".join(lines)


def _above(entries: Nodes, place: int, lines: list[str], root: Node) -> int:
    """Where an entry begins, the comments above it included."""
    before = entries[place - 1].end_line if place else len(header_of(lines, root.line))
    first = entries[place].line - 1
    while first > before and lines[first - 1].startswith("#"):
        first -= 1
    return first


def _below(entry: Node, lines: list[str]) -> int:
    """Where an entry ends, the comments set in below it included."""
    first = entry.end_line
    while first < len(lines) and re.match(" +#", lines[first]):
        first += 1
    return first


def _as_read(value: str | tuple[str, ...]) -> object:
    return value if isinstance(value, str) else list(value)
