"""Structured data of a page for search engines and Zotero, with the types of schema.org."""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from paperlist.catalogue.addresses import doi_url
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.names import Name
from paperlist.publishing.citation import Citation, Form, cite, published_in
from paperlist.publishing.links import abstract_url, all_links
from paperlist.publishing.site_info import Site

Description = dict[str, object]


class File(Protocol):
    """A file to download: its address below the site and its media type."""

    @property
    def file(self) -> str: ...

    @property
    def media(self) -> str: ...


CONTEXT = "https://schema.org"
TYPES = {
    "paper": "ScholarlyArticle",
    "report": "Report",
    "blog": "BlogPosting",
    "docs": "TechArticle",
    "code": "SoftwareSourceCode",
}
# The item type in Zotero; without it Zotero imports every paper as a journal article.
ZOTERO_TYPES: Mapping[Form, str] = {
    "article": "journalArticle",
    "inproceedings": "conferencePaper",
    "incollection": "bookSection",
    "paper": "preprint",
    "report": "report",
    "blog": "blogPost",
    "docs": "webpage",
    "code": "computerProgram",
}
MOST = 15
NO_BREAK = "\u00a0"
# Letters of English and of its formulas.
LETTERS = re.compile(r"(?:[A-Za-z\u0370-\u03ff\d_]|\W)*")
# Common in English titles; other languages that are written in Latin letters do not have them.
ENGLISH = re.compile(r"(?i)\b(?:and|by|from|how|the|towards|using|with)\b")


def describe_paper(paper: Paper, site: Site) -> Description:
    """Describes the paper itself; its page here is the `mainEntityOfPage`."""
    citation = cite(paper)
    same = [abstract_url(paper.arxiv)] if paper.arxiv else []
    same += [doi_url(paper.doi)] if paper.doi else []
    description: Description = {
        "@context": CONTEXT,
        "@type": TYPES[paper.kind],
        "headline": paper.title,
        "name": paper.title,
        "alternateName": [name for name in (paper.name, *paper.aka) if name],
        "author": [
            {"@type": "Organization" if name.is_group else "Person", "name": name.whole}
            for name in citation.authors
        ],
        "datePublished": citation.date,
        "dateCreated": paper.date,
        "inLanguage": _language(paper),
        "description": paper.summary,
        "identifier": [f"arXiv:{paper.arxiv}"] * bool(paper.arxiv)
        + [f"doi:{paper.doi}"] * bool(paper.doi),
        "url": same[0] if same else all_links(paper)[0].url,
        "sameAs": same,
        "publication": {"@type": "PublicationEvent", "name": paper.venue}
        if published_in(paper)
        else None,
        "mainEntityOfPage": f"{site.url}/papers/{paper.id}/",
    }
    return {key: value for key, value in description.items() if value}


def citation_authors(citation: Citation) -> list[str]:
    """Family name first, in the form that Zotero's "Embedded Metadata" splits in the same way."""
    return [_for_zotero(name, is_only=len(citation.authors) == 1) for name in citation.authors]


def _for_zotero(name: Name, *, is_only: bool) -> str:
    """Zotero splits a name without a comma at its last space, also that of a group. An only author
    with spaces on both sides of the comma it takes for two, but not with no-break spaces."""
    text = name.inverted
    if not name.given:
        return f"{text}," if " " in text else text
    if is_only and " " in name.family:
        family, comma, rest = text.partition(", ")
        return family + comma + rest.replace(" ", NO_BREAK)
    return text


def _language(paper: Paper) -> str | None:
    """English where it is known: arXiv requires it, other titles must have an English word."""
    is_english = paper.arxiv or ENGLISH.search(paper.title)
    return "en" if is_english and LETTERS.fullmatch(paper.title) else None


def describe_list(catalogue: Catalogue, site: Site) -> Description:
    """Describes the list: its newest papers and their total number."""
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": paper.title,
            "url": f"{site.url}/papers/{paper.id}/",
        }
        for place, paper in enumerate(catalogue.newest_first[:MOST], start=1)
    ]
    return {
        "@context": CONTEXT,
        "@type": "ItemList",
        "name": site.name,
        "numberOfItems": len(catalogue.papers),
        "itemListOrder": "https://schema.org/ItemListOrderDescending",
        "itemListElement": items,
    }


def describe_dataset(catalogue: Catalogue, site: Site, files: Iterable[File]) -> Description:
    dates = sorted(paper.date for paper in catalogue.papers)
    description: Description = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": site.name,
        "description": site.description,
        "url": f"{site.url}/data/",
        "license": site.license,
        "isAccessibleForFree": True,
        "dateModified": catalogue.updated,
        "temporalCoverage": f"{dates[0]}/{dates[-1]}" if dates else "",
        "keywords": [topic.name for topic in catalogue.topics],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{site.home}/{each.file}",
                "encodingFormat": each.media,
            }
            for each in files
        ],
    }
    return {key: value for key, value in description.items() if value}
