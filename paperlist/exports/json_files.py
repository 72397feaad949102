"""The list as JSON for programs: /papers.json and /topics.json, each with its JSON Schema.

docs/en/data.md documents the fields. Within a version, fields may be added but are never renamed or
removed.
"""

import json
from typing import Literal

from pydantic import BaseModel, Field

from paperlist.catalogue.facts import RepositoryRecord
from paperlist.catalogue.languages import translatable
from paperlist.catalogue.model import Catalogue, Collection, Paper
from paperlist.catalogue.values import Kind, Publication, State
from paperlist.publishing.links import all_links
from paperlist.publishing.selection import Selection

VERSION: Literal[1] = 1
DRAFT = "https://json-schema.org/draft/2020-12/schema"


class _Record(
    BaseModel, frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
):
    """Every record has every field; unknown values are null or empty."""


class StarsRecord(_Record):
    count: int = Field(description="Number of stars.")
    date: str = Field(description="Day of the count.")
    source: str = Field(description="Address that gave the count.")


class LinksRecord(_Record):
    pdf: str | None = Field(None, description="Link to the PDF.")
    other_pdf: str | None = Field(None, description="Another PDF, usually the publisher's.")
    arxiv: str | None = Field(None, description="Abstract on arXiv.")
    html: str | None = Field(None, description="The paper as a web page on arXiv.")
    doi: str | None = Field(None, description="The DOI as a link.")
    web: str | None = Field(None, description="Its own page: documentation, blog post or report.")
    code: str | None = Field(None, description="Link to its code.")


class RunRecord(_Record):
    engine: str = Field(description="Id of the engine.")
    name: str = Field(description="Its own name.")
    state: State = Field(description="Documented, or implemented in its source.")
    url: str = Field(description="The page or source file that proves it.")
    date: str | None = Field(description="Day the proof was seen.")


@translatable("summary")
class PaperRecord(_Record):
    id: str = Field(description="Stable id; part of the address, and the citation key.")
    formerly: tuple[str, ...] = Field(description="Former ids.")
    page: str = Field(description="Address of its page on this site.")
    name: str | None = Field(description="Short name that people use.")
    aka: tuple[str, ...] = Field(description="Other names.")
    title: str = Field(description="Title as printed.")
    authors: tuple[str, ...] = Field(description="In the printed order, without et al.")
    authors_complete: bool = Field(description="False if the list is shortened or unknown.")
    date: str = Field(description="First public version, YYYY-MM or YYYY-MM-DD.")
    venue: str | None = Field(description="Where it was published, with the year.")
    org: tuple[str, ...] = Field(description="Organisations of the authors.")
    kind: Kind = Field(description="Kind of publication.")
    publication: Publication | None = Field(
        description="How it was published, if its venue does not say so."
    )
    arxiv: str | None = Field(description="arXiv id without a version.")
    doi: str | None = Field(description="DOI, not as a link.")
    repository: str | None = Field(description="owner/name on GitHub.")
    code_repository: str | None = Field(description="host/owner/name on any known code host.")
    stars: StarsRecord | None = Field(description="Stars of the repository on one day.")
    links: LinksRecord = Field(description="Where to read it.")
    topics: tuple[str, ...] = Field(description="Ids of its topics.")
    recommended: int | None = Field(description="2 recommended, 3 must read.")
    summary: str | None = Field(description="One English sentence.")
    note: str | None = Field(description="What readers must know.")
    runs_in: tuple[RunRecord, ...] = Field(description="Engines that document or implement it.")
    added: str = Field(description="Day it was added to the list.")


@translatable("name")
class GroupRecord(_Record):
    id: str = Field(description="What group of topics refers to.")
    name: str = Field(description="English name.")


@translatable("name", "aka", "description")
class TopicRecord(_Record):
    id: str = Field(description="Stable id; part of the address.")
    formerly: tuple[str, ...] = Field(description="Former ids.")
    page: str = Field(description="Address of its page on this site.")
    group: str | None = Field(description="Id of its group.")
    name: str = Field(description="English name.")
    aka: tuple[str, ...] = Field(description="Other English words people search for.")
    description: str = Field(description="One English sentence.")
    count: int = Field(description="Number of its papers in the whole list.")


class ContentRecord(_Record):
    name: str = Field(description="Name in the bundle.")
    papers: tuple[str, ...] = Field(description="Ids of papers.")


@translatable("title")
class CollectionRecord(_Record):
    id: str = Field(description="Stable id; part of the address.")
    page: str = Field(description="Address of its page on this site.")
    title: str = Field(description="English title.")
    pages: int = Field(description="Number of pages of the PDF.")
    date: str = Field(description="Day of the release.")
    url: str = Field(description="The file to download.")
    contents: tuple[ContentRecord, ...] = Field(description="What it contains.")


@translatable("description")
class EngineRecord(_Record):
    id: str = Field(description="Stable id; part of the address.")
    page: str = Field(description="Address of its page on this site.")
    name: str = Field(description="Its own name.")
    description: str | None = Field(description="One English sentence.")
    url: str = Field(description="Its documentation or repository.")
    count: int = Field(description="Number of papers in the whole list that run in it.")


