"""One paper of each kind, cited in every format, as written down in the folder golden."""

from pathlib import Path

import pytest
import yaml

from paperlist.catalogue.facts import ArxivRecord
from paperlist.exports import CITATIONS
from paperlist.publishing.citation import cite
from tests.support.catalogues import load_texts

GOLDEN = sorted((Path(__file__).resolve().parent / "golden").glob("*.yaml"))


def record(primary_class):
    found = {"title": "A", "date": "2026-01-01", "source": "https://arxiv.org/"}
    return ArxivRecord(primary_class=primary_class, **found)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", CITATIONS)
def test_a_paper_is_cited_as_written_down(path, name):
    golden = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    loaded = load_texts(golden["entry"])
    (item,) = loaded.catalogue.papers
    classes = golden.get("primary_class", {})
    cited = cite(item, {arxiv: record(said) for arxiv, said in classes.items()})
    assert not loaded.problems
    assert CITATIONS[name].render([cited]) == golden[name]


def test_there_is_a_paper_of_each_kind():
    assert {path.stem for path in GOLDEN} >= {
        "conference", "journal", "preprint", "old-preprint", "report", "blog", "docs", "code",
        "cut", "organisation", "signs",
    }  # fmt: skip
