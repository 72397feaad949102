"""One paper as Markdown for language models: /papers/<id>.md, and what /llms-full.txt has of it."""

from collections.abc import Iterator

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.exports.bibtex import render_bibtex
from paperlist.publishing.citation import cite
from paperlist.publishing.links import all_links
from paperlist.publishing.markdown import escape
from paperlist.publishing.site_info import Site
from paperlist.publishing.words import load_words

RECOMMENDED = {2: "recommended", 3: "must read"}


def render_paper(paper: Paper, catalogue: Catalogue, site: Site) -> str:
    """All facts of the entry, with links and its citation; in English."""
    page = f"{site.home}/papers/{paper.id}"
    citation = cite(paper, catalogue.facts.arxiv, catalogue.proper_names)
    return (
        f"# {escape(paper.title)}\n\n{''.join(_lines(paper, catalogue))}{links_of(paper)}"
        f"- entry: <{page}/>\n\n## Citation\n\n```bibtex\n{render_bibtex([citation])}```\n"
    )


def _lines(paper: Paper, catalogue: Catalogue) -> Iterator[str]:
    names = [name for name in (paper.name, *paper.aka) if name]
    if names:
        yield _line("Names", ", ".join(names))
    yield facts_of(paper, catalogue)
    if withdrawal := catalogue.withdrawal_of(paper):
        yield f"- {load_words('en')['withdrawn'].format(date=withdrawal.date)}\n"
    if paper.kind != "paper":
        yield _line("Kind", paper.kind)
    if paper.recommended:
        yield _line("Recommended", RECOMMENDED[paper.recommended])
    for run in paper.runs_in:
        engine = escape(catalogue.engines_by_id[run.engine].name)
        yield f"- Runs in: {engine}, {run.state}: <{run.url}>\n"
    yield _line("Added", paper.added)


def facts_of(paper: Paper, catalogue: Catalogue) -> str:
    """A line for each fact that it has."""
    names = {topic.id: topic.name for topic in catalogue.topics}
    facts = (
        ("Authors", ", ".join(paper.shown_authors)),
        ("Organisations", ", ".join(paper.org)),
        ("Date", paper.date),
        ("Venue", paper.venue),
        ("Topics", ", ".join(names[topic] for topic in paper.topics)),
        ("Summary", paper.summary),
        ("Note", paper.note),
    )
    return "".join(_line(label, value) for label, value in facts if value)


def links_of(paper: Paper) -> str:
    links = [(link.word.partition("_")[2], link.url) for link in all_links(paper)]
    links += [("code", paper.code)] if paper.code else []
    return "".join(f"- {label}: <{url}>\n" for label, url in dict.fromkeys(links))


def _line(label: str, value: str) -> str:
    return f"- {label}: {escape(value)}\n"
