"""Feeds of the papers added last, one per language: Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment

from paperlist.catalogue.model import Paper
from paperlist.publishing.links import all_links, reading_link
from paperlist.publishing.selection import Selection
from paperlist.publishing.templates import make_environment
from paperlist.publishing.titles import repository_label, summary_of
from paperlist.publishing.translations import translated
from paperlist.publishing.words import load_words

MOST = 100
DAY = 24 * 60 * 60 * 1000  # milliseconds


@dataclass(frozen=True)
class Entry:
    paper: Paper
    id: str
    """Stays when the id of the paper changes."""
    updated: str
    content: str
    """HTML"""


def render_atom(selection: Selection) -> str:
    """All dates come from the data, so that every build gives the same bytes."""
    entries = list(_entries(selection))
    nothing = f"{selection.updated or '2000-01-01'}T00:00:00Z"
    return _render(
        "feed.xml",
        selection,
        feed=selection,
        address=_address(selection, "xml"),
        updated=max((entry.updated for entry in entries), default=nothing),
        entries=entries,
    )


def render_json_feed(selection: Selection) -> str:
    site = selection.site
    items = [
        {
            "id": entry.id,
            "url": f"{site.url}/papers/{entry.paper.id}/",
            "title": entry.paper.title,
            **({"summary": text} if (text := summary_of(entry.paper, site.language)) else {}),
            "content_html": entry.content,
            "date_published": f"{entry.paper.added}T00:00:00Z",
            "authors": [{"name": name} for name in entry.paper.known_authors or entry.paper.org],
            "tags": list(entry.paper.topics),
        }
        for entry in _entries(selection)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": selection.title,
        "description": site.description,
        "home_page_url": f"{site.url}/{selection.page}",
        "feed_url": _address(selection, "json"),
        "language": site.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _address(selection: Selection, ending: str) -> str:
    name = selection.file if selection.page else "feed"
    return f"{selection.site.url}/{name}.{ending}"


def _entries(selection: Selection) -> Iterator[Entry]:
    for paper in sorted(selection.papers, key=lambda each: each.added, reverse=True)[:MOST]:
        first, *_ = (*paper.formerly, paper.id)
        content = _render("feed_entry.html", selection, paper=paper).strip()
        yield Entry(
            paper, f"{selection.site.url}/papers/{first}/", _updated(paper.added, first), content
        )


def _updated(day: str, first_id: str) -> str:
    """A time on the day the paper was added, from its first id: others do not change it.

    Some readers keep only one of several entries with the same time. Two of 100 papers that were
    added on one day have the same millisecond with a probability of 1 : 17,000, and the same second
    with 1 : 17.
    """
    number = int.from_bytes(sha256(first_id.encode()).digest()) % DAY
    time = datetime.fromisoformat(day) + timedelta(milliseconds=number)
    return f"{time.isoformat(timespec='milliseconds')}Z"


def _render(template: str, selection: Selection, **values: object) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            site=selection.site,
            words=load_words(selection.site.language),
            topic_names={
                topic.id: translated(topic, "name", selection.site.language)
                for topic in selection.catalogue.topics
            },
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
