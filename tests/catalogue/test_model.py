"""Papers, topics and collections are frozen values; the catalogue orders and groups them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from paperlist.catalogue.model import Catalogue, Content
from tests.support.catalogues import catalogue, collection, group, paper, topic


def test_a_value_cannot_be_changed():
    for value in (paper(), topic("a"), collection()):
        with pytest.raises(ValidationError):
            value.id = "other"


def test_a_value_has_no_other_fields():
    with pytest.raises(ValidationError):
        paper(stars="5")


def test_label_is_the_name_or_else_the_title():
    assert paper(name="FA").label == "FA"
    assert paper().label == "Some paper"


def test_year_is_that_of_the_date():
    assert paper(date="2023-07-15").year == "2023"


def test_newest_first_keeps_the_order_of_the_file_within_a_month():
    first, second = paper(id="a", date="2023-07"), paper(id="b", date="2023-07-31")
    assert catalogue(first, second).newest_first == (first, second)


@given(
    st.lists(
        st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(lambda day: f"{day:%Y-%m}"), max_size=9
    )
)
def test_newest_first_is_sorted_and_loses_nothing(months):
    papers = [paper(id=f"p{n}", date=month) for n, month in enumerate(months)]
    found = catalogue(*papers).newest_first
    assert sorted(found, key=papers.index) == papers
    assert [item.date for item in found] == sorted(months, reverse=True)


def test_papers_of_a_topic_are_newest_first_and_of_an_unused_one_none():
    old, new = paper(id="a", date="2022-01"), paper(id="b", date="2023-01", topics=("x", "y"))
    book = catalogue(paper(id="c", topics=("y",)), old, new, topics=[topic(t) for t in "xyz"])
    assert [p.id for p in book.by_topic["y"]] == ["c", "b"]
    assert [p.id for p in book.by_topic["x"]] == ["b"]
    assert book.by_topic["z"] == ()


def test_topics_are_in_the_order_of_their_groups_and_those_without_one_are_last():
    topics = [topic("a"), topic("b", group="y"), topic("c", group="x"), topic("d", group="y")]
    book = catalogue(topics=topics, groups=[group("x"), group("y")])
    found = [(each and each.id, [topic.id for topic in topics]) for each, topics in book.by_group]
    assert found == [("x", ["c"]), ("y", ["b", "d"]), (None, ["a"])]
    assert catalogue(topics=topics[1:], groups=book.groups).by_group == book.by_group[:2]


def test_a_list_without_groups_has_its_topics_in_their_order():
    topics = (topic("a"), topic("b"))
    assert catalogue(topics=topics).by_group == ((None, topics),)
    assert catalogue().by_group == ()


def test_papers_are_found_by_id():
    book = catalogue(paper(id="a"), paper(id="b"))
    assert list(book.by_id) == ["a", "b"]
    assert book.by_id["b"].id == "b"


def test_papers_of_a_collection_stand_in_the_order_of_its_contents():
    contents = [
        Content(name="A", papers=("b", "a")),
        Content(name="B"),
        Content(name="C", papers=["c"]),
    ]
    assert collection(contents=contents).papers == ("b", "a", "c")


def test_an_empty_catalogue_is_a_catalogue():
    empty = Catalogue((), (), ())
    assert (empty.newest_first, empty.by_id, empty.by_topic) == ((), {}, {})


def test_proper_names_are_short_names_of_one_word_that_no_text_has_in_lower_case():
    names = ("Zorba", "Quux 2", "Foo-v1.5", "Based", "Orca", "Star Attention", "FA2")
    texts = [{"title": "Attention based on hashes"}, {"summary": "An orca of caches."}]
    items = [paper(id=f"p{n}", name=name) for n, name in enumerate(names)]
    others = [paper(id=f"q{n}", **text) for n, text in enumerate(texts)]
    assert catalogue(*items, *others).proper_names == {"Zorba", "Quux", "Foo", "FA"}
