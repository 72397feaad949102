"""The issue forms, as GitHub writes them into an issue: headings, and below each what was typed.

Anyone may write anything there, headings too: a text is taken when every known heading stands once
and its value is one line, and refused otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# The labels of .github/ISSUE_TEMPLATE/, which become the headings.
ADD = {
    "arXiv id, DOI, or address of either": "paper",
    "Topics": "topics",
    "Code": "code",
    "Short name": "name",
    "Venue": "venue",
    "Why it belongs here": "why",
    "Rules": "rules",
}
CORRECT = {
    "Paper of the list": "paper",
    "What is wrong": "key",
    "What it should be": "value",
    "Where this can be seen": "why",
}
# Written for the maintainer, who reads it; no command does.
PROSE = ("why", "rules")
EMPTY = "_No response_"
MOST = 20_000


class NotAForm(ValueError):
    """The text is not what the form gives."""


@dataclass(frozen=True)
class Form:
    """`values` by field; a field left empty is missing."""

    kind: Literal["add", "correct"]
    values: Mapping[str, str]


def parse_form(text: str) -> Form:
    """Raises NotAForm with what is wrong."""
    if len(text) > MOST:
        raise NotAForm(f"the text is longer than {MOST} characters")
    lines = text.replace("\r\n", "\n").split("\n")
    headings = [line.removeprefix("### ").strip() for line in lines if line.startswith("### ")]
    if "<!--" in text:
        raise NotAForm("it holds a comment, which nobody would see")
    kind: Literal["add", "correct"] = "correct" if "Paper of the list" in headings else "add"
    fields, others = (CORRECT, ADD) if kind == "correct" else (ADD, CORRECT)
    if strange := [name for name in others if name in headings]:
        raise NotAForm(f"the heading '{strange[0]}' is of another form")
    for heading, field in fields.items():
        if heading not in headings and field not in PROSE:
            raise NotAForm(f"the heading '{heading}' is missing: fill the form in anew")
        if headings.count(heading) > 1:
            raise NotAForm(f"the heading '{heading}' stands there twice")
    return Form(kind, _values(lines, fields))


def _values(lines: list[str], fields: Mapping[str, str]) -> dict[str, str]:
    written: dict[str, list[str]] = {}
    heading = ""
    for line in lines:
        if line.startswith("### ") and (name := line.removeprefix("### ").strip()) in fields:
            heading = name
        elif heading:
            written.setdefault(heading, []).append(line)
    values = {}
    for name, found in written.items():
        value = "\n".join(found).strip()
        if fields[name] in PROSE or value in ("", EMPTY):
            continue
        if "\n" in value:
            raise NotAForm(f"'{name}' holds more than one line")
        values[fields[name]] = value
    return values
