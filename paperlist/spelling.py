"""Titles compared: what makes no difference between two spellings of one title."""

import re
import unicodedata
from functools import lru_cache

SUBTITLE = re.compile(r": |：| [-–—] ?|[—–]|\? ")


@lru_cache(maxsize=100_000)
def title_key(title: str) -> str:
    """The same for titles that differ in case, spaces, signs, accents and TeX only."""
    title = re.sub(r"\\([A-Za-z]+) ?", _command, title)
    title = unicodedata.normalize("NFKD", title).casefold()
    letters = (_greek(c) for c in title if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", "".join(letters))


def same_title(one: str, other: str) -> bool:
    r"""Whether the two are one title, which may lack its name before, or its subtitle behind."""
    keys = title_key(one), title_key(other)
    return keys[0] == keys[1] or keys[0] in _parts(other) or keys[1] in _parts(one)


def _parts(title: str) -> set[str]:
    """The title up to each place where a subtitle may begin, and from there on."""
    marks = list(SUBTITLE.finditer(title))
    parts = {title_key(title[: mark.start()]) for mark in marks}
    return (parts | {title_key(title[mark.end() :]) for mark in marks}) - {""}


def _command(found: re.Match[str]) -> str:
    r"""\alpha is a letter; \textbf and the like say how its argument looks."""
    name = found[1]
    is_letter = f"GREEK SMALL LETTER {name.upper()}"
    try:
        unicodedata.lookup(is_letter)
    except KeyError:
        return ""
    return name


def _greek(letter: str) -> str:
    prefix = "GREEK SMALL LETTER "
    name = unicodedata.name(letter, "")
    return name.removeprefix(prefix).lower() if name.startswith(prefix) else letter
