"""The catalogue as pages: Markdown with one heading and a block of HTML from our templates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from paperlist.catalogue.model import Catalogue, Collection, Paper, Topic
from paperlist.exports import CITATIONS, FORMATS, render_citations
from paperlist.publishing.citation import Form, cite
from paperlist.publishing.site_info import Site
from paperlist.site import related, schema_org, trends
from paperlist.site.book import Book

# What a hand-written page may hold, and the template that takes its place.
MARKERS = {
    "<!-- papers -->": "home.html",
    "<!-- files -->": "files.html",
    "<!-- edit -->": "edit.html",
}
SPLIT = re.compile(r"\s*<!-- (?:metadata|search|body) -->\s*")
# What Zotero makes of a page; without this it takes every paper for an article of a journal.
ZOTERO_TYPES: dict[Form, str] = {
    "article": "journalArticle",
    "inproceedings": "conferencePaper",
    "paper": "preprint",
    "report": "report",
    "blog": "blogPost",
    "docs": "webpage",
    "code": "computerProgram",
}
# A title this short is a name.
MOST_WORDS = 4


@dataclass(frozen=True)
class Page:
    """`uri` is a path below the folder of the documents.

    The head is Markdown: front matter and the heading. The body is HTML that needs no Markdown, and
    the search words, HTML too, are what a search reads instead of the body.
    """

    uri: str
    head: str
    search: str
    body: str
    metadata: str = ""
    """HTML for the head of the page: what machines read of it."""
    updated: str = ""
    """The day of the newest entry on it."""
    names: tuple[str, ...] = ()
    """What people call it: a search finds these before anything else."""


def render_pages(catalogue: Catalogue, site: Site) -> Iterator[Page]:
    """Every generated page; the front page is written by hand, see `fill`."""
    book = Book(catalogue, site)
    yield _page(book, "topics/index.md", "topics.html")
    for topic in catalogue.topics:
        neighbours = related.neighbour_topics(catalogue, topic)
        papers = catalogue.by_topic[topic.id]
        values = {"topic": topic, "papers": papers, "neighbours": neighbours}
        yield _page(book, f"topics/{topic.id}.md", "topic.html", topic, **values)
    nearest = related.related_papers(catalogue)
    for paper in catalogue.papers:
        values = {"paper": paper, "related": nearest[paper.id]}
        yield _page(book, f"papers/{paper.id}.md", "paper.html", paper, **values)
    yield _page(book, "collections/index.md", "collections.html")
    for item in catalogue.collections:
        values = {"collection": item}
        yield _page(book, f"collections/{item.id}.md", "collection.html", item, **values)
    yield _page(book, "bookmarks.md", "bookmarks.html")
    yield _page(book, "trends.md", "trends.html", trends=trends.find_trends(catalogue))


def render_redirects(catalogue: Catalogue, site: Site) -> Iterator[tuple[str, str]]:
    """Files at the addresses of former ids; each leads to the page, without scripts too."""
    book = Book(catalogue, site)
    for folder, items in (("papers", catalogue.papers), ("topics", catalogue.topics)):
        for item in items:
            for former in item.formerly:
                values = {"target": f"{folder}/{item.id}/", "id": item.id}
                yield (
                    f"{folder}/{former}/index.html",
                    book.render("redirect.html", former, **values),
                )


def fill(text: str, uri: str, catalogue: Catalogue, site: Site) -> tuple[str, str]:
    """A hand-written page, as Markdown or HTML, with our blocks in place of its markers; and what
    these add to the head of the page."""
    metadata = ""
    for marker, template in MARKERS.items():
        if marker in text:
            *head, body = SPLIT.split(_render(Book(catalogue, site), template, uri))
            text, metadata = text.replace(marker, body), metadata + "".join(head)
    return text, metadata


def _page(
    book: Book,
    uri: str,
    template: str,
    item: Paper | Topic | Collection | None = None,
    **values: object,
) -> Page:
    head, metadata, search, body = SPLIT.split(_render(book, template, uri, **values))
    updated = _updated(book.catalogue, item)
    return Page(uri, head, f"<p>{search}</p>", body, metadata, updated, _names(item))


def _render(book: Book, template: str, uri: str, **values: object) -> str:
    return book.render(
        template,
        uri,
        citation_formats=CITATIONS.values(),
        formats=FORMATS.values(),
        render_citations=render_citations,
        zotero_types=ZOTERO_TYPES,
        cite=partial(cite, records=book.catalogue.arxiv),
        describe_paper=partial(schema_org.describe_paper, site=book.site),
        describe_list=schema_org.describe_list,
        describe_dataset=schema_org.describe_dataset,
        **values,
    )


def _updated(catalogue: Catalogue, item: Paper | Topic | Collection | None) -> str:
    match item:
        case Paper():
            return item.added
        case Topic():
            added = (paper.added for paper in catalogue.by_topic[item.id])
            return max(added, default=catalogue.updated)
        case Collection():
            return item.date
    return catalogue.updated


def _names(item: Paper | Topic | Collection | None) -> tuple[str, ...]:
    """A name of one word appears twice: FlashAttention then comes before Sparse FlashAttention."""
    match item:
        case Paper():
            short = item.name or (item.title if len(item.title.split()) <= MOST_WORDS else None)
            names = [name for name in (short, *item.aka) if name]
            return (*names, *(name for name in names if name.isalnum()), *item.known_authors)
        case Topic():
            return (item.name, item.name_zh)
        case Collection():
            return (item.id,)
    return ()
