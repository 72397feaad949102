"""The rows of another list, whatever its format: what every reader returns."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from paperlist.catalogue.invisible import without_invisible

# Escaped brackets are text and do not enclose a name; readers replace them by these characters.
LITERAL = {"[": "\ue000", "]": "\ue001"}
BRACKETS = tuple(LITERAL.values())
PARTS = re.compile(f"([{''.join(BRACKETS)}])")


@dataclass(frozen=True)
class Span:
    """A piece of text in one style; a line break is a span of its own.

    All spans of a link have its number; an image has no text.
    """

    text: str
    address: str | None = None
    link: int = 0
    bold: bool = False
    other: bool = False
    """Whether it is in italics or another style."""
    image: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Target:
    """A link: its text, which may be that of an image, and its URL."""

    text: str
    address: str
    label: str = ""


@dataclass(frozen=True)
class Cell:
    """`bold` is the start of the text if it is bold; `rest` is the text outside of links."""

    text: str = ""
    bold: str = ""
    rest: str = ""
    links: tuple[Target, ...] = ()
    images: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Row:
    """`cells` are by field, as columns.py has them; an item that is in no table has `item`.

    `anchors` are the HTML ids beside the heading of the section.
    """

    line: int
    anchors: tuple[str, ...]
    cells: Mapping[str, Cell]
    unread: tuple[str, ...] = ()
    """The text of columns with other names."""
    path: tuple[str, ...] = ()
    """The headings above it, the outer ones first."""
    headers: tuple[str, ...] = ()
    """The header of its table."""
    filled: tuple[str, ...] = ()
    """The headers of the cells that are not empty."""
    unnamed_titles: str | None = None
    """The header of the column with the titles, if no header says which column that is."""

    @property
    def section(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def title_key(self) -> str | None:
        """The column with the title; a table without one may have titles as links or as names."""
        if "title" in self.cells or "item" in self.cells:
            return "item" if "item" in self.cells else "title"
        paper = self.cells.get("paper", Cell())
        is_title = any(len(link.text.split()) > 2 for link in paper.links)
        if "paper" in self.cells and ("name" not in self.cells or is_title):
            return "paper"
        return "name" if "name" in self.cells else None


@dataclass(frozen=True)
class UnreadLine:
    """A line that looks like a row but cannot be read."""

    line: int
    reason: str


def visible_cell(cell: Cell) -> Cell:
    """The cell without invisible characters."""
    links = tuple(replace(link, text=visible(link.text)) for link in cell.links)
    text, bold, rest = map(visible, (cell.text, cell.bold, cell.rest))
    spans = tuple(replace(span, text=visible(span.text)) for span in cell.spans)
    return replace(cell, text=text, bold=bold, rest=rest, links=links, spans=spans)


def visible(text: str) -> str:
    """Without invisible characters, except those that are in the place of a bracket."""
    return "".join(
        part if part in BRACKETS else without_invisible(part) for part in PARTS.split(text)
    )


def is_picture(letter: str) -> bool:
    """An emoji, or one of the invisible characters that modify it."""
    return unicodedata.category(letter) in ("So", "Sk", "Cf") or letter in "\ufe0f\u20e3"