class TopicsFile(_Record):
    version: Literal[1] = Field(description="Version of this format.")
    home: str = Field(description="Address of the site.")
    updated: str = Field(description="Day the newest paper was added; empty for an empty list.")
    topics: tuple[TopicRecord, ...] = Field(description="In the order of the site.")
    groups: tuple[GroupRecord, ...] = Field(description="What group of topics refers to.")


class PapersFile(TopicsFile):
    name: str = Field(description="Name of the list.")
    papers: tuple[PaperRecord, ...] = Field(description="Newest first.")
    collections: tuple[CollectionRecord, ...] = Field(description="PDF bundles.")
    engines: tuple[EngineRecord, ...] = Field(description="What runs_in of papers refers to.")


def render_papers_json(selection: Selection) -> str:
    """One paper at a time: the records of ten thousand take a hundred megabytes."""
    catalogue, site = selection.catalogue, selection.site
    file = PapersFile(
        version=VERSION,
        name=site.name,
        home=f"{site.home}/",
        updated=selection.updated,
        topics=_topics(selection),
        groups=_groups(selection),
        papers=(),
        collections=tuple(
            _collection(each, catalogue, site.home) for each in catalogue.collections
        ),
        engines=_engines(selection),
    )
    records = (paper_record(each, catalogue, site.home) for each in selection.papers)
    papers = ",".join("\n" + _dump(record) for record in records).replace("\n", "\n  ")
    before, empty, after = _render(file).partition('\n "papers": []')
    return f'{before}\n "papers": [{papers}\n ]{after}' if papers else before + empty + after


def render_topics_json(selection: Selection) -> str:
    home, updated = f"{selection.site.home}/", selection.catalogue.updated
    topics, groups = _topics(selection), _groups(selection)
    return _render(
        TopicsFile(version=VERSION, home=home, updated=updated, topics=topics, groups=groups)
    )


def render_schema(file: type[TopicsFile], address: str) -> str:
    """Allows more fields, because a later release may add some to the version."""
    schema = file.model_json_schema(mode="serialization")
    for record in (schema, *schema["$defs"].values()):
        record.pop("additionalProperties", None)
    whole = {"$schema": DRAFT, "$id": address, **schema}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _render(file: TopicsFile) -> str:
    return _dump(file) + "\n"


def _dump(record: _Record) -> str:
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1)


def paper_record(paper: Paper, catalogue: Catalogue, home: str) -> PaperRecord:
    same = {
        key: getattr(paper, key) for key in PaperRecord.model_fields if key in Paper.model_fields
    }
    stars, repository = catalogue.stars_of(paper), paper.code_repository
    runs = tuple(
        RunRecord(**run.model_dump(), name=catalogue.engines_by_id[run.engine].name)
        for run in paper.runs_in
    )
    return PaperRecord(
        **same | {"authors": paper.known_authors, "runs_in": runs},
        page=f"{home}/papers/{paper.id}/",
        authors_complete=bool(paper.authors) and paper.known_authors == paper.authors,
        repository=paper.repository,
        code_repository=repository and repository.full_name,
        stars=_stars(stars),
        links=_links(paper),
    )


def _stars(record: RepositoryRecord | None) -> StarsRecord | None:
    if record is None or record.count is None:
        return None
    return StarsRecord(count=record.count, date=record.date, source=record.source)


def _links(paper: Paper) -> LinksRecord:
    links = {"code": paper.code} if paper.code else {}
    for link in (each for each in all_links(paper) if each.url != paper.code):
        key = link.word.removeprefix("link_")
        links.setdefault(key if key in LinksRecord.model_fields else "web", link.url)
    return LinksRecord(**links)


def _topics(selection: Selection) -> tuple[TopicRecord, ...]:
    return tuple(
        TopicRecord(
            **topic.model_dump(exclude={"watch"}),
            page=f"{selection.site.home}/topics/{topic.id}/",
            count=len(selection.catalogue.by_topic[topic.id]),
        )
        for topic in selection.catalogue.topics
    )


def _groups(selection: Selection) -> tuple[GroupRecord, ...]:
    return tuple(GroupRecord(**group.model_dump()) for group in selection.catalogue.groups)


def _engines(selection: Selection) -> tuple[EngineRecord, ...]:
    return tuple(
        EngineRecord(
            **engine.model_dump(),
            page=f"{selection.site.home}/engines/{engine.id}/",
            count=len(selection.catalogue.by_engine[engine.id]),
        )
        for engine in selection.catalogue.engines
    )


def _collection(item: Collection, catalogue: Catalogue, home: str) -> CollectionRecord:
    """Its items name the listed papers: a program looks for each id among them."""
    contents = tuple(
        ContentRecord(
            name=each.name, papers=tuple(name for name in each.papers if name in catalogue.by_id)
        )
        for each in item.contents
    )
    page = f"{home}/collections/{item.id}/"
    return CollectionRecord(**item.model_dump() | {"contents": contents}, page=page)
