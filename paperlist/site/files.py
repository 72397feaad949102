"""The generated files of the site that are not pages: exports, feeds, schemas, robots.txt."""

from collections.abc import Iterator

from paperlist.exports import CITATIONS, FORMATS
from paperlist.exports.bibtex import render_bibtex
from paperlist.exports.feed import render_atom
from paperlist.exports.json_files import PapersFile, TopicsFile, render_schema
from paperlist.publishing.selection import Selection, by_collection, by_topic, whole_list
from paperlist.site.explorer.bundle import SCRIPT, render_script
from paperlist.site.explorer.index import INDEX, render_index
from paperlist.site.rendering import Renderer


def render_files(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Path below the site and text; only the site in the main language has them."""
    catalogue, site = renderer.catalogue, renderer.site
    if site.main_url:
        return
    whole, topics = whole_list(catalogue, site), by_topic(catalogue, site)
    for form in FORMATS.values():
        yield form.file, form.render(whole)
    for chosen in topics:
        yield from _at_all_paths(chosen, ".xml", render_atom(chosen))
    for chosen in (*topics, *by_collection(catalogue, site)):
        for each in CITATIONS.values():
            yield from _at_all_paths(chosen, each.ending, each.render(chosen.citations))
    for paper, citation in zip(whole.papers, whole.citations, strict=True):
        for name in (paper.id, *paper.formerly):
            yield f"papers/{name}.bib", render_bibtex([citation])
    for name, file in (("papers", PapersFile), ("topics", TopicsFile)):
        address = f"schema/{name}.json"
        yield address, render_schema(file, f"{site.home}/{address}")
    yield INDEX, render_index(catalogue)
    yield SCRIPT, render_script()
    for name in ("robots.txt", "opensearch.xml"):
        yield name, renderer.render(name, name)


def _at_all_paths(chosen: Selection, ending: str, text: str) -> Iterator[tuple[str, str]]:
    """A topic whose id has changed keeps its old files: feed readers still request them."""
    for name in (chosen.file, *chosen.former):
        yield f"{name}{ending}", text
