"""Where to read a paper: links made from its identifiers."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from paperlist.catalogue.addresses import doi_url
from paperlist.catalogue.model import Paper, Refusal

# arXiv has HTML versions of papers submitted since December 2023.
FIRST_HTML = "2312"


@dataclass(frozen=True)
class Link:
    """`word` is a key of words.yaml."""

    word: str
    url: str


def reading_link(paper: Paper) -> Link:
    """The link in the table: the PDF if there is one."""
    return all_links(paper)[0]


def pdf_url(paper: Paper) -> str | None:
    """The PDF if there is one."""
    return next((link.url for link in _pdf(paper)), None)


def all_links(paper: Paper) -> list[Link]:
    """The best link to read comes first; the code of a paper is not included."""
    links = [
        *_pdf(paper),
        *([Link("link_arxiv", abstract_url(paper.arxiv))] if paper.arxiv else ()),
        *([Link("link_html", f"https://arxiv.org/html/{paper.arxiv}")] if _has_html(paper) else ()),
        *_page(paper),
        *([Link("link_doi", doi_url(paper.doi))] if paper.doi else ()),
    ]
    return links or [Link("kind_code", paper.code or "")]


def links_of_removed(paper: Refusal) -> list[Link]:
    """The links that stay of a removed paper."""
    links = (
        ("link_arxiv", paper.arxiv and abstract_url(paper.arxiv)),
        ("link_page", paper.url),
        ("link_doi", paper.doi and doi_url(paper.doi)),
        ("kind_code", paper.code),
    )
    return [Link(word, url) for word, url in links if url]


def abstract_url(arxiv: str) -> str:
    return f"https://arxiv.org/abs/{arxiv}"


def archive_url(url: str) -> str:
    """The copies that the Internet Archive has of a page."""
    return f"https://web.archive.org/web/*/{url.partition('#')[0]}"


def _pdf(paper: Paper) -> list[Link]:
    if paper.arxiv:
        return [Link("link_pdf", f"https://arxiv.org/pdf/{paper.arxiv}")]
    if paper.pdf:
        return [Link("link_pdf", paper.pdf)]
    if paper.url and _is_pdf(paper.url):
        return [Link("link_pdf", paper.url)]
    return []


def _page(paper: Paper) -> list[Link]:
    """The paper's own page, labelled by its kind: Docs, Blog, Report."""
    if not paper.url or Link("link_pdf", paper.url) in _pdf(paper):
        return []
    if _is_pdf(paper.url):
        return [Link("link_other_pdf", paper.url)]
    return [Link("link_page" if paper.kind == "paper" else f"kind_{paper.kind}", paper.url)]


def _is_pdf(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.endswith((".pdf", "/pdf")) or "/doi/pdf/" in parts.path


def _has_html(paper: Paper) -> bool:
    return bool(re.match(r"\d{4}\.", paper.arxiv or "")) and (paper.arxiv or "")[:4] >= FIRST_HTML
