"""The list as Markdown: one table per topic, as in an awesome list."""

import re

from paperlist.catalogue.model import Paper
from paperlist.publishing.links import reading_link
from paperlist.publishing.markdown import ENTITY, escape
from paperlist.publishing.selection import Selection
from paperlist.publishing.titles import repository_label, title_parts

HEAD = "|Date|Title|Paper|Code|\n|:---:|:---|:---|:---|\n"
READ = {"link_pdf": "pdf", "link_doi": "doi", "kind_docs": "docs", "kind_blog": "blog",
        "kind_code": "code", "kind_report": "report"}  # fmt: skip


def render_markdown(selection: Selection) -> str:
    """GitHub Flavored Markdown; a paper is in the table of each of its topics."""
    groups = [
        (topic, [paper for paper in selection.papers if topic.id in paper.topics])
        for topic in selection.catalogue.topics
    ]
    contents = "".join(
        f"- [{escape(topic.name)}](#{topic.id}) ({len(papers)})\n"
        for topic, papers in groups
        if papers
    )
    tables = "".join(
        f'\n<div id="{topic.id}"></div>\n\n## {escape(topic.name)}\n\n'
        f"{escape(topic.description)}\n\n{HEAD}{''.join(map(_row, papers))}"
        for topic, papers in groups
        if papers
    )
    page = f"{selection.site.home}/{selection.page}"
    return f"# {escape(selection.title)}\n\n<{page}>\n\n{contents}{tables}"


def _row(paper: Paper) -> str:
    link = reading_link(paper)
    kind = READ.get(link.word, "page")
    read = f"[[arxiv][pdf]]({link.url})" if paper.arxiv else f"[[{kind}]]({_target(link.url)})"
    return f"|{paper.date.replace('-', '.')}|{_title(paper)}|{read}|{_code(paper)}|\n"


def _title(paper: Paper) -> str:
    """A name that begins the title is bold; another one goes before it, in brackets."""
    bold, rest = title_parts(paper)
    if not paper.name:
        return escape(paper.title)
    if f"{bold}{rest}" == paper.title:
        return f"**{escape(bold)}**{escape(rest)}"
    return f"[{escape(bold)}]{escape(rest)}"


def _code(paper: Paper) -> str:
    if not paper.code:
        return "-"
    repository = paper.code_repository
    host = repository.host_name if repository else "code"
    stars = f" ![]({repository.live_badge})" if repository and repository.live_badge else ""
    return f"[[{host}][{escape(repository_label(paper))}]]({_target(paper.code)}){stars}"


def _target(url: str) -> str:
    """Brackets and bars would end the link or the cell, and "&lt;" would be read as "<"."""
    plain = re.sub(r"[()|\[\]]", lambda match: f"%{ord(match[0]):02X}", url)
    return ENTITY.sub("&amp;", plain)
