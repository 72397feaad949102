"""A paper removed from the list: its entry goes, and seen.yaml says when and why."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from paperlist.catalogue.model import Catalogue, Lines, Paper, Refusal
from paperlist.catalogue.problems import quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.folder import DataFile, parse_file
from paperlist.editing.inserting import NoPlace, append_entries, end_of
from paperlist.editing.layout import line_end
from paperlist.editing.new_entry import Record
from paperlist.editing.working_copy import WorkingCopy, checked, entry_text, find_entry

SEEN = "seen.yaml"


class Written(NamedTuple):
    """An entry as it is in a file, from `line` on."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Removed:
    """`texts` are the new texts of the two files, `old` the entry of the paper in its file, and
    `new` what seen.yaml says of it."""

    texts: Mapping[str, str]
    old: Written
    new: Written
    mentions: tuple[str, ...]
    """Where else the list names the paper, for a person to look at."""


def remove_paper(copy: WorkingCopy, paper_id: str, reason: str, today: str) -> Removed:
    """The data without this paper; raises EditError when that is not possible."""
    paper, name = copy.catalogue.by_id[paper_id], copy.catalogue.lines[paper_id].file
    file = copy.folder.files[name]
    entry = find_entry(file, paper_id)
    old = Lines(name, entry.node.line, end_of(entry.node, file.text.split("\n")))
    papers = _without(file, entry, old)
    seen = append_entries(copy.folder.files[SEEN], [_record(paper, reason, today)])
    changed = copy.folder.with_file(name, papers).with_file(SEEN, seen)
    failure = f"without {quote(paper_id)} the data would be invalid; nothing was removed"
    loaded = checked(changed, failure)
    node = seen.entries[-1].node
    new = Lines(SEEN, node.line, node.end_line)
    return Removed(
        # The reason first: after an interruption the check reports a paper that is in both files.
        texts={SEEN: seen.text, name: papers.text},
        old=Written(name, old.first, entry_text(file, old)),
        new=Written(SEEN, new.first, entry_text(seen, new)),
        mentions=tuple(_mentions(paper, loaded.catalogue or copy.catalogue)),
    )


def _record(paper: Paper, reason: str, today: str) -> Record:
    """What stays of a paper; its code only if nothing else leads to it."""
    has_link = paper.arxiv or paper.doi or paper.url
    values = {
        "id": paper.id,
        "formerly": paper.formerly,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "url": paper.url,
        "code": None if has_link else paper.code,
        "title": paper.title,
        "reason": reason,
        "date": today,
    }
    return {key: value for key in Refusal.model_fields if (value := values[key])}


def _without(file: DataFile, entry: Entry, lines: Lines) -> DataFile:
    """The file without an entry, which has these lines; the comments above it stay.

    Raises NoPlace when the entry shares a line with another.
    """
    others = zip(file.entries, file.records, strict=True)
    expected = [record for each, record in others if each is not entry]
    rows = file.text.split("\n")
    first, last = lines.first - 1, lines.last
    if expected:
        first, last = _with_gap(rows, first, last)
    rows[first:last] = [] if expected else [f"[]{line_end(file.text)}".removesuffix("\n")]
    made = parse_file("\n".join(rows), file.path)
    if made.root is None or made.records != expected:
        raise NoPlace(file.path, "the entry shares its lines with others")
    return made


def _with_gap(rows: list[str], first: int, last: int) -> tuple[int, int]:
    """Of the blank lines above and below an entry, one group goes with it."""
    if last < len(rows) and rows[last].strip():
        return first, last
    while first and not rows[first - 1].strip():
        first -= 1
    while first == 0 and last < len(rows) and not rows[last].strip():
        last += 1
    return first, last


def _mentions(paper: Paper, catalogue: Catalogue) -> Iterator[str]:
    """The collections that contain it, and the notes that have its name or its title."""
    for collection in catalogue.collections:
        if paper.id in collection.papers:
            yield f"collection {quote(collection.id)} contains it, and links to its page"
    names = "|".join(re.escape(name) for name in (paper.title, paper.name) if name)
    for other in catalogue.papers:
        is_named = re.search(rf"(?<!\w)(?:{names})(?!\w)", other.note or "")
        if other is not paper and is_named:
            file, line, _ = catalogue.lines[other.id]
            yield f"{file}:{line}: the note of {quote(other.id)} names it"
