"""The server as a client of the SDK uses it, over standard input and output."""

import json
import os
import pty
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from tests.support.builds import ROOT, SAMPLE, environment
from tests.support.reference import PAPERS, SEARCHER, TOPICS

COMMAND = ["-m", "paperlist.cli", "mcp", "--data", "data", "--config", "mkdocs.yml"]
CALLS = [
    ("search", {"query": "flash attention", "limit": 2}),
    ("search", {"query": "flashatention"}),
    ("get", {"paper_id": "orca"}),
    ("cite", {"paper_ids": ["orca", "mqa"]}),
    ("cite", {"paper_ids": ["orca"], "form": "csl-json"}),
    ("topics", {}),
    # Mistakes
    ("search", {"query": "foo:bar"}),
    ("search", {"query": "author:"}),
    ("search", {"query": "kv", "limit": 0}),
    ("get", {"paper_id": "orcs"}),
    ("cite", {"paper_ids": []}),
]


async def ask():
    from mcp import Client, StdioServerParameters  # noqa: PLC0415 - takes two seconds

    server = StdioServerParameters(
        command=sys.executable, args=COMMAND, cwd=SAMPLE, env=environment(ROOT)
    )
    async with Client(server) as client:
        tools = (await client.list_tools()).tools
        return tools, [await client.call_tool(name, values) for name, values in CALLS]


@pytest.fixture(scope="module")
def asked():
    # Of its own: the tests in a browser leave an event loop behind in this thread.
    with ThreadPoolExecutor() as threads:
        return threads.submit(anyio.run, ask).result()


@pytest.fixture(scope="module")
def answers(asked):
    return dict(zip(map(str, CALLS), asked[1], strict=True))


def test_a_person_at_a_terminal_learns_who_starts_it():
    terminal, stdin = pty.openpty()
    run = subprocess.run(
        [sys.executable, *COMMAND], cwd=SAMPLE, env=environment(ROOT), stdin=stdin,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(terminal)
    os.close(stdin)
    message = "Error: mcp talks to a program; start it from an MCP client, not a terminal"
    assert (run.returncode, run.stderr.splitlines()[-1]) == (2, message)


def answer(answers, name, **values):
    return answers[str((name, values))]


def text(result):
    (content,) = result.content
    return content.text


def test_the_tools_only_read_and_say_how_to_use_them(asked):
    tools = {tool.name: tool for tool in asked[0]}
    assert [*tools] == ["search", "get", "cite", "topics"]
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert all(tool.description for tool in tools.values())
    assert "author:" in tools["search"].input_schema["properties"]["query"]["description"]


def test_a_search_gives_the_best_papers_first(answers):
    found = answer(answers, "search", query="flash attention", limit=2).structured_content
    assert found["number"] > 2
    assert len(found["papers"]) == 2
    best = SEARCHER.catalogue.by_id[found["papers"][0]["id"]]
    assert found["papers"][0] == {
        "id": best.id,
        "title": best.title,
        "authors": found["papers"][0]["authors"],
        "date": best.date,
        "venue": best.venue,
        "topics": [*best.topics],
        "summary": best.summary,
        "page": f"https://deftruth.github.io/LLMs-Inference-Papers/papers/{best.id}/",
    }


def test_a_search_proposes_the_nearest_spelling(answers):
    found = answer(answers, "search", query="flashatention").structured_content
    assert found == {"number": 0, "papers": [], "did_you_mean": "flashattention"}


def test_a_paper_and_its_citations_are_given(answers):
    whole = text(answer(answers, "get", paper_id="orca"))
    assert whole.startswith("# Orca: A Distributed Serving System")
    bibtex = text(answer(answers, "cite", paper_ids=["orca", "mqa"]))
    assert [line.partition("{")[2] for line in bibtex.splitlines() if line.startswith("@")] == [
        "orca,",
        "mqa,",
    ]
    assert bibtex.partition("\n\n")[0] in whole
    records = json.loads(text(answer(answers, "cite", paper_ids=["orca"], form="csl-json")))
    assert [record["id"] for record in records] == ["orca"]


def test_topics_have_their_numbers(answers):
    found = answer(answers, "topics").structured_content["topics"]
    assert [(topic["id"], topic["name"], topic["papers"]) for topic in found] == [
        (each["id"], each["name"], sum(each["id"] in paper["topics"] for paper in PAPERS))
        for each in TOPICS
    ]


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("search", {"query": "foo:bar"}, "cannot read 'foo:bar'; fields are author:"),
        ("search", {"query": "author:"}, "'author:' has no word to search for"),
        ("search", {"query": "kv", "limit": 0}, "greater than or equal to 1"),
        ("get", {"paper_id": "orcs"}, "'orcs' is not in the list; did you mean 'orca'?"),
        ("cite", {"paper_ids": []}, "at least 1 item"),
    ],
)
def test_a_mistake_is_named(answers, name, values, message):
    result = answer(answers, name, **values)
    assert result.is_error
    assert message in text(result)
