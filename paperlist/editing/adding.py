"""Papers added to the data: new entries are inserted, papers already listed are compared."""

from collections.abc import Iterable
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.folder import DataFile
from paperlist.editing.inserting import insert_entries
from paperlist.editing.known import differences, find_known
from paperlist.editing.new_entry import Overrides, make_record
from paperlist.editing.working_copy import WorkingCopy, checked, entry_text
from paperlist.sources.metadata import Metadata

Addition = tuple[Metadata, Overrides]


@dataclass(frozen=True)
class NewEntry:
    """`text` is the entry as it is in the file, `line` its first line."""

    id: str
    line: int
    text: str
    fixed_title: str = ""
    """The title, when the one of the source was all upper case."""


@dataclass(frozen=True)
class KnownPaper:
    paper: Paper
    line: int
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Added:
    """`text` is the new text of papers.yaml; `warnings` are those of the new entries."""

    text: str
    entries: tuple[NewEntry, ...]
    known: tuple[KnownPaper, ...]
    warnings: tuple[Problem, ...]


def add_papers(copy: WorkingCopy, additions: Iterable[Addition], today: str) -> Added:
    """The data with these papers; raises EditError when one of them cannot be added.

    Two additions of one paper give one entry: the second is compared with the first.
    """
    file, catalogue, problems = copy.papers, copy.catalogue, tuple[Problem, ...]()
    titles: dict[str, str] = {}
    known = []
    for metadata, overrides in additions:
        if paper := find_known(metadata, catalogue):
            line = catalogue.lines[paper.id][0]
            known.append(KnownPaper(paper, line, tuple(differences(paper, metadata, overrides))))
            continue
        record = make_record(metadata, overrides, catalogue, today)
        file = insert_entries(file, [record])
        entry = f"the entry of {quote(metadata.title)}"
        loaded = checked(copy, file, f"{entry} would be invalid; nothing was added")
        catalogue, problems = loaded.catalogue or catalogue, loaded.problems
        title = str(record["title"])
        titles[str(record["id"])] = title if title != metadata.title else ""
    entries = tuple(_entry(file, each, catalogue.lines[each], titles[each]) for each in titles)
    spans = [catalogue.lines[each] for each in titles]
    warnings = [
        problem
        for problem in problems
        if problem.path == file.path and any(first <= problem.line <= last for first, last in spans)
    ]
    return Added(file.text, entries, tuple(known), tuple(warnings))


def needs_topics(metadata: Metadata, overrides: Overrides, catalogue: Catalogue) -> bool:
    """A new entry needs a topic; a paper that is already listed has one."""
    return not overrides.topics and find_known(metadata, catalogue) is None


def _entry(file: DataFile, entry_id: str, span: tuple[int, int], fixed_title: str) -> NewEntry:
    return NewEntry(entry_id, span[0], entry_text(file, span), fixed_title)
