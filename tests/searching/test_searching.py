"""The search in Python, by the tables that the explorer's scripts follow too."""

import pytest

from paperlist.searching import read_query
from paperlist.searching.text import fold, parse_span
from tests.searching import queries
from tests.support.reference import PAPERS, SEARCHER


def found(query, **options):
    return [paper.id for paper in SEARCHER.find(read_query(query), **options)]


@pytest.mark.parametrize("text", queries.FOLDED)
def test_folding_drops_what_people_do_not_type(text):
    assert fold(text) == queries.FOLDED[text]


@pytest.mark.parametrize("text", queries.SPANS)
def test_dates_are_read(text):
    ends = queries.SPANS[text]
    assert parse_span(text) == (ends and tuple(ends))


@pytest.mark.parametrize("query", queries.TERMS)
def test_queries_are_understood(query):
    terms, unclear = queries.TERMS[query]
    parsed = read_query(query)
    assert [[term.is_excluded, term.field, term.text] for term in parsed.terms] == terms
    assert [*parsed.unclear] == unclear


def test_only_identifiers_are_changed():
    parsed = {query: read_query(query).terms for query in queries.WORDS}
    assert {query: [term.text for term in terms] for query, terms in parsed.items()} == {
        query: [fold(word) for word in words] for query, words in queries.WORDS.items()
    }
    assert {term.field for terms in parsed.values() for term in terms} == {""}


@pytest.mark.parametrize("query", queries.FIRST)
def test_the_best_match_is_first(query):
    first = queries.FIRST[query]
    assert found(query)[: len(first)] == first


def test_a_query_finds_all_that_match():
    assert {query: found(query) for query in queries.FOUND} == queries.FOUND


@pytest.mark.parametrize("query", ["KV缓存", "KV 缓存"])
def test_topics_are_found_in_chinese(query):
    assert {paper["id"] for paper in PAPERS if "kv-cache" in paper["topics"]} <= {*found(query)}
