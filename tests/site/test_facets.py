"""How many papers each value of each filter has."""

from paperlist.site.explorer.facets import find_facets
from tests.support.catalogues import catalogue, collection, engine, paper, topic

BOOK = catalogue(
    paper(id="a", topics=("x", "y"), date="2023-05", venue="ICLR 2024", recommended="3"),
    paper(id="b", title="B", topics=("x",), date="2024-01-02", venue="ICLR 2025", kind="report"),
    paper(id="c", title="C", topics=("y",), date="2024-02", venue="TMLR", recommended="2",
          code="https://github.com/a/c", runs_in=[
              {"engine": "vllm", "state": "documented", "url": "https://vllm.example/a"},
              {"engine": "vllm", "state": "implemented", "url": "https://vllm.example/b"},
          ]),
    topics=[topic("y"), topic("x"), topic("empty")],
    collections=[collection(contents=[{"name": "A", "papers": ["a"]}]), collection(id="v0.2")],
    engines=[engine("unused"), engine("vllm")],
)  # fmt: skip


def test_every_value_has_its_number():
    facets = find_facets(BOOK.papers, BOOK)
    assert {name: counts for name, counts in facets.counts.items() if counts} == {
        "topic": (("y", 2), ("x", 2)),
        "date": (("2024", 2), ("2023", 1)),
        "kind": (("paper", 2), ("report", 1)),
        "venue": (("ICLR", 2), ("TMLR", 1)),
        "collection": (("v0.1", 1),),
        "engine": (("vllm", 1),),
        "code": (("yes", 1),),
        "recommended": (("2", 2), ("3", 1)),
    }


def test_a_topic_leaves_itself_out():
    counts = find_facets(BOOK.by_topic["x"], BOOK, own="x").counts
    assert counts["topic"] == (("y", 1),)
    assert counts["date"] == (("2024", 1), ("2023", 1))


def test_nothing_has_no_facets():
    counts = find_facets([], BOOK).counts
    assert {name: each for name, each in counts.items() if each} == {
        "recommended": (("2", 0), ("3", 0))
    }
