"""Text of other hosts as plain text: without HTML, MathML, TeX and invisible characters."""

import html
import re
import unicodedata

from paperlist.sources.markup import without_tags
from paperlist.sources.tex import without_tex

INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
# No title of a paper is longer.
LONGEST = 10_000
REST = re.compile(
    r"\\[A-Za-z]|\$[^$]*[\\^_{}][^$]*\$|</?[A-Za-z][\w:.-]*(?:\s[^<>]*=[^<>]*)?/?>|&(?:#|\w+;)"
)


def plain_text(text: str) -> str:
    """One line as a reader would type it."""
    if len(text) > LONGEST:
        return clean_text(text)
    try:
        for _ in range(3):  # some records are encoded twice
            text = html.unescape(without_tags(text))
        return clean_text(unicodedata.normalize("NFC", without_tex(text)))
    except RecursionError:
        return clean_text(text)


def clean_text(text: str) -> str:
    """One line with single spaces and without invisible characters."""
    kept = (c for c in " ".join(text.split()) if unicodedata.category(c) not in INVISIBLE)
    return " ".join("".join(kept).split())


def has_markup(text: str) -> bool:
    """Whether something is left that may be TeX or HTML."""
    return bool(REST.search(text))
