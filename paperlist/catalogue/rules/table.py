"""All rules about what entries say. Problems of reading a file have no rule here.

To add a rule: its id in `RuleId` (problems.py), a `check_` function with its examples in a module
of this package, a line in RULES, and a row in the tables of docs/*/contribute.md.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from paperlist.catalogue.problems import Problem, RuleId
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.folder import DataFolder
from paperlist.catalogue.rules import (
    authors,
    between_entries,
    dates,
    one_entry,
    refusals,
    same_paper,
    venues,
)

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
    return chain.from_iterable(each_list(data))


def each_refusal(data: DataFolder) -> Iterable[Entry]:
    return data.seen.entries


def all_papers(data: DataFolder) -> Iterable[list[Entry]]:
    return [data.papers.entries]


def all_refusals(data: DataFolder) -> Iterable[list[Entry]]:
    return [data.seen.entries]


def each_path(data: DataFolder) -> Iterable[Entry]:
    return data.paths.entries


def all_other_lists(data: DataFolder) -> Iterable[list[Entry]]:
    return [data.watch.entries]


def each_list(data: DataFolder) -> Iterable[list[Entry]]:
    """The entries of every file; those of all papers are one list."""
    return [each.entries for each in data.lists]


def all_data(data: DataFolder) -> Iterable[DataFolder]:
    return [data]


RULES: tuple[Rule[Any], ...] = (
    Rule("missing-link", one_entry.check_link, each_paper),
    Rule("refused-link", refusals.check_refused_link, each_refusal),
    Rule("missing-id", refusals.check_missing_id, each_refusal),
    Rule("date-before-arxiv", one_entry.check_date, each_paper),
    Rule("misplaced-id", one_entry.check_misplaced_id, each_paper),
    Rule("reserved-id", one_entry.check_reserved_id, each_entry),
    Rule("future-date", dates.check_future, all_data),
    Rule("et-al", authors.check_et_al, each_paper),
    Rule("joined-names", authors.check_joined, each_entry),
    Rule("author-name", authors.check_name, each_paper),
    Rule("repeated-author", authors.check_repeated, each_paper),
    Rule("repeated-topic", one_entry.check_repeated_topic, each_paper),
    Rule("repeated-engine", one_entry.check_repeated_run, each_paper),
    Rule("repeated-step", one_entry.check_repeated_step, each_path),
    Rule("spaces", one_entry.check_spaces, each_entry),
    Rule("full-stop", one_entry.check_full_stop, each_entry),
    Rule("curly-quotes", one_entry.check_quotes, each_entry),
    Rule("text-cut", one_entry.check_text_cut, each_entry),
    Rule("upper-case-title", one_entry.check_upper_case_title, each_paper),
    Rule("venue-year", venues.check_venue_year, each_paper),
    Rule("venue-name", venues.check_venue_name, all_papers),
    Rule("repeated-id", between_entries.check_repeated_id, each_list),
    Rule("former-id", between_entries.check_former_id, each_list),
    Rule("removed-id", refusals.check_removed_id, all_data),
    Rule("repeated-paper", same_paper.check_repeated_paper, all_papers),
    Rule("repeated-refusal", refusals.check_repeated_refusal, all_refusals),
    Rule("seen-and-listed", refusals.check_seen, all_data),
    Rule("repeated-list", between_entries.check_repeated_list, all_other_lists),
    Rule("missing-translation", between_entries.check_translations, each_list),
    Rule("repository-spelling", between_entries.check_repositories, all_papers),
    Rule("unknown-topic", between_entries.check_topics, all_data),
    Rule("unknown-group", between_entries.check_groups, all_data),
    Rule("unused-group", between_entries.check_used_groups, all_data),
    Rule("unknown-paper", between_entries.check_contents, all_data),
    Rule("unknown-engine", between_entries.check_engines, all_data),
    Rule("arxiv-title", between_entries.check_arxiv_title, all_data),
)
