"""Reads the data folder: a Catalogue, or all problems of the data."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from paperlist.catalogue.model import (
    Catalogue,
    Collection,
    Engine,
    Group,
    Lines,
    OtherList,
    Paper,
    ReadingPath,
    Refusal,
    Topic,
)
from paperlist.catalogue.problems import Problem
from paperlist.catalogue.reading.entries import read_entries
from paperlist.catalogue.reading.facts import load_abstracts, load_facts
from paperlist.catalogue.reading.folder import DataFolder, DataList, read_file, read_papers
from paperlist.catalogue.reading.parts import PAPERS
from paperlist.catalogue.rules.table import RULES

TOPICS = "topics.yaml"
FILES: dict[str, type[BaseModel]] = {
    PAPERS: Paper,
    TOPICS: Topic,
    "groups.yaml": Group,
    "collections.yaml": Collection,
    "engines.yaml": Engine,
    "paths.yaml": ReadingPath,
    "seen.yaml": Refusal,
    "watch.yaml": OtherList,
}
OPTIONAL = ("groups.yaml", "engines.yaml", "paths.yaml", "seen.yaml", "watch.yaml")
"""Without one of these files, its list is empty."""
FACTS = "facts.json"
ABSTRACTS = "abstracts.json"


@dataclass(frozen=True)
class Loaded:
    """The catalogue, or None if a problem is an error; the problems in file order."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]


def load_catalogue(folder: Path | str = "data", shown: str = "data", *, today: str = "") -> Loaded:
    """Read the YAML files, and facts.json if it exists; `shown` is the folder in messages.

    With `today`, a date in the future is an error.
    """
    with _without_collection():
        return validate_folder(read_folder(Path(folder), shown, today))


@contextmanager
def _without_collection() -> Iterator[None]:
    """Garbage collection would look at the same growing tree again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_folder(folder: Path, shown: str, today: str = "") -> DataFolder:
    others = {
        name: read_file(folder / name, f"{shown}/{name}", may_be_missing=name in OPTIONAL)
        for name in FILES
        if name != PAPERS
    }
    facts, problems = load_facts(folder / FACTS, f"{shown}/{FACTS}")
    abstracts, wrong = load_abstracts(folder / ABSTRACTS, f"{shown}/{ABSTRACTS}")
    files = read_papers(folder, shown) | others
    return DataFolder(shown, files, facts, abstracts, (*problems, *wrong), today)


def validate_folder(folder: DataFolder) -> Loaded:
    papers, wrong_papers = read_entries(folder.papers.entries, Paper, folder.today)
    topics, wrong_topics = read_entries(folder.topics.entries, Topic, folder.today)
    groups, wrong_groups = read_entries(folder.groups.entries, Group, folder.today)
    collections, wrong_collections = read_entries(
        folder.collections.entries, Collection, folder.today
    )
    engines, wrong_engines = read_entries(folder.engines.entries, Engine, folder.today)
    paths, wrong_paths = read_entries(folder.paths.entries, ReadingPath, folder.today)
    refusals, wrong_refusals = read_entries(folder.seen.entries, Refusal, folder.today)
    others, wrong_others = read_entries(folder.watch.entries, OtherList, folder.today)
    problems = [*folder.facts_problems]
    problems += [problem for file in folder.files.values() for problem in file.problems]
    problems += [*wrong_papers, *wrong_topics, *wrong_groups, *wrong_collections]
    problems += [*wrong_engines, *wrong_paths, *wrong_refusals, *wrong_others]
    problems += [problem for rule in RULES for problem in rule.problems(folder)]
    problems = _in_file_order(problems, folder)
    if any(problem.severity == "error" for problem in problems):
        return Loaded(None, tuple(problems))
    source = folder.papers.path.removeprefix(f"{folder.path}/")
    catalogue = Catalogue(
        papers,
        topics,
        collections,
        _lines(folder.papers),
        folder.facts,
        folder.abstracts.root,
        engines,
        refusals,
        source,
        paths,
        others,
        groups,
    )
    return Loaded(catalogue, tuple(problems))


def _in_file_order(problems: Iterable[Problem], folder: DataFolder) -> list[Problem]:
    paths = (
        *(file.path for file in folder.files.values()),
        *(f"{folder.path}/{name}" for name in (FACTS, ABSTRACTS)),
    )
    order = {path: number for number, path in enumerate(paths)}
    return sorted(problems, key=lambda p: (order[p.path], p.line, p.column))


def _lines(papers: DataList) -> dict[str, Lines]:
    """The place of each entry, by id."""
    return {
        text.text: Lines(name, entry.node.line, entry.node.end_line)
        for name, file in papers.files.items()
        for entry in file.entries
        if (text := entry.scalar("id"))
    }
