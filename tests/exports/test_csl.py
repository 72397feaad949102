"""CSL-JSON that a program reads back."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft7Validator, Draft202012Validator

from paperlist.exports.csl import render_csl
from paperlist.publishing.citation import cite
from tests.support.catalogues import paper
from tests.support.citations import FEWER, ODD, ODD_DOIS, odd_paper, papers, real_papers, told

TEXT = {"type": "string", "minLength": 1}


def closed(required, **more):
    known = {**required, **more}
    return {"type": "object", "properties": known, "required": [*required],
            "additionalProperties": False}  # fmt: skip


# Types and variables of the CSL 1.0.2 specification, of which the list needs these. A name is
# literal or taken apart, never both; a date is one, of one to three numbers.
NAMES = [closed({"literal": TEXT}), closed({"family": TEXT, "given": TEXT}, suffix=TEXT)]
PARTS = [
    {"type": "integer", "minimum": 1900, "maximum": 2099},
    {"type": "integer", "minimum": 1, "maximum": 12},
    {"type": "integer", "minimum": 1, "maximum": 31},
]
DATE = {"type": "array", "prefixItems": PARTS, "items": False, "minItems": 1}
TYPES = ["article", "article-journal", "chapter", "paper-conference", "post-weblog", "report",
         "software", "webpage"]  # fmt: skip
ITEM = closed(
    {
        "id": TEXT,
        "type": {"enum": TYPES},
        "title": TEXT,
        "issued": closed(
            {"date-parts": {"type": "array", "items": DATE, "minItems": 1, "maxItems": 1}}
        ),
        "URL": {"type": "string", "pattern": "^https://"},
    },
    author={"type": "array", "items": {"oneOf": NAMES}, "minItems": 1},
    archive={"const": "arXiv"},
    archive_location={"type": "string", "pattern": "^arXiv:"},
    number={"type": "string", "pattern": "^arXiv:"},
    **dict.fromkeys(("title-short", "container-title", "publisher", "DOI", "note"), TEXT),
)
SCHEMA = Draft202012Validator({"type": "array", "items": ITEM})
# Of github.com/citation-style-language/schema, commit e3ce254a, its licence beside it.
HERE = Path(__file__).parent
OFFICIAL = Draft7Validator(json.loads((HERE / "schemas/csl-data.json").read_text("utf-8")))
GOLDEN = sorted((HERE / "golden").glob("*.yaml"))


def read(*items):
    """The items, after a check of their form."""
    found = json.loads(render_csl(map(cite, items)))
    SCHEMA.validate(found)
    OFFICIAL.validate(found)
    return found


def name(parts):
    return " ".join(parts[key] for key in ("given", "family", "literal", "suffix") if key in parts)


def facts(item):
    authors = [name(parts) for parts in item.get("author", [])]
    year, *days = item["issued"]["date-parts"][0]
    assert ("archive" in item) == ("archive_location" in item)
    assert not {"number", "archive"} <= set(item)
    arxiv = item.get("number", item.get("archive_location"))
    return {
        "key": item["id"],
        "title": item["title"],
        "authors": authors[:-1] if authors[-1:] == ["others"] else authors,
        "is_cut": authors[-1:] == ["others"],
        "venue": item.get("container-title"),
        "date": "-".join([str(year), *(f"{part:02}" for part in days)]),
        "arxiv": arxiv and arxiv.removeprefix("arXiv:"),
        "doi": item.get("DOI"),
        "url": item["URL"],
        "note": item.get("note"),
    }


def test_every_paper_of_the_data_comes_back():
    assert [facts(each) for each in read(*real_papers())] == [told(p) for p in real_papers()]


def test_every_file_of_the_site_has_the_official_form(site):
    files = sorted(site.folder.rglob("*.csl.json"))
    assert len(files) > 20
    for path in files:
        OFFICIAL.validate(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_what_is_written_down_has_the_official_form(path):
    OFFICIAL.validate(json.loads(yaml.safe_load(path.read_text("utf-8"))["csl-json"]))


@pytest.mark.parametrize("wrong", [{"type": "preprint"}, {"tittle": "x"}, {"author": ["Ada"]}])
def test_the_official_form_refuses_what_is_not_csl(wrong):
    (item,) = read(paper())
    assert not OFFICIAL.is_valid([item | wrong])


@FEWER
@given(papers)
def test_a_paper_comes_back(item):
    assert [facts(each) for each in read(item, item)] == [told(item)] * 2


@pytest.mark.parametrize("text", ODD)
def test_odd_text_comes_back(text):
    item = odd_paper(text)
    (found,) = read(item)
    assert facts(found) == told(item)
    assert found["title-short"] == item.name


@pytest.mark.parametrize("doi", ODD_DOIS)
def test_an_odd_doi_comes_back(doi):
    assert read(paper(doi=doi))[0]["DOI"] == doi


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"venue": "TMLR 2024"}, "article-journal"),
        ({"venue": "ICLR 2024"}, "paper-conference"),
        ({"venue": "Information Fusion 2024", "publication": "journal"}, "article-journal"),
        ({"venue": "Advances 2024", "publication": "chapter"}, "chapter"),
        ({"venue": "CoRR abs/2401.00001"}, "article"),
        ({}, "article"),
        ({"kind": "report"}, "report"),
        ({"kind": "blog"}, "post-weblog"),
        ({"kind": "docs"}, "webpage"),
        ({"kind": "code"}, "software"),
    ],
)
def test_the_type_is_that_of_the_kind(facts, kind):
    assert read(paper(**facts))[0]["type"] == kind


def test_family_name_given_name_and_suffix_are_apart():
    authors = ["Michiel de Jong", "Davis, Jr., Sammy", "NVIDIA", "Lab, Inc."]
    assert read(paper(authors=authors))[0]["author"] == [
        {"family": "de Jong", "given": "Michiel"},
        {"family": "Davis", "given": "Sammy", "suffix": "Jr."},
        {"literal": "NVIDIA"},
        {"literal": "Lab, Inc."},
    ]


@pytest.mark.parametrize(
    ("facts", "places"),
    [
        ({}, {"number": "arXiv:2307.00001", "publisher": "arXiv"}),
        ({"org": ["NVIDIA"]}, {"number": "arXiv:2307.00001", "publisher": "arXiv"}),
        (
            {"kind": "report", "org": ["NVIDIA", "Hugging Face"]},
            {"number": "arXiv:2307.00001", "publisher": "NVIDIA, Hugging Face"},
        ),
        ({"venue": "ICLR 2024"}, {"archive": "arXiv", "archive_location": "arXiv:2307.00001"}),
        ({"kind": "blog"}, {"archive": "arXiv", "archive_location": "arXiv:2307.00001"}),
        ({"arxiv": None, "url": "https://example.org/"}, {}),
    ],
)
def test_the_id_of_arxiv_has_one_place(facts, places):
    (found,) = read(paper(authors=["Ada Lovelace"], **facts))
    keys = ("number", "publisher", "archive", "archive_location")
    assert {key: found[key] for key in keys if key in found} == places


def test_a_list_that_was_cut_ends_with_others():
    found = read(paper(authors=["Ada Lovelace", "et al."]))[0]["author"]
    assert found == [{"family": "Lovelace", "given": "Ada"}, {"literal": "others"}]


def test_an_item_takes_one_line():
    first, *lines, last = render_csl([cite(paper(id="a")), cite(paper(id="b"))]).splitlines()
    assert (first, last) == ("[", "]")
    assert [json.loads(line.removesuffix(","))["id"] for line in lines] == ["a", "b"]


def test_no_papers_are_no_items():
    assert read() == []
