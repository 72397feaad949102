"""The list as JSON for programs: /papers.json and /topics.json, each with its JSON Schema.

The page docs/en/data.md is the contract: within a version fields are added, never renamed or taken
away.
"""

import json
from typing import Literal

from pydantic import BaseModel, Field

from paperlist.catalogue.model import Catalogue, Collection, Paper
from paperlist.catalogue.values import Kind
from paperlist.publishing.links import all_links
from paperlist.publishing.selection import Selection

VERSION: Literal[1] = 1
DRAFT = "https://json-schema.org/draft/2020-12/schema"


class _Record(
    BaseModel, frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
):
    """Every field is there in every record; what is not known is null or empty."""


class StarsRecord(_Record):
    count: int = Field(description="How many people starred the repository.")
    date: str = Field(description="The day of the count.")
    source: str = Field(description="Where the count was read.")


class LinksRecord(_Record):
    pdf: str | None = Field(None, description="The PDF.")
    other_pdf: str | None = Field(None, description="Another PDF, as a rule the publisher's.")
    arxiv: str | None = Field(None, description="The abstract on arXiv.")
    html: str | None = Field(None, description="The paper as a web page on arXiv.")
    doi: str | None = Field(None, description="The DOI as a link.")
    web: str | None = Field(None, description="Its own page: documentation, blog post, report.")
    code: str | None = Field(None, description="Its code.")


class PaperRecord(_Record):
    id: str = Field(description="Stable; part of the address, key of the citation.")
    formerly: tuple[str, ...] = Field(description="Ids it had.")
    page: str = Field(description="Its page on this site.")
    name: str | None = Field(description="The short name people use.")
    aka: tuple[str, ...] = Field(description="Other names.")
    title: str = Field(description="The title as printed.")
    authors: tuple[str, ...] = Field(description="In the printed order, without et al.")
    authors_complete: bool = Field(description="False when the list was cut or is not known.")
    date: str = Field(description="First public version, YYYY-MM or YYYY-MM-DD.")
    venue: str | None = Field(description="Where it was published.")
    org: tuple[str, ...] = Field(description="Organisations of the authors.")
    kind: Kind = Field(description="What it is.")
    arxiv: str | None = Field(description="arXiv id without a version.")
    doi: str | None = Field(description="DOI, not as a link.")
    repository: str | None = Field(description="owner/name on GitHub.")
    code_repository: str | None = Field(description="host/owner/name, at any known code host.")
    stars: StarsRecord | None = Field(description="Stars of the repository on one day.")
    links: LinksRecord = Field(description="Where to read it.")
    topics: tuple[str, ...] = Field(description="Ids of its topics.")
    recommended: int | None = Field(description="2 recommended, 3 must read.")
    summary: str | None = Field(description="One English sentence.")
    summary_zh: str | None = Field(description="The same in Chinese.")
    note: str | None = Field(description="What a reader must know.")
    added: str = Field(description="The day it joined the list.")


class TopicRecord(_Record):
    id: str = Field(description="Stable; part of the address.")
    formerly: tuple[str, ...] = Field(description="Ids it had.")
    page: str = Field(description="Its page on this site.")
    name: str = Field(description="English name.")
    name_zh: str = Field(description="Chinese name.")
    description: str = Field(description="One English sentence.")
    description_zh: str = Field(description="One Chinese sentence.")
    count: int = Field(description="How many papers it has in the whole list.")


class ContentRecord(_Record):
    name: str = Field(description="As the bundle names it.")
    papers: tuple[str, ...] = Field(description="Ids of papers.")


class CollectionRecord(_Record):
    id: str = Field(description="Stable; part of the address.")
    page: str = Field(description="Its page on this site.")
    title: str = Field(description="English title.")
    title_zh: str = Field(description="Chinese title.")
    pages: int = Field(description="Number of pages of the PDF.")
    date: str = Field(description="Day of the release.")
    url: str = Field(description="The file to download.")
    contents: tuple[ContentRecord, ...] = Field(description="What is inside.")


class TopicsFile(_Record):
    version: Literal[1] = Field(description="Version of this format.")
    home: str = Field(description="The site.")
    updated: str = Field(description="The day the newest paper joined; empty for an empty list.")
    topics: tuple[TopicRecord, ...] = Field(description="In the order of the site.")


class PapersFile(TopicsFile):
    name: str = Field(description="What the list is called.")
    papers: tuple[PaperRecord, ...] = Field(description="Newest first.")
    collections: tuple[CollectionRecord, ...] = Field(description="PDF bundles.")


def render_papers_json(selection: Selection) -> str:
    catalogue, site = selection.catalogue, selection.site
    return _render(
        PapersFile(
            version=VERSION,
            name=site.name,
            home=f"{site.home}/",
            updated=selection.updated,
            topics=_topics(selection),
            papers=tuple(paper_record(each, catalogue, site.home) for each in selection.papers),
            collections=tuple(_collection(each, site.home) for each in catalogue.collections),
        )
    )


def render_topics_json(selection: Selection) -> str:
    home, updated = f"{selection.site.home}/", selection.catalogue.updated
    return _render(
        TopicsFile(version=VERSION, home=home, updated=updated, topics=_topics(selection))
    )


def render_schema(file: type[TopicsFile], address: str) -> str:
    """Open to fields that a later release adds to the version."""
    schema = file.model_json_schema(mode="serialization")
    for record in (schema, *schema["$defs"].values()):
        record.pop("additionalProperties", None)
    whole = {"$schema": DRAFT, "$id": address, **schema}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _render(file: TopicsFile) -> str:
    return json.dumps(file.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def paper_record(paper: Paper, catalogue: Catalogue, home: str) -> PaperRecord:
    same = {
        key: getattr(paper, key) for key in PaperRecord.model_fields if key in Paper.model_fields
    }
    stars, repository = catalogue.stars_of(paper), paper.code_repository
    return PaperRecord(
        **same | {"authors": paper.known_authors},
        page=f"{home}/papers/{paper.id}/",
        authors_complete=bool(paper.authors) and paper.known_authors == paper.authors,
        repository=paper.repository,
        code_repository=repository and repository.full_name,
        stars=StarsRecord(**stars.model_dump()) if stars else None,
        links=_links(paper),
    )


def _links(paper: Paper) -> LinksRecord:
    found = {"code": paper.code} if paper.code else {}
    for link in (each for each in all_links(paper) if each.url != paper.code):
        key = link.word.removeprefix("link_")
        found.setdefault(key if key in LinksRecord.model_fields else "web", link.url)
    return LinksRecord(**found)


def _topics(selection: Selection) -> tuple[TopicRecord, ...]:
    return tuple(
        TopicRecord(
            **topic.model_dump(),
            page=f"{selection.site.home}/topics/{topic.id}/",
            count=len(selection.catalogue.by_topic[topic.id]),
        )
        for topic in selection.catalogue.topics
    )


def _collection(item: Collection, home: str) -> CollectionRecord:
    return CollectionRecord(**item.model_dump(), page=f"{home}/collections/{item.id}/")
