"""The data folder to a Catalogue, or to everything that is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from paperlist.catalogue import rules
from paperlist.catalogue.entries import Entry, Shape, read_entry
from paperlist.catalogue.facts import load_facts
from paperlist.catalogue.folder import DataFile, DataFolder, read_file
from paperlist.catalogue.model import Catalogue, Collection, Paper, Topic
from paperlist.catalogue.problems import Problem

PAPERS, TOPICS = "papers.yaml", "topics.yaml"
FILES: dict[str, type[BaseModel]] = {
    PAPERS: Paper,
    TOPICS: Topic,
    "collections.yaml": Collection,
}


FACTS = "facts.json"


@dataclass(frozen=True)
class Loaded:
    """The catalogue, or None when a problem is an error; the problems in file order."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]


def load_catalogue(folder: Path | str = "data", shown: str = "data") -> Loaded:
    """Reads the YAML files and facts.json, if any; messages call the folder `shown`."""
    return validate_folder(read_folder(Path(folder), shown))


def read_folder(folder: Path, shown: str) -> DataFolder:
    files = {name: read_file(folder / name, f"{shown}/{name}") for name in FILES}
    facts, problems = load_facts(folder / FACTS, f"{shown}/{FACTS}")
    return DataFolder(shown, files, facts, tuple(problems))


def validate_folder(folder: DataFolder) -> Loaded:
    papers, topics, collections = (_Records.of(folder.files[name]) for name in FILES)
    facts, problems = folder.facts, [*folder.facts_problems]
    problems += [*papers.problems, *topics.problems, *collections.problems]
    catalogue = Catalogue(
        papers=tuple(papers.read(Paper, problems)),
        topics=tuple(topics.read(Topic, problems)),
        collections=tuple(collections.read(Collection, problems)),
        lines={
            found.text: (entry.node.line, entry.node.end_line)
            for entry in papers.entries
            if (found := entry.scalar("id"))
        },
        stars=facts.stars,
        arxiv=facts.arxiv,
    )
    problems += _broken_rules(papers, topics, collections)
    for entry in papers.entries:
        problems += rules.check_arxiv_title(entry, facts.arxiv)
    order = [f"{folder.path}/{name}" for name in (*FILES, FACTS)]
    problems.sort(key=lambda p: (order.index(p.path), p.line, p.column))
    failed = any(problem.severity == "error" for problem in problems)
    return Loaded(None if failed else catalogue, tuple(problems))


@dataclass(frozen=True)
class _Records:
    """The entries of one file; unreadable when it is no YAML, or no list."""

    entries: list[Entry]
    problems: list[Problem]
    unreadable: bool = False

    @classmethod
    def of(cls, file: DataFile) -> "_Records":
        return cls(file.entries, [*file.problems], unreadable=not file.is_readable)

    def read(self, model: type[Shape], problems: list[Problem]) -> list[Shape]:
        """The entries of good shape; what is wrong with the others joins `problems`."""
        good = []
        for entry in self.entries:
            value, found = read_entry(entry, model)
            problems.extend(found)
            if value is not None:
                good.append(value)
        return good

    @property
    def ids(self) -> set[str]:
        return {found.text for entry in self.entries if (found := entry.scalar("id"))}


def _broken_rules(papers: _Records, topics: _Records, collections: _Records) -> Iterator[Problem]:
    """A file that cannot be read makes no false alarms in the others."""
    for records in (papers, topics, collections):
        yield from rules.check_unique_ids(records.entries)
        yield from rules.check_former_ids(records.entries)
        for entry in records.entries:
            yield from rules.check_spaces(entry)
            yield from rules.check_remarks(entry)
    yield from rules.check_unique_papers(papers.entries)
    yield from rules.check_repositories(papers.entries)
    for entry in papers.entries:
        for check in (rules.check_has_link, rules.check_date, rules.check_authors):
            yield from check(entry)
        yield from rules.check_capitals(entry)
        if not topics.unreadable:
            yield from rules.check_topics(entry, topics.ids)
    if not papers.unreadable:
        for entry in collections.entries:
            yield from rules.check_contents(entry, papers.ids)
