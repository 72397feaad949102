"""Repositories that have another name now: the links of all entries that lead to them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paperlist.catalogue.load import validate_folder
from paperlist.catalogue.model import Paper
from paperlist.catalogue.repositories import (
    Repository,
    on_github,
    parse_repository,
    with_repository,
)
from paperlist.editing.correcting import Values, set_values
from paperlist.editing.working_copy import EditError, WorkingCopy


@dataclass(frozen=True)
class Renamed:
    """`files` are the new texts by name."""

    files: Mapping[str, str]
    changes: tuple["Change", ...]


@dataclass(frozen=True)
class Change:
    file: str
    line: int
    """The first of the entry."""
    id: str
    key: str
    value: str


def rename_repositories(copy: WorkingCopy, names: Mapping[str, Repository]) -> Renamed:
    """`names` has the current repository by the key of the former one; raises EditError."""
    values: dict[str, Values] = defaultdict(dict)
    for paper in copy.catalogue.papers:
        for key, value in _values(paper, names):
            values[copy.catalogue.lines[paper.id].file][paper.id, key] = value
    folder = copy.folder
    for name, of_file in values.items():
        folder = folder.with_file(name, set_values(folder.files[name], of_file))
    loaded = validate_folder(folder)
    if loaded.catalogue is None:
        reason = "the entries would be invalid with the new names; nothing was changed"
        raise EditError(reason, loaded.problems)
    lines = loaded.catalogue.lines
    changes = (
        Change(name, lines[entry_id].first, entry_id, key, str(value))
        for name, of_file in values.items()
        for (entry_id, key), value in of_file.items()
    )
    return Renamed({name: folder.files[name].text for name in values}, tuple(changes))


def _values(paper: Paper, names: Mapping[str, Repository]) -> Iterator[tuple[str, str]]:
    code = parse_repository(paper.code or "")
    if paper.code and code and (new := names.get(code.key)):
        yield "code", with_repository(paper.code, new)
    if paper.repo and (new := names.get(on_github(paper.repo).key)):
        yield "repo", new.path
