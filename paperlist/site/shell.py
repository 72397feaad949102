"""A page of the theme with places to fill in: the theme renders it once for many pages.

The theme gets a marker for each value that differs between these pages; the result is cut at the
markers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MARKER = re.compile("pl0([a-z_]+)0lp")
# The content of a page and scripts keep their white space.
KEPT = re.compile(r"((?<=<article).*\S(?=\s*</article>)|<script\b.*?</script>)", re.DOTALL)
BLANK = re.compile(r"\s*\n\s*")
# White space beside these tags is never shown.
BLOCK = re.compile(r"\n?(</?(?:div|form|header|label|li|link|main|meta|nav|svg|ul)\b[^>]*>)\n?")


def marker(place: str) -> str:
    """Letters and digits only: no template changes them."""
    return f"pl0{place}0lp"


@dataclass(frozen=True)
class Shell:
    pieces: tuple[str, ...]
    """Text and names of places in turn; the first and the last piece are text."""

    @property
    def places(self) -> set[str]:
        return set(self.pieces[1::2])

    def fill(self, values: Mapping[str, str]) -> str:
        pieces = list(self.pieces)
        pieces[1::2] = [values[place] for place in pieces[1::2]]
        return "".join(pieces)


def cut(html: str) -> Shell:
    """A rendered page with markers as a shell."""
    return Shell(tuple(MARKER.split(html)))


def tidy(html: str) -> str:
    """A rendered page without the white space of the theme, and the namespace that HTML implies."""
    parts = KEPT.split(html)
    for place in range(0, len(parts), 2):
        text = BLOCK.sub(r"\1", BLANK.sub("\n", parts[place]))
        parts[place] = text.replace('<svg xmlns="http://www.w3.org/2000/svg"', "<svg")
    return "".join(parts)
