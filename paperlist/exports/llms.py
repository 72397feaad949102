"""The list for language models: /llms.txt, and /llms-full.txt with every paper."""

from paperlist.catalogue.model import Paper
from paperlist.exports.one_paper import facts_of, links_of
from paperlist.publishing.markdown import escape
from paperlist.publishing.selection import Selection
from paperlist.publishing.words import noun


def render_llms(selection: Selection) -> str:
    """An overview of the site, in the format of llmstxt.org."""
    catalogue, home = selection.catalogue, selection.site.home
    topics = "".join(
        f"- [{escape(topic.name)}]({home}/topics/{topic.id}/): {escape(topic.description)} "
        f"({_papers(len(catalogue.by_topic[topic.id]))})\n"
        for topic in catalogue.topics
    )
    engines = "".join(
        f"- [{escape(engine.name)}]({home}/engines/{engine.id}/): documents or implements "
        f"{_papers(len(catalogue.by_engine[engine.id]))}\n"
        for engine in catalogue.engines
    )
    return (
        f"{_head(selection)}\n## The whole list\n\n"
        f"- [Markdown]({home}/papers.md): a table for each topic\n"
        f"- [Every paper in full]({home}/llms-full.txt): authors, venue, links, topics, and the "
        "address of its own Markdown file, /papers/ID.md\n"
        f"- [JSON]({home}/papers.json): all fields, described at {home}/data/\n"
        f"- [BibTeX]({home}/papers.bib): citations\n"
        f"- [Atom]({home}/feed.xml): papers added last\n\n"
        f"## Topics\n\n{topics}" + (f"\n## Engines\n\n{engines}" if engines else "")
    )


def render_llms_full(selection: Selection) -> str:
    papers = "".join(f"\n{_paper(paper, selection)}" for paper in selection.papers)
    return f"{_head(selection)}\n## Papers\n{papers}"


def _head(selection: Selection) -> str:
    site, papers = selection.site, selection.papers
    count = f"{_papers(len(papers))}, the newest added on {selection.updated}.\n" if papers else ""
    return f"# {escape(site.name)}\n\n> {escape(site.description)}\n\n{count}"


def _papers(number: int) -> str:
    return f"{number} {noun(number, 'paper|papers')}"


def _paper(paper: Paper, selection: Selection) -> str:
    page = f"{selection.site.home}/papers/{paper.id}"
    return (
        f"### {escape(paper.title)}\n\n{facts_of(paper, selection.catalogue)}{links_of(paper)}"
        f"- entry: <{page}/>\n- Markdown: <{page}.md>\n"
    )
