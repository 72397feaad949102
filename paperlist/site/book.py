"""The templates, with what all pages and feeds of one site share."""

import html
import json
import shlex
from collections.abc import Callable, Mapping
from functools import cache, cached_property, partial
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from paperlist.catalogue.model import Catalogue, Collection, Paper, Topic
from paperlist.catalogue.values import KINDS
from paperlist.publishing import links, titles
from paperlist.publishing.site_info import Site, root_of
from paperlist.publishing.words import load_words, noun
from paperlist.site import charts
from paperlist.site.explorer.bundle import SCRIPT, render_script
from paperlist.site.explorer.facets import find_facets
from paperlist.site.explorer.index import INDEX, render_index

LARGEST = 7


class Book:
    """What the templates of one catalogue and one site are filled with."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self.catalogue = catalogue
        self.site = site
        self.words = load_words(site.language)
        dates = sorted(paper.date for paper in catalogue.papers) or ["2000-01"]
        self.values: Mapping[str, object] = {
            "all": catalogue,
            "site": site,
            "words": SimpleNamespace(**self.words),
            "span": (dates[0], dates[-1]),
            "topics_by_id": {topic.id: topic for topic in catalogue.topics},
            "topic_names": {
                topic.id: translated(topic, "name", site) for topic in catalogue.topics
            },
            "kind_names": {kind: self.words[f"long_{kind}"] for kind in KINDS},
            "find_facets": partial(find_facets, catalogue=catalogue),
            "newest_day": _newest_day(catalogue),
            "book": self,
            "script_file": _versioned(SCRIPT, render_script()),
            "largest": catalogue.largest_topics[:LARGEST],
            "summary_of": partial(titles.summary_of, language=site.language),
            "search_words": self._search_words,
            "edit_url": self._edit_url,
            "mistake_url": self._mistake_url,
            "collections_of": lambda paper: [
                each for each in catalogue.collections if paper.id in each.papers
            ],
        }

    @cached_property
    def index_file(self) -> str:
        return _versioned(INDEX, render_index(self.catalogue))

    def render(self, template: str, uri: str, **values: object) -> str:
        root = root_of(uri, from_file=self.site.from_files)
        files = root + "../" if self.site.main_url else root
        # Scripts read these, from the address of the page whatever the generator.
        list_path = root_of(uri)
        home_path = list_path + "../" if self.site.main_url else list_path
        if self.site.from_files:
            files = f"{self.site.home}/"  # a link out of a translation is no link between pages
        return (
            _templates()
            .get_template(template)
            .render(
                self.values,
                root=root,
                files=files,
                list_path=list_path,
                home_path=home_path,
                **values,
            )
        )

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
            ", ".join(translated(topic, "name", self.site) for topic in topics),
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
        # The form has a place for the paper; a repository without the form takes the body.
        form = f"template=correct-paper.yml&paper={quote(paper.id)}"
        text = f"title={quote(title)}&body={quote(body)}"
        return f"{self.site.repo_url}/issues/new?{form}&{text}"


@cache
def _templates() -> Environment:
    """One for the process: to compile the templates takes longer than to fill most of them."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Callable[..., object]] = {
        "md": markdown_text,
        "yaml": _front_matter,
        "shell": shlex.join,
        "noun": noun,
        "json": _json_text,
        "attribute_json": partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        "data_url": _data_url,
        "tr": pass_context(_translate),
    }
    env.filters.update(filters)
    env.globals.update(
        histogram=charts.quarter_histogram,
        reading_link=links.reading_link,
        all_links=links.all_links,
        title_parts=titles.title_parts,
        byline=titles.byline,
        repository_label=titles.repository_label,
    )
    return env


def _newest_day(catalogue: Catalogue) -> dict[str, object]:
    """The last day on which papers joined, and which: what is new for a reader who comes back."""
    ids = [paper.id for paper in catalogue.papers if paper.added == catalogue.updated]
    return {"day": catalogue.updated, "ids": ids}


def _versioned(file: str, text: str) -> str:
    """A page never meets the file of an older build, which a browser may have kept."""
    return f"{file}?v={sha256(text.encode()).hexdigest()[:8]}"


def translated(item: Topic | Collection, key: str, site: Site) -> str:
    return str(getattr(item, key if site.language == "en" else f"{key}_{site.language}"))


def _translate(context: Context, item: Topic | Collection, key: str) -> str:
    return translated(item, key, context["site"])


def markdown_text(text: str) -> Markup:
    """Text that Markdown takes as it is: every sign of ASCII becomes an entity."""
    plain = (c if c.isalnum() or c in " ," or ord(c) > 127 else f"&#{ord(c)};" for c in text)
    return Markup("".join(plain))  # noqa: S704


def _front_matter(text: str) -> Markup:
    """A YAML string the theme prints raw into an attribute, hence escaped for HTML too."""
    return Markup(json.dumps(html.escape(text), ensure_ascii=False))  # noqa: S704


def _data_url(text: str, media: str) -> str:
    return f"data:{media};charset=utf-8,{quote(text)}"


def _json_text(value: object) -> Markup:
    """JSON that may stand in a script: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704
