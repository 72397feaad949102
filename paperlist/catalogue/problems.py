"""A mistake in the data, printed as one line that tells a contributor what to change."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]

RuleId = Literal[
    # The file (source.py, parts.py)
    "file-missing",
    "file-type",
    "file-unreadable",
    "file-size",
    "file-empty",
    "file-name",
    "file-and-folder",
    "folder-empty",
    "encoding",
    "byte-order-mark",
    "tab",
    "control-character",
    "merge-conflict",
    "anchor",
    "tag",
    "second-document",
    "nesting",
    "key-type",
    # Its YAML (syntax.py)
    "yaml-syntax",
    "backslash",
    "unclosed-quote",
    "text-after-quote",
    "unclosed-bracket",
    "text-after-bracket",
    "missing-colon",
    "colon-in-text",
    "reserved-character",
    "key-indentation",
    "indentation",
    # Its entries (entries.py, source.py)
    "entry-list",
    "entry-type",
    "unknown-key",
    "repeated-key",
    "missing-key",
    "wrong-type",
    "empty-value",
    # Their values (values.py)
    "text",
    "id",
    "arxiv-id",
    "doi",
    "date",
    "link",
    "repo",
    "author",
    "recommended",
    "pages",
    "kind",
    "publication",
    "state",
    # Rules of one entry (one_entry.py, authors.py)
    "missing-link",
    "refused-link",
    "missing-id",
    "date-before-arxiv",
    "misplaced-id",
    "reserved-id",
    "et-al",
    "joined-names",
    "author-name",
    "repeated-author",
    "repeated-topic",
    "repeated-engine",
    "repeated-step",
    "spaces",
    "full-stop",
    "curly-quotes",
    "text-cut",
    "upper-case-title",
    # Rules of venues (venues.py)
    "venue-year",
    "venue-name",
    # Rules between entries and files (between_entries.py, same_paper.py)
    "repeated-id",
    "former-id",
    "removed-id",
    "repeated-paper",
    "repeated-refusal",
    "seen-and-listed",
    "repeated-list",
    "missing-translation",
    "repository-spelling",
    "unknown-topic",
    "unknown-group",
    "unused-group",
    "unknown-paper",
    "unknown-engine",
    "arxiv-title",
    # The day of the check (dates.py)
    "future-date",
    # facts.json (facts.py)
    "facts-json",
    "facts-value",
    # The site (hooks/site_files.py)
    "address-collision",
]
"""Ids never change, whatever happens to the message; docs/en/contribute.md explains each."""

# Characters that have no width, or may be shown as nothing, and are of no invisible category: the
# rest of Default_Ignorable_Code_Point (https://www.unicode.org/reports/tr44/), and blank Braille.
BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
QUOTED_LENGTH = 80
MAX_PRINTED = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is wrong (line and column from 1), which rule it breaks, and the fix.

    Its texts are printable: the data they quote may be made for a terminal or a workflow.
    """

    path: str
    line: int
    column: int
    rule: RuleId
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        for field in ("path", "message", "hint"):
            object.__setattr__(self, field, printable(getattr(self, field)))

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        head = f"{place}: {self.severity}: {self.message} [{self.rule}]"
        return f"{head}\n  hint: {self.hint}" if self.hint else head


def quote(text: str, longest: int = QUOTED_LENGTH) -> str:
    """The offending value in single quotes, on one line, cut after `longest` characters."""
    return f"'{short(text, longest)}'"


def short(text: str, longest: int = QUOTED_LENGTH) -> str:
    """The same without the quotes."""
    return printable(text if len(text) <= longest else text[:longest] + "…")


def printable(text: str) -> str:
    """One line without control, bidirectional and other invisible characters: "\\u001b" instead."""
    if is_printable(text):
        return text
    return "".join(c if is_printable(c) else f"\\u{ord(c):04x}" for c in text)


def is_printable(text: str) -> bool:
    """As Python says it, and without blank characters."""
    return text.isprintable() and not BLANK.search(text)


def count_of(number: int, noun: str) -> str:
    """A number with its noun, in the plural for any other number than one."""
    if number == 1:
        return f"{number} {noun}"
    return f"{number} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number} {noun}s"


def render_text(problems: Sequence[Problem]) -> str:
    """The first problems as lines of text, and the number of the rest."""
    return "".join(f"{problem}\n" for problem in problems[:MAX_PRINTED]) + _rest(problems)


def render_github(problems: Sequence[Problem]) -> str:
    """Workflow commands: GitHub shows each as an annotation on its line."""
    return "".join(map(_annotation, problems[:MAX_PRINTED])) + _rest(problems)


def _annotation(problem: Problem) -> str:
    hint = f"\nhint: {problem.hint}" if problem.hint else ""
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    message = _data(f"{problem.message} [{problem.rule}]{hint}")
    return f"::{problem.severity} {place}::{message}\n"


def _rest(problems: Sequence[Problem]) -> str:
    number = len(problems) - MAX_PRINTED
    listed = "`paperlist check --format json` lists all"
    return f"{count_of(number, 'more problem')}; {listed}\n" if number > 0 else ""


def as_records(problems: Iterable[Problem]) -> list[dict[str, str | int]]:
    """The same problems as plain values for JSON."""
    return [asdict(problem) for problem in problems]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
