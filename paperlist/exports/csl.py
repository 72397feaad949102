"""Citations as CSL-JSON, for Pandoc, Zotero, citeproc and others."""

import json
from collections.abc import Iterable
from functools import lru_cache

from paperlist.publishing.citation import CACHED, CUT, Citation, Form, Name

TYPES: dict[Form, str] = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "paper": "article",
    "report": "report",
    "blog": "post-weblog",
    "docs": "webpage",
    "code": "software",
}

Item = dict[str, object]


def render_csl(citations: Iterable[Citation]) -> str:
    """One item per line. The variables are those of CSL 1.0.2."""
    return "[\n" + ",\n".join(_item(each) for each in citations) + "\n]\n"


@lru_cache(CACHED)
def _item(citation: Citation) -> str:
    return json.dumps(_describe(citation), ensure_ascii=False)


def _describe(citation: Citation) -> Item:
    issued = [part for part in (citation.year, citation.month, citation.day) if part]
    notes = (citation.note, CUT if citation.is_cut else None)
    arxiv = f"arXiv:{citation.arxiv}" if citation.arxiv else None
    organisations = ", ".join(citation.organisations) if citation.form == "report" else ""
    item: Item = {
        "id": citation.key,
        "type": TYPES[citation.form],
        "title": citation.title,
        "title-short": citation.short_title,
        "author": [_name(name) for name in citation.authors],
        "container-title": citation.venue_name,
        "publisher": organisations,
        "issued": {"date-parts": [issued]},
        "archive": "arXiv" if arxiv else None,
        "archive_location": arxiv,
        # With a journal, this would be read as the number of the article.
        "number": arxiv if not citation.venue_name else None,
        "DOI": citation.doi,
        "URL": citation.url,
        "note": " ".join(note for note in notes if note),
    }
    return {key: value for key, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    suffix = {"suffix": name.suffix} if name.suffix else {}
    return {"family": name.family, "given": name.given, **suffix}
