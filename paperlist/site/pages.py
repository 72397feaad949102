"""The generated pages: Markdown with a heading, and HTML from the templates."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from markupsafe import Markup, escape

from paperlist.catalogue.languages import texts_of
from paperlist.catalogue.model import Collection, Engine, Paper, ReadingPath, Topic
from paperlist.health import newest_day
from paperlist.site.navigation import COLLECTIONS, ENGINES, START
from paperlist.site.related import related_topics
from paperlist.site.rendering import Renderer
from paperlist.site.trends import find_trends

# Markers of hand-written pages, and the template that replaces each.
MARKERS = {
    "<!-- papers -->": "home.html",
    "<!-- files -->": "files.html",
    "<!-- edit -->": "edit.html",
}
# Pages of the whole list, and the template of each.
LISTS = {
    "topics/index.md": "topics.html",
    "bookmarks.md": "bookmarks.html",
}
NEW = "new/index.md"
# So many rows the page of new papers has; the rest is on the pages of the months.
FIRST_NEW = 200
HEALTH = "health.md"
"""For maintainers: neither in the sitemap nor in the search."""
# So many findings of a kind are shown, the others are folded.
FIRST_FINDINGS = 10
# A title with this many words or fewer is used as a name.
MOST_WORDS = 4


# One made of the heading could be an id that a script of the theme looks for, as __config.
HEADING_ID = "title"

PageMaker = Callable[[], "Page"]
Item = Paper | Topic | Collection | ReadingPath | Engine
"""An entry that has a page."""


@dataclass(frozen=True)
class Page:
    """`uri` is a path below `docs_dir`.

    The description and the heading are HTML; the body is HTML that needs no Markdown, and the
    search words, HTML too, are what a search reads instead of the body.
    """

    uri: str
    description: str
    heading: str
    search: str
    body: str
    metadata: str = ""
    """HTML for the `<head>` of the page: metadata."""
    names: tuple[str, ...] = ()
    """Its names: the search ranks these first."""
    boost: int = 1
    """How much the search raises its rank; 0 leaves the page out."""
    is_paper: bool = False
    """It has the shell of papers; the explorer searches those that are listed."""

    @property
    def title(self) -> str:
        """The text of the heading, escaped."""
        return str(escape(Markup(self.heading).striptags()))  # noqa: S704

    @property
    def head(self) -> str:
        """The page without its body, as Markdown: front matter and the heading."""
        search = f"search: {{boost: {self.boost}}}\n" if self.boost > 1 else ""
        if not self.boost:
            search = "search: {exclude: true}\n"
        description = json.dumps(self.description, ensure_ascii=False)
        return (
            f"---\ndescription: {description}\nhide: [navigation, toc]\n{search}---\n\n"
            f"# {self.heading} {{#{HEADING_ID}}}\n"
        )


def render_pages(renderer: Renderer) -> Iterator[Page]:
    """Every generated page; the front page is written by hand, see `fill`."""
    return (make() for make in page_makers(renderer).values())


def page_makers(renderer: Renderer) -> dict[str, PageMaker]:
    """The uri of every generated page, and the function that renders it.

    Each page but those of papers is rendered once: the search of MkDocs reads it too.
    """
    catalogue = renderer.catalogue
    makers: dict[str, PageMaker] = {
        uri: partial(_page, renderer, uri, template) for uri, template in LISTS.items()
    }
    makers["trends.md"] = partial(_trends, renderer)
    makers[HEALTH] = partial(_health, renderer)
    makers[NEW] = partial(_new, renderer)
    for month in catalogue.by_month_added:
        makers[f"new/{month}.md"] = partial(_month, renderer, month)
    for topic in catalogue.topics:
        makers[f"topics/{topic.id}.md"] = partial(_topic, renderer, topic)
    for year in catalogue.by_year:
        makers[f"years/{year}.md"] = partial(_year, renderer, year)
    for item in catalogue.collections:
        uri = f"collections/{item.id}.md"
        makers[uri] = partial(_page, renderer, uri, "collection.html", item, collection=item)
    if catalogue.collections:
        makers[COLLECTIONS] = partial(_page, renderer, COLLECTIONS, "collections.html")
    if catalogue.paths:
        makers[START] = partial(_page, renderer, START, "start.html")
    for path in catalogue.paths:
        uri = f"paths/{path.id}.md"
        makers[uri] = partial(_page, renderer, uri, "path.html", path, path=path)
    if catalogue.engines:
        makers[ENGINES] = partial(_page, renderer, ENGINES, "engines.html")
    for engine in catalogue.engines:
        makers[f"engines/{engine.id}.md"] = partial(_engine, renderer, engine)
    papers: dict[str, PageMaker] = {
        f"papers/{paper.id}.md": partial(_paper, renderer, paper) for paper in catalogue.papers
    }
    removed: dict[str, PageMaker] = {
        f"papers/{name}.md": partial(_removed, renderer, name) for name in catalogue.removed
    }
    return {uri: cache(make) for uri, make in makers.items()} | papers | removed


def fill(text: str, uri: str, renderer: Renderer) -> tuple[str, str]:
    """A hand-written page, as Markdown or HTML, with each marker replaced by its template; and the
    HTML to add to the `<head>` of the page."""
    metadata = ""
    for marker, template in MARKERS.items():
        if marker in text:
            parts = renderer.render_parts(template, uri)
            text, metadata = text.replace(marker, parts.body), metadata + parts.metadata
    return text, metadata


def _topic(renderer: Renderer, topic: Topic) -> Page:
    catalogue = renderer.catalogue
    values = {
        "topic": topic,
        "papers": catalogue.by_topic[topic.id],
        "related_topics": related_topics(catalogue, topic),
    }
    return _page(renderer, f"topics/{topic.id}.md", "topic.html", topic, **values)


def _engine(renderer: Renderer, engine: Engine) -> Page:
    """Each topic with the papers that have it."""
    papers = renderer.catalogue.by_engine[engine.id]
    groups = [
        (topic, [paper for paper in papers if topic.id in paper.topics])
        for topic in renderer.catalogue.topics
    ]
    values: dict[str, object] = {
        "engine": engine,
        "papers": papers,
        "groups": [(topic, group) for topic, group in groups if group],
    }
    return _page(renderer, f"engines/{engine.id}.md", "engine.html", engine, **values)


def _year(renderer: Renderer, year: str) -> Page:
    years = sorted(renderer.catalogue.by_year)
    place = years.index(year)
    values: dict[str, object] = {
        "year": year,
        "papers": renderer.catalogue.by_year[year],
        "previous": years[place - 1] if place else "",
        "following": "".join(years[place + 1 : place + 2]),
    }
    return _page(renderer, f"years/{year}.md", "year.html", None, **values)


def _new(renderer: Renderer) -> Page:
    """Each month with its papers, those of them that are shown, and their numbers by year."""
    months, left = [], FIRST_NEW
    for month, papers in renderer.catalogue.by_month_added.items():
        totals = Counter(paper.year for paper in papers)
        months.append((month, papers, papers[:left], totals))
        left = max(0, left - len(papers))
    return _page(renderer, NEW, "new.html", months=months)


def _month(renderer: Renderer, month: str) -> Page:
    papers = renderer.catalogue.by_month_added[month]
    return _page(renderer, f"new/{month}.md", "month.html", month=month, papers=papers)


def _paper(renderer: Renderer, paper: Paper) -> Page:
    related = renderer.shared.related(paper)
    return _page(
        renderer, f"papers/{paper.id}.md", "paper.html", paper, paper=paper, related=related
    )


def _removed(renderer: Renderer, paper_id: str) -> Page:
    """The page of a paper that was removed: when and why."""
    paper = renderer.catalogue.removed[paper_id]
    page = _page(renderer, f"papers/{paper_id}.md", "removed.html", paper=paper)
    return replace(page, boost=0, is_paper=True)


def _trends(renderer: Renderer) -> Page:
    trends = find_trends(renderer.catalogue)
    return _page(renderer, "trends.md", "trends.html", trends=trends)


def _health(renderer: Renderer) -> Page:
    kinds = [(kind.replace("-", "_"), each) for kind, each in renderer.shared.findings.items()]
    values: dict[str, object] = {
        "kinds": [(kind, each) for kind, each in kinds if each],
        "today": newest_day(renderer.catalogue),
        "first": FIRST_FINDINGS,
    }
    return replace(_page(renderer, HEALTH, "health.html", None, **values), boost=0)


def _page(
    renderer: Renderer,
    uri: str,
    template: str,
    item: Item | None = None,
    **values: object,
) -> Page:
    parts = renderer.render_parts(template, uri, **values)
    return Page(
        uri,
        parts.description,
        parts.heading,
        f"<p>{parts.search}</p>",
        parts.body,
        parts.metadata,
        _names(item),
        boost=5 if isinstance(item, Topic) else 1,
        is_paper=isinstance(item, Paper),
    )


def _names(item: Item | None) -> tuple[str, ...]:
    """A one-word name is repeated, so that FlashAttention ranks before Sparse FlashAttention."""
    match item:
        case Paper():
            short = item.name or (item.title if len(item.title.split()) <= MOST_WORDS else None)
            names = [name for name in (short, *item.aka) if name]
            return (*names, *(name for name in names if name.isalnum()), *item.known_authors)
        case Topic():
            return (*texts_of(item, "name"), *texts_of(item, "aka"))
        case ReadingPath():
            return texts_of(item, "title")
        case Engine():
            return (item.name,)
        case Collection():
            return (item.id,)
    return ()
