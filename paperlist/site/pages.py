"""The generated pages: Markdown with a heading, and HTML from the templates."""

from collections.abc import Iterator
from dataclasses import dataclass

from paperlist.catalogue.languages import texts_of
from paperlist.catalogue.model import Catalogue, Collection, Paper, Topic
from paperlist.site import related, trends
from paperlist.site.rendering import Renderer

# Markers of hand-written pages, and the template that replaces each.
MARKERS = {
    "<!-- papers -->": "home.html",
    "<!-- files -->": "files.html",
    "<!-- edit -->": "edit.html",
}
# A title with this many words or fewer is used as a name.
MOST_WORDS = 4


@dataclass(frozen=True)
class Page:
    """`uri` is a path below `docs_dir`.

    The head is Markdown: front matter and the heading. The body is HTML that needs no Markdown, and
    the search words, HTML too, are what a search reads instead of the body.
    """

    uri: str
    head: str
    search: str
    body: str
    metadata: str = ""
    """HTML for the `<head>` of the page: metadata."""
    updated: str = ""
    """The day of the newest entry on it."""
    names: tuple[str, ...] = ()
    """Its names: the search ranks these first."""


def render_pages(renderer: Renderer) -> Iterator[Page]:
    """Every generated page; the front page is written by hand, see `fill`."""
    catalogue = renderer.catalogue
    yield _page(renderer, "topics/index.md", "topics.html")
    for topic in catalogue.topics:
        near = related.related_topics(catalogue, topic)
        papers = catalogue.by_topic[topic.id]
        values = {"topic": topic, "papers": papers, "related_topics": near}
        yield _page(renderer, f"topics/{topic.id}.md", "topic.html", topic, **values)
    nearest = related.related_papers(catalogue)
    for paper in catalogue.papers:
        values = {"paper": paper, "related": nearest[paper.id]}
        yield _page(renderer, f"papers/{paper.id}.md", "paper.html", paper, **values)
    yield _page(renderer, "collections/index.md", "collections.html")
    for item in catalogue.collections:
        values = {"collection": item}
        yield _page(renderer, f"collections/{item.id}.md", "collection.html", item, **values)
    yield _page(renderer, "bookmarks.md", "bookmarks.html")
    yield _page(renderer, "trends.md", "trends.html", trends=trends.find_trends(catalogue))


def render_redirects(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Files at the paths of former ids; each redirects to the page, also without JavaScript."""
    catalogue = renderer.catalogue
    for folder, items in (("papers", catalogue.papers), ("topics", catalogue.topics)):
        for item in items:
            values = {"target": f"{folder}/{item.id}/", "id": item.id}
            for former in item.formerly:
                text = renderer.render("redirect.html", former, **values)
                yield f"{folder}/{former}/index.html", text


def fill(text: str, uri: str, renderer: Renderer) -> tuple[str, str]:
    """A hand-written page, as Markdown or HTML, with each marker replaced by its template; and the
    HTML to add to the `<head>` of the page."""
    metadata = ""
    for marker, template in MARKERS.items():
        if marker in text:
            parts = renderer.render_parts(template, uri)
            text, metadata = text.replace(marker, parts.body), metadata + parts.metadata
    return text, metadata


def _page(
    renderer: Renderer,
    uri: str,
    template: str,
    item: Paper | Topic | Collection | None = None,
    **values: object,
) -> Page:
    parts = renderer.render_parts(template, uri, **values)
    return Page(
        uri,
        parts.head,
        f"<p>{parts.search}</p>",
        parts.body,
        parts.metadata,
        _updated(renderer.catalogue, item),
        _names(item),
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
    """A one-word name is repeated, so that FlashAttention ranks before Sparse FlashAttention."""
    match item:
        case Paper():
            short = item.name or (item.title if len(item.title.split()) <= MOST_WORDS else None)
            names = [name for name in (short, *item.aka) if name]
            return (*names, *(name for name in names if name.isalnum()), *item.known_authors)
        case Topic():
            return (*texts_of(item, "name"), *texts_of(item, "aka"))
        case Collection():
            return (item.id,)
    return ()
