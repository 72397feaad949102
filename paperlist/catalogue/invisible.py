"""Characters that readers do not see, and piles of marks that cover the lines above."""

import re
import unicodedata
from collections import Counter
from itertools import groupby

from paperlist.catalogue.problems import BLANK, is_printable, short

INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
# Scripts with vowel signs and accents need up to four in a row; dozens cover the lines above.
MOST_MARKS = 5
NO_WORDS = re.compile(rf"[^\w\s!-\u00bf]{{{MOST_MARKS + 1},}}")


def is_invisible(character: str) -> bool:
    """Control and format characters, and code points that will never be characters."""
    code = ord(character)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    is_blank = bool(BLANK.match(character))
    return is_noncharacter or is_blank or unicodedata.category(character) in INVISIBLE


def has_pile(text: str) -> bool:
    return any(_without_piles(match) != match[0] for match in NO_WORDS.finditer(text))


def without_invisible(text: str) -> str:
    """The text as readers see it; spaces and line breaks stay."""
    if not is_printable(text):
        text = "".join(c for c in text if c.isspace() or not is_invisible(c))
    return NO_WORDS.sub(_without_piles, text)


def invisible_in(*texts: str) -> str:
    """The code points that `without_invisible` removes, as U+200B; empty if there are none."""
    removed: Counter[str] = Counter()
    for text in texts:
        if (seen := without_invisible(text)) != text:
            removed += Counter(text) - Counter(seen)
    return short(", ".join(f"U+{ord(character):04X}" for character in removed))


def _without_piles(match: re.Match[str]) -> str:
    runs = groupby(match[0], lambda character: unicodedata.category(character) in ("Mn", "Me"))
    parts = ((is_mark, "".join(run)) for is_mark, run in runs)
    return "".join(run for is_mark, run in parts if not is_mark or len(run) <= MOST_MARKS)
