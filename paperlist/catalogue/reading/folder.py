"""The files of a data folder, each read and parsed once; a changed text replaces one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from paperlist.catalogue.facts import Abstracts, Facts
from paperlist.catalogue.problems import Problem
from paperlist.catalogue.reading import parts
from paperlist.catalogue.reading.entries import Entry, plain, split_entries
from paperlist.catalogue.reading.source import Node, Sequence, SourceError, parse_source, read_text


@dataclass(frozen=True)
class DataFile:
    """A YAML file: `root` is None when it cannot be read, and `problems` say why."""

    path: str
    text: str
    root: Node | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    @property
    def records(self) -> list[dict[str, object]]:
        """The entries as plain values; empty when the file cannot be read."""
        return [plain(entry.node) for entry in self.entries]

    @property
    def newest_month(self) -> str:
        dates = (entry.scalar("date") for entry in self.entries)
        return max((date.text[:7] for date in dates if date), default="")


@dataclass(frozen=True)
class DataList:
    """All entries of one kind; `path` is their file in messages, or the folder of the parts."""

    path: str
    files: Mapping[str, DataFile]

    @cached_property
    def entries(self) -> list[Entry]:
        return [entry for file in self.files.values() for entry in file.entries]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Includes the ids of entries with other problems."""
        return frozenset(text.text for entry in self.entries if (text := entry.scalar("id")))

    @property
    def is_readable(self) -> bool:
        return all(isinstance(file.root, Sequence) for file in self.files.values())

    @property
    def newest(self) -> str:
        """The file for new entries: the first of those whose newest paper is of the last month."""
        return max(self.files, key=lambda name: self.files[name].newest_month)


@dataclass(frozen=True)
class DataFolder:
    """What the rules read. `path` is the folder in messages.

    `files` are by name; the parts of the list are in its order, as papers/2024.yaml. `today` is
    YYYY-MM-DD, or empty where the result must not depend on the day, as in a build.
    """

    path: str
    files: Mapping[str, DataFile]
    facts: Facts
    abstracts: Abstracts
    facts_problems: tuple[Problem, ...] = ()
    today: str = ""

    @cached_property
    def papers(self) -> DataList:
        if parts.PAPERS in self.files:
            return self._list(parts.PAPERS)
        files = {name: file for name, file in self.files.items() if parts.is_part(name)}
        return DataList(f"{self.path}/{parts.FOLDER}", files)

    @cached_property
    def topics(self) -> DataList:
        return self._list("topics.yaml")

    @cached_property
    def groups(self) -> DataList:
        return self._list("groups.yaml")

    @cached_property
    def collections(self) -> DataList:
        return self._list("collections.yaml")

    @cached_property
    def engines(self) -> DataList:
        return self._list("engines.yaml")

    @cached_property
    def paths(self) -> DataList:
        return self._list("paths.yaml")

    @cached_property
    def seen(self) -> DataList:
        return self._list("seen.yaml")

    @cached_property
    def watch(self) -> DataList:
        return self._list("watch.yaml")

    @property
    def lists(self) -> tuple[DataList, ...]:
        return (
            *(self.papers, self.topics, self.groups, self.collections),
            *(self.engines, self.paths, self.seen, self.watch),
        )

    def with_file(self, name: str, file: DataFile) -> "DataFolder":
        return replace(self, files={**self.files, name: file})

    def _list(self, name: str) -> DataList:
        return DataList(f"{self.path}/{name}", {name: self.files[name]})


def read_papers(folder: Path, shown: str) -> dict[str, DataFile]:
    """The file or files with papers, by name and in the order of the list."""
    try:
        names = parts.paper_files(folder, shown)
    except SourceError as error:
        return {parts.PAPERS: _unreadable(error, "")}
    files = {name: read_file(folder / name, f"{shown}/{parts.shown_name(name)}") for name in names}
    return {
        name: replace(file, problems=(*parts.check_name(name, file.path), *file.problems))
        for name, file in files.items()
    }


def read_file(path: Path, shown: str, *, may_be_missing: bool = False) -> DataFile:
    """`shown` is the path in messages; a file that may be missing is then an empty list."""
    try:
        return parse_file(read_text(path, shown), shown)
    except SourceError as error:
        if may_be_missing and error.problem.rule == "file-missing":
            return parse_file("[]\n", shown)
        return _unreadable(error, "")


def parse_file(text: str, shown: str) -> DataFile:
    try:
        root, repeated = parse_source(text, shown)
    except SourceError as error:
        return _unreadable(error, text)
    entries, problems = split_entries(root, shown)
    return DataFile(shown, text, root, tuple(entries), (*repeated, *problems))


def _unreadable(error: SourceError, text: str) -> DataFile:
    return DataFile(error.problem.path, text, None, (), (error.problem,))
