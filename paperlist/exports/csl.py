"""Citations as CSL-JSON, for Pandoc, Zotero, citeproc and others."""

import json
from collections.abc import Iterable
from functools import lru_cache

from paperlist.catalogue.names import Name
from paperlist.publishing.citation import CACHED, Citation, Form

TYPES: dict[Form, str] = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
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
    arxiv = f"arXiv:{citation.arxiv}" if citation.arxiv else None
    # Styles print both the number and the place in an archive. The number of what has a venue
    # would be read as that of the article, and some styles print that of a web page twice.
    is_numbered = citation.form in ("paper", "report")
    authors = [_name(name) for name in citation.authors]
    if citation.is_cut:
        authors.append({"literal": "others"})  # as Pandoc writes "and others" of BibTeX
    item: Item = {
        "id": citation.key,
        "type": TYPES[citation.form],
        "title": citation.title,
        "title-short": citation.short_title,
        "author": authors,
        "container-title": citation.venue_name,
        "publisher": citation.publisher,
        "issued": {"date-parts": [issued]},
        "archive": "arXiv" if arxiv and not is_numbered else None,
        "archive_location": arxiv if not is_numbered else None,
        "number": arxiv if is_numbered else None,
        "DOI": citation.doi,
        "URL": citation.url,
        "note": citation.note,
    }
    return {key: value for key, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    suffix = {"suffix": name.suffix} if name.suffix else {}
    return {"family": name.family, "given": name.given, **suffix}
