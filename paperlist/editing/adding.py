"""Papers added to the data: new entries are inserted, papers already listed are compared."""

from collections.abc import Iterable
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue, Lines, Paper
from paperlist.catalogue.problems import Problem, quote
from paperlist.editing.inserting import insert_entries
from paperlist.editing.known import (
    differences,
    find_known,
    find_listed,
    given_differences,
    require_not_seen,
)
from paperlist.editing.new_entry import Overrides, make_record
from paperlist.editing.working_copy import WorkingCopy, checked, entry_text
from paperlist.sources.identifiers import Identifier
from paperlist.sources.metadata import Metadata

Addition = tuple[Metadata, Overrides]


@dataclass(frozen=True)
class NewEntry:
    """`text` is the entry as it is in the file, from `line` on."""

    id: str
    line: int
    text: str
    title: str
    is_recased: bool = False
    """The title of the source was all upper case."""
    removed: str = ""
    """The invisible characters that the source has in its texts: U+200B, U+2800."""


@dataclass(frozen=True)
class KnownPaper:
    paper: Paper
    lines: Lines
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Added:
    """`text` is the new text of the file; `warnings` are those of the new entries."""

    file: str
    text: str
    entries: tuple[NewEntry, ...]
    known: tuple[KnownPaper, ...]
    warnings: tuple[Problem, ...]


def add_papers(copy: WorkingCopy, additions: Iterable[Addition], today: str) -> Added:
    """The data with these papers; raises EditError when one of them cannot be added.

    In a list in parts, new entries go to the part that has the newest paper, whatever their date.
    Two additions of one paper give one entry: the second is compared with the first.
    """
    name = copy.folder.papers.newest
    file, catalogue = copy.folder.files[name], copy.catalogue
    problems: tuple[Problem, ...] = ()
    made: dict[str, Metadata] = {}
    known = []
    for metadata, overrides in additions:
        if paper := find_known(metadata, catalogue):
            different = tuple(differences(paper, metadata, overrides))
            known.append(KnownPaper(paper, catalogue.lines[paper.id], different))
            continue
        require_not_seen(catalogue, arxiv=metadata.arxiv, doi=metadata.doi, title=metadata.title)
        record = make_record(metadata, overrides, catalogue, today)
        file = insert_entries(file, [record])
        entry = f"the entry of {quote(metadata.title)}"
        changed = copy.folder.with_file(name, file)
        loaded = checked(changed, f"{entry} would be invalid; nothing was added")
        catalogue, problems = loaded.catalogue or catalogue, loaded.problems
        made[str(record["id"])] = metadata
    spans = [catalogue.lines[each] for each in made]
    entries = tuple(
        _new_entry(catalogue.by_id[each], span, entry_text(file, span), made[each])
        for each, span in zip(made, spans, strict=True)
    )
    warnings = [
        problem
        for problem in problems
        if problem.path == file.path and any(_is_in(problem.line, span) for span in spans)
    ]
    return Added(name, file.text, entries, tuple(known), tuple(warnings))


def _new_entry(paper: Paper, lines: Lines, text: str, metadata: Metadata) -> NewEntry:
    is_recased = paper.title != metadata.title
    return NewEntry(paper.id, lines.first, text, paper.title, is_recased, metadata.removed)


def listed_papers(
    identifiers: Iterable[Identifier], overrides: Overrides, catalogue: Catalogue
) -> dict[Identifier, KnownPaper]:
    """Those that are listed already: no host is asked for them."""
    return {
        each: KnownPaper(
            paper, catalogue.lines[paper.id], tuple(given_differences(paper, overrides))
        )
        for each in identifiers
        if (paper := find_listed(each, catalogue))
    }


def needs_topics(metadata: Metadata, overrides: Overrides, catalogue: Catalogue) -> bool:
    """A new entry needs a topic; a paper that is already listed has one."""
    return not overrides.topics and find_known(metadata, catalogue) is None


def _is_in(line: int, lines: Lines) -> bool:
    return lines.first <= line <= lines.last
