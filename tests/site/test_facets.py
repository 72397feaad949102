"""What a page can be filtered by, counted."""

from paperlist.site.explorer.facets import find_facets
from tests.support.catalogues import catalogue, collection, paper, topic

BOOK = catalogue(
    paper(id="a", topics=("x", "y"), date="2023-05", venue="ICLR 2024", recommended="3"),
    paper(id="b", title="B", topics=("x",), date="2024-01-02", venue="ICLR 2025", kind="report"),
    paper(id="c", title="C", topics=("y",), date="2024-02", venue="TMLR", recommended="2",
          code="https://github.com/a/c"),
    topics=[topic("y"), topic("x"), topic("empty")],
    collections=[collection(contents=[{"name": "A", "papers": ["a"]}]), collection(id="v0.2")],
)  # fmt: skip


def test_every_value_has_its_number():
    found = find_facets(BOOK.papers, BOOK)
    assert found.topics == (("y", 2), ("x", 2))
    assert found.years == (("2024", 2), ("2023", 1))
    assert found.kinds == (("paper", 2), ("report", 1))
    assert found.venues == (("ICLR", 2), ("TMLR", 1))
    assert found.collections == (("v0.1", 1),)
    assert (found.code, found.recommended, found.must_read, found.starred) == (1, 2, 1, 0)


def test_a_topic_leaves_itself_out():
    found = find_facets(BOOK.by_topic["x"], BOOK, own="x")
    assert found.topics == (("y", 1),)
    assert found.years == (("2024", 1), ("2023", 1))


def test_nothing_has_no_facets():
    found = find_facets([], BOOK)
    assert (found.topics, found.years, found.kinds, found.venues, found.collections) == ((),) * 5
