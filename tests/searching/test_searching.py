"""The search in Python, by the tables that the explorer's scripts follow too."""

import pytest

from paperlist.searching import near_query, read_query
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
    parsed = read_query(query)
    alternatives = [[*map(written, terms)] for terms in parsed.alternatives]
    assert (alternatives, [*parsed.unclear]) == queries.TERMS[query]


def written(term):
    field = f"{term.field}:" if term.field else ""
    return f"{'-' * term.is_excluded}{field}{term.text}{'*' * term.is_start}"


def test_only_identifiers_are_changed():
    parsed = {query: read_query(query).alternatives for query in queries.WORDS}
    assert {
        query: [[*map(written, terms)] for terms in found] for query, found in parsed.items()
    } == {query: [[fold(word) for word in words]] for query, words in queries.WORDS.items()}


@pytest.mark.parametrize("query", queries.FIRST)
def test_the_best_match_is_first(query):
    first = queries.FIRST[query]
    assert found(query)[: len(first)] == first


def test_a_query_finds_all_that_match():
    assert {query: found(query) for query in queries.FOUND} == queries.FOUND


@pytest.mark.parametrize("query", queries.NEAR)
def test_the_nearest_spelling_is_proposed(query):
    assert near_query(SEARCHER, query) == queries.NEAR[query]


@pytest.mark.parametrize("query", ["KV缓存", "KV 缓存"])
def test_topics_are_found_in_chinese(query):
    assert {paper["id"] for paper in PAPERS if "kv-cache" in paper["topics"]} <= {*found(query)}
