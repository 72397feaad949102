"""The tools of the server: search, get, cite and topics."""

from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.problems import quote
from paperlist.catalogue.reading.entries import did_you_mean
from paperlist.exports import CITATIONS
from paperlist.exports.one_paper import render_paper
from paperlist.publishing.citation import cite as cite_paper
from paperlist.publishing.site_info import Site
from paperlist.publishing.titles import byline
from paperlist.searching import HINT, Searcher, near_query, read_query

READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
MOST = 100  # papers of an answer

SYNTAX = (
    'Words and "phrases", all of which a paper must have; word* for the start of a word; -word to '
    f"exclude one; OR between alternatives; {HINT}."
)
Form = Literal["bibtex", "biblatex", "ris", "csl-json"]


class Found(BaseModel, frozen=True):
    """A paper in the results of a search."""

    id: str
    title: str
    authors: str
    date: str
    venue: str | None
    topics: tuple[str, ...]
    summary: str | None
    page: str


class Results(BaseModel, frozen=True):
    number: int = Field(description="Papers that match, of which at most `limit` are listed.")
    papers: tuple[Found, ...] = Field(description="The best match first.")
    did_you_mean: str | None = Field(description="The nearest spelling, if no paper matches.")


class TopicFound(BaseModel, frozen=True):
    id: str
    name: str
    description: str
    papers: int


class Topics(BaseModel, frozen=True):
    topics: tuple[TopicFound, ...]


class Tools:
    """Each method with a name of a tool is one; agents read its docstring."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self._catalogue = catalogue
        self._site = site
        self._searcher = Searcher(catalogue)

    def search(
        self,
        query: Annotated[str, Field(description=SYNTAX)],
        limit: Annotated[int, Field(ge=1, le=MOST)] = 20,
    ) -> Results:
        """Search the list of papers by words, names, authors, venues, topics and dates."""
        parsed = read_query(query)
        if parsed.unclear:
            raise ToolError(f"cannot read {quote(' '.join(parsed.unclear))}; {HINT}")
        if not parsed.alternatives:
            raise ToolError(f"{quote(query)} has no word to search for")
        papers = self._searcher.find(parsed)
        near = None if papers else near_query(self._searcher, query) or None
        found = tuple(self._found(paper) for paper in papers[:limit])
        return Results(number=len(papers), papers=found, did_you_mean=near)

    def get(self, paper_id: Annotated[str, Field(description="Id of a paper.")]) -> str:
        """Everything the list knows about one paper, as Markdown: facts, links, citation."""
        return render_paper(self._paper(paper_id), self._catalogue, self._site)

    def cite(
        self,
        paper_ids: Annotated[list[str], Field(min_length=1, max_length=MOST)],
        form: Form = "bibtex",
    ) -> str:
        """Citations of papers by their ids, as BibTeX, BibLaTeX, RIS or CSL-JSON."""
        records, names = self._catalogue.facts.arxiv, self._catalogue.proper_names
        papers = [self._paper(paper_id) for paper_id in paper_ids]
        return CITATIONS[form].render([cite_paper(paper, records, names) for paper in papers])

    def topics(self) -> Topics:
        """All topics with their numbers of papers; search their papers with topic:ID."""
        by_topic = self._catalogue.by_topic
        return Topics(
            topics=tuple(
                TopicFound(
                    id=topic.id,
                    name=topic.name,
                    description=topic.description,
                    papers=len(by_topic[topic.id]),
                )
                for topic in self._catalogue.topics
            )
        )

    def _paper(self, paper_id: str) -> Paper:
        former = {old: paper.id for paper in self._catalogue.papers for old in paper.formerly}
        paper = self._catalogue.by_id.get(former.get(paper_id, paper_id))
        if paper is None:
            hint = did_you_mean(paper_id, [*self._catalogue.by_id]) or "search for its title"
            raise ToolError(f"{quote(paper_id)} is not in the list; {hint}")
        return paper

    def _found(self, paper: Paper) -> Found:
        return Found(
            id=paper.id,
            title=paper.title,
            authors=byline(paper),
            date=paper.date,
            venue=paper.venue,
            topics=paper.topics,
            summary=paper.summary,
            page=f"{self._site.home}/papers/{paper.id}/",
        )


def make_server(catalogue: Catalogue, site: Site) -> MCPServer:
    instructions = f"{site.description} {len(catalogue.papers)} papers; nothing can be changed."
    server: MCPServer = MCPServer(
        "paperlist",
        title=site.name,
        instructions=instructions.strip(),
        website_url=f"{site.home}/",
        log_level="WARNING",
    )
    tools = Tools(catalogue, site)
    for tool in (tools.search, tools.get, tools.cite, tools.topics):
        server.add_tool(tool, annotations=READ_ONLY)
    return server
