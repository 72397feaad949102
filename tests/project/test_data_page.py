"""The page of the data: the fields it explains are those of the files.

The page and the data are the project's own.
"""

import re
from collections import Counter

import pytest

from paperlist.catalogue.values import KINDS
from paperlist.exports import CITATIONS, FORMATS
from paperlist.exports.csv_table import COLUMNS
from paperlist.exports.json_files import (
    CollectionRecord,
    ContentRecord,
    EngineRecord,
    GroupRecord,
    LinksRecord,
    PaperRecord,
    PapersFile,
    RunRecord,
    StarsRecord,
    TopicRecord,
    TopicsFile,
)
from tests.support import own
from tests.support.builds import ROOT, files_without_mkdocs

PAGES = {language: own.read_page(language, "data.md") for language in own.EDITIONS}
RECORDS = (PapersFile, PaperRecord, CollectionRecord, EngineRecord, TopicRecord, GroupRecord)
INSIDE = {
    "links": LinksRecord,
    "runs_in": RunRecord,
    "stars": StarsRecord,
    "contents": ContentRecord,
}


def codes(text):
    return re.findall(r"`([^`]+)`", text)


def tables(page):
    """Of each table the fields, in order, with what is said of them."""
    found = re.findall(r"(?m)(?:^\|.*\n)+", page)
    rows = [[line.strip("|").split("|") for line in table.splitlines()[2:]] for table in found]
    return [[(name, told) for names, told in table for name in codes(names)] for table in rows]


# Fields


@pytest.mark.parametrize("language", PAGES)
def test_every_field_is_explained_and_no_other(language):
    explained = [Counter(name for name, _ in table) for table in tables(PAGES[language])]
    assert explained == [Counter([*record.model_fields]) for record in RECORDS]


@pytest.mark.parametrize("language", PAGES)
def test_fields_inside_of_fields_are_explained_and_no_other(language):
    told = {name: text for table in tables(PAGES[language]) for name, text in table}
    for field, record in INSIDE.items():
        assert {*codes(told[field])} - {"null"} == {*record.model_fields}, field
    assert codes(told["kind"]) == [*KINDS]


@pytest.mark.parametrize("language", PAGES)
def test_the_head_of_topics_json_is_explained(language):
    (line,) = re.findall(r"(?m)^## .*topics\.json.*\n\n(.*)\n\n\|", PAGES[language])
    assert {*codes(line)} == {*TopicsFile.model_fields}


@pytest.mark.parametrize("language", PAGES)
def test_every_column_is_named_in_its_order_and_no_other(language):
    (line,) = re.findall(r"(?ms)^## .*papers\.csv.*?\n\n(.*?)\n\n", PAGES[language])
    assert codes(line) == [*COLUMNS]


@pytest.mark.parametrize("language", PAGES)
def test_every_format_of_the_command_is_named_and_no_other(language):
    (line,) = re.findall(r"(?m)^`paperlist export` .*\n?.*", PAGES[language])
    named = [name for name in codes(line) if not name.startswith(("paperlist", "--"))]
    assert {*named} == {*FORMATS}


@pytest.fixture(scope="module")
def files():
    """Addresses of the files that are no pages."""
    return {f"/{name}" for name in files_without_mkdocs(ROOT, "https://papers.example/")}


@pytest.mark.parametrize("language", PAGES)
def test_every_address_that_is_named_has_its_file(files, language):
    words = codes(re.sub(r"(?s)```.*?```", "", PAGES[language]))
    named = [name for name in words if re.fullmatch(r"/[\w./-]+\.\w+", name)]
    assert {*named} <= files
    topics = [name for name in named if re.fullmatch(r"/topics/[\w-]+\.bib", name)]
    endings = {name for name in words if name.startswith(".")}
    citations = {form.ending for form in CITATIONS.values()} - {".bib"}
    assert endings == {*citations, ".xml"}
    assert {f"{name.removesuffix('.bib')}{end}" for name in topics for end in endings} <= files


# Examples


@pytest.mark.parametrize("language", ["python", "sh", "js"])
def test_all_languages_have_the_same_examples(language):
    first, *others = (
        [re.sub(r"(?m)^//.*$", "//", block) for block in own.blocks(page, language)]
        for page in PAGES.values()
    )
    assert first
    assert all(other == first for other in others)
