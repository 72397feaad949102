"""Reads the data folder: a Catalogue, or all problems of the data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from paperlist.catalogue.data import Data, read_file
from paperlist.catalogue.entries import Entry, read_entries
from paperlist.catalogue.facts import load_facts
from paperlist.catalogue.model import Catalogue, Collection, Paper, Topic
from paperlist.catalogue.problems import Problem
from paperlist.catalogue.rules import RULES

PAPERS, TOPICS = "papers.yaml", "topics.yaml"
FILES: dict[str, type[BaseModel]] = {
    PAPERS: Paper,
    TOPICS: Topic,
    "collections.yaml": Collection,
}
FACTS = "facts.json"


@dataclass(frozen=True)
class Loaded:
    """The catalogue, or None if a problem is an error; the problems in file order."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]


def load_catalogue(
    folder: Path | str = "data", shown: str = "data", texts: Mapping[str, str] | None = None
) -> Loaded:
    """Read the YAML files, and facts.json if it exists; `shown` is the folder in messages.

    `texts`, by file name, are read in place of the files.
    """
    folder = Path(folder)
    texts = texts or {}
    facts, problems = load_facts(folder / FACTS, f"{shown}/{FACTS}")
    papers, topics, collections = (
        read_file(folder / name, f"{shown}/{name}", texts.get(name)) for name in FILES
    )
    data = Data(papers, topics, collections, facts.arxiv)
    good_papers, wrong_papers = read_entries(papers.entries, Paper)
    good_topics, wrong_topics = read_entries(topics.entries, Topic)
    good_collections, wrong_collections = read_entries(collections.entries, Collection)
    problems += [problem for file in data.files for problem in file.problems]
    problems += [*wrong_papers, *wrong_topics, *wrong_collections]
    problems += [problem for rule in RULES for problem in rule.problems(data)]
    problems = _in_file_order(problems, shown)
    if any(problem.severity == "error" for problem in problems):
        return Loaded(None, tuple(problems))
    lines = _lines(papers.entries)
    catalogue = Catalogue(
        good_papers, good_topics, good_collections, lines, facts.stars, facts.arxiv
    )
    return Loaded(catalogue, tuple(problems))


def _in_file_order(problems: Iterable[Problem], shown: str) -> list[Problem]:
    order = {f"{shown}/{name}": number for number, name in enumerate((*FILES, FACTS))}
    return sorted(problems, key=lambda p: (order[p.path], p.line, p.column))


def _lines(entries: Iterable[Entry]) -> dict[str, tuple[int, int]]:
    """The first and last line of each entry, by id."""
    return {
        text.text: (entry.node.line, entry.node.end_line)
        for entry in entries
        if (text := entry.scalar("id"))
    }
