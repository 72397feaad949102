"""The catalogue as pages: Markdown with one heading and a block of HTML from our templates."""

import html
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from paperlist import charts, links, related
from paperlist.exports.bibtex import render_bibtex
from paperlist.model import Catalogue, Collection, Paper, Topic
from paperlist.values import ET_AL
from paperlist.words import Language, load_words, noun

# What a hand-written page may hold, and the template that takes its place.
MARKERS = {"<!-- papers -->": "home.html", "<!-- edit -->": "edit.html"}
SPLIT = re.compile(r"\s*<!-- (?:search|body) -->\s*")
LARGEST = 7
# A title this short is a name.
MOST_WORDS = 4


@dataclass(frozen=True)
class Site:
    """What pages know of the site they stand on; both addresses end without '/'."""

    language: Language
    url: str
    repo_url: str
    live_badges: bool = False
    """Images of shields.io instead of the counts of facts.json."""
    from_files: bool = False
    """Links lead from the page's file instead of its address: some generators move them on."""


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
    names: tuple[str, ...] = ()
    """What people call it: a search finds these before anything else."""


def render_pages(catalogue: Catalogue, site: Site) -> Iterator[Page]:
    """Every generated page; the front page is written by hand, see `fill`."""
    book = _Book(catalogue, site)
    yield book.page("topics/index.md", "topics.html")
    for topic in catalogue.topics:
        neighbours = related.neighbour_topics(catalogue, topic)
        papers = catalogue.by_topic[topic.id]
        values = {"topic": topic, "papers": papers, "neighbours": neighbours}
        yield book.page(f"topics/{topic.id}.md", "topic.html", **values)
    nearest = related.related_papers(catalogue)
    for paper in catalogue.papers:
        values = {"paper": paper, "related": nearest[paper.id], "bibtex": render_bibtex(paper)}
        yield book.page(f"papers/{paper.id}.md", "paper.html", **values)
    yield book.page("collections/index.md", "collections.html")
    for collection in catalogue.collections:
        yield book.page(f"collections/{collection.id}.md", "collection.html", collection=collection)


def render_redirects(catalogue: Catalogue, site: Site) -> Iterator[tuple[str, str]]:
    """Files at the addresses of former ids; each leads to the page, without scripts too."""
    book = _Book(catalogue, site)
    for folder, items in (("papers", catalogue.papers), ("topics", catalogue.topics)):
        for item in items:
            for former in item.formerly:
                values = {"target": f"{folder}/{item.id}/", "id": item.id}
                yield (
                    f"{folder}/{former}/index.html",
                    book.render("redirect.html", former, **values),
                )


def fill(text: str, uri: str, catalogue: Catalogue, site: Site) -> str:
    """A hand-written page, as Markdown or HTML, with our blocks in place of its markers."""
    for marker, template in MARKERS.items():
        if marker in text:
            text = text.replace(marker, _Book(catalogue, site).render(template, uri))
    return text


def navigation(catalogue: Catalogue, site: Site) -> dict[str, list[dict[str, str]]]:
    """Section page to the pages below it, with labels escaped: the theme prints them raw."""
    return {
        "topics/index.md": [
            {html.escape(_translated(topic, "name", site)): f"topics/{topic.id}.md"}
            for topic in catalogue.topics
        ],
        "collections/index.md": [
            {html.escape(_translated(item, "title", site)): f"collections/{item.id}.md"}
            for item in catalogue.collections
        ],
    }


def with_sections(
    nav: list[Any], sections: dict[str, list[dict[str, str]]]
) -> tuple[list[Any], set[str]]:
    """The nav with the pages of each section below its index page, and the sections it has."""
    full: list[Any] = []
    found: set[str] = set()
    for item in nav:
        made = item
        if isinstance(item, dict):
            ((title, target),) = item.items()
            if isinstance(target, list):
                below, inner = with_sections(target, sections)
                made, found = {title: below}, found | inner
            elif target in sections:
                made, found = {title: [target, *sections[target]]}, found | {target.split("/")[0]}
        full.append(made)
    return full, found


