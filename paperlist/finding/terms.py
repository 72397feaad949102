"""The words and pairs of words of a text, by which papers are compared."""

import re
from collections import Counter
from itertools import pairwise

# fmt: off
STOP_WORDS = frozenset({
    "a", "across", "also", "an", "and", "are", "as", "at", "be", "been", "between", "both",
    "but", "by", "can", "each", "existing", "for", "from", "has", "have", "however", "in",
    "into", "is", "it", "its", "method", "methods", "more", "new", "not", "novel", "of",
    "on", "or", "our", "over", "paper", "present", "propose", "results", "show", "such",
    "that", "the", "their", "these", "they", "this", "through", "to", "using", "via", "we",
    "when", "where", "which", "while", "with",
})
# fmt: on
# A word of the title counts as much as three of the abstract.
TITLE = 3


def terms_of(title: str, text: str) -> Counter[str]:
    counts = Counter(_terms(text))
    for term in _terms(title):
        counts[term] += TITLE
    return counts


def _terms(text: str) -> list[str]:
    words = [_singular(word) for word in re.findall(r"[a-z][a-z0-9]+", text.lower())]
    pairs = pairwise(words)
    return [
        *(word for word in words if word not in STOP_WORDS),
        *(" ".join(pair) for pair in pairs if not STOP_WORDS.intersection(pair)),
    ]


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word
