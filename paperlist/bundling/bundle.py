"""A bundle: the papers of a selection by topic as one PDF, after a cover and the contents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from paperlist.bundling.fonts import CHINESE_PACKAGE, chinese_font, is_chinese
from paperlist.bundling.front import PREFIX, Front, Line, Note, write_front
from paperlist.bundling.joining import Description, Group, Part, join
from paperlist.bundling.licences import licence_of, text_of
from paperlist.bundling.parts import Result
from paperlist.catalogue.model import Catalogue, Paper, Topic
from paperlist.catalogue.problems import count_of
from paperlist.editing import replacing
from paperlist.publishing import Site
from paperlist.publishing.links import reading_link
from paperlist.publishing.selection import Wanted
from paperlist.publishing.titles import byline, title_parts

NOTICE = "Every paper remains under the licence of its authors or publisher."
CHANGES = (
    "This link leads to the text of the licence. The papers were changed: the first page of each "
    "has links, and scripts, forms and attached files were removed."
)


@dataclass(frozen=True)
class Plan:
    """What a bundle is about; `created` is YYYY-MM-DD."""

    catalogue: Catalogue
    wanted: Wanted
    site: Site
    title: str
    subject: str
    created: str

    @property
    def unlisted(self) -> list[str]:
        """What the selected collection contains, but not the list: it has no link to a PDF."""
        return [
            content.name
            for collection in self.catalogue.collections
            if collection.id == self.wanted.collection
            for content in collection.contents
            if not content.papers
        ]

    def part(self, name: str) -> "Plan":
        return replace(self, title=f"{self.title} – {name}")


def make_plan(wanted: Wanted, catalogue: Catalogue, site: Site, created: str) -> Plan:
    """Titled by the collection, the path or the only topic, if there is one."""
    topics = [topic.name for topic in catalogue.topics if topic.id in wanted.topics]
    collections = [each.title for each in catalogue.collections if each.id == wanted.collection]
    paths = [each.title for each in catalogue.paths if each.id == wanted.path]
    conditions = (
        *(f"collection {title}" for title in collections),
        *(f"reading path {title}" for title in paths),
        *((f"topic{'s' * (len(topics) > 1)} {', '.join(topics)}",) if topics else ()),
        *((count_of(len(wanted.ids), "chosen paper"),) if wanted.ids else ()),
        *((f"added since {wanted.since}",) if wanted.since else ()),
        *((f"recommendation {wanted.recommended} or higher",) if wanted.recommended else ()),
    )
    parts = [*collections, *paths] or (topics if len(topics) == 1 else [])
    title = " – ".join([site.name, *parts]) if site.name else "".join(parts) or "Papers"
    subject = "; ".join(conditions) or "all papers"
    return Plan(catalogue, wanted, site, title, subject, created)


def by_topic(results: Iterable[Result], plan: Plan) -> dict[Topic, list[Result]]:
    """Each paper once: in the first of its topics that is selected."""
    groups: dict[str, list[Result]] = {topic.id: [] for topic in plan.catalogue.topics}
    for result in results:
        topics = result.paper.topics
        groups[next((each for each in topics if each in plan.wanted.topics), topics[0])].append(
            result
        )
    return {topic: groups[topic.id] for topic in plan.catalogue.topics if groups[topic.id]}


def split(plan: Plan, results: Sequence[Result], by: str) -> dict[str, tuple[Plan, list[Result]]]:
    """Bundles by the key of their file names."""
    if by == "topic":
        return {
            topic.id: (plan.part(topic.name), group)
            for topic, group in by_topic(results, plan).items()
        }
    years = sorted({each.paper.year for each in results}, reverse=True)
    return {
        year: (plan.part(year), [each for each in results if each.paper.year == year])
        for year in years
    }


def write_bundle(target: Path, plan: Plan, results: Sequence[Result], folder: Path) -> int:
    """Returns the number of pages."""
    included = [each for each in results if each.file]
    groups = _groups(included, plan)
    file = folder / "front.pdf"
    pages = write_front(_front(plan, groups, [each for each in results if not each.file]), file)
    parts = [
        Group(name, tuple(Part(r.file, r.paper.id, heading(r.paper)) for r in group if r.file))
        for name, group in groups.items()
    ]
    start = Group("", (Part(file, PREFIX, "Contents", opens_at=1),))
    about = Description(plan.title, plan.site.name, plan.subject, plan.created)
    with replacing(target) as bundle:
        join([start, *parts], about, bundle)
    return pages + sum(each.pages for each in included)


def _groups(results: Sequence[Result], plan: Plan) -> dict[str, Sequence[Result]]:
    """By topic if there are several; a reading path keeps its order."""
    topics = by_topic(results, plan)
    if plan.wanted.path is not None or len(topics) == 1:
        return {"": results}
    return {topic.name: group for topic, group in topics.items()}


def missing_font(plan: Plan, papers: Iterable[Paper]) -> str:
    """The package to install for titles in Chinese; empty if it is there or not needed."""
    shown = [plan.title, plan.subject, *(text for p in papers for text in (heading(p), byline(p)))]
    needed = any(is_chinese(text) for text in shown) and chinese_font() is None
    return CHINESE_PACKAGE if needed else ""


def _front(plan: Plan, groups: Mapping[str, Sequence[Result]], missing: Sequence[Result]) -> Front:
    page, lines = 1, {}
    for name, group in groups.items():
        made = []
        for result in group:
            detail = " · ".join(each for each in (byline(result.paper), result.paper.date) if each)
            made.append(Line(result.paper.id, heading(result.paper), detail, page))
            page += result.pages
        lines[name] = tuple(made)
    count = sum(len(group) for group in groups.values())
    cover = (
        f"{count_of(count, 'paper')}, {count_of(page - 1, 'page')}",
        f"Selection: {plan.subject}",
        f"Date: {plan.created}",
        *([plan.site.url] if plan.site.url else ()),
        NOTICE,
    )
    included = [each.paper for group in groups.values() for each in group]
    notes = {**_licences(plan, included), "Not in this bundle": _missing(plan, missing)}
    shown = tuple((title, tuple(some)) for title, some in notes.items() if some)
    return Front(plan.title, cover, tuple(lines.items()), shown)


def _missing(plan: Plan, missing: Iterable[Result]) -> list[Note]:
    page_of_collection = f"{plan.site.url}/collections/{plan.wanted.collection}/"
    return [
        *(Note(f"{heading(r.paper)} ({r.reason})", reading_link(r.paper).url) for r in missing),
        *(Note(f"{name} (not in the list)", page_of_collection) for name in plan.unlisted),
    ]


def _licences(plan: Plan, papers: Iterable[Paper]) -> dict[str, list[Note]]:
    """What the known licences require: all authors, links to the paper and the licence, changes."""
    notes: dict[str, list[Note]] = {}
    for paper in papers:
        if licence := licence_of(paper, plan.catalogue.facts):
            group = notes.setdefault(f"Licence {licence}", [Note(CHANGES, text_of(licence))])
            authors = f"{', '.join(paper.authors)}: " if paper.authors else ""
            group.append(Note(f"{authors}{heading(paper)}", reading_link(paper).url))
    return notes


def heading(paper: Paper) -> str:
    """Name and title; a name that begins the title is not repeated."""
    name, rest = title_parts(paper)
    return paper.title if f"{name}{rest}" == paper.title else f"{name} – {paper.title}"


def write_zip(target: Path, files: Sequence[Path], created: str) -> None:
    """PDFs are compressed already."""
    year, month, day = map(int, created.split("-"))
    with replacing(target) as file, ZipFile(file, "w", ZIP_STORED) as archive:
        for path in files:
            entry = ZipInfo(path.name, (max(year, 1980), month, day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as content, archive.open(entry, "w") as place:
                while piece := content.read(1 << 20):
                    place.write(piece)
