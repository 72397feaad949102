"""The order of candidates: which texts of the list count."""

from dataclasses import replace

from paperlist.catalogue.facts import Abstract
from paperlist.finding.ranking import rank
from paperlist.sources.metadata import Metadata
from tests.support.catalogues import entry, load_texts

CATALOGUE = load_texts(entry(id="orca", title="Orca", arxiv='"2307.00001"')).catalogue
FOUND = [
    Metadata(title="A", authors=(), date="", source="", arxiv="2311.00001", abstract="Birds."),
    Metadata(
        title="B", authors=(), date="", source="", arxiv="2311.00002", abstract="Paged cache."
    ),
]


def ids(catalogue):
    return [each.arxiv for each in rank(FOUND, catalogue)]


def test_abstracts_count_if_the_list_has_them():
    assert ids(CATALOGUE) == ["2311.00001", "2311.00002"]
    abstract = Abstract(text="A paged cache.", date="2026-11-26", source="https://arxiv.org/")
    abstracts = {"2307.00001": abstract}
    assert ids(replace(CATALOGUE, abstracts=abstracts)) == ["2311.00002", "2311.00001"]
    assert ids(replace(CATALOGUE, abstracts={"2307.00002": abstract})) == ids(CATALOGUE)
