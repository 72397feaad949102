"""The headings above an item."""

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from paperlist.importing.rows import is_picture

# The summary of <details> is below every heading, and a label above nested items below that.
SUMMARY = 7
# 1. or 2.3 or 一、 of a section; a year and "4 bit" stay.
NUMBER = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.、)]\s*|\d{1,2}(?:\.\d{1,2})*\s+(?=[A-Z\u4e00-\u9fff])"
    r"|[一二三四五六七八九十]{1,3}、\s*)(?=\S)"
)
# Every row has those of its section.
MOST_ANCHORS = 20


@dataclass
class Sections:
    """The open headings with their levels, and the HTML ids beside the last one."""

    opened: list[tuple[int, str]] = field(default_factory=list)
    anchors: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.opened if name)

    def open(self, level: int, name: str) -> None:
        self.close(level)
        self.opened.append((level, name))

    def close(self, level: int) -> None:
        """Ends the sections of this level, and those inside of them."""
        self.opened = [each for each in self.opened if each[0] < level]

    def add_anchors(self, ids: list[str], *, is_heading: bool = False) -> None:
        """An id right before a heading belongs to it."""
        kept = self.anchors[-1:] if is_heading else self.anchors
        self.anchors = (*kept, *ids)[-MOST_ANCHORS:]


def heading_text(heading: Token) -> str:
    """A heading without emoji and links back to the contents."""
    text, depth = "", 0
    for token in heading.children or ():
        if token.type == "link_open" and str(token.attrs.get("href", "")).startswith("#"):
            depth += 1
        elif token.type == "link_close" and depth:
            depth -= 1
        elif not depth and token.type not in ("html_inline", "image"):
            text += token.content
    return NUMBER.sub("", without_emoji(text))


def without_emoji(text: str) -> str:
    text = "".join(letter for letter in text if not is_picture(letter))
    return " ".join(re.sub(r"[(（]\s*[)）]", "", text).split())
