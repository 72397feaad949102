"""Near spellings of words that no paper has, as scripts/near.js finds them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from paperlist.searching.query import Term, change_words, read_query
from paperlist.searching.search import Searcher

WORD = re.compile("[a-z0-9]{4,}")
LONG = 8  # characters: such a word may have two mistakes, a shorter one has one


def near_query(searcher: Searcher, query: str) -> str:
    """The query with the nearest known words in place of those that no paper has; empty if no word
    has a near one, or no paper has all words then."""
    is_changed = False

    def change(term: Term) -> str:
        nonlocal is_changed
        if term.is_excluded or term.span or term.is_start or searcher.has_any(term):
            return ""
        text = _correct(term.text, _count_words(searcher.texts_of(term.field)))
        is_changed |= text != term.text
        return text

    changed = change_words(query, change)
    return changed if is_changed and searcher.find(read_query(changed)) else ""


def _count_words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in WORD.findall(text))


def _correct(text: str, counts: Mapping[str, int]) -> str:
    def corrected(match: re.Match[str]) -> str:
        word = match[0]
        return word if any(word in known for known in counts) else _nearest(word, counts)

    return WORD.sub(corrected, text)


def _nearest(word: str, counts: Mapping[str, int]) -> str:
    """The word with the fewest differences; of several, the most frequent, then the first. The word
    itself if none is near."""
    most = 1 if len(word) < LONG else 2
    found = [
        (difference, -count, known)
        for known, count in counts.items()
        if _may_be(word, known)
        and (difference := OSA.distance(word, known, score_cutoff=most)) <= most
    ]
    return min(found)[2] if found else word


def _may_be(word: str, known: str) -> bool:
    """Numbers are not corrected: w4a9 is not w4a8, but llama4 may be llama."""
    digits = re.sub("[^0-9]", "", known)
    return not digits or digits == re.sub("[^0-9]", "", word)
