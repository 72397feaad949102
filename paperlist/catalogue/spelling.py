"""Titles compared: what makes no difference between two spellings of one title."""

import re
import unicodedata
from functools import lru_cache

PREFIX = "GREEK SMALL LETTER "
GREEK = re.compile("[\u03b1-\u03c9]")
SUBTITLE = re.compile(r": |：| [-–—] ?|[—–]|\? ")


@lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """The same for titles that differ in case, spaces, signs, accents and TeX only."""
    title = re.sub(r"\\([A-Za-z]+) ?", _command, title)
    title = unicodedata.normalize("NFKD", title).casefold()
    # Accents stand by themselves now, and are no letters.
    return re.sub(r"[\W_]+", "", GREEK.sub(_letter, title))


def same_title(one: str, other: str) -> bool:
    r"""Whether the two are one title, which may lack its name before, or its subtitle behind."""
    keys = title_key(one), title_key(other)
    return keys[0] == keys[1] or keys[0] in _parts(other) or keys[1] in _parts(one)


def title_words(title: str) -> list[str]:
    """English words of three letters, pairs of Chinese signs; in lower case."""
    return re.findall(r"[a-z][a-z0-9]{2,}|[\u4e00-\u9fff]{2}", title.lower())


def _parts(title: str) -> set[str]:
    """The title up to each place where a subtitle may begin, and from there on."""
    marks = list(SUBTITLE.finditer(title))
    parts = {title_key(title[: mark.start()]) for mark in marks}
    return (parts | {title_key(title[mark.end() :]) for mark in marks}) - {""}


def _command(found: re.Match[str]) -> str:
    r"""\alpha is a letter; \textbf and the like say how its argument looks."""
    name = found[1]
    try:
        unicodedata.lookup(f"{PREFIX}{name.upper()}")
    except KeyError:
        return ""
    return name


def _letter(found: re.Match[str]) -> str:
    name = unicodedata.name(found[0], "")
    return name.removeprefix(PREFIX).lower() if name.startswith(PREFIX) else found[0]
