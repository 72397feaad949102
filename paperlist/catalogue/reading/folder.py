"""The files of a data folder, each read and parsed once; a changed text replaces one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from paperlist.catalogue.facts import Facts
from paperlist.catalogue.problems import Problem
from paperlist.catalogue.reading.entries import Entry, plain, split_entries
from paperlist.catalogue.reading.source import Node, Sequence, SourceError, parse_source, read_text


@dataclass(frozen=True)
class DataFile:
    """A YAML file: `root` is None when it cannot be read, and `problems` say why."""

    path: str
    text: str
    root: Node | None
    problems: tuple[Problem, ...]

    @cached_property
    def entries(self) -> list[Entry]:
        return [] if self.root is None else split_entries(self.root, self.path)[0]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Includes the ids of entries with other problems."""
        return frozenset(text.text for entry in self.entries if (text := entry.scalar("id")))

    @property
    def records(self) -> list[dict[str, object]]:
        """The entries as plain values; empty when the file cannot be read."""
        return [plain(entry.node) for entry in self.entries]

    @property
    def is_readable(self) -> bool:
        return isinstance(self.root, Sequence)


@dataclass(frozen=True)
class DataFolder:
    """What the rules read. `path` is the folder in messages, `files` are by name."""

    path: str
    files: Mapping[str, DataFile]
    facts: Facts
    facts_problems: tuple[Problem, ...] = ()

    @property
    def papers(self) -> DataFile:
        return self.files["papers.yaml"]

    @property
    def topics(self) -> DataFile:
        return self.files["topics.yaml"]

    @property
    def collections(self) -> DataFile:
        return self.files["collections.yaml"]

    @property
    def engines(self) -> DataFile:
        return self.files["engines.yaml"]

    @property
    def seen(self) -> DataFile:
        return self.files["seen.yaml"]

    def with_file(self, name: str, file: DataFile) -> "DataFolder":
        return replace(self, files={**self.files, name: file})


def read_file(path: Path, shown: str, *, may_be_missing: bool = False) -> DataFile:
    """`shown` is the path in messages; a file that may be missing is then an empty list."""
    try:
        return parse_file(read_text(path, shown), shown)
    except SourceError as error:
        if may_be_missing and error.problem.rule == "file-missing":
            return parse_file("[]\n", shown)
        return DataFile(shown, "", None, (error.problem,))


def parse_file(text: str, shown: str) -> DataFile:
    try:
        root, repeated = parse_source(text, shown)
    except SourceError as error:
        return DataFile(shown, text, None, (error.problem,))
    return DataFile(shown, text, root, (*repeated, *split_entries(root, shown)[1]))
