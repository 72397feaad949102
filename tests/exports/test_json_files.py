"""papers.json and topics.json: valid by their schemas, whole, and equal to the data."""

import json
from copy import deepcopy
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from paperlist.catalogue.facts import Facts, RepositoryRecord
from paperlist.catalogue.languages import translations_of
from paperlist.exports.json_files import render_papers_json, render_topics_json
from paperlist.publishing.selection import Selection, whole_list
from paperlist.publishing.site_info import Site
from tests.support import builds
from tests.support.builds import SAMPLE, newest_first
from tests.support.catalogues import catalogue, collection, paper, removed, topic
from tests.support.listed import (
    COLLECTIONS,
    ENGINES,
    PAPERS,
    TOPICS,
    all_links,
    best_link,
    of_engine,
    of_topic,
)

SITE = Site("en", "https://papers.example/list", "", "Papers")
NAMES = ("papers", "topics")
NEWEST = max(item["added"] for item in PAPERS)
FACTS = SAMPLE / "data/facts.json"
ARXIV = "https://arxiv.org"
PLACE = "https://a.example/"


@pytest.fixture(scope="module")
def files(site):
    """Each file with its schema."""
    return {
        name: [
            json.loads((site.folder / place).read_text("utf-8"))
            for place in (f"{name}.json", f"schema/{name}.json")
        ]
        for name in NAMES
    }


@pytest.fixture(scope="module")
def papers(files):
    return files["papers"][0]["papers"]


def of(listed, stars=None):
    """The only paper of a small list."""
    known = replace(listed, facts=Facts(stars=stars or {}))
    (found,) = json.loads(render_papers_json(whole_list(known, SITE)))["papers"]
    return found


# The form


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_valid_by_its_schema(files, name):
    content, schema = files[name]
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(content)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_tells_its_own_address_and_draft(site, files, name):
    _, schema = files[name]
    assert schema["$id"] == f"{site.url}schema/{name}.json"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_asks_for_every_field_and_explains_it(files, name):
    _, schema = files[name]
    for record in (schema, *schema["$defs"].values()):
        assert {*record["required"]} == {*record["properties"]}, record["title"]
        for field in record["properties"].values():
            assert field["description"].endswith(".")


def test_a_lost_field_is_invalid_and_a_new_one_is_not(files):
    """A version may be added to: who keeps its schema reads tomorrow's file too."""
    content, schema = files["papers"]
    validator = Draft202012Validator(schema)
    small = {**content, "papers": content["papers"][:1]}
    assert validator.is_valid(small)
    for part in ("papers", "topics", "groups", "collections", "engines"):
        for field in small[part][0]:
            changed = deepcopy(small)
            del changed[part][0][field]
            assert not validator.is_valid(changed), (part, field)
        changed = deepcopy(small)
        changed[part][0]["more"] = 1
        assert validator.is_valid(changed), part
    assert not validator.is_valid({**small, "version": 2})


@pytest.mark.parametrize("name", NAMES)
def test_the_head_tells_version_site_and_day(site, files, name):
    content, _ = files[name]
    assert (content["version"], content["home"], content["updated"]) == (1, site.url, NEWEST)
    assert content.get("name", "LLM Inference Papers") == "LLM Inference Papers"


# The values


def test_papers_stand_newest_first(papers):
    assert [each["id"] for each in papers] == [each["id"] for each in newest_first(PAPERS)]


def test_every_value_of_a_paper_is_that_of_the_data(site, papers):
    same = ("id", "name", "title", "date", "venue", "publication", "arxiv", "doi", "summary",
            "note", "added", *translations_of("summary"))  # fmt: skip
    for written, found in zip(newest_first(PAPERS), papers, strict=True):
        expected = {key: written.get(key) for key in same}
        expected |= {key: written.get(key, []) for key in ("aka", "formerly", "org", "topics")}
        authors = written.get("authors", [])
        expected |= {
            "authors": [author for author in authors if author != "et al."],
            "authors_complete": bool(authors) and "et al." not in authors,
            "kind": written.get("kind", "paper"),
            "recommended": {"2": 2, "3": 3}.get(written.get("recommended")),
            "page": f"{site.url}papers/{written['id']}/",
        }
        expected["runs_in"] = [
            {"name": ENGINES[run["engine"]], "date": None, **run}
            for run in written.get("runs_in", [])
        ]
        others = {"repository", "code_repository", "stars", "links"}
        assert {key: found[key] for key in found.keys() - others} == expected


def test_every_link_of_a_paper_is_there_once(papers):
    for written, found in zip(newest_first(PAPERS), papers, strict=True):
        links = {key: link for key, link in found["links"].items() if link}
        assert len({*links.values()}) == len(links), written["id"]
        web_page = {f"https://arxiv.org/html/{written.get('arxiv')}"}
        assert {*links.values()} - web_page == all_links(written)
        assert ("html" in links) == (written.get("arxiv", "")[:4] >= "2312")
        assert links.get("code") == written.get("code")
        assert links.get("pdf", best_link(written)) == best_link(written)
        assert ("doi" in links, "arxiv" in links) == ("doi" in written, "arxiv" in written)


def test_the_repository_is_that_of_the_code(papers):
    for written, found in zip(newest_first(PAPERS), papers, strict=True):
        given = written.get("repo")
        on_github = written.get("code", "").startswith("https://github.com/")
        assert (found["repository"] is not None) == bool(given or on_github)
        if found["repository"]:
            link = f"https://github.com/{found['repository']}"
            assert given == found["repository"] or f"{written['code']}/".startswith(f"{link}/")
            assert found["code_repository"] == f"github.com/{found['repository']}"


