"""A Hugo project that writes what this project has written.

The theme's part of a paper page becomes a layout, with places for what differs between papers. The
rows of every table, the citations and the other parts of a paper come from the data. Lists are
the text between their rows; all other files are copied.
"""

import json
import re
import shutil
from html import unescape
from pathlib import Path

from paperlist.catalogue.load import load_catalogue
from paperlist.exports import render_citations
from paperlist.publishing.citation import cite
from paperlist.publishing.links import reading_link
from paperlist.publishing.titles import byline, repository_label, title_parts

TEMPLATES = Path(__file__).with_name("templates")
ROW = re.compile(r'<tr role="row" id="p-([^"]+)">.*?</tr>\n?', re.DOTALL)
ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
METADATA = re.compile(r'<meta name="citation_title".*</script>(?=<link rel="icon")', re.DOTALL)
# Parts of our pages that the layout takes as they are: place, and expression with one group.
PARTS = {
    "description": r'<meta name="description" content="([^"]*)">',
    "anchor": r'<h1 id="([^"]*)"',
    "heading": r"<h1 id=[^>]*>(.*?)</h1>",
    "actions": r'<p class="pl-actions">(.*?)</p>',
    "facts": r'<aside class="pl pl-side"><dl>(.*?)</dl></aside>',
    "runs": r'(<p class="pl-runs">.*?</p>)',
    "name": r"<title>(.*?) - [^<]*</title>",
    "summary": r'<p class="pl-summary">(.*?)</p>',
}


def write_project(project, ours, folder):
    shutil.copytree(TEMPLATES, folder)
    catalogue = load_catalogue(project / "data").catalogue
    pages = {
        paper.id: (ours / f"papers/{paper.id}/index.html").read_text("utf-8")
        for paper in catalogue.papers
    }
    papers = {
        paper.id: {**row_of(paper, catalogue), **parts_of(paper, catalogue, pages[paper.id])}
        for paper in catalogue.papers
    }
    lists = copy_others(ours, folder / "static", pages)
    topics = {
        topic.id: {"name": topic.name, "count": len(catalogue.by_topic[topic.id])}
        for topic in catalogue.topics
    }
    (folder / "data").mkdir()
    for name, value in (("papers", papers), ("lists", lists), ("topics", topics)):
        text = json.dumps(value, ensure_ascii=False)
        (folder / f"data/{name}.json").write_text(text, "utf-8")
    write_shell(folder, *next(iter(pages.items())))


def row_of(paper, catalogue):
    bold, rest = title_parts(paper)
    stars = catalogue.stars_of(paper)
    return {
        "date": paper.date,
        "bold": bold,
        "rest": rest,
        "people": byline(paper),
        "venue": paper.venue or "",
        "recommended": paper.recommended or 0,
        "topics": paper.topics,
        "link": reading_link(paper).url,
        "code": paper.code or "",
        "repository": repository_label(paper) if paper.code else "",
        "stars": stars.short if stars else "",
        "star_text": f"{stars.count} stars on {stars.date}" if stars else "",
    }


def parts_of(paper, catalogue, page):
    found = {name: re.search(pattern, page, re.DOTALL) for name, pattern in PARTS.items()}
    metadata = METADATA.search(page)
    return {
        **{
            name: unescape(match[1]) if name == "description" else match[1] if match else ""
            for name, match in found.items()
        },
        "metadata": metadata[0] if metadata else "",
        "authors": ", ".join(paper.authors),
        "org": ", ".join(paper.org),
        "note": paper.note or "",
        "related": ROW.findall(page),
        "citations": [
            {"label": form.label, "ending": form.ending, "media": form.media, "text": text}
            for form, text in render_citations(
                cite(paper, catalogue.facts.arxiv, catalogue.proper_names)
            )
        ],
    }


def copy_others(ours, static, pages):
    """The pages with rows: text and ids in turn. All other files are copied."""
    lists = []
    for path in sorted(path for path in ours.rglob("*") if path.is_file()):
        place = path.relative_to(ours)
        if place.parts[0] == "papers" and (place.parts[1] in pages or place.suffix == ".bib"):
            continue
        page = path.read_text("utf-8") if path.suffix == ".html" else ""
        if ROW.search(page):
            lists.append(list_of(place, page))
        else:
            (static / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, static / place)
    return lists


def list_of(place, page):
    own = place.parts[1] if place.parts[0] == "topics" else ""
    root = "../" * (len(place.parts) - 1) or "./"
    named = 'PDF<span class="pl-vh">: ' in page
    return {"root": root, "own": own, "named": named, "parts": ROW.split(page)}


def write_shell(folder, paper, page):
    """The layout of a paper: the theme's part of one page, and our own part."""
    values = {name: re.search(PARTS[name], page)[1] for name in ("description", "anchor", "name")}
    shell = METADATA.sub("{{ $p.metadata | safeHTML }}", page)
    shell = ARTICLE.sub(
        '<article class="md-content__inner md-typeset">{{ CONTENT }}</article>', shell
    )
    shell = shell.replace(f"papers/{paper}/", "papers/{{ .Params.id }}/")
    for name, value in values.items():
        shell = shell.replace(value, f"{{{{ $p.{name} | safeHTML }}}}")
    path = folder / "layouts/papers/page.html"
    own = path.read_text("utf-8")
    head = "{{ $p := index site.Data.papers .Params.id }}"
    path.write_text(head + shell.lstrip().replace("{{ CONTENT }}", own), "utf-8")
