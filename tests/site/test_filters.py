"""The filters of the explorer: one table in Python, one in the script, and the controls."""

import dataclasses
import re
from dataclasses import replace
from typing import get_args

import pytest
from lxml import html

from paperlist.catalogue.facts import Abstract, Facts, RepositoryRecord
from paperlist.publishing.site_info import Site
from paperlist.site.explorer import facets
from paperlist.site.explorer.filters import FILTERS, Filter, Kind
from paperlist.site.explorer.index import COLUMNS
from paperlist.site.pages import render_pages
from paperlist.site.rendering import Renderer
from tests.support.builds import ROOT
from tests.support.catalogues import catalogue, collection, paper, topic

SCRIPT = (ROOT / "paperlist/site/explorer/scripts/filters.js").read_text("utf-8")
# Kinds whose controls are not called as the filter is.
CONTROLS = {"topics": ("one", "topic"), "span": ("year", "from", "to"), "ids": ()}


def rows_of(text):
    """The table of the script."""
    return text.partition("export const FILTERS = {\n")[2].partition("\n}\n")[0]


def script_filters(text):
    """The kind of each filter in the script: the function that makes its row."""
    rows = rows_of(text).splitlines()
    found = [re.match(r"  (\w+): (\w+)\(", row) for row in rows]
    assert all(found), f"a row of FILTERS is not 'name: kind(...)': {rows}"
    return {row[1]: row[2] for row in found}


def disagreements(in_python, in_script):
    """What is missing or different, in words."""
    for name in dict.fromkeys([*in_python, *in_script]):
        one, other = in_python.get(name), in_script.get(name)
        if one is None:
            yield f"filter '{name}' is missing in site/explorer/filters.py"
        elif other is None:
            yield f"filter '{name}' is missing in site/explorer/scripts/filters.js"
        elif one != other:
            yield f"filter '{name}' is of kind '{one}' in filters.py, '{other}' in filters.js"


def kinds(filters):
    return {each.name: each.kind for each in filters}


def test_both_tables_have_the_same_filters_and_kinds():
    found = [*disagreements(kinds(FILTERS), script_filters(SCRIPT))]
    assert not found, "\n".join(found)


def test_both_tables_have_one_order():
    """It is the order of the parameters in an address."""
    assert [*kinds(FILTERS)] == [*script_filters(SCRIPT)]


def test_a_forgotten_half_is_named():
    in_python = kinds(
        (*FILTERS, Filter("made_up", "choice", "topic"), Filter("two_kinds", "yes", "topic"))
    )
    in_script = script_filters(
        SCRIPT.replace(
            "\n}\n", "\n  only_here: yes((paper) => paper.code),\n  two_kinds: level(),\n}\n", 1
        )
    )
    assert [*disagreements(in_python, in_script)] == [
        "filter 'made_up' is missing in site/explorer/scripts/filters.js",
        "filter 'two_kinds' is of kind 'yes' in filters.py, 'level' in filters.js",
        "filter 'only_here' is missing in site/explorer/filters.py",
    ]


def test_each_kind_is_used():
    assert {each.kind for each in FILTERS} == {*get_args(Kind)}


def unknown_columns(text):
    """Fields of a paper in a row of FILTERS that neither the index has nor `readIndex` adds."""
    functions = re.findall(r"  \w+: \w+\((.+) => ", rows_of(text))
    taken = [row for row in functions if not re.match(r"\(paper[,)]", row)]
    assert taken == [], f"call the first parameter `paper`: {taken}"
    used = {*re.findall(r"\bpaper\.(\w+)", text)}
    return used - {*COLUMNS, "position", "collections", "engines"}


def test_only_columns_of_the_index_are_used_by_the_script():
    assert unknown_columns(SCRIPT) == set()


def test_a_column_that_the_index_does_not_have_is_named():
    other = SCRIPT.replace("paper.code", "paper.made_up")
    assert unknown_columns(other) == {"made_up"}
    with pytest.raises(AssertionError, match="call the first parameter `paper`"):
        unknown_columns(SCRIPT.replace("(paper) => paper.code", "({ made_up }) => made_up"))


def topic_page(book):
    """The page of the topic x."""
    site = Site("en", "https://example.org", "", "List")
    (page,) = (each for each in render_pages(Renderer(book, site)) if each.uri == "topics/x.md")
    return html.fromstring(page.body)


SAID = {"date": "2026-11-01", "source": "https://example.org/"}
BOOK = replace(
    catalogue(
        paper(
            id="a", topics=("x", "y"), org=("MIT", "ETH"), venue="ICLR 2024",
            code="https://github.com/o/r",
            runs_in=[{"engine": "vllm", "state": "documented", "url": "https://v.example/"}],
        ),
        paper(id="b", title="B", topics=("x",), org=("MIT",)),
        topics=[topic("x"), topic("y")],
        collections=[collection(contents=[{"name": "A", "papers": ["a"]}])],
    ),
    facts=Facts(stars={"o/r": RepositoryRecord(count=2000, **SAID)}),
    abstracts={"2307.00001": Abstract(text="In short.", **SAID)},
)  # fmt: skip


@pytest.mark.parametrize("each", FILTERS, ids=lambda each: each.name)
def test_every_filter_has_its_controls(each):
    page = topic_page(BOOK)
    for name in CONTROLS.get(each.kind, (each.name,)):
        assert page.xpath("//*[@name=$name]", name=name), name
    if each.in_bar:
        names = CONTROLS.get(each.kind, (each.name,))
        assert any(page.xpath("//form[@role]//*[@name=$name]", name=name) for name in names)


def test_a_new_choice_gets_its_control_from_its_row(monkeypatch):
    venue = next(each for each in FILTERS if each.name == "venue")
    made_up = dataclasses.replace(
        venue, name="made_up", label="file", values=lambda paper, _: paper.org, in_bar=True
    )
    monkeypatch.setattr(facets, "FILTERS", (*FILTERS, made_up))
    selects = topic_page(BOOK).xpath("//select[@name='made_up']")
    assert len(selects) == 2
    for select in selects:
        assert select.xpath("../span/text()") == ["File"]
        options = select.xpath("option/text()")
        assert options == ["All venues", "MIT (2)", "ETH (1)"]
