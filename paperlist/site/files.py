"""The generated files of the site that are not pages: exports, feeds, schemas, robots.txt."""

from collections.abc import Callable
from functools import partial

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.exports import CITATIONS, FORMATS
from paperlist.exports.bibtex import render_bibtex
from paperlist.exports.feed import render_atom
from paperlist.exports.json_files import PapersFile, TopicsFile, render_schema
from paperlist.exports.one_paper import render_paper
from paperlist.publishing.citation import Citation, cite
from paperlist.publishing.selection import (
    Selection,
    by_collection,
    by_engine,
    by_path,
    by_topic,
    whole_list,
)
from paperlist.publishing.site_info import Site
from paperlist.site.explorer.bundle import SCRIPT, render_script
from paperlist.site.explorer.index import ABSTRACTS, INDEX, LIKENESS, SUMMARIES
from paperlist.site.offline.files import WORKER, render_leaving_worker
from paperlist.site.rendering import Renderer

FileMaker = Callable[[], str]


def file_makers(renderer: Renderer) -> dict[str, FileMaker]:
    """The path of every file below the site, and the function that renders it; a translation has
    the feeds only."""
    feeds = _feed_makers(renderer.catalogue, renderer.site)
    return feeds if renderer.site.main_url else feeds | _export_makers(renderer)


def _feed_makers(catalogue: Catalogue, site: Site) -> dict[str, FileMaker]:
    whole = whole_list(catalogue, site)
    makers: dict[str, FileMaker] = {
        form.file: partial(form.render, whole) for form in FORMATS.values() if form.group == "feeds"
    }
    parts = (by_topic, by_path, by_engine)
    for chosen in (each for part in parts for each in part(catalogue, site)):
        makers |= _at_all_paths(chosen, ".xml", partial(render_atom, chosen))
    return makers


def _export_makers(renderer: Renderer) -> dict[str, FileMaker]:
    catalogue, site = renderer.catalogue, renderer.site
    whole = whole_list(catalogue, site)
    makers: dict[str, FileMaker] = {
        form.file: partial(form.render, whole) for form in FORMATS.values() if form.group != "feeds"
    }
    for chosen in (
        *by_topic(catalogue, site),
        *by_collection(catalogue, site),
        *by_path(catalogue, site),
    ):
        for each in CITATIONS.values():
            makers |= _at_all_paths(chosen, each.ending, partial(_cited, each.render, chosen))
    for paper in whole.papers:
        for name in (paper.id, *paper.formerly):
            makers[f"papers/{name}.bib"] = partial(_bibtex_of, paper, catalogue)
            makers[f"papers/{name}.md"] = partial(render_paper, paper, catalogue, site)
    for name, file in (("papers", PapersFile), ("topics", TopicsFile)):
        address = f"schema/{name}.json"
        makers[address] = partial(render_schema, file, f"{site.home}/{address}")
    makers |= _explorer_makers(renderer)
    makers[WORKER] = render_leaving_worker  # a build with the setting `offline` has another one
    for name in ("robots.txt", "opensearch.xml"):
        makers[name] = partial(renderer.render, name, name)
    return makers


def _explorer_makers(renderer: Renderer) -> dict[str, FileMaker]:
    makers: dict[str, FileMaker] = {INDEX: lambda: renderer.index, SCRIPT: render_script}
    makers[LIKENESS] = lambda: renderer.shared.likeness
    if renderer.shared.summaries:
        makers[SUMMARIES] = lambda: renderer.shared.summaries
    if renderer.abstracts:
        makers[ABSTRACTS] = lambda: renderer.abstracts
    return makers


def redirect_makers(renderer: Renderer) -> dict[str, FileMaker]:
    """Files at the paths of former ids; each redirects to the page, also without JavaScript."""
    catalogue = renderer.catalogue
    makers: dict[str, FileMaker] = {}
    items = [("papers", paper.id, paper.formerly) for paper in catalogue.papers]
    items += [("papers", name, paper.formerly) for name, paper in catalogue.removed.items()]
    items += [("topics", topic.id, topic.formerly) for topic in catalogue.topics]
    items += [("paths", path.id, path.formerly) for path in catalogue.paths]
    for folder, name, formerly in items:
        values = {"target": f"{folder}/{name}/", "id": name}
        for former in formerly:
            make = partial(renderer.render, "redirect.html", former, **values)
            makers[f"{folder}/{former}/index.html"] = make
    return makers


def _bibtex_of(paper: Paper, catalogue: Catalogue) -> str:
    return render_bibtex([cite(paper, catalogue.facts.arxiv, catalogue.proper_names)])


def _cited(render: Callable[[list[Citation]], str], chosen: Selection) -> str:
    return render(chosen.citations)


def _at_all_paths(chosen: Selection, ending: str, make: FileMaker) -> dict[str, FileMaker]:
    """A topic whose id has changed keeps its old files: feed readers still request them."""
    return {f"{name}{ending}": make for name in (chosen.file, *chosen.former)}
