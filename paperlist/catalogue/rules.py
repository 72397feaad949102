"""All rules of the data, and what each id in brackets after a message means.

To add a rule: its id in `RuleId` (problems.py), a `check_` function with its examples in
entry_rules.py, list_rules.py or seen_rules.py, a line in RULES, and a row in the tables of
docs/*/contribute.md.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
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

    @property
    def sentence(self) -> str:
        """The first paragraph of the docstring."""
        return " ".join((inspect.getdoc(self.check) or "").partition("\n\n")[0].split())


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
"""Every check of what entries say. Problems of reading a file have no check of their own."""

OTHER_IDS: Mapping[RuleId, str] = {
    "file-missing": "The files papers.yaml, topics.yaml and collections.yaml exist.",
    "file-type": "A data file is a file, not a folder.",
    "file-unreadable": "A data file can be opened.",
    "file-size": "A data file is not larger than 50 MB.",
    "file-empty": "A data file is not empty; an empty list is `[]`.",
    "encoding": "A data file is UTF-8 text.",
    "byte-order-mark": "A data file does not start with a byte order mark.",
    "tab": "Indentation and text have no tab characters.",
    "control-character": "A file has no control characters.",
    "merge-conflict": "A file has no markers of a merge conflict.",
    "anchor": "YAML anchors and aliases are not used.",
    "tag": "YAML tags are not used.",
    "second-document": "A file is one YAML document.",
    "nesting": "Values are not nested deeper than 20 levels.",
    "key-type": "A key is text, not a list or a mapping.",
    "yaml-syntax": "A file is valid YAML.",
    "backslash": "A backslash in double quotes is doubled, or part of a YAML escape.",
    "unclosed-quote": "A quote is closed.",
    "text-after-quote": "No text follows a closing quote.",
    "unclosed-bracket": "A bracket is closed.",
    "text-after-bracket": "No text follows a closing bracket.",
    "missing-colon": "A line is `key: value`, or continues the text above it.",
    "colon-in-text": "Text with a colon and a space is in quotes.",
    "reserved-character": "Text that starts with a character reserved by YAML is in quotes.",
    "key-indentation": "The keys of an entry start in the same column.",
    "indentation": "A line is indented like the lines it belongs to.",
    "entry-list": "A data file is a list of entries.",
    "entry-type": "An entry has keys.",
    "unknown-key": "A key is one of those the file has a field for.",
    "repeated-key": "An entry has a key once.",
    "missing-key": "An entry has the required keys.",
    "wrong-type": "A value is text, a list or a list of items, as its key requires.",
    "empty-value": "A value or a required list is not empty.",
    "text": "Text is one line of at most 1000 visible characters.",
    "id": "An id is lowercase letters and digits joined by '-'.",
    "arxiv-id": "An arXiv id is the number alone, without version or address.",
    "doi": "A DOI is written without the address of doi.org.",
    "date": "A date is YYYY-MM-DD, or YYYY-MM where no day is required.",
    "link": "A link is a valid https:// address.",
    "repo": "A repository is owner/name on GitHub.",
    "author": "A list of authors that is cut ends with 'et al.', in this spelling.",
    "recommended": "A recommendation is 2 or 3.",
    "pages": "A number of pages is digits only.",
    "kind": "A kind is one of paper, report, blog, docs and code.",
    "state": "A state is documented or implemented.",
    "facts-json": "facts.json is valid JSON.",
    "facts-value": "facts.json has the keys and values that `paperlist refresh` writes.",
    "address-collision": "No file of docs/ has the address of a generated page or file.",
}
"""The other ids: of problems found while a file is read, and while the site is built."""

RULE_IDS: Mapping[RuleId, str] = {**OTHER_IDS, **{rule.id: rule.sentence for rule in RULES}}
