"""Feeds of what joined the list: Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Iterator

from paperlist.book import Book
from paperlist.model import Paper
from paperlist.selection import Selection

MOST = 100


def render_atom(selection: Selection) -> str:
    """The newest hundred; every date is the data's own, so a build of tomorrow is the same."""
    book = Book(selection.catalogue, selection.site)
    return book.render(
        "feed.xml",
        "feed.xml",
        feed=selection,
        address=_address(selection, "xml"),
        entries=list(_entries(selection, book)),
    )


def render_json_feed(selection: Selection) -> str:
    site, book = selection.site, Book(selection.catalogue, selection.site)
    items = [
        {
            "id": entry_id,
            "url": f"{site.home}/papers/{paper.id}/",
            "title": paper.title,
            "content_html": content,
            "date_published": f"{paper.added}T00:00:00Z",
            "authors": [{"name": name} for name in paper.known_authors or paper.org],
            "tags": list(paper.topics),
        }
        for paper, entry_id, content in _entries(selection, book)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": selection.title,
        "description": site.description,
        "home_page_url": f"{site.home}/{selection.page}",
        "feed_url": _address(selection, "json"),
        "language": "en",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _address(selection: Selection, ending: str) -> str:
    name = selection.file if selection.page else "feed"
    return f"{selection.site.home}/{name}.{ending}"


def _entries(selection: Selection, book: Book) -> Iterator[tuple[Paper, str, str]]:
    """Each paper with the id of its entry, which outlives a change of the paper's, and its text."""
    for paper in sorted(selection.papers, key=lambda each: each.added, reverse=True)[:MOST]:
        first, *_ = (*paper.formerly, paper.id)
        entry_id = f"{selection.site.home}/papers/{first}/"
        yield paper, entry_id, book.render("feed_entry.html", "feed.xml", paper=paper).strip()
