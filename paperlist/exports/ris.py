"""Citations as RIS, for Zotero, EndNote, Mendeley and others."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from paperlist.publishing.citation import CACHED, CUT, Citation, Form

TYPES: dict[Form, str] = {
    "article": "JOUR",
    "inproceedings": "CPAPER",
    # Known to Zotero, EndNote and Mendeley; Zotero imports UNPB and GEN as journal articles.
    "paper": "RPRT",
    "report": "RPRT",
    "blog": "BLOG",
    "docs": "ELEC",
    "code": "COMP",
}


def render_ris(citations: Iterable[Citation]) -> str:
    """One tag per line. The tags are those of the RIS specification of 2011."""
    return "\n".join(_record(each) for each in citations)


@lru_cache(CACHED)
def _record(citation: Citation) -> str:
    return "".join(f"{tag}  - {text}\n" for tag, text in _lines(citation))


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    is_preprint = citation.form == "paper" and citation.arxiv
    notes = (citation.note, CUT if citation.is_cut else None)
    lines: tuple[tuple[str, Iterable[str | None]], ...] = (
        ("TY", [TYPES[citation.form]]),
        ("ID", [citation.key]),
        ("TI", [citation.title]),
        ("ST", [citation.short_title]),
        ("AU", [name.inverted for name in citation.authors]),
        ("T2", [citation.venue_name]),
        ("PY", [str(citation.year)]),
        ("DA", [_date(citation)]),
        ("M3", ["Preprint" if is_preprint else None]),
        ("PB", [citation.publisher]),
        ("AN", [citation.arxiv and f"arXiv:{citation.arxiv}"]),
        ("DO", [citation.doi]),
        ("UR", [citation.url]),
        ("N1", notes),
    )
    yield from ((tag, text) for tag, texts in lines for text in texts if text)
    yield "ER", ""


def _date(citation: Citation) -> str | None:
    """Year, month and day; the slashes stay if a part is missing."""
    if not citation.month:
        return None
    day = f"{citation.day:02}" if citation.day else ""
    return f"{citation.year}/{citation.month:02}/{day}"
