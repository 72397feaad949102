"""Compares titles: which differences in spelling do not matter."""

import re
import unicodedata
from functools import lru_cache

# No title is longer; each mark in it costs a reading of the whole.
LONGEST = 1000
PREFIX = "GREEK SMALL LETTER "
GREEK = re.compile("[\u03b1-\u03c9]")
SUBTITLE = re.compile(r": |：| [-–—] ?|[—–]|\? ")


@lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """Equal for titles that differ only in case, spaces, punctuation, accents and TeX."""
    title = re.sub(r"\\([A-Za-z]+) ?", _command, title)
    title = unicodedata.normalize("NFKD", title).casefold()
    # After NFKD an accent is a character of its own, and not a letter.
    return re.sub(r"[\W_]+", "", GREEK.sub(_letter, title))


def same_title(one: str, other: str) -> bool:
    """Whether they are the same title; one may lack the short name or the subtitle."""
    keys = title_key(one), title_key(other)
    return keys[0] == keys[1] or keys[0] in title_parts(other) or keys[1] in title_parts(one)


def title_words(title: str) -> list[str]:
    """English words of three letters or more and pairs of Chinese characters, in lower case."""
    return re.findall(r"[a-z][a-z0-9]{2,}|[\u4e00-\u9fff]{2}", title.lower())


def title_parts(title: str) -> set[str]:
    """The title up to each possible start of a subtitle, and from there to the end."""
    marks = list(SUBTITLE.finditer(title, 0, LONGEST))
    parts = {title_key(title[: mark.start()]) for mark in marks}
    return (parts | {title_key(title[mark.end() :]) for mark in marks}) - {""}


def _command(match: re.Match[str]) -> str:
    r"""The name of a Greek letter (\alpha); empty for a command of layout (\textbf)."""
    name = match[1]
    try:
        unicodedata.lookup(f"{PREFIX}{name.upper()}")
    except KeyError:
        return ""
    return name


def _letter(match: re.Match[str]) -> str:
    name = unicodedata.name(match[0], "")
    return name.removeprefix(PREFIX).lower() if name.startswith(PREFIX) else match[0]
