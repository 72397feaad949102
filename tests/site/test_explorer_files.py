"""The index and the script of the explorer: complete, small and up to date."""

import gzip
import json
import re

import pytest

from paperlist.catalogue.facts import Facts, RepositoryRecord
from paperlist.publishing.site_info import Site
from paperlist.site.explorer.bundle import MODULES, render_script, shorten
from paperlist.site.explorer.index import (
    COLUMNS,
    SUMMARIES,
    render_index,
    render_summaries,
    versioned,
)
from paperlist.site.files import file_makers
from paperlist.site.rendering import Renderer
from tests.support import builds
from tests.support.builds import ROOT, newest_first
from tests.support.catalogues import catalogue, collection, engine, paper, removed, topic

SITE = Site("en", "https://example.org/list", "")
SCRIPTS = ROOT / "paperlist/site/explorer/scripts"
PAPERS = newest_first(builds.load("papers.yaml"))


EXPORT = "export (?:async )?(?:function|class|const) "


def exports(path):
    return re.findall(rf"(?m)^{EXPORT}(\w+)", path.read_text())


def records(index):
    return [dict(zip(index["columns"], row, strict=True)) for row in index["papers"]]


@pytest.fixture(scope="module")
def index(rendered):
    return json.loads((rendered.folder / "assets/explorer.json").read_text("utf-8"))


def test_the_index_has_every_paper_newest_first(index):
    same = ("id", "title", "date", "added", "arxiv", "doi", "venue", "name")
    found = [{key: record[key] for key in same} for record in records(index)]
    assert found == [{key: item.get(key) for key in same} for item in PAPERS]


def test_the_index_names_topics_by_position(index):
    names = [topic[0] for topic in index["topics"]]
    assert [[names[place] for place in record["topics"]] for record in records(index)] == [
        item["topics"] for item in PAPERS
    ]


def test_the_index_has_code_authors_and_kind(index):
    for record, item in zip(records(index), PAPERS, strict=True):
        assert record["code"] == int("code" in item)
        assert record["authors"] == [name for name in item.get("authors", []) if name != "et al."]
        assert record["kind"] == item.get("kind", "paper")


def test_what_the_real_list_lacks_is_in_the_index_too():
    run = {"engine": "vllm", "state": "documented", "url": "https://vllm.example/"}
    code, authors = "https://github.com/A/b", ("A B", "et al.")
    one = paper(formerly=("old-id",), code=code, authors=authors, runs_in=[run])
    stars = {"a/b": RepositoryRecord(count=5, date="2024-01-01", source="https://api.example.org/")}
    book = catalogue(one, collections=[collection(contents=[{"name": "A", "papers": [one.id]}])])
    index = json.loads(render_index(type(book)(**vars(book) | {"facts": Facts(stars=stars)})))
    (record,) = records(index)
    assert record["stars"] == 5
    assert record["authors"] == ["A B"]
    assert index["formerly"] == {"old-id": one.id}
    assert index["collections"] == {"v0.1": [one.id]}
    assert index["engines"] == {"vllm": [one.id]}


def test_the_index_names_removed_papers_and_their_former_ids():
    gone = removed("gone", formerly=("gone-once",), title="<b>Gone</b>")
    book = catalogue(paper(formerly=("old-id",)), refusals=(gone,))
    index = json.loads(render_index(book))
    assert index["removed"] == {"gone": "<b>Gone</b>"}
    assert index["formerly"] == {"old-id": "some-paper", "gone-once": "gone"}
    assert [record["id"] for record in records(index)] == ["some-paper"]


def test_the_index_names_the_file_of_the_summaries():
    one = paper(id="one", summary="It does this.", summary_zh="如此。")
    book = catalogue(one, paper(id="other", summary="Only in English."), paper(id="third"))
    assert json.loads(render_summaries(book)) == {
        "en": {"one": "It does this.", "other": "Only in English."},
        "zh": {"one": "如此。"},
    }
    name = json.loads(render_index(book))["summaries"]
    assert name == versioned(SUMMARIES, render_summaries(book))
    assert file_makers(Renderer(book, SITE))[SUMMARIES]() == render_summaries(book)


