"""Citations as BibTeX and as BibLaTeX."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from paperlist.catalogue.names import PARTICLES, Name
from paperlist.exports.capitals import keep_capitals
from paperlist.exports.latex import escape, spell_letters, spell_symbols
from paperlist.publishing.citation import CACHED, Citation

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
BIBLATEX_TYPES = {"report": "report", "code": "software", "blog": "online", "docs": "online"}


def render_bibtex(citations: Iterable[Citation]) -> str:
    """Field names are those of BibTeX's standard styles, and arXiv's for `eprint` and the like."""
    return "\n".join(_bibtex_entry(each) for each in citations)


def render_biblatex(citations: Iterable[Citation]) -> str:
    """Types and field names are those of the biblatex manual."""
    return "\n".join(_biblatex_entry(each) for each in citations)


@lru_cache(CACHED)
def _bibtex_entry(citation: Citation) -> str:
    venues = {"article": "journal", "inproceedings": "booktitle"}
    kind = citation.form if citation.form in venues else "misc"
    fields = [
        *_common_fields(citation, venues.get(kind, "")),
        *_sort_fields(citation),
        ("year", f"{{{citation.year}}}"),
        *([("month", MONTHS[citation.month - 1])] if citation.month else ()),
        *_arxiv_fields(citation, ("archivePrefix", "arXiv"), "primaryClass"),
        *_last_fields(citation),
    ]
    return spell_symbols(spell_letters(_entry(kind, citation.key, fields)))


@lru_cache(CACHED)
def _biblatex_entry(citation: Citation) -> str:
    venues = {"article": "journaltitle", "inproceedings": "booktitle"}
    kind = citation.form if citation.form in venues else _biblatex_type(citation)
    month = f"-{citation.month:02}" if citation.month else ""
    day = f"-{citation.day:02}" if citation.day else ""
    fields = [
        *_common_fields(citation, venues.get(kind, "")),
        *(
            [("shorttitle", f"{{{keep_capitals(citation.short_title, citation.short_title)}}}")]
            if citation.short_title
            else ()
        ),
        *_report_fields(citation, kind),
        ("date", f"{{{citation.year}{month}{day}}}"),
        *_arxiv_fields(citation, ("eprinttype", "arxiv"), "eprintclass"),
        *_last_fields(citation),
    ]
    return _entry(kind, citation.key, fields)


def _entry(kind: str, key: str, fields: list[tuple[str, str]]) -> str:
    width = max(len(name) for name, _ in fields)
    lines = "".join(f"  {name:<{width}} = {value},\n" for name, value in fields)
    return f"@{kind}{{{key},\n{lines}}}\n"


def _common_fields(citation: Citation, venue_key: str) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_title(citation)}}}"
    if citation.authors:
        names = [*map(_name, citation.authors), *(["others"] if citation.is_cut else ())]
        yield "author", f"{{{' and '.join(names)}}}"
    if venue_key:
        yield venue_key, f"{{{escape(citation.venue_name or '')}}}"


def _arxiv_fields(
    citation: Citation, archive: tuple[str, str], class_key: str
) -> Iterator[tuple[str, str]]:
    if citation.arxiv:
        yield "eprint", f"{{{citation.arxiv}}}"
        yield archive[0], f"{{{archive[1]}}}"
    if citation.primary_class:
        yield class_key, f"{{{citation.primary_class}}}"


def _sort_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    """BibTeX styles sort by author, or by `key` if there is no author."""
    if not citation.authors:
        yield "key", f"{{{escape(citation.short_title or citation.title)}}}"


def _biblatex_type(citation: Citation) -> str:
    """A report must have an institution."""
    if citation.form == "report" and not citation.organisations:
        return "online"
    return BIBLATEX_TYPES.get(citation.form, "online")


def _report_fields(citation: Citation, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "report":
        yield "type", "{techreport}"
        yield "institution", f"{{{escape(', '.join(citation.organisations))}}}"


def _last_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.doi:
        doi = re.sub(r"[{}\\]", lambda match: f"%{ord(match[0]):02X}", citation.doi)
        yield "doi", f"{{{doi}}}"
    yield "url", f"{{{citation.url}}}"
    if citation.note:
        yield "note", f"{{{escape(citation.note)}}}"


@lru_cache(16)  # BibTeX and BibLaTeX of a paper follow each other
def _title(citation: Citation) -> str:
    return keep_capitals(citation.title, citation.short_title, citation.names)


def _name(name: Name) -> str:
    """Family name first; braces keep names together that BibTeX would split."""
    if not name.given:
        return f"{{{escape(name.family)}}}"
    family = escape(name.family)
    if _is_split(name.family):
        family = f"{{{family}}}"
    return ", ".join(part for part in (family, escape(name.suffix), escape(name.given)) if part)


def _is_split(family: str) -> bool:
    """BibTeX takes all words up to the last one in lower case as particles: Ortiz y Gasol."""
    words = family.split()
    last = max((place for place, word in enumerate(words[:-1]) if word.islower()), default=0)
    return any(not (word.islower() or word.title() in PARTICLES) for word in words[:last])
