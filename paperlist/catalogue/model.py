"""The data as frozen values: the entries of each file, and the whole catalogue."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Annotated, NamedTuple

from pydantic import BaseModel, Field

from paperlist.catalogue import values
from paperlist.catalogue.facts import Abstract, ArxivRecord, CountRecord, Facts, RepositoryRecord
from paperlist.catalogue.fields import (
    ArxivId,
    Author,
    BundleId,
    Date,
    DayDate,
    Doi,
    Id,
    Label,
    Link,
    Pages,
    PaperKind,
    PublicationKind,
    Recommended,
    Reference,
    Repo,
    SupportState,
    Text,
    not_in,
)
from paperlist.catalogue.languages import translatable
from paperlist.catalogue.names import parse_name
from paperlist.catalogue.repositories import GITHUB, Repository, on_github, parse_repository

# A word, with or without a version.
NAME = re.compile(r"([^\W\d_]+)(?:[ -]?v?\d[\d.]*)?")
WITHDRAWN = re.compile(r"withdr[ae]w|retract|撤稿|撤回|撤销", re.IGNORECASE)
# Far above real ones: a report names about 3,000 people.
MOST_AUTHORS = 5000


class Run(BaseModel, frozen=True, extra="forbid"):
    """One item of `runs_in`: an engine that has the method of a paper, and the proof."""

    engine: Reference = Field(description="Id from engines.yaml.", examples=["vllm"])
    state: SupportState = Field(
        description="documented in its documentation, or implemented in its source.",
        examples=["documented"],
    )
    url: Link = Field(
        description="The page or source file that proves it.",
        examples=["https://docs.vllm.ai/en/latest/"],
    )
    date: DayDate | None = Field(
        None, description="Day the proof was seen, YYYY-MM-DD.", examples=["2026-08-22"]
    )


@translatable("summary", metadata=(not_in("llms", "feed"),))
class Paper(BaseModel, frozen=True, extra="forbid"):
    """One entry of papers.yaml; a paper with several topics is one entry."""

    id: Annotated[Id, not_in("search", "form")] = Field(
        description="Address of the page and citation key: lowercase words joined by '-'. "
        "It never changes.",
        examples=["flashattention-2"],
    )
    formerly: Annotated[tuple[Id, ...], not_in("csv", "page", "search", "llms", "form")] = Field(
        (),
        description="Former ids; their addresses redirect here.",
        examples=["[flash-attention-2]"],
    )
    name: Annotated[Label | None, not_in("llms", "feed")] = Field(
        None, description="Short name that people use.", examples=["FlashAttention-2"]
    )
    aka: Annotated[tuple[Text, ...], not_in("llms", "feed")] = Field(
        (), description="Other names people search for.", examples=["[FA2]"]
    )
    title: Label = Field(
        description="Title as printed; in quotes if it contains ': '.",
        examples=['"FlashAttention-2: Faster Attention"'],
    )
    authors: tuple[Author, ...] = Field(
        (),
        max_length=MOST_AUTHORS,
        description="Full names in the printed order, or 'Family, Given'; a shortened list ends "
        "with et al.",
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
        "paper", description="Kind of publication; the default is paper.", examples=["report"]
    )
    publication: Annotated[
        PublicationKind | None, not_in("page", "search", "explorer", "llms", "feed")
    ] = Field(
        None,
        description="How it was published, if the name of the venue does not say so.",
        examples=["journal"],
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
        description="Where to read it if it is not on arXiv.",
        examples=["https://www.usenix.org/system/files/osdi22-yu.pdf"],
    )
    pdf: Annotated[Link | None, not_in("search")] = Field(
        None,
        description="Link to the PDF if neither arxiv nor url leads to it.",
        examples=["https://example.org/paper.pdf"],
    )
    code: Annotated[Link | None, not_in("search")] = Field(
        None,
        description="Link to its code.",
        examples=["https://github.com/Dao-AILab/flash-attention"],
    )
    repo: Annotated[Repo | None, not_in("search", "explorer", "llms")] = Field(
        None,
        description="GitHub repository of the badge, owner/name, if code does not lead to it.",
        examples=["huggingface/transformers"],
    )
    topics: tuple[Reference, ...] = Field(
        min_length=1, description="Ids from topics.yaml.", examples=["[attention]"]
    )
    recommended: Annotated[Recommended | None, not_in("search", "llms", "feed")] = Field(
        None, description="2 recommended, 3 must read.", examples=["2"]
    )
    summary: Annotated[Text | None, not_in("search")] = Field(
        None,
        description="One English sentence in your own words.",
        examples=["Splits the work of attention better over a GPU."],
    )
    note: Annotated[Text | None, not_in("explorer")] = Field(
        None,
        description="What readers must know: printed under another title, withdrawn.",
        examples=['"Printed at ICLR 2023 as “OPTQ”"'],
    )
    runs_in: Annotated[tuple[Run, ...], not_in("csv", "search", "llms", "feed", "form")] = Field(
        (),
        description="Engines that document or implement it.",
        examples=["[{engine: vllm, state: documented, url: https://docs.vllm.ai/}]"],
    )
    added: Annotated[DayDate, not_in("search", "llms", "form")] = Field(
        description="Day it was added to the list, YYYY-MM-DD.", examples=["2023-09-24"]
    )

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def label(self) -> str:
        """Its name, or its title if it has no name."""
        return self.name or self.title

    @property
    def shown_authors(self) -> tuple[str, ...]:
        """As readers read them, given name first; a shortened list ends with et al."""
        return tuple(parse_name(author).whole for author in self.authors)

    @property
    def known_authors(self) -> tuple[str, ...]:
        """As readers read them, without et al."""
        return tuple(author for author in self.shown_authors if author != values.ET_AL)

    @property
    def code_repository(self) -> Repository | None:
        """The repository of its code, on any known host."""
        return on_github(self.repo) if self.repo else parse_repository(self.code or "")

    @property
    def repository(self) -> str | None:
        """owner/name on GitHub."""
        code = self.code_repository
        return code.path if code and code.host == GITHUB else None


@translatable("name")
class Group(BaseModel, frozen=True, extra="forbid"):
    """One entry of groups.yaml: a heading above some of the topics."""

    id: Id = Field(
        description="What `group` of topics.yaml refers to, and its place on the page of topics.",
        examples=["compression"],
    )
    name: Label = Field(description="English name.", examples=["Compression"])


@translatable("name", "aka", "description")
class Topic(BaseModel, frozen=True, extra="forbid"):
    """One entry of topics.yaml."""

    id: Id = Field(description="Address of the page; it never changes.", examples=["kv-cache"])
    formerly: tuple[Id, ...] = Field(
        (), description="Former ids; their addresses redirect here.", examples=["[kv-caching]"]
    )
    group: Reference | None = Field(
        None, description="Id from groups.yaml.", examples=["attention"]
    )
    name: Label = Field(description="English name.", examples=["KV Cache"])
    aka: tuple[Text, ...] = Field(
        (), description="Other English words people search for.", examples=["[key-value cache]"]
    )
    description: Text = Field(
        description="One English sentence.", examples=["Storing and moving the key-value cache."]
    )
    watch: tuple[Text, ...] = Field(
        (),
        description="Phrases of its papers, for `paperlist find`.",
        examples=["[KV cache, prefix caching]"],
    )


class Content(BaseModel, frozen=True, extra="forbid"):
    """One item of a collection."""

    name: Label = Field(description="Name in the collection.", examples=["FlashAttention"])
    papers: tuple[Reference, ...] = Field(
        (), description="Ids from papers.yaml.", examples=["[flashattention]"]
    )


@translatable("title")
class Collection(BaseModel, frozen=True, extra="forbid"):
    """One entry of collections.yaml: papers bundled as one download."""

    id: BundleId = Field(description="Address of the page; may contain dots.", examples=["v0.1"])
    title: Label = Field(description="English title.", examples=["LLM and inference primer"])
    pages: Pages = Field(description="Number of pages.", examples=["600"])
    date: DayDate = Field(description="Day of the release, YYYY-MM-DD.", examples=["2023-08-27"])
    url: Link = Field(description="The file to download.", examples=["https://example.org/a.zip"])
    contents: tuple[Content, ...] = Field(
        min_length=1, description="What it contains.", examples=["[{name: FlashAttention}]"]
    )

    @cached_property
    def papers(self) -> tuple[str, ...]:
        return tuple(paper for content in self.contents for paper in content.papers)


@translatable("description")
class Engine(BaseModel, frozen=True, extra="forbid"):
    """One entry of engines.yaml: software that runs models."""

    id: Id = Field(
        description="Address of the page, and what `runs_in` of papers.yaml refers to; it never "
        "changes.",
        examples=["vllm"],
    )
    name: Label = Field(description="Its own name.", examples=["vLLM"])
    description: Text | None = Field(
        None, description="One English sentence: what it is.", examples=["A server of models."]
    )
    url: Link = Field(
        description="Its documentation or repository.", examples=["https://docs.vllm.ai/"]
    )


@translatable("why")
class Step(BaseModel, frozen=True, extra="forbid"):
    """One paper of a reading path."""

    paper: Reference = Field(description="Id from papers.yaml.", examples=["flashattention"])
    why: Text = Field(
        description="One English sentence: why to read it at this place.",
        examples=["Computes attention in tiles, which all later kernels do."],
    )


@translatable("title", "audience")
class ReadingPath(BaseModel, frozen=True, extra="forbid"):
    """One entry of paths.yaml: papers in the order to read them."""

    id: Id = Field(description="Address of the page; it never changes.", examples=["kv-cache"])
    formerly: tuple[Id, ...] = Field(
        (), description="Former ids; their addresses redirect here.", examples=["[caching]"]
    )
    title: Label = Field(description="English title.", examples=["Attention kernels"])
    audience: Text = Field(
        description="One English sentence: who should read it.",
        examples=["For readers who write kernels."],
    )
    items: tuple[Step, ...] = Field(
        min_length=1,
        description="The papers in reading order.",
        examples=["[{paper: flashattention, why: It computes attention in tiles.}]"],
    )

    @cached_property
    def papers(self) -> tuple[str, ...]:
        return tuple(item.paper for item in self.items)


class Refusal(BaseModel, frozen=True, extra="forbid"):
    """One entry of seen.yaml: a candidate that was not added to the list, or a paper that was
    removed from it. Only the latter has an id, which no other paper may have."""

    id: Id | None = Field(
        None,
        description="Id that it had in the list; only for a paper that was removed.",
        examples=["prompt-survey"],
    )
    formerly: tuple[Id, ...] = Field(
        (),
        description="Former ids; their addresses redirect to its page.",
        examples=["[survey-of-prompting]"],
    )
    arxiv: ArxivId | None = Field(
        None, description="arXiv id in quotes, without a version.", examples=['"2307.08691"']
    )
    doi: Doi | None = Field(
        None,
        description="DOI without https://doi.org/.",
        examples=["10.1145/3600006.3613165"],
    )
    url: Link | None = Field(
        None,
        description="Where to read it if it is not on arXiv.",
        examples=["https://example.org/paper.html"],
    )
    code: Link | None = Field(
        None,
        description="Link to its code, if it has no other link.",
        examples=["https://github.com/Dao-AILab/flash-attention"],
    )
    title: Label = Field(
        description="Title as printed; in quotes if it contains ': '.",
        examples=["A Survey of Prompting"],
    )
    reason: Text = Field(
        description="Why it was not added, or why it was removed; in your own words.",
        examples=["about prompting, not about inference"],
    )
    date: DayDate = Field(description="Day of the decision, YYYY-MM-DD.", examples=["2026-08-22"])

    @property
    def decision(self) -> str:
        """What was decided, when and why, for messages."""
        return f"{'removed' if self.id else 'refused'} on {self.date}: {self.reason}"


class OtherList(BaseModel, frozen=True, extra="forbid"):
    """One entry of watch.yaml: a list of papers that other people maintain."""

    url: Link = Field(
        description="The file with the list, or the page of its repository that shows the file.",
        examples=["https://example.org/papers.md"],
    )


MODELS: tuple[type[BaseModel], ...] = (
    *(Paper, Run, Group, Topic, Collection, Content, Engine, ReadingPath, Step, Refusal),
    OtherList,
)
"""All records of the data files."""


class Lines(NamedTuple):
    """The first and last line of an entry; `file` is by name, such as papers.yaml."""

    file: str
    first: int
    last: int


@dataclass(frozen=True)
class Catalogue:
    """The whole list; papers in file order."""

    papers: tuple[Paper, ...]
    topics: tuple[Topic, ...]
    collections: tuple[Collection, ...]
    lines: Mapping[str, Lines] = field(default_factory=dict)
    """Where each paper's entry is, by id."""
    facts: Facts = field(default_factory=Facts)
    abstracts: Mapping[str, Abstract] = field(default_factory=dict)
    """By arXiv id."""
    engines: tuple[Engine, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    source: str = "papers.yaml"
    """The file with the papers, or the folder with its parts: papers."""
    paths: tuple[ReadingPath, ...] = ()
    other_lists: tuple[OtherList, ...] = ()
    groups: tuple[Group, ...] = ()

    @cached_property
    def newest_first(self) -> tuple[Paper, ...]:
        """By month; papers of one month keep their order in the file."""
        return tuple(sorted(self.papers, key=lambda paper: paper.date[:7], reverse=True))

    @cached_property
    def updated(self) -> str:
        """Day the newest entry was added; empty for an empty list."""
        return max((paper.added for paper in self.papers), default="")

    def last_added(self, papers: Iterable[Paper]) -> str:
        """Day the newest of these papers was added; for none, that of the whole list."""
        return max((paper.added for paper in papers), default=self.updated)

    def stars_of(self, paper: Paper) -> RepositoryRecord | None:
        """None if the count is unknown, or the repository is gone."""
        repository = paper.code_repository
        record = self.facts.stars.get(repository.key) if repository else None
        return record if record and not record.gone else None

    def citations_of(self, paper: Paper) -> CountRecord | None:
        """None if the count is unknown."""
        record = self.facts.works.get(paper.id)
        return record.citations if record else None

    @cached_property
    def has_most_stars(self) -> bool:
        """Whether the stars of at least half of the repositories are known."""
        counts = {
            paper.code_repository.key: self.stars_of(paper) is not None
            for paper in self.papers
            if paper.code_repository
        }
        return any(counts.values()) and 2 * sum(counts.values()) >= len(counts)

    @cached_property
    def has_most_citations(self) -> bool:
        """Whether the citations of at least half of the papers are counted."""
        known = sum(self.citations_of(paper) is not None for paper in self.papers)
        return known > 0 and 2 * known >= len(self.papers)

    @cached_property
    def dead_links(self) -> frozenset[str]:
        """Links that led nowhere on two days."""
        return frozenset(
            link for link, record in self.facts.links.items() if record.verdict == "gone"
        )

    def withdrawal_of(self, paper: Paper) -> ArxivRecord | None:
        """What arXiv returned for a withdrawn paper, until the note of the entry says it."""
        record = self.facts.arxiv.get(paper.arxiv or "")
        is_said = WITHDRAWN.search(paper.note or "")
        return record if record and record.withdrawn and not is_said else None

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def removed(self) -> Mapping[str, Refusal]:
        """The papers that were removed from the list, by id."""
        return {each.id: each for each in self.refusals if each.id}

    def label_of(self, paper_id: str) -> str:
        """Of a paper that is listed, or was: a collection may contain both."""
        removed = self.removed.get(paper_id)
        return removed.title if removed else self.by_id[paper_id].label

    @cached_property
    def proper_names(self) -> frozenset[str]:
        """Short names of one word, such as Medusa or the Zamba of Zamba 2, that no title or summary
        has in lower case."""
        found = (NAME.fullmatch(paper.name) for paper in self.papers if paper.name)
        names = {match[1] for match in found if match}
        texts = (text for paper in self.papers for text in (paper.title, paper.summary or ""))
        common = {word for text in texts for word in re.findall(r"\w+", text)}
        return frozenset(name for name in names if name.lower() not in common)

    @cached_property
    def engines_by_id(self) -> Mapping[str, Engine]:
        return {engine.id: engine for engine in self.engines}

    @cached_property
    def by_engine(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers that each engine documents or implements, newest first."""
        return {
            engine.id: tuple(
                paper
                for paper in self.newest_first
                if any(run.engine == engine.id for run in paper.runs_in)
            )
            for engine in self.engines
        }

    @cached_property
    def largest_topics(self) -> tuple[Topic, ...]:
        """Most papers first; topics of the same size keep their order."""
        return tuple(sorted(self.topics, key=lambda topic: -len(self.by_topic[topic.id])))

    @cached_property
    def by_year(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers of each year that has any, both newest first."""
        groups = groupby(self.newest_first, key=lambda paper: paper.year)
        return {year: tuple(papers) for year, papers in groups}

    @cached_property
    def by_month_added(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers of each month in which any joined the list, the newest month first."""
        joined = sorted(self.newest_first, key=lambda paper: paper.added[:7], reverse=True)
        groups = groupby(joined, key=lambda paper: paper.added[:7])
        return {month: tuple(papers) for month, papers in groups}

    @cached_property
    def by_path(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers of each reading path, in its order."""
        return {path.id: tuple(self.by_id[paper] for paper in path.papers) for path in self.paths}

    @cached_property
    def by_group(self) -> tuple[tuple[Group | None, tuple[Topic, ...]], ...]:
        """Topics of each group, in the order of the site; those without a group are the last."""
        known = {group.id for group in self.groups}
        groups = [
            (group, tuple(topic for topic in self.topics if topic.group == group.id))
            for group in self.groups
        ]
        others = tuple(topic for topic in self.topics if topic.group not in known)
        return (*groups, *([(None, others)] if others else []))

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers of each topic, newest first."""
        return {
            topic.id: tuple(p for p in self.newest_first if topic.id in p.topics)
            for topic in self.topics
        }
