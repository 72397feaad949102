"""Parses a query: words, "phrases", words*, -words and fields, all of which a paper must match, and
OR between alternatives. `scripts/query.js` of the explorer is the same in JavaScript."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from paperlist.searching.identifiers import read_identifier, without_labels
from paperlist.searching.text import Span, fold, parse_span

# What each field is called in a query.
FIELDS = {
    **{name: name for name in ("author", "title", "venue", "org", "topic", "engine")},
    **{name: name for name in ("date", "added")},
    "year": "date",
}
DATES = ("date", "added")
HINT = (
    "fields are author:, title:, venue:, org:, topic:, engine:, date: and added:; dates are 2024, "
    "2024-05, 2023..2024 or 2024.."
)
NAMES = ("author", "venue", "org")
TERM = re.compile(
    r"(?P<sign>-)?(?:(?P<field>[a-zA-Z]{2,})[:：](?!//))?"
    r'(?:["“](?P<phrase>[^"”]*)(?P<end>["”]?)|(?P<word>\S+))'
)
OR = re.compile(r"OR|或|\|")
UNFINISHED = re.compile(rf"-?(?:{'|'.join(FIELDS)})?[:：]?", re.IGNORECASE)
START = re.compile(r"(.*[^*])\*")


@dataclass(frozen=True)
class Term:
    """`text` is folded; `field` is empty for all fields."""

    text: str
    field: str = ""
    is_excluded: bool = False
    is_start: bool = False
    """Only the start of a word counts."""
    is_name: bool = False
    """A whole name, in quotes: author:"Yu Wang". If nobody has it, names with these words."""
    is_whole: bool = False
    """Only whole words count."""
    span: Span | None = None
    """For the fields date and added."""

    @property
    def is_ranked(self) -> bool:
        """The order of the papers depends on it."""
        return not self.is_excluded and self.field in ("", "title")


@dataclass(frozen=True)
class Query:
    alternatives: tuple[tuple[Term, ...], ...]
    """A paper must match all terms of one of them, if there are any."""
    unclear: tuple[str, ...]
    """Parts that cannot be read: invalid dates and unknown fields."""


def read_query(text: str) -> Query:
    alternatives: list[list[Term]] = [[]]
    unclear = []
    for match in TERM.finditer(without_labels(text)):
        if OR.fullmatch(match[0]):
            alternatives.append([])
        elif not UNFINISHED.fullmatch(match[0]):
            term = _read_term(match)
            if term is None:
                unclear.append(match[0])
            elif term.text:
                alternatives[-1].append(term)
    return Query(tuple(tuple(terms) for terms in alternatives if terms), tuple(unclear))


def _read_term(match: re.Match[str]) -> Term | None:
    """None if it cannot be read; its text is empty if it has nothing to find."""
    name, phrase, word = match["field"] or "", match["phrase"], match["word"]
    field, is_excluded = FIELDS.get(name.lower(), ""), bool(match["sign"])
    written = word if phrase is None else phrase
    if field in DATES:
        span = parse_span(written)
        is_read = span or not written
        return Term(fold(written), field, is_excluded, span=span) if is_read else None
    if name and not field:
        # The label of an identifier, such as arXiv:2309.06180, looks like a field.
        identifier = read_identifier(match[0])
        return None if identifier == match[0] else Term(fold(identifier), "", is_excluded)
    if phrase is not None:
        is_name = field in NAMES and bool(match["end"])
        return Term(fold(phrase), field, is_excluded, is_name=is_name)
    start = START.fullmatch(word)
    plain = start[1] if start else re.sub("[:：]$", "", word)
    text = fold(plain if field else read_identifier(plain))
    return Term(text, field, is_excluded, is_start=bool(start))


def change_words(text: str, change: Callable[[Term], str]) -> str:
    """A query with other words: `change` gives the text for a term, or "" to keep it."""

    def changed(match: re.Match[str]) -> str:
        is_word = not OR.fullmatch(match[0]) and not UNFINISHED.fullmatch(match[0])
        term = _read_term(match) if is_word else None
        new = change(term) if term and term.text else ""
        if not new:
            return match[0]
        start, end = match.span("word" if match["phrase"] is None else "phrase")
        return match[0][: start - match.start()] + new + match[0][end - match.start() :]

    return TERM.sub(changed, without_labels(text))
