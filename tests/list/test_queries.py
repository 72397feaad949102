"""What readers of this list search for is found.

`tests/searching` compares the search in Python with the one in the browser.
"""

from functools import cache

import pytest

from paperlist.catalogue.load import load_catalogue
from paperlist.searching import Searcher, near_query, read_query
from tests.support.builds import ROOT

# Each query with a paper that comes first.
FIRST = {
    "int8": "llm-int8",
    "LLM.int8()": "llm-int8",
    "FlashAttention-2": "flashattention-2",
    "attention sinks": "streamingllm",
    "2309.06180": "pagedattention",
    "https://arxiv.org/abs/2309.06180v1": "pagedattention",
    "vllm": "pagedattention",
    "paged attention": "pagedattention",
    "prefix caching OR radix": "kvflow",
}
# Each query with a topic, all papers of which it finds.
TOPICS = {
    "KV cache": "kv-cache",
    "KV缓存": "kv-cache",
    "键值缓存": "kv-cache",
    "prefix caching": "kv-cache",
    "前缀缓存": "kv-cache",
    "量化": "quantization",
    "推测解码": "speculative-decoding",
    "稀疏注意力": "attention",
    "显存": "batching-scheduling",
    "连续批处理": "batching-scheduling",
    "TTFT": "batching-scheduling",
    "GGUF": "edge-cpu",
    "disaggregation": "disaggregation",
    "disaggreg*": "disaggregation",
}
# Each query with something that all papers it finds have, and how many it finds at least.
ALL = {
    "W4A8": (lambda paper: "w4a8" in f"{paper.title} {paper.summary}".lower(), 3),
    "Tri Dao": (lambda paper: "Tri Dao" in paper.authors, 10),
    "Lancucki": (lambda paper: "Adrian Łańcucki" in paper.authors, 3),
    "Łańcucki": (lambda paper: "Adrian Łańcucki" in paper.authors, 3),
    'author:"Tri Dao"': (lambda paper: "Tri Dao" in paper.authors, 10),
    'venue:"OSDI 2024"': (lambda paper: paper.venue == "OSDI 2024", 5),
    "org:deepseek": (lambda paper: any("DeepSeek" in org for org in paper.org), 10),
    "added:2026-06..": (lambda paper: paper.added >= "2026-06", 10),
    "engine:llama.cpp": (lambda paper: {run.engine for run in paper.runs_in} & {"llama-cpp"}, 4),
    "engine:vllm OR engine:sglang": (
        lambda paper: {run.engine for run in paper.runs_in} & {"vllm", "sglang"},
        25,
    ),
}
NEAR = {
    "flashatention": "flashattention",
    "pagedattension": "pagedattention",
    "quantisation": "quantization",
    "specualtive decodng": "speculative decoding",
    "author:lancuki": "author:lancucki",
}


@cache
def searcher():
    """Read by the process that runs these tests, and not by each that collects them."""
    return Searcher(load_catalogue(ROOT / "data").catalogue)


def found(query):
    return searcher().find(read_query(query))


@pytest.mark.parametrize("query", FIRST)
def test_the_paper_that_is_meant_comes_first(query):
    assert found(query)[0].id == FIRST[query]


@pytest.mark.parametrize("query", TOPICS)
def test_a_term_of_the_field_finds_its_topic(query):
    papers = searcher().catalogue.by_topic[TOPICS[query]]
    assert papers
    assert {*papers} <= {*found(query)}


@pytest.mark.parametrize("query", ALL)
def test_a_query_finds_such_papers_only(query):
    has, number = ALL[query]
    papers = found(query)
    assert len(papers) >= number
    assert [paper.id for paper in papers if not has(paper)] == []


@pytest.mark.parametrize("query", NEAR)
def test_a_typing_error_is_corrected(query):
    assert not found(query)
    assert near_query(searcher(), query) == NEAR[query]
