"""The entries of the data files as written: what the rules read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from paperlist.catalogue.entries import Entry, split_entries
from paperlist.catalogue.model import ArxivRecord
from paperlist.catalogue.problems import Problem
from paperlist.catalogue.source import Sequence, SourceError, load_source, parse_source


@dataclass(frozen=True)
class DataFile:
    """The entries of one file; an empty list if the file is not a list in YAML."""

    entries: list[Entry]
    problems: list[Problem]
    is_readable: bool = True

    @cached_property
    def ids(self) -> frozenset[str]:
        """An entry with other mistakes counts too."""
        return frozenset(text.text for entry in self.entries if (text := entry.scalar("id")))


@dataclass(frozen=True)
class Data:
    """Everything a rule may look at."""

    papers: DataFile
    topics: DataFile
    collections: DataFile
    arxiv: Mapping[str, ArxivRecord]
    """What arXiv says of a paper, by arXiv id, from facts.json."""

    @property
    def files(self) -> tuple[DataFile, ...]:
        return self.papers, self.topics, self.collections


def read_file(path: Path, shown: str, text: str | None = None) -> DataFile:
    """`text` is read in place of the file, `shown` is the path in messages."""
    try:
        read = load_source(path, shown) if text is None else parse_source(text, shown)
    except SourceError as error:
        return DataFile([], [error.problem], is_readable=False)
    root, repeated_keys = read
    entries, problems = split_entries(root, shown)
    return DataFile(entries, repeated_keys + problems, isinstance(root, Sequence))
