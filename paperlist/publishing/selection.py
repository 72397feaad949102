"""Selected papers, with the title and the addresses of their files."""

from collections.abc import Sequence
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.publishing.citation import Citation, cite
from paperlist.publishing.site_info import Site
from paperlist.publishing.translations import translated


@dataclass(frozen=True)
class Selection:
    """`file` is the address of its files below the site, without an ending; `former` are earlier
    addresses, the oldest first, which stay valid. `kind` is the key in words.yaml of what it is,
    empty for the whole list."""

    catalogue: Catalogue
    site: Site
    papers: tuple[Paper, ...]
    title: str
    page: str = ""
    file: str = "papers"
    former: tuple[str, ...] = ()
    kind: str = ""

    @property
    def first_page(self) -> str:
        """The first address of the page: it stays when the id of the topic changes."""
        return f"{self.former[0]}/" if self.former else self.page

    @property
    def citations(self) -> list[Citation]:
        records, names = self.catalogue.facts.arxiv, self.catalogue.proper_names
        return [cite(paper, records, names) for paper in self.papers]

    @property
    def updated(self) -> str:
        """Day its newest paper was added; for an empty selection, that of the whole list."""
        return self.catalogue.last_added(self.papers)


@dataclass(frozen=True)
class Wanted:
    """Which papers to select: all given conditions must hold; one of several topics is enough."""

    topics: Sequence[str] = ()
    collection: str | None = None
    ids: Sequence[str] = ()
    since: str | None = None
    """A day, a month or a year: papers added then or later."""
    recommended: int = 0
    """Papers that are recommended at least so much: 2, or 3 for must read."""
    path: str | None = None
    """A reading path; its papers keep their order."""

    def choose(self, catalogue: Catalogue) -> tuple[Paper, ...]:
        ordered = catalogue.newest_first
        if self.path is not None:
            ordered = catalogue.by_path.get(self.path, ())
        inside = {
            paper
            for item in catalogue.collections
            if item.id == self.collection
            for paper in item.papers
        }
        return tuple(
            paper
            for paper in ordered
            if (not self.topics or set(self.topics) & set(paper.topics))
            and (self.collection is None or paper.id in inside)
            and (not self.ids or paper.id in self.ids)
            and (not self.since or paper.added >= self.since)
            and (paper.recommended or 0) >= self.recommended
        )


def whole_list(catalogue: Catalogue, site: Site) -> Selection:
    return Selection(catalogue, site, catalogue.newest_first, site.name)


def by_topic(catalogue: Catalogue, site: Site) -> list[Selection]:
    return [
        Selection(
            catalogue,
            site,
            catalogue.by_topic[topic.id],
            translated(topic, "name", site.language),
            page=f"topics/{topic.id}/",
            file=f"topics/{topic.id}",
            former=tuple(f"topics/{former}" for former in topic.formerly),
            kind="topic",
        )
        for topic in catalogue.topics
    ]


def by_collection(catalogue: Catalogue, site: Site) -> list[Selection]:
    return [
        Selection(
            catalogue,
            site,
            Wanted(collection=item.id).choose(catalogue),
            translated(item, "title", site.language),
            page=f"collections/{item.id}/",
            file=f"collections/{item.id}",
            kind="collection",
        )
        for item in catalogue.collections
    ]


def by_path(catalogue: Catalogue, site: Site) -> list[Selection]:
    return [
        Selection(
            catalogue,
            site,
            catalogue.by_path[path.id],
            translated(path, "title", site.language),
            page=f"paths/{path.id}/",
            file=f"paths/{path.id}",
            former=tuple(f"paths/{former}" for former in path.formerly),
            kind="path",
        )
        for path in catalogue.paths
    ]


def by_engine(catalogue: Catalogue, site: Site) -> list[Selection]:
    return [
        Selection(
            catalogue,
            site,
            catalogue.by_engine[engine.id],
            engine.name,
            page=f"engines/{engine.id}/",
            file=f"engines/{engine.id}",
            kind="engine",
        )
        for engine in catalogue.engines
    ]
