"""All rules about what entries say. Problems of reading a file have no rule here.

To add a rule: its id in `RuleId` (problems.py), a `check_` function with its examples in
entry_rules.py, list_rules.py or seen_rules.py, a line in RULES, and a row in the tables of
docs/*/contribute.md.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from paperlist.catalogue import entry_rules, list_rules, seen_rules
from paperlist.catalogue.entries import Entry
from paperlist.catalogue.folder import DataFolder
from paperlist.catalogue.problems import Problem, RuleId

Part = TypeVar("Part")


@dataclass(frozen=True)
class Rule(Generic[Part]):
    """`check` gets each of the `parts` of the data; its docstring is the rule."""

    id: RuleId
    check: Callable[[Part], Iterator[Problem]]
    parts: Callable[[DataFolder], Iterable[Part]]

    def problems(self, data: DataFolder) -> Iterator[Problem]:
        for part in self.parts(data):
            yield from self.check(part)


def each_paper(data: DataFolder) -> Iterable[Entry]:
    return data.papers.entries


def each_entry(data: DataFolder) -> Iterable[Entry]:
    """The entries of every file."""
    return chain.from_iterable(each_file(data))


def each_refusal(data: DataFolder) -> Iterable[Entry]:
    return data.seen.entries


def all_papers(data: DataFolder) -> Iterable[list[Entry]]:
    return [data.papers.entries]


def all_refusals(data: DataFolder) -> Iterable[list[Entry]]:
    return [data.seen.entries]


def each_file(data: DataFolder) -> Iterable[list[Entry]]:
    return [file.entries for file in data.files.values()]


def all_data(data: DataFolder) -> Iterable[DataFolder]:
    return [data]


RULES: tuple[Rule[Any], ...] = (
    Rule("missing-link", entry_rules.check_link, each_paper),
    Rule("refused-link", seen_rules.check_refused_link, each_refusal),
    Rule("date-before-arxiv", entry_rules.check_date, each_paper),
    Rule("et-al", entry_rules.check_et_al, each_paper),
    Rule("repeated-topic", entry_rules.check_repeated_topic, each_paper),
    Rule("repeated-engine", entry_rules.check_repeated_run, each_paper),
    Rule("spaces", entry_rules.check_spaces, each_entry),
    Rule("full-stop", entry_rules.check_full_stop, each_entry),
    Rule("text-cut", entry_rules.check_text_cut, each_entry),
    Rule("upper-case-title", entry_rules.check_upper_case_title, each_paper),
    Rule("repeated-id", list_rules.check_repeated_id, each_file),
    Rule("former-id", list_rules.check_former_id, each_file),
    Rule("repeated-paper", list_rules.check_repeated_paper, all_papers),
    Rule("repeated-refusal", seen_rules.check_repeated_refusal, all_refusals),
    Rule("seen-and-listed", seen_rules.check_seen, all_data),
    Rule("missing-translation", list_rules.check_translations, each_file),
    Rule("repository-spelling", list_rules.check_repositories, all_papers),
    Rule("unknown-topic", list_rules.check_topics, all_data),
    Rule("unknown-paper", list_rules.check_contents, all_data),
    Rule("unknown-engine", list_rules.check_engines, all_data),
    Rule("arxiv-title", list_rules.check_arxiv_title, all_data),
)
