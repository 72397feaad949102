"""The capitals of a title that a style must keep: BibTeX styles write titles in lower case."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from paperlist.exports.latex import LOWERED, RAISED, escape

_LISTS = yaml.safe_load(Path(__file__).with_name("proper_names.yaml").read_text("utf-8"))
PROPER_NAMES = frozenset(" ".join(_LISTS.values()).split())
# What titles in title case write in lower case too.
SMALL_WORDS = {
    "a", "about", "after", "against", "all", "along", "among", "an", "and", "any", "are", "as",
    "at", "based", "be", "before", "between", "beyond", "but", "by", "can", "do", "does", "during",
    "each", "for", "from", "has", "have", "how", "if", "in", "into", "is", "it", "its", "like",
    "may", "more", "nor", "not", "of", "off", "on", "onto", "or", "out", "over", "per", "so",
    "than", "that", "the", "their", "them", "then", "these", "they", "this", "through", "to",
    "toward", "towards", "under", "until", "up", "upon", "using", "versus", "via", "vs", "was",
    "we", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with",
    "within", "without", "you", "your",
}  # fmt: skip
# Also U.S. and e.g.
ABBREVIATION = re.compile(r"(?i)(?:\b(?:vs|v|cf|etc|al|no|vol|st|dr)|\b[a-z]\.[a-z])\.$")
# LLM, W4A8, vLLM, the K of K-cache and S³, but neither Transformer nor Based.
CAPITALS = re.compile(rf"\d|\w.*[A-Z]|^[B-Z]$|^[A-Z][{RAISED}{LOWERED}]")


def keep_capitals(title: str, name: str | None, names: frozenset[str] = frozenset()) -> str:
    """The title in LaTeX, with names such as {LLM} in braces. `name` is that of the paper, `names`
    are those of the list."""
    words = title.split()
    kept = _names_in_sentence_case(words) | {*_other_names(title, words, name, names)}
    return " ".join(
        _braced(word) if place in kept else escape(word) for place, word in enumerate(words)
    )


def _other_names(
    title: str, words: list[str], name: str | None, names: frozenset[str]
) -> Iterator[int]:
    """The places of words that a style must not change, whatever the case of the title."""
    size, known = _name_size(title, name or ""), PROPER_NAMES | names
    for place, word in enumerate(words):
        inner = _inner(word)
        if (
            (place < size and inner != inner.lower())
            or inner == name
            or inner in PROPER_NAMES
            or _has_name(word, known if _is_inside(words, place) else PROPER_NAMES)
            or (place and _begins_sentence(words[place - 1]) and inner[:1].isupper())
        ):
            yield place


def _name_size(title: str, name: str) -> int:
    """Number of words before the colon if they are the name: 2 in "Flex Attention: A …"."""
    head, colon, _ = title.partition(":")
    bare, wanted = (re.sub(r"[\s-]", "", text.casefold()) for text in (head, name))
    return len(head.split()) if colon and bare == wanted else 0


def _is_inside(words: list[str], place: int) -> bool:
    """The styles themselves keep a capital at the start and after a colon."""
    return place > 0 and not words[place - 1].endswith(":")


def _names_in_sentence_case(words: list[str]) -> set[int]:
    """The places of capitalised words where the title is in sentence case, such as "Faster decoding
    with Zorba": the first important word after the start is in lower case."""
    places: set[int] = set()
    is_sentence: bool | None = None
    for place, word in enumerate(words):
        inner = _inner(word)
        if not place or words[place - 1].endswith((":", "?", "!", ".", "—")):
            is_sentence = None
        elif inner.lower() not in SMALL_WORDS and inner.isalpha():
            if is_sentence is None and (inner.islower() or inner.istitle()):
                is_sentence = inner.islower()
            if is_sentence and inner.istitle():
                places.add(place)
    return places


def _begins_sentence(before: str) -> bool:
    """After a question or a full stop; the styles themselves keep a capital after a colon."""
    is_end = bool(re.search(r"[?!.][\"'”’)]*$", before))
    return is_end and not ABBREVIATION.search(before)


def _has_name(word: str, known: frozenset[str]) -> bool:
    """A alone is an article; A* and A-Star are names."""
    parts = re.split(r"[-–/]|['’]s$", _inner(word))
    is_a = re.match(r"\W*A[*+-]", word)
    return bool(is_a) or any(part in known or CAPITALS.search(part) for part in parts)


def _inner(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word)


def _braced(word: str) -> str:
    """Punctuation around the word stays outside the braces."""
    ((before, inner, after),) = re.findall(r"^(\W*)(.*?)(\W*)$", word)
    return f"{escape(before)}{{{escape(inner)}}}{escape(after)}"
