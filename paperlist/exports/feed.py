"""Feeds of the papers added last: Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment

from paperlist.catalogue.model import Paper
from paperlist.publishing.links import all_links, reading_link
from paperlist.publishing.selection import Selection
from paperlist.publishing.templates import make_environment
from paperlist.publishing.titles import repository_label, summary_of
from paperlist.publishing.words import load_words

MOST = 100


def render_atom(selection: Selection) -> str:
    """All dates come from the data, so that every build gives the same bytes."""
    return _render(
        "feed.xml",
        selection,
        feed=selection,
        address=_address(selection, "xml"),
        entries=list(_entries(selection)),
    )


def render_json_feed(selection: Selection) -> str:
    site = selection.site
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
        for paper, entry_id, content in _entries(selection)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": selection.title,
        "description": site.description,
        "home_page_url": f"{site.home}/{selection.page}",
        "feed_url": _address(selection, "json"),
        "language": site.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _address(selection: Selection, ending: str) -> str:
    name = selection.file if selection.page else "feed"
    return f"{selection.site.home}/{name}.{ending}"


def _entries(selection: Selection) -> Iterator[tuple[Paper, str, str]]:
    """Each paper with its entry id, which stays when the paper's id changes, and its HTML."""
    for paper in sorted(selection.papers, key=lambda each: each.added, reverse=True)[:MOST]:
        first, *_ = (*paper.formerly, paper.id)
        entry_id = f"{selection.site.home}/papers/{first}/"
        yield paper, entry_id, _render("feed_entry.html", selection, paper=paper).strip()


def _render(template: str, selection: Selection, **values: object) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            site=selection.site,
            words=load_words(selection.site.language),
            topics_by_id={topic.id: topic for topic in selection.catalogue.topics},
            summary_of=lambda paper: summary_of(paper, selection.site.language),
            **values,
        )
    )


@cache
def _templates() -> Environment:
    env = make_environment(Path(__file__).with_name("templates"))
    env.globals.update(
        reading_link=reading_link, all_links=all_links, repository_label=repository_label
    )
    return env
