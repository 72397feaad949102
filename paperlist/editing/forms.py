"""The issue forms as GitHub writes them into an issue: headings, each followed by its value.

Anyone may write anything there, headings too: a text is accepted only when every known heading
appears once and its value is one line, or a list with an item on each line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from paperlist.catalogue.problems import quote

# The labels of .github/ISSUE_TEMPLATE/, which become the headings.
ADD = {
    "arXiv id, DOI or link": "paper",
    "Topics": "topics",
    "Code (link)": "code",
    "Short name": "name",
    "Venue": "venue",
    "Why it belongs here": "why",
    "Rules": "rules",
}
CORRECT = {
    "Paper to correct": "paper",
    "What is wrong": "key",
    "Correct value": "value",
    "Source (link)": "why",
}
# Labels that the forms had before; issues with them may still be open.
FORMER = {
    "arXiv id, DOI or address": "arXiv id, DOI or link",
    "arXiv id, DOI, or address of either": "arXiv id, DOI or link",
    "Code": "Code (link)",
    "Paper of the list": "Paper to correct",
    "What it should be": "Correct value",
    "Where this can be seen": "Source (link)",
}
LABELS = {field: label for label, field in (ADD | CORRECT).items() if field != "paper"}
# Only the maintainer reads these.
PROSE = ("why", "rules")
# Their items may be on lines of their own.
LISTS = ("topics", "value")
EMPTY = "_No response_"
MAX_LENGTH = 20_000


class NotAForm(ValueError):
    """The text is not an issue form that was filled in."""


@dataclass(frozen=True)
class Form:
    """`values` by field; a field left empty is missing."""

    kind: Literal["add", "correct"]
    values: Mapping[str, str]


def parse_form(text: str) -> Form:
    """Raises NotAForm with what is wrong."""
    if len(text) > MAX_LENGTH:
        raise NotAForm(f"the text is longer than {MAX_LENGTH} characters")
    lines = text.replace("\r\n", "\n").split("\n")
    headings = [heading for line in lines if (heading := _heading(line))]
    if "<!--" in text:
        raise NotAForm("HTML comments are not allowed")
    kind: Literal["add", "correct"] = "correct" if {*CORRECT} & {*headings} else "add"
    fields, others = (CORRECT, ADD) if kind == "correct" else (ADD, CORRECT)
    if foreign := [name for name in others if name in headings]:
        raise NotAForm(f"the heading '{foreign[0]}' belongs to another form")
    for heading, field in fields.items():
        if heading not in headings and field not in PROSE:
            raise NotAForm(f"the heading '{heading}' is missing; please submit a new form")
        if headings.count(heading) > 1:
            raise NotAForm(f"the heading '{heading}' appears twice")
    return Form(kind, _values(lines, fields))


def _heading(line: str) -> str:
    """The label as the form has it today; empty for any other line."""
    label = line.removeprefix("### ").strip() if line.startswith("### ") else ""
    return FORMER.get(label, label)


def _values(lines: list[str], fields: Mapping[str, str]) -> dict[str, str]:
    written: dict[str, list[str]] = {}
    heading = ""
    for line in lines:
        if (label := _heading(line)) in fields:
            heading = label
        elif heading:
            written.setdefault(heading, []).append(line)
    values = {}
    for name, below in written.items():
        field, value = fields[name], "\n".join(filter(str.strip, below)).strip()
        if field in PROSE or value in ("", EMPTY):
            continue
        if "\n" in value and field not in LISTS:
            raise NotAForm(f"'{name}' must be a single line")
        if other := next(filter(None, map(_heading, below)), ""):
            raise NotAForm(f"the form has no heading {quote(other)}")
        values[field] = value
    return values