def test_a_list_without_summaries_has_no_file_of_them():
    book = catalogue(paper())
    assert render_summaries(book) == json.loads(render_index(book))["summaries"] == ""
    assert SUMMARIES not in file_makers(Renderer(book, SITE))


def test_a_topic_is_found_by_its_other_names_too():
    words = topic("a", name="A", name_zh="甲", aka=["Alpha", "First"], aka_zh=["第一"])
    index = json.loads(render_index(catalogue(topics=(words,))))
    assert index["topics"] == [["a", "A", "甲", "Alpha", "First", "第一"]]


def test_an_engine_has_its_name_in_the_index_if_its_id_is_not_found_by_it():
    engines = [engine("llama-cpp", name="llama.cpp"), engine("mlc-llm", name="MLC-LLM")]
    index = json.loads(render_index(catalogue(topics=(topic("a"),), engines=engines)))
    assert index["engine_names"] == {"llama-cpp": "llama.cpp"}


def test_an_empty_list_has_an_index():
    index = json.loads(render_index(catalogue(topics=(topic("a"),))))
    assert (index["papers"], index["columns"]) == ([], [*COLUMNS])


def test_the_index_and_the_script_are_small(rendered):
    """As downloaded, with gzip."""
    sizes = {
        name: len(gzip.compress((rendered.folder / "assets" / name).read_bytes()))
        for name in ("explorer.json", "explorer.js")
    }
    assert sizes["explorer.json"] < 1_400 + 110 * len(PAPERS)
    assert sizes["explorer.js"] < 30_000


def test_every_module_is_in_the_script_once():
    assert sorted(path.stem for path in SCRIPTS.glob("*.js")) == sorted(MODULES)
    script = render_script()
    for path in SCRIPTS.glob("*.js"):
        for name in exports(path):
            assert len(re.findall(rf"(?m)^{EXPORT}{name}\b", script)) == 1, name


def test_no_name_is_declared_in_two_modules():
    """The modules share one scope in the bundle, which the linter does not check."""
    names = r"(?m)^(?:export )?(?:async )?(?:function\*?|class|const|let) (\w+)"
    modules = SCRIPTS.glob("*.js")
    declared = [name for path in modules for name in re.findall(names, path.read_text())]
    assert "Explorer" in declared
    assert [name for name in {*declared} if declared.count(name) > 1] == []


def test_the_script_is_one_file_without_comments():
    script = render_script()
    assert "import {" not in script
    assert not re.search(r"(?m)^\s*(//|/\*)| // [^\"]*$", script)


def test_every_module_comes_after_its_imports():
    for place, name in enumerate(MODULES):
        text = (SCRIPTS / f"{name}.js").read_text()
        assert {*re.findall(r'(?m)^import [^"]* from "\./(\w+)\.js"', text)} <= {*MODULES[:place]}


def test_every_export_is_used_by_another_module_or_a_test():
    tests = "".join(
        path.read_text() for path in (ROOT / "tests").rglob("test_explorer_functions.py")
    )
    page = (ROOT / "overrides/assets/papers.js").read_text()
    for path in SCRIPTS.glob("*.js"):
        others = "".join(p.read_text() for p in SCRIPTS.glob("*.js") if p != path)
        for name in exports(path):
            used = re.search(rf"\b{name}\b", others) or f"m.{name}(" in tests or f".{name}(" in page
            assert used, name


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a() // why\n  b()\n", "a()\nb()\n"),
        ("  // why\n\n/** Says.\n * More. */\nfunction a() {\n", "function a() {\n"),
        ('a("b // c")\n', 'a("b // c")\n'),
        ("a('https://b.example') // c\n", "a('https://b.example')\n"),
        ("a(`b // c ${d}`)\n", "a(`b // c ${d}`)\n"),
        ("/* 1 Tokens */\na {\n  b: url(\"data:image/svg+xml,c\");\n}\n",
         "a {\nb: url(\"data:image/svg+xml,c\");\n}\n"),
    ],
)  # fmt: skip
def test_only_comments_and_indentation_are_left_out(text, short):
    assert shorten(text) == short
