"""Papers near a paper, topics near a topic."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.load import load_catalogue
from paperlist.site import related
from paperlist.site.related import MOST, MOST_TOPICS, RelatedPapers, related_topics
from paperlist.site.shared import Shared
from tests.support.catalogues import DATA, catalogue, paper, topic

names = st.sampled_from(["a", "b", "c", "d"])
books = st.lists(
    st.builds(
        lambda title, topics, code: {"title": title, "topics": tuple(topics), "code": code},
        st.sampled_from(["Fast attention", "Sparse attention", "Tree decoding", "Other", "注意力"]),
        st.lists(names, min_size=1, max_size=3, unique=True),
        st.sampled_from([None, "https://github.com/a/b", "https://github.com/A/b/tree/main"]),
    ),
    max_size=9,
).map(lambda many: catalogue(*(paper(id=f"p{n}", **facts) for n, facts in enumerate(many))))


def related_papers(book):
    found = RelatedPapers(book)
    return {item.id: found.of(item) for item in book.papers}


def near(book, paper_id):
    return [item.id for item in related_papers(book)[paper_id]]


@given(books)
def test_every_paper_has_at_most_five_others(book):
    found = related_papers(book)
    assert set(found) == set(book.by_id)
    for paper_id, others in found.items():
        ids = [item.id for item in others]
        assert paper_id not in ids
        assert len(ids) == len(set(ids)) <= MOST


@given(books)
def test_the_browser_gets_places_and_weights(book):
    """So few papers that each has all that are like it."""
    like = json.loads(Shared(book).likeness)
    found = related_papers(book)
    weights = {}
    for item, line in zip(book.newest_first, like, strict=True):
        places = line[::2]
        assert [book.newest_first[place] for place in places][:MOST] == [*found[item.id]]
        assert line[1::2] == sorted(line[1::2], reverse=True)
        weights |= {
            (item.id, book.newest_first[at].id): w for at, w in zip(places, line[1::2], strict=True)
        }
    assert all(weights[other, one] == weight > 0 for (one, other), weight in weights.items())


@given(books)
def test_a_paper_shares_a_topic_a_word_or_the_repository_with_each(book):
    def features(item):
        words = {word for word in item.title.lower().split() if len(word) > 2}
        return {*words, *item.topics, (item.repository or item.id).lower()}

    for paper_id, others in related_papers(book).items():
        assert all(features(book.by_id[paper_id]) & features(item) for item in others)


@given(books)
def test_two_runs_agree(book):
    assert list(related_papers(book).items()) == list(related_papers(book).items())


def test_the_same_repository_is_nearer_than_the_same_topic():
    code = "https://github.com/a/b"
    book = catalogue(
        paper(id="a", title="One", code=code, topics=("x",)),
        paper(id="b", title="Two", topics=("x",)),
        paper(id="c", title="Three", code=f"{code}/tree/main", topics=("y",)),
        paper(id="d", title="Four", topics=("y",)),
    )
    assert near(book, "a") == ["c", "b"]


def test_a_rare_word_is_nearer_than_a_common_topic():
    many = [paper(id=f"p{n}", title=f"Title{n}", topics=("x",)) for n in range(9)]
    book = catalogue(
        paper(id="a", title="Speculative one", topics=("x",)),
        *many,
        paper(id="b", title="Speculative two", topics=("x",)),
    )
    assert near(book, "a")[0] == "b"


def test_of_equally_near_papers_the_newer_comes_first():
    book = catalogue(
        paper(id="a", title="One", date="2020-01"),
        paper(id="b", title="Two", date="2021-01"),
        paper(id="c", title="Three", date="2022-01"),
    )
    assert near(book, "a") == ["c", "b"]


def test_a_paper_alone_has_no_neighbour():
    book = catalogue(paper(id="a", title="One"), paper(id="b", title="Two", topics=("x",)))
    assert near(book, "a") == []


def test_in_a_long_list_the_papers_nearest_in_age_are_compared(monkeypatch):
    monkeypatch.setattr(related, "NEAREST", 4)
    book = catalogue(*(paper(id=f"p{n}", title=f"T{n}", date=f"{2020 - n}-01") for n in range(9)))
    assert near(book, "p4") == ["p2", "p3", "p5"]
    assert near(book, "p0") == ["p1", "p2", "p3"]
    assert near(book, "p8") == ["p5", "p6", "p7"]


def test_topics_are_near_by_the_number_of_common_papers():
    book = catalogue(
        paper(id="a", topics=("x", "y")),
        paper(id="b", topics=("x", "z")),
        paper(id="c", topics=("x", "z")),
        paper(id="d", topics=("w",)),
    )
    assert [(near.id, n) for near, n in related_topics(book, book.topics[0])] == [
        ("z", 2),
        ("y", 1),
    ]


def test_of_topics_equally_near_the_first_of_the_site_comes_first():
    book = catalogue(
        paper(id="a", topics=("x", "z", "y")), topics=[topic(name) for name in ("y", "x", "z")]
    )
    assert [near.id for near, _ in related_topics(book, book.topics[1])] == ["y", "z"]


def test_eight_topics_are_near_at_most():
    book = catalogue(paper(topics=tuple(f"t{n}" for n in range(12))))
    assert len(related_topics(book, book.topics[0])) == MOST_TOPICS


@pytest.fixture(scope="module")
def data():
    return load_catalogue(DATA).catalogue


def test_versions_of_one_method_are_near_in_the_data(data):
    found = related_papers(data)
    assert "flashattention" in {item.id for item in found["flashattention-2"]}
    assert "zeroquant-v2" in {item.id for item in found["zeroquant"]}


def test_every_paper_of_the_data_has_neighbours(data):
    assert [name for name, others in related_papers(data).items() if not others] == []
