"""Folds text for the search and parses dates, as scripts/text.js does."""

import re
import unicodedata
from typing import NamedTuple

DASHES = re.compile(r"[-\u2010-\u2015_\s\ufeff]+")
HAN = (
    r"[\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00020000-\U000323af]"
)
BESIDE_HAN = re.compile(f"(?<={HAN}) | (?={HAN})")
# Not decomposed by Unicode: letters with a stroke, ligatures, and the typographic apostrophe.
LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae",
    "œ": "oe", "’": "'",
})  # fmt: skip
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def fold(text: str) -> str:
    """Without case, accents, and the difference between "KV cache" and "kv-cache", or "KV缓存" and
    "KV 缓存"."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not _is_mark(char))
    spaced = DASHES.sub(" ", plain.lower().translate(LETTERS))
    return BESIDE_HAN.sub("", spaced).strip()


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


class Span(NamedTuple):
    """A range of dates, both ends included; an open end is empty."""

    start: str
    end: str


def parse_span(text: str) -> Span | None:
    """2023, 2023-05..2024, 2024.. or ..2024-06; None for other text."""
    ends = text.split("..")
    span = Span(*(ends * 2 if len(ends) == 1 else ends)) if len(ends) <= 2 else Span("", "")
    if not any(span) or not all(DAY.fullmatch(end) for end in span if end):
        return None
    return None if all(span) and is_before(span.end, span.start) else span


def is_within(date: str, span: Span) -> bool:
    """Whether a date may be in the range: the date 2023-07 may mean 2023-07-15."""
    is_early = span.start and is_before(date, span.start)
    is_late = span.end and is_before(span.end, date)
    return not is_early and not is_late


def is_before(one: str, other: str) -> bool:
    """Compares two dates as far as both are known."""
    size = min(len(one), len(other))
    return one[:size] < other[:size]
