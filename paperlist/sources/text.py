"""Text of other hosts as plain text: without HTML, MathML, TeX and invisible characters."""

import html
import re
import unicodedata

from paperlist.catalogue.invisible import invisible_in, without_invisible
from paperlist.sources.markup import without_tags
from paperlist.sources.tex import without_tex

# No title of a paper is longer, also with all its markup.
LONGEST = 10_000
# Some records are encoded twice.
TIMES_ENCODED = 3
REST = re.compile(
    r"\\[A-Za-z]|\$[^$]*[\\^_{}][^$]*\$|</?[A-Za-z][\w:.-]*(?:\s[^<>]*=[^<>]*)?/?>|&(?:#|\w+;)"
)


def plain_text(text: str) -> str:
    """One line as a reader would type it."""
    if len(text) > LONGEST:
        return clean_text(text[:LONGEST])
    try:
        for _ in range(TIMES_ENCODED):
            text = html.unescape(without_tags(text))
        return clean_text(unicodedata.normalize("NFC", without_tex(text)))
    except RecursionError:
        return clean_text(text)


def clean_text(text: str) -> str:
    """One line with single spaces and without invisible characters."""
    return " ".join(without_invisible(text).split())


def unseen(*texts: str) -> str:
    """The invisible characters in texts of other hosts: U+200B, U+2800."""
    for _ in range(TIMES_ENCODED):
        texts = tuple(map(html.unescape, texts))
    return invisible_in(*texts)


def has_markup(text: str) -> bool:
    """Whether something is left that may be TeX or HTML."""
    return bool(REST.search(text))
