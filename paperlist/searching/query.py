"""Parses a query, as scripts/query.js does: words, "phrases", -words and fields, all of which a
paper must match."""

import re
from dataclasses import dataclass

from paperlist.searching.identifiers import read_identifier, without_labels
from paperlist.searching.text import Span, fold, parse_span

FIELDS = ("author", "title", "venue", "org", "date", "topic")
NAMES = ("author", "venue", "org")
TERM = re.compile(
    rf"(?P<sign>-)?(?:(?P<field>{'|'.join(FIELDS)})[:：])?"
    r'(?:["“](?P<phrase>[^"”]*)(?P<end>["”]?)|(?P<word>\S+))',
    re.IGNORECASE,
)
UNFINISHED = re.compile(rf"-?(?:{'|'.join(FIELDS)})?[:：]?", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """`text` is folded; `field` is empty for all fields; `span` is for dates."""

    text: str
    field: str = ""
    is_excluded: bool = False
    span: Span | None = None
    is_name: bool = False
    """A whole name, in quotes: author:"Yu Wang"."""


@dataclass(frozen=True)
class Query:
    terms: tuple[Term, ...] = ()
    unclear: tuple[str, ...] = ()
    """Parts that cannot be read: invalid dates."""

    @property
    def ranked(self) -> tuple[Term, ...]:
        """The words that decide the order."""
        return tuple(
            term for term in self.terms if not term.is_excluded and term.field in ("", "title")
        )


def read_query(text: str) -> Query:
    terms, unclear = [], []
    for match in TERM.finditer(without_labels(text)):
        if UNFINISHED.fullmatch(match[0]):
            continue
        term = _read_term(match)
        if term is None:
            unclear.append(match[0])
        elif term.text:
            terms.append(term)
    return Query(tuple(terms), tuple(unclear))


def _read_term(match: re.Match[str]) -> Term | None:
    """None if it cannot be read; without a text if it is empty, such as a pair of quotes."""
    field = (match["field"] or "").lower()
    written = match["word"] if match["phrase"] is None else match["phrase"]
    text = fold(written if field else read_identifier(written))
    span = parse_span(written) if field == "date" else None
    if field == "date" and written and span is None:
        return None
    return Term(text, field, bool(match["sign"]), span, bool(match["end"]) and field in NAMES)
