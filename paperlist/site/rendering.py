"""Renders the templates for one catalogue and one site."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property, lru_cache, partial
from types import SimpleNamespace
from urllib.parse import quote

from markupsafe import Markup

from paperlist.catalogue.facts import Abstract
from paperlist.catalogue.model import (
    Catalogue,
    Collection,
    Engine,
    Lines,
    Paper,
    ReadingPath,
    Topic,
)
from paperlist.catalogue.values import KINDS
from paperlist.exports import CITATIONS, FORMATS
from paperlist.publishing import titles
from paperlist.publishing.citation import cite
from paperlist.publishing.site_info import Site, root_of
from paperlist.publishing.translations import translated
from paperlist.publishing.words import load_words
from paperlist.site.environment import load_environment
from paperlist.site.explorer.bundle import script_file
from paperlist.site.explorer.facets import find_facets
from paperlist.site.explorer.index import ABSTRACTS, INDEX, versioned
from paperlist.site.fact_sources import sources_of
from paperlist.site.schema_org import describe_paper
from paperlist.site.shared import Shared

LARGEST = 7
# A paper is related to others of its time, so its row is used again soon.
ROWS = 4096


@dataclass(frozen=True)
class Parts:
    """The parts of a page, each set by its template: `{% set body %}…{% endset %}`."""

    body: str
    description: str = ""
    heading: str = ""
    metadata: str = ""
    search: str = ""


class Renderer:
    """Has the values that all templates share: create one for each catalogue and site."""

    def __init__(self, catalogue: Catalogue, site: Site, shared: Shared | None = None) -> None:
        self.catalogue = catalogue
        self.site = site
        self.shared = shared or Shared(catalogue)
        self.words = load_words(site.language)
        # Jinja looks at the file of a template each time it gets one.
        self._template = cache(load_environment().get_template)
        self._values = self._texts() | self._lists() | self._functions()

    def render(self, template: str, uri: str, **values: object) -> str:
        """A template that is a whole file."""
        compiled = self._template(template)
        return compiled.render(self._values, **self._paths(uri), **values)

    def render_parts(self, template: str, uri: str, **values: object) -> Parts:
        """A template that sets the parts of a page."""
        compiled = self._template(template)
        try:
            made = compiled.make_module({**self._values, **self._paths(uri), **values})
        except Exception:
            # As in `Template.render`: the traceback then shows lines of the template.
            compiled.environment.handle_exception()
        names = {part.name for part in fields(Parts)}
        texts = {name: str(text).strip() for name, text in vars(made).items() if name in names}
        return Parts(**texts)

    @cached_property
    def index_file(self) -> str:
        return versioned(INDEX, self.index)

    @property
    def index(self) -> str:
        return self.shared.index(self.site.languages, live_badges=self.site.live_badges)

    @cached_property
    def abstracts_file(self) -> str:
        """Empty if there are no abstracts."""
        return versioned(ABSTRACTS, self.abstracts) if self.abstracts else ""

    @property
    def abstracts(self) -> str:
        return self.shared.abstracts if self.site.abstracts else ""

    def _texts(self) -> dict[str, object]:
        topics = self.catalogue.topics
        return {
            "site": self.site,
            "words": SimpleNamespace(**self.words),
            "topic_names": {
                topic.id: translated(topic, "name", self.site.language) for topic in topics
            },
            "kind_names": {kind: self.words[f"long_{kind}"] for kind in KINDS},
            "script_file": script_file(),
        }

    def _lists(self) -> dict[str, object]:
        dates = sorted(paper.date for paper in self.catalogue.papers) or ["2000-01"]
        return {
            "catalogue": self.catalogue,
            "dead_links": self.catalogue.dead_links,
            "span": (dates[0], dates[-1]),
            "topics_by_id": {topic.id: topic for topic in self.catalogue.topics},
            "newest_day": _newest_day(self.catalogue),
            "largest": self.catalogue.largest_topics[:LARGEST],
            "citation_formats": CITATIONS.values(),
            "formats": FORMATS.values(),
        }

    def _functions(self) -> dict[str, object]:
        return {
            "renderer": self,
            "find_facets": partial(find_facets, catalogue=self.catalogue),
            "summary_of": partial(titles.summary_of, language=self.site.language),
            "search_words": self._search_words,
            "abstract_of": self._abstract_of,
            "sources_of": partial(
                sources_of, catalogue=self.catalogue, site=self.site, words=self.words
            ),
            "edit_url": self._edit_url,
            "mistake_url": self._mistake_url,
            "collections_of": self._collections_of,
            "paths_of": self._paths_of,
            "paths_of_topic": self._paths_of_topic,
            "papers_by_state": self._papers_by_state,
            "related_row": lru_cache(ROWS)(self._related_row),
            "render_citations": self.shared.citations,
            "cite": partial(
                cite, records=self.catalogue.facts.arxiv, names=self.catalogue.proper_names
            ),
            "describe_paper": partial(describe_paper, site=self.site),
        }

    def _related_row(self, paper: Paper) -> Markup:
        """The row of a paper in the table of related ones: the same on the pages of all papers."""
        paths = self._paths("papers/x.md")
        row = self._macros["row"](paper, paths["root"], own=None, named=True)
        return Markup(row)  # noqa: S704

    @cached_property
    def _macros(self) -> Mapping[str, Callable[..., str]]:
        """The macros of all templates as functions, for the page of a paper."""
        values = {**self._values, **self._paths("papers/x.md")}
        return vars(self._template("macros.html").make_module(values))

    def _paths(self, uri: str) -> dict[str, str]:
        """Relative paths from a page to the root of its site, to the files and to the main site."""
        root = root_of(uri, from_file=self.site.from_files)
        files = root + "../" if self.site.main_url else root
        # For scripts: relative to the URL of the page, whatever the generator.
        list_path = root_of(uri)
        home_path = list_path + "../" if self.site.main_url else list_path
        if self.site.from_files:
            # Generators check relative links, and know the files of one language only.
            files = f"{self.site.home}/"
        return {"root": root, "files": files, "list_path": list_path, "home_path": home_path}

    def _collections_of(self, paper: Paper) -> list[Collection]:
        return [each for each in self.catalogue.collections if paper.id in each.papers]

    def _paths_of(self, paper: Paper) -> list[ReadingPath]:
        return [each for each in self.catalogue.paths if paper.id in each.papers]

    def _paths_of_topic(self, topic: Topic) -> list[ReadingPath]:
        """Those that have at least half of their papers from the topic."""
        ids = {paper.id for paper in self.catalogue.by_topic[topic.id]}
        paths = self.catalogue.paths
        return [each for each in paths if 2 * len(ids.intersection(each.papers)) >= len(each.items)]

    def _papers_by_state(self, engine: Engine) -> Counter[str]:
        """How many papers an engine documents, and how many it implements."""
        return Counter(
            state
            for paper in self.catalogue.by_engine[engine.id]
            for state in {run.state for run in paper.runs_in if run.engine == engine.id}
        )

    def _abstract_of(self, paper: Paper) -> Abstract | None:
        return self.catalogue.abstracts.get(paper.arxiv or "") if self.site.abstracts else None

    def _search_words(self, paper: Paper) -> str:
        """Search words of a paper besides its title."""
        topics = [topic for topic in self.catalogue.topics if topic.id in paper.topics]
        parts = (
            self.words[f"long_{paper.kind}"],
            paper.date,
            ", ".join(paper.shown_authors),
            ", ".join(paper.org),
            paper.venue,
            ", ".join(paper.aka),
            paper.arxiv,
            paper.doi,
            ", ".join(translated(topic, "name", self.site.language) for topic in topics),
            paper.note,
        )
        return " · ".join(part for part in parts if part)

    def _edit_url(self, file: str, lines: Lines | None = None) -> str:
        """The lines of the entry on GitHub, which has an edit button; HEAD is the main branch."""
        place = f"#L{lines.first}-L{lines.last}" if lines else ""
        return f"{self.site.repo_url}/blob/HEAD/data/{quote(file)}{place}"

    def _mistake_url(self, paper: Paper) -> str:
        page = f"{self.site.url}/papers/{paper.id}/"
        title = self.words["mistake_title"].format(id=paper.id)
        body = self.words["mistake_body"].format(id=paper.id, title=paper.title, page=page)
        # The form has a field for the paper; a repository without the form gets the body.
        form = f"template=correct-paper.yml&paper={quote(paper.id)}"
        text = f"title={quote(title)}&body={quote(body)}"
        return f"{self.site.repo_url}/issues/new?{form}&{text}"


def _newest_day(catalogue: Catalogue) -> Mapping[str, object]:
    """The last day on which papers were added, with their ids: the explorer lists what is new."""
    ids = [paper.id for paper in catalogue.papers if paper.added == catalogue.updated]
    return {"day": catalogue.updated, "ids": ids}