class _Book:
    """The templates, with what all pages of one build share."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self.catalogue = catalogue
        self.site = site
        self.words = load_words(site.language)
        dates = sorted(paper.date for paper in catalogue.papers) or ["2000-01"]
        self.env = Environment(
            loader=FileSystemLoader(Path(__file__).with_name("templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.env.filters.update(
            md=_markdown_text, yaml=_front_matter, shell=shlex.join, noun=noun, tr=self._translate
        )
        self.env.globals.update(
            all=catalogue,
            site=site,
            words=SimpleNamespace(**self.words),
            span=(dates[0], dates[-1]),
            topics_by_id={topic.id: topic for topic in catalogue.topics},
            largest=_largest(catalogue),
            histogram=charts.quarter_histogram,
            reading_link=links.reading_link,
            all_links=links.all_links,
            title_parts=title_parts,
            byline=byline,
            summary_of=self._summary_of,
            search_words=self._search_words,
            badge=badge,
            edit_url=self._edit_url,
            mistake_url=self._mistake_url,
            collections_of=lambda paper: [c for c in catalogue.collections if paper.id in c.papers],
        )

    def page(self, uri: str, template: str, **values: Any) -> Page:
        head, search, body = SPLIT.split(self.render(template, uri, **values))
        item = values.get("paper") or values.get("topic") or values.get("collection")
        return Page(uri, head, f"<p>{search}</p>", body, _names(item))

    def render(self, template: str, uri: str, **values: Any) -> str:
        return self.env.get_template(template).render(
            root=root_of(uri, from_file=self.site.from_files), **values
        )

    def _translate(self, item: Topic | Collection, key: str) -> str:
        return _translated(item, key, self.site)

    def _summary_of(self, paper: Paper) -> str:
        """In the language of the page, else in the other one."""
        both = (paper.summary, paper.summary_zh)
        first, second = both if self.site.language == "en" else reversed(both)
        return first or second or ""

    def _search_words(self, paper: Paper) -> str:
        """What a paper is looked for by, besides its title."""
        topics = [topic for topic in self.catalogue.topics if topic.id in paper.topics]
        found = (
            self.words[f"long_{paper.kind}"],
            paper.date,
            ", ".join(paper.authors),
            ", ".join(paper.org),
            paper.venue,
            ", ".join(paper.aka),
            paper.arxiv,
            paper.doi,
            ", ".join(self._translate(topic, "name") for topic in topics),
            paper.note,
        )
        return " · ".join(part for part in found if part)

    def _edit_url(self, file: str, lines: tuple[int, int] | None = None) -> str:
        """The lines of the entry on GitHub, where a pencil opens them; HEAD is the main branch."""
        place = f"#L{lines[0]}-L{lines[1]}" if lines else ""
        return f"{self.site.repo_url}/blob/HEAD/data/{file}{place}"

    def _mistake_url(self, paper: Paper) -> str:
        page = f"{self.site.url}/papers/{paper.id}/"
        title = self.words["mistake_title"].format(id=paper.id)
        body = self.words["mistake_body"].format(id=paper.id, title=paper.title, page=page)
        return f"{self.site.repo_url}/issues/new?title={quote(title)}&body={quote(body)}"


def root_of(uri: str, *, from_file: bool = False) -> str:
    """The way from a page's address up to the site's: '../../' for papers/orca.md."""
    parts = uri.rpartition("/")[0] if from_file else uri.removesuffix(".md").removesuffix("index")
    return "../" * len(parts.strip("/").split("/")) if parts.strip("/") else "./"


def title_parts(paper: Paper) -> tuple[str, str]:
    """The bold part and the rest; a title that begins with its name is not given twice."""
    if not paper.name:
        return paper.title, ""
    size = len(paper.name)
    begins = _loosely(paper.title[:size]) == _loosely(paper.name)
    if begins and paper.title[size : size + 1] in ("", " ", ":", "："):
        return paper.title[:size], paper.title[size:]
    return paper.name, f" {paper.title}"


def _loosely(text: str) -> str:
    """MLC-LLM and MLC LLM are one name."""
    return text.casefold().replace("-", " ")


def byline(paper: Paper) -> str:
    """Three authors at most, then how many more; the organisations when no author is known."""
    if not paper.authors:
        return ", ".join(paper.org)
    named = [author for author in paper.authors if author != ET_AL]
    shown = ", ".join(named[:3])
    if ET_AL in paper.authors:
        return f"{shown} {ET_AL}"
    return f"{shown} +{len(named) - 3}" if len(named) > 3 else shown


def badge(paper: Paper) -> str:
    """What to call the code: the repository's name, or the end of its address."""
    name = paper.repository or (paper.code or "").rstrip("/")
    return name.rpartition("/")[2]


def _names(item: Paper | Topic | Collection | None) -> tuple[str, ...]:
    """A name of one word appears twice: FlashAttention then comes before Sparse FlashAttention."""
    match item:
        case Paper():
            short = item.name or (item.title if len(item.title.split()) <= MOST_WORDS else None)
            names = [name for name in (short, *item.aka) if name]
            people = [author for author in item.authors if author != ET_AL]
            return (*names, *(name for name in names if name.isalnum()), *people)
        case Topic():
            return (item.name, item.name_zh)
        case Collection():
            return (item.id,)
    return ()


def _largest(catalogue: Catalogue) -> list[Topic]:
    """Of topics of one size the first of the site."""
    return sorted(catalogue.topics, key=lambda topic: -len(catalogue.by_topic[topic.id]))[:LARGEST]


def _translated(item: Topic | Collection, key: str, site: Site) -> str:
    return str(getattr(item, key if site.language == "en" else f"{key}_{site.language}"))


def _markdown_text(text: str) -> Markup:
    """Text that Markdown takes as it is: every sign of ASCII becomes an entity."""
    plain = (c if c.isalnum() or c in " ," or ord(c) > 127 else f"&#{ord(c)};" for c in text)
    return Markup("".join(plain))  # noqa: S704


def _front_matter(text: str) -> Markup:
    """A YAML string the theme prints raw into an attribute, hence escaped for HTML too."""
    return Markup(json.dumps(html.escape(text), ensure_ascii=False))  # noqa: S704