def test_stars_are_those_that_are_known(papers):
    known = json.loads(FACTS.read_text("utf-8"))["stars"] if FACTS.exists() else {}
    counted = {repository.lower(): stars for repository, stars in known.items()}
    for found in papers:
        key = found["repository"] or found["code_repository"] or ""
        assert found["stars"] == counted.get(key.lower())


@pytest.mark.parametrize("name", NAMES)
def test_every_topic_is_that_of_the_data(site, files, name):
    found = files[name][0]["topics"]
    assert found == [
        {
            **{key: [] for key in ("formerly", "aka", *translations_of("aka"))},
            **dict.fromkeys(("group", *translations_of("name", "description"))),
            **written,
            "page": f"{site.url}topics/{written['id']}/",
            "count": len(of_topic(written["id"])),
        }
        for written in TOPICS
    ]
    assert files[name][0]["groups"] == builds.load("groups.yaml")


def test_every_collection_is_that_of_the_data(site, files):
    assert files["papers"][0]["collections"] == [
        {
            **dict.fromkeys(translations_of("title")),
            **written,
            "page": f"{site.url}collections/{written['id']}/",
            "pages": int(written["pages"]),
            "contents": [{"papers": [], **each} for each in written["contents"]],
        }
        for written in COLLECTIONS
    ]


def test_every_engine_is_that_of_the_data(site, files):
    assert files["papers"][0]["engines"] == [
        {
            **dict.fromkeys(("description", *translations_of("description"))),
            **written,
            "page": f"{site.url}engines/{written['id']}/",
            "count": len(of_engine(written["id"])),
        }
        for written in builds.load("engines.yaml")
    ]


# Small lists


def test_what_is_not_known_is_null_or_empty():
    found = of(catalogue(paper(arxiv=None, url="https://example.org/page")))
    known = {"id", "page", "title", "authors_complete", "date", "kind", "links", "topics", "added"}
    assert {key for key, value in found.items() if value not in (None, [])} == known
    assert {key for key, link in found["links"].items() if link is not None} == {"web"}


@pytest.mark.parametrize(
    ("facts", "links"),
    [
        (
            {"arxiv": "2311.00001"},
            {"pdf": f"{ARXIV}/pdf/2311.00001", "arxiv": f"{ARXIV}/abs/2311.00001"},
        ),
        ({"doi": "10.1000/a<b"}, {"doi": "https://doi.org/10.1000/a%3Cb"}),
        ({"code": PLACE}, {"code": PLACE}),
        ({"url": f"{PLACE}b.pdf"}, {"pdf": f"{PLACE}b.pdf"}),
        ({"url": PLACE, "pdf": f"{PLACE}c", "kind": "blog"}, {"web": PLACE, "pdf": f"{PLACE}c"}),
        (
            {"arxiv": "2312.00001", "url": f"{PLACE}b.pdf"},
            {
                "pdf": f"{ARXIV}/pdf/2312.00001",
                "arxiv": f"{ARXIV}/abs/2312.00001",
                "html": f"{ARXIV}/html/2312.00001",
                "other_pdf": f"{PLACE}b.pdf",
            },
        ),
    ],
)
def test_links_are_called_after_what_they_lead_to(facts, links):
    found = of(catalogue(paper(**{"arxiv": None, **facts})))["links"]
    assert {key: link for key, link in found.items() if link} == links


def test_stars_have_their_day_and_source_and_zero_is_a_count():
    stars = {"o/r": RepositoryRecord(count=0, date="2026-01-02", source="https://example.org/")}
    listed = catalogue(paper(code="https://github.com/O/R/tree/main/x"))
    assert of(listed, stars)["repository"] == "O/R"
    known = {"count": 0, "date": "2026-01-02", "source": "https://example.org/"}
    assert of(listed, stars)["stars"] == known
    assert of(listed, {"o/other": stars["o/r"]})["stars"] is None
    gone = stars["o/r"].model_copy(update={"gone": True})
    assert of(listed, {"o/r": gone})["stars"] is None


def test_a_cut_list_of_authors_says_so():
    found = of(catalogue(paper(authors=["A B", "et al."])))
    assert (found["authors"], found["authors_complete"]) == (["A B"], False)


def test_a_selection_has_its_papers_its_day_and_all_topics():
    listed = catalogue(
        paper(id="old", topics=("a",), added="2023-01-01"),
        paper(id="new", topics=("b",), added="2024-01-01"),
        collections=(collection(contents=[{"name": "A", "papers": ["new"]}]),),
    )
    chosen = Selection(listed, SITE, (listed.by_id["old"],), "Old")
    found = json.loads(render_papers_json(chosen))
    assert [each["id"] for each in found["papers"]] == ["old"]
    assert [(each["id"], each["count"]) for each in found["topics"]] == [("a", 1), ("b", 1)]
    assert (found["updated"], found["collections"][0]["id"]) == ("2023-01-01", "v0.1")


def test_a_collection_has_the_ids_of_listed_papers_only():
    contents = [{"name": "A", "papers": ["some-paper", "gone"]}, {"name": "B", "papers": ["gone"]}]
    bundle = collection(contents=contents)
    listed = catalogue(paper(), collections=(bundle,), refusals=(removed("gone"),))
    (found,) = json.loads(render_papers_json(whole_list(listed, SITE)))["collections"]
    assert found["contents"] == [
        {"name": "A", "papers": ["some-paper"]}, {"name": "B", "papers": []}
    ]  # fmt: skip


def test_an_empty_list_is_valid(files):
    empty = whole_list(catalogue(topics=(topic("a"),)), SITE)
    for name, render in (("papers", render_papers_json), ("topics", render_topics_json)):
        found = json.loads(render(empty))
        assert Draft202012Validator(files[name][1]).is_valid(found)
        assert (found["updated"], found["topics"][0]["count"]) == ("", 0)
