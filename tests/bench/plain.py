"""The same papers as Markdown through MkDocs and Material, with no code of this project."""

import sys

from paperlist.catalogue.languages import LANGUAGES
from paperlist.catalogue.load import load_catalogue
from paperlist.exports import render_citations
from paperlist.publishing.citation import cite
from paperlist.publishing.links import all_links
from paperlist.publishing.titles import byline
from paperlist.publishing.translations import translated
from paperlist.publishing.words import load_words
from paperlist.site.shared import Shared
from tests.bench import running
from tests.support import builds

CONFIG = """\
site_name: Papers
site_url: http://127.0.0.1/list/
docs_dir: docs
theme: {name: material, language: LANGUAGE, font: false}
plugins: [search]
markdown_extensions: [attr_list, pymdownx.highlight, pymdownx.superfences]
nav:
  - index.md
"""
HEAD = "| Date | Paper | Authors | Venue | Links |\n|---|---|---|---|---|\n"


def build(data, folder, languages):
    """Builds one site for each language; what all builds used together."""
    catalogue = load_catalogue(data).catalogue
    used = []
    for language in [*LANGUAGES][:languages]:
        project = folder / language
        write_project(catalogue, project, language)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", project / "site"]
        measured = running.run(command, cwd=project, env=builds.environment(project))
        used.append(measured | running.size_of(project / "site"))
    total = {key: round(sum(each[key] for each in used), 2) for key in used[0]}
    return total | {"rss_mib": max(each["rss_mib"] for each in used)}


def write_project(catalogue, project, language):
    words, shared = load_words(language), Shared(catalogue)
    pages = {"index": f"# Papers\n\n{table(catalogue.newest_first, words, '')}"}
    for topic in catalogue.topics:
        papers = table(catalogue.by_topic[topic.id], words, "../")
        name, about = (translated(topic, key, language) for key in ("name", "description"))
        pages[f"topics/{topic.id}"] = f"# {name}\n\n{about}\n\n{papers}"
    for paper in catalogue.papers:
        pages[f"papers/{paper.id}"] = paper_page(catalogue, shared, paper, language)
    for name, text in pages.items():
        path = project / f"docs/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    nav = "".join(f"  - topics/{topic.id}.md\n" for topic in catalogue.topics)
    (project / "mkdocs.yml").write_text(CONFIG.replace("LANGUAGE", language) + nav, "utf-8")


def paper_page(catalogue, shared, paper, language):
    words = load_words(language)
    (_, bibtex), *_ = render_citations(cite(paper, catalogue.facts.arxiv, catalogue.proper_names))
    summary = translated(paper, "summary", language) or ""
    return "\n\n".join(
        (
            f"# {plain(paper.title)}",
            plain(", ".join(paper.authors)),
            plain(summary),
            " ".join(f"[{words[link.word]}]({link.url})" for link in all_links(paper)),
            f"[{words['code']}]({paper.code})" if paper.code else "",
            " ".join(f"[{topic}](../topics/{topic}.md)" for topic in paper.topics),
            f"```bibtex\n{bibtex}```",
            table(shared.related(paper), words, "../"),
        )
    )


def table(papers, words, root):
    return HEAD + "".join(row(paper, words, root) for paper in papers)


def row(paper, words, root):
    links = [f"[{words[link.word]}]({link.url})" for link in all_links(paper)[:1]]
    code = [f"[{words['code']}]({paper.code})"] if paper.code else []
    title = f"[{plain(paper.title)}]({root}papers/{paper.id}.md)"
    cells = (paper.date, title, plain(byline(paper)), paper.venue or "", " ".join(links + code))
    return f"| {' | '.join(cells)} |\n"


def plain(text):
    """Text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
