"""What the list holds: papers, topics and collections as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, Field

from paperlist.catalogue import values
from paperlist.catalogue.fields import (
    ArxivId,
    Author,
    BundleId,
    Date,
    DayDate,
    Doi,
    Id,
    Link,
    Pages,
    PaperKind,
    Recommended,
    Reference,
    Repo,
    Text,
    not_in,
)
from paperlist.catalogue.repositories import GITHUB, Repository, on_github, parse_repository


class Paper(BaseModel, frozen=True, extra="forbid"):
    """One entry of papers.yaml; several topics, one entry."""

    id: Annotated[Id, not_in("search", "form")] = Field(
        description="Address of the page and key of the citation: lowercase words joined by '-'. "
        "It never changes.",
        examples=["flashattention-2"],
    )
    formerly: Annotated[tuple[Id, ...], not_in("csv", "page", "search", "llms", "form")] = Field(
        (), description="Ids it had: their pages lead here.", examples=["[flash-attention-2]"]
    )
    name: Annotated[Text | None, not_in("llms", "feed")] = Field(
        None, description="The short name people use.", examples=["FlashAttention-2"]
    )
    aka: Annotated[tuple[Text, ...], not_in("llms", "feed")] = Field(
        (), description="Other names people search for.", examples=["[FA2]"]
    )
    title: Text = Field(
        description="The title as printed; in quotes when it holds ': '.",
        examples=['"FlashAttention-2: Faster Attention"'],
    )
    authors: tuple[Author, ...] = Field(
        (),
        description="Full names in the printed order; a list that was cut ends with et al.",
        examples=["[Tri Dao]"],
    )
    date: Date = Field(
        description="First public version, YYYY-MM or YYYY-MM-DD.", examples=["2023-07"]
    )
    venue: Text | None = Field(
        None, description="Where it was published, with the year.", examples=["ICLR 2024"]
    )
    org: tuple[Text, ...] = Field(
        (), description="Organisations of the authors.", examples=["[Stanford University]"]
    )
    kind: PaperKind = Field(
        "paper", description="What it is; paper unless given.", examples=["report"]
    )
    arxiv: ArxivId | None = Field(
        None, description="arXiv id in quotes, without a version.", examples=['"2307.08691"']
    )
    doi: Doi | None = Field(
        None,
        description="DOI without https://doi.org/.",
        examples=["10.1145/3600006.3613165"],
    )
    url: Annotated[Link | None, not_in("search")] = Field(
        None,
        description="Where to read it when arXiv has it not.",
        examples=["https://www.usenix.org/system/files/osdi22-yu.pdf"],
    )
    pdf: Annotated[Link | None, not_in("search")] = Field(
        None,
        description="The PDF when neither arxiv nor url leads to it.",
        examples=["https://example.org/paper.pdf"],
    )
    code: Annotated[Link | None, not_in("search")] = Field(
        None,
        description="Where its code is.",
        examples=["https://github.com/Dao-AILab/flash-attention"],
    )
    repo: Annotated[Repo | None, not_in("search", "explorer", "llms")] = Field(
        None,
        description="GitHub repository of the badge, owner/name, when code does not name it.",
        examples=["huggingface/transformers"],
    )
    topics: tuple[Reference, ...] = Field(
        min_length=1, description="Ids of topics.yaml.", examples=["[attention]"]
    )
    recommended: Annotated[Recommended | None, not_in("search", "llms", "feed")] = Field(
        None, description="2 recommended, 3 must read.", examples=["2"]
    )
    summary: Annotated[Text | None, not_in("search", "explorer")] = Field(
        None,
        description="One sentence in own words, English.",
        examples=["Splits the work of attention better over a GPU."],
    )
    summary_zh: Annotated[Text | None, not_in("search", "explorer", "llms", "feed")] = Field(
        None,
        description="The same sentence in Chinese.",
        examples=["更好地在 GPU 上划分注意力计算。"],
    )
    note: Annotated[Text | None, not_in("explorer")] = Field(
        None,
        description="What a reader must know: printed under another title, withdrawn.",
        examples=['"Printed at ICLR 2023 as “OPTQ”"'],
    )
    added: Annotated[DayDate, not_in("search", "llms", "form")] = Field(
        description="The day it joined the list, YYYY-MM-DD.", examples=["2023-09-24"]
    )

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def label(self) -> str:
        """What to call it in a few words."""
        return self.name or self.title

    @property
    def known_authors(self) -> tuple[str, ...]:
        return tuple(author for author in self.authors if author != values.ET_AL)

    @property
    def code_repository(self) -> Repository | None:
        """The repository of its code, at any known host."""
        return on_github(self.repo) if self.repo else parse_repository(self.code or "")

    @property
    def repository(self) -> str | None:
        """owner/name on GitHub."""
        found = self.code_repository
        return found.path if found and found.host == GITHUB else None


class Topic(BaseModel, frozen=True, extra="forbid"):
    """One entry of topics.yaml."""

    id: Id = Field(description="Address of the page; it never changes.", examples=["kv-cache"])
    formerly: tuple[Id, ...] = Field(
        (), description="Ids it had: their pages lead here.", examples=["[kv-caching]"]
    )
    name: Text = Field(description="English name.", examples=["KV Cache"])
    name_zh: Text = Field(description="Chinese name.", examples=["KV 缓存"])
    description: Text = Field(
        description="One English sentence.", examples=["Storing and moving the key-value cache."]
    )
    description_zh: Text = Field(
        description="One Chinese sentence.", examples=["键值缓存的存储与迁移。"]
    )


class Content(BaseModel, frozen=True, extra="forbid"):
    """One line of what a collection holds."""

    name: Text = Field(description="As the collection names it.", examples=["FlashAttention"])
    papers: tuple[Reference, ...] = Field(
        (), description="Ids of papers.yaml.", examples=["[flashattention]"]
    )


class Collection(BaseModel, frozen=True, extra="forbid"):
    """One entry of collections.yaml: a bundle to download."""

    id: BundleId = Field(description="Address of the page; may hold dots.", examples=["v0.1"])
    title: Text = Field(description="English title.", examples=["LLM and inference primer"])
    title_zh: Text = Field(description="Chinese title.", examples=["LLM 入门与推理入门合集"])
    pages: Pages = Field(description="Number of pages.", examples=["600"])
    date: DayDate = Field(description="Day of the release, YYYY-MM-DD.", examples=["2023-08-27"])
    url: Link = Field(description="The file to download.", examples=["https://example.org/a.zip"])
    contents: tuple[Content, ...] = Field(
        min_length=1, description="What is inside.", examples=["[{name: FlashAttention}]"]
    )

    @cached_property
    def papers(self) -> tuple[str, ...]:
        return tuple(paper for content in self.contents for paper in content.papers)


MODELS: tuple[type[BaseModel], ...] = (Paper, Topic, Collection, Content)
"""All records of the data files."""


class Stars(BaseModel, frozen=True, extra="forbid"):
    """How many people starred a repository, on one day."""

    count: int = Field(ge=0, strict=True)
    date: DayDate
    source: Link

    @property
    def short(self) -> str:
        """14213 as 14.2k; exact below a thousand."""
        if self.count < 1000:
            return str(self.count)
        thousands = self.count / 1000
        return f"{thousands:.1f}k" if thousands < 99.95 else f"{thousands:.0f}k"


class ArxivRecord(BaseModel, frozen=True, extra="forbid"):
    """What arXiv said of a paper, on one day."""

    title: str = Field(min_length=1)
    authors: tuple[str, ...] = ()
    primary_class: str | None = Field(None, pattern=f"^({values.ARXIV_CLASS.pattern})$")
    date: DayDate
    source: Link


@dataclass(frozen=True)
class Catalogue:
    """The whole list; papers in the order of the file."""

    papers: tuple[Paper, ...]
    topics: tuple[Topic, ...]
    collections: tuple[Collection, ...]
    lines: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """First and last line of each paper's entry in papers.yaml."""
    stars: Mapping[str, Stars] = field(default_factory=dict)
    """Star counts by `Repository.key`."""
    arxiv: Mapping[str, ArxivRecord] = field(default_factory=dict)
    """By arXiv id."""

    @cached_property
    def newest_first(self) -> tuple[Paper, ...]:
        """Papers of one month keep the order of the file."""
        return tuple(sorted(self.papers, key=lambda paper: paper.date[:7], reverse=True))

    @cached_property
    def updated(self) -> str:
        """The day the newest entry joined; empty when there is none."""
        return max((paper.added for paper in self.papers), default="")

    def stars_of(self, paper: Paper) -> Stars | None:
        """None when they are unknown."""
        return self.stars.get(paper.code_repository.key) if paper.code_repository else None

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def largest_topics(self) -> tuple[Topic, ...]:
        """Of topics of one size the first of the site."""
        return tuple(sorted(self.topics, key=lambda topic: -len(self.by_topic[topic.id])))

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers of each topic, newest first."""
        return {
            topic.id: tuple(p for p in self.newest_first if topic.id in p.topics)
            for topic in self.topics
        }
