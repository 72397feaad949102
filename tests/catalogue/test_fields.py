"""A field of a paper is used in every place that its declaration in the model names, and no other.

The tests change one value and look where the change can be seen. They fail for a field that was
added to the model alone, with the file in which it is missing.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from paperlist.catalogue.fields import FieldType, Place, is_list, names_of, places_of, type_of
from paperlist.catalogue.model import (
    MODELS,
    Catalogue,
    Collection,
    Content,
    Engine,
    Group,
    OtherList,
    Paper,
    ReadingPath,
    Refusal,
    Run,
    Step,
    Topic,
)
from paperlist.editing import adding
from paperlist.editing.correcting import KEYS, LISTS
from paperlist.editing.layout import BARE
from paperlist.exports import FORMATS
from paperlist.importing import drafts
from paperlist.publishing.selection import whole_list
from paperlist.publishing.site_info import Site
from paperlist.publishing.words import LANGUAGES
from paperlist.site.explorer.index import render_index
from paperlist.site.pages import render_pages
from paperlist.site.rendering import Renderer
from tests.support.catalogues import catalogue, paper, topic

SITES = [Site(language, "https://papers.example", "", "Papers") for language in LANGUAGES]
BASE = {
    "arxiv": None,
    "url": "https://a.example/page",
    "code": "https://a.example/code",
    "summary": "Some sentence.",
}
# A second value of each field.
OTHER = {
    "more": {},
    "id": "other-paper",
    "formerly": ("older-paper",),
    "name": "Short",
    "aka": ("Nickname",),
    "title": "Another title",
    "authors": ("Ada Lovelace",),
    "date": "2024-02",
    "venue": "ICLR 2024",
    "org": ("Some University",),
    "kind": "blog",
    "publication": "journal",
    "arxiv": "2401.00001",
    "doi": "10.1145/3600006.3613165",
    "url": "https://a.example/other.pdf",
    "pdf": "https://a.example/printed.pdf",
    "code": "https://a.example/moved",
    "repo": "owner/project",
    "topics": ("kv-cache",),
    "recommended": "3",
    "summary": "Another sentence.",
    "note": "Withdrawn.",
    "runs_in": ({"engine": "vllm", "state": "documented", "url": "https://a.example/vllm"},),
    "added": "2024-03-04",
}


def exported(name):
    return lambda listed: FORMATS[name].render(whole_list(listed, SITES[0]))


def json_paper(listed):
    return json.loads(exported("json")(listed))["papers"]


def pages(listed):
    """The page of the paper in each language."""
    found = (page for site in SITES for page in render_pages(Renderer(listed, site)))
    return [page for page in found if page.uri == f"papers/{listed.papers[0].id}.md"]


def searched(listed):
    heads = [page.head.rpartition("\n# ")[2] for page in pages(listed)]
    return heads, [(page.search, page.names) for page in pages(listed)]


@dataclass(frozen=True)
class Shown:
    """The file to edit, and what a list of one paper looks like there."""

    file: str
    render: Callable[[Catalogue], object] | None


PLACES = {
    "json": Shown("paperlist/exports/json_files.py", json_paper),
    "csv": Shown("paperlist/exports/csv_table.py", exported("csv")),
    "page": Shown(
        "paperlist/site/templates/paper.html", lambda listed: [p.body for p in pages(listed)]
    ),
    "search": Shown("paperlist/site/rendering.py", searched),
    "explorer": Shown("paperlist/site/explorer/index.py", render_index),
    "llms": Shown(
        "paperlist/exports/llms.py",
        lambda listed: exported("llms-full")(listed).partition("## Papers")[2],
    ),
    "feed": Shown(
        "paperlist/exports/templates/feed_entry.html",
        lambda listed: json.loads(exported("json-feed")(listed))["items"],
    ),
    "form": Shown("paperlist/editing/correcting.py", None),
}


def second_value(field):
    return "Translated." if field.startswith("summary_") else OTHER[field]


def changed(field):
    """Lists of one paper, with two values of the field."""
    before = BASE | ({"code": None} if field == "code" else {})
    return [
        catalogue(paper(**facts), topics=[topic("attention"), topic("kv-cache")])
        for facts in (before, {**before, field: second_value(field)})
    ]


def test_every_field_has_a_second_value_here():
    for field in Paper.model_fields:
        assert second_value(field), field
    assert {*PLACES} == {*get_args(Place)}


@pytest.mark.parametrize("place", [name for name in PLACES if name != "form"])
@pytest.mark.parametrize("field", Paper.model_fields)
def test_a_field_is_used_where_its_declaration_says(field, place):
    first, second = map(PLACES[place].render, changed(field))
    if place in places_of(Paper, field):
        assert first != second, f"{PLACES[place].file} does not use {field}"
    else:
        assert first == second, f"{PLACES[place].file} uses {field}: change not_in in model.py"


def test_a_form_corrects_what_the_declaration_says():
    assert [key for key in Paper.model_fields if "form" in places_of(Paper, key)] == KEYS


def full(kind):
    """An argument of make_record: a source with a value in each of its fields, or other facts."""
    if kind is Catalogue:
        return catalogue()
    if not is_dataclass(kind):
        return OTHER["added"]
    return kind(**{field.name: OTHER.get(field.name, "x") for field in fields(kind)})


@pytest.mark.parametrize(
    "module", [adding, drafts], ids=["editing/adding.py", "importing/drafts.py"]
)
def test_a_new_entry_has_every_field_that_its_sources_have(module):
    """The sources are the data classes that make_record takes."""
    given = {
        name: full(hint)
        for name, hint in get_type_hints(module.make_record).items()
        if name != "return"
    }
    sources = [value for value in given.values() if is_dataclass(value)]
    known = {field.name for source in sources for field in fields(source)} & {*Paper.model_fields}
    missing = known - {*module.make_record(**given)}
    assert missing == set(), f"make_record of {module.__name__} leaves out {missing}"


# Types


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_type_of_ours(model):
    nested = {"contents", "runs_in", "items"}
    without = {name for name in model.model_fields if type_of(model, name) is None}
    assert without <= nested, f"give the type of {without} a FieldType in fields.py"


def test_all_records_are_models():
    assert {*MODELS} == {
        *(Paper, Run, Group, Topic, Collection, Content, Engine, ReadingPath, Step, Refusal),
        OtherList,
    }


def test_lists_prose_and_bare_values_follow_from_the_types():
    prose = names_of(FieldType.PROSE, *MODELS)
    assert {"title", "aka", "authors", "summary", "description", "reason"} <= prose
    assert not {"id", "topics", "papers", "arxiv", "url", "date", "kind", "engine", "state"} & prose
    assert {"date", "added", "recommended", "pages"} <= BARE
    assert not {"title", "arxiv", "url"} & BARE
    assert {"aka", "authors", "topics"} <= {*LISTS}
    assert not {"title", "formerly"} & {*LISTS}
    assert is_list(Collection, "contents")
