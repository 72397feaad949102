"""The schemas for editors: as the model says, and content with the data however it is read."""

import json
import subprocess
import sys

import pytest
import yaml
from jsonschema import Draft202012Validator

from paperlist.catalogue.load import FILES
from paperlist.catalogue.model import MODELS
from paperlist.catalogue.reading.entries import read_entry, split_entries
from paperlist.catalogue.reading.source import parse_source
from paperlist.catalogue.schema import render_schemas
from tests.support.catalogues import BUNDLE, ENGINES, REFUSAL, ROOT, TOPICS, Yaml12Loader, entry

NAMES = sorted(FILES)
PRESENT = [name for name in NAMES if (ROOT / "data" / name).exists()]


def validator(name):
    schema = json.loads(render_schemas()[name.replace(".yaml", ".schema.json")])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def complaints(name, value):
    return [error.message for error in validator(name).iter_errors(value)]


class FastYaml12Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers = Yaml12Loader.yaml_implicit_resolvers


def as_editor(text):
    return yaml.load(text, FastYaml12Loader)


def as_loader(text):
    """All scalars as text."""
    return yaml.load(text, yaml.CBaseLoader)


def test_the_schemas_stand_next_to_their_data():
    names = {name.replace(".yaml", ".schema.json") for name in FILES}
    there = {path.name for path in (ROOT / "data").glob("*.schema.json")}
    assert set(render_schemas()) == names == there


@pytest.mark.parametrize("name", sorted(render_schemas()))
def test_the_schema_in_the_repository_is_the_rendered_one(name):
    assert (ROOT / "data" / name).read_bytes() == render_schemas()[name].encode()


def test_the_module_writes_all_schemas(tmp_path):
    command = [sys.executable, "-m", "paperlist.catalogue.schema", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == render_schemas()


@pytest.mark.parametrize("read", [as_loader, as_editor])
@pytest.mark.parametrize("name", PRESENT)
def test_the_data_is_valid_however_it_is_read(name, read):
    text = (ROOT / "data" / name).read_text("utf-8")
    assert complaints(name, read(text)) == []


def test_an_editor_reads_numbers_and_the_loader_text():
    assert as_editor("- {a: 2307.1, b: NO, c: 2023-07-01, d: true, e: ~, f: 3}") == [
        {"a": 2307.1, "b": "NO", "c": "2023-07-01", "d": True, "e": None, "f": 3}
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"arxiv": "2307.08690"},
        {"arxiv": "cs/0703001"},
        {"name": "2307.1"},
        {"name": "true"},
        {"recommended": "2"},
        {"recommended": '"3"'},
        {"authors": "[Ada, 7]"},
        {"date": "2023-07-15"},
        {"doi": "10.1145/3600006.3613165"},
        {"kind": "report"},
        {"runs_in": "[{engine: vllm, state: documented, url: https://example.org/}]"},
        {"runs_in": "[{engine: a, state: implemented, url: https://a.org, date: 2026-08-22}]"},
    ],
)
def test_what_the_check_admits_the_editor_admits(changes):
    text = entry(**changes)
    assert (
        read_entry(split_entries(parse_source(text, "p")[0], "p")[0][0], FILES["papers.yaml"])[1]
        == []
    )
    assert complaints("papers.yaml", as_editor(text)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"tittle": "x"},
        {"title": None},
        {"topics": "[]"},
        {"topics": "attention"},
        {"topics": "[KV Cache]"},
        {"id": "A_b"},
        {"title": "[x]"},
        {"arxiv": "2307.08691v2"},
        {"date": "2023.07"},
        {"date": "2023"},
        {"added": "2023-08"},
        {"doi": "https://doi.org/10.1145/1"},
        {"code": "http://example.org"},
        {"repo": "a"},
        {"recommended": "1"},
        {"kind": "preprint"},
        {"runs_in": "vllm"},
        {"runs_in": "[{engine: vllm, state: mentioned, url: https://example.org/}]"},
        {"runs_in": "[{engine: vllm, state: documented, url: http://example.org/}]"},
        {"runs_in": "[{engine: vllm, state: documented}]"},
        {"authors": "Ada"},
    ],
)
def test_what_the_editor_can_see_it_refuses(changes):
    assert complaints("papers.yaml", as_editor(entry(**changes))) != []


@pytest.mark.parametrize("key", ["name", "code", "arxiv", "venue", "recommended"])
def test_an_empty_value_is_refused_by_the_editor_too(key):
    assert complaints("papers.yaml", as_editor(entry(**{key: ""}))) != []


def test_the_other_files_are_refused_for_their_mistakes():
    assert complaints("topics.yaml", as_editor(TOPICS)) == []
    assert complaints("topics.yaml", as_editor(TOPICS.replace("name_zh", "name_cn"))) != []
    assert complaints("collections.yaml", as_editor(entry(BUNDLE))) == []
    assert complaints("collections.yaml", as_editor(entry(BUNDLE, contents="[{nam: A}]"))) != []
    assert complaints("engines.yaml", as_editor(ENGINES)) == []
    assert complaints("engines.yaml", as_editor(ENGINES.replace("https", "http"))) != []
    assert complaints("seen.yaml", as_editor(entry(REFUSAL))) == []
    assert complaints("seen.yaml", as_editor(entry(REFUSAL, reason=None))) != []
    assert complaints("watch.yaml", as_editor("- url: https://example.org/list.md\n")) == []
    assert complaints("watch.yaml", as_editor("- name: A list\n")) != []


def test_every_key_is_described_with_an_example():
    for model in MODELS:
        for name, field in model.model_fields.items():
            assert field.description, name
            assert field.examples, name
