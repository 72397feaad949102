"""A mistake in the data as one line that can be acted on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]

SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is wrong (line and column from 1), what, and what to write instead."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}"
        return f"{head}\n  hint: {self.hint}" if self.hint else head


def quote(text: str, longest: int = SHOWN) -> str:
    """The offending value in single quotes, on one line, cut after `longest` characters."""
    return f"'{short(text, longest)}'"


def short(text: str, longest: int = SHOWN) -> str:
    """The same without the quotes."""
    cut = text if len(text) <= longest else text[:longest] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def render_text(problems: Iterable[Problem]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def render_github(problems: Iterable[Problem]) -> str:
    """Workflow commands: GitHub shows each as an annotation on its line."""
    return "".join(
        f"::{p.severity} file={_property(p.path)},line={p.line},col={p.column}::"
        f"{_data(p.message + (f'{chr(10)}hint: {p.hint}' if p.hint else ''))}\n"
        for p in problems
    )


def as_records(problems: Iterable[Problem]) -> list[dict[str, str | int]]:
    """The same problems as plain values for JSON."""
    return [asdict(problem) for problem in problems]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
