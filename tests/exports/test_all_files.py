"""The files beside the pages: all are there, and the programs they are for get the data back."""

import json
import re
import time
from functools import cache
from io import BytesIO

import feedparser
import pytest
import rispy
from lxml import etree, html
from pybtex.database import parse_string

from paperlist.catalogue.load import load_catalogue
from paperlist.exports import FORMATS
from paperlist.publishing.selection import whole_list
from paperlist.site.rendering import Renderer
from paperlist.site.writing import load_editions
from tests.support import builds, hostile
from tests.support.builds import SAMPLE, newest_first
from tests.support.catalogues import DATA
from tests.support.hostile import SAFE, SHOWN, SITE, hostile_catalogue, spaced
from tests.support.latex import plain
from tests.support.listed import BY_ID, COLLECTIONS, PAPERS, TOPICS, in_collection, of_topic
from tests.support.readers import as_html, papers_of, read_csv

# design.md, Pages
WHOLE = [
    "papers.json", "papers.csv", "papers.md", "papers.bib", "papers.biblatex.bib", "papers.ris",
    "papers.csl.json", "topics.json", "schema/papers.json", "schema/topics.json", "feed.xml",
    "feed.json", "llms.txt", "llms-full.txt", "opensearch.xml", "robots.txt",
]  # fmt: skip
CITED = (".bib", ".biblatex.bib", ".ris", ".csl.json")
FEEDS = ("feed.xml", "feed.json")


def read_bibtex(text):
    entries = parse_string(text, "bibtex").entries.items()
    return [(key, plain(entry.fields["title"])) for key, entry in entries]


def read_ris(text):
    return [(record["id"], record["title"]) for record in rispy.loads(text)]


def read_csl(text):
    return [(item["id"], item["title"]) for item in json.loads(text)]


def read_json(text):
    return [(record["id"], record["title"]) for record in json.loads(text)["papers"]]


def read_table(text):
    return [(row["id"], row["title"]) for row in read_csv(text)]


def read_atom(text):
    found = feedparser.parse(BytesIO(text.encode()))
    assert found.bozo == 0
    return [(entry.id.split("/")[-2], entry.title) for entry in found.entries]


def read_json_feed(text):
    return [(item["id"].split("/")[-2], item["title"]) for item in json.loads(text)["items"]]


READERS = {
    "papers.bib": read_bibtex,
    "papers.biblatex.bib": read_bibtex,
    "papers.ris": read_ris,
    "papers.csl.json": read_csl,
    "papers.json": read_json,
    "papers.csv": read_table,
    "feed.xml": read_atom,
    "feed.json": read_json_feed,
}


def newest_joined(papers):
    """What a feed has: the hundred papers that joined last."""
    return sorted(newest_first(papers), key=lambda paper: paper["added"], reverse=True)[:100]


def pairs(papers):
    return [(paper["id"], spaced(paper["title"])) for paper in papers]


def selections():
    """Name of its files, and the papers."""
    yield "papers", newest_first(PAPERS)
    yield from ((f"topics/{topic['id']}", of_topic(topic["id"])) for topic in TOPICS)
    for item in COLLECTIONS:
        found = [BY_ID[each] for each in dict.fromkeys(in_collection(item))]
        inside = sorted(found, key=PAPERS.index)
        yield f"collections/{item['id']}", newest_first(inside)


# The site as built


def test_every_address_of_the_design_has_its_file(site):
    named = [f"{name}{ending}" for name, _ in selections() for ending in CITED]
    named += [f"topics/{topic['id']}.xml" for topic in TOPICS]
    named += [f"papers/{paper['id']}{ending}" for paper in PAPERS for ending in (".bib", ".md")]
    missing = [name for name in {*WHOLE, *named} if not (site.folder / name).is_file()]
    assert missing == []


def test_a_translation_has_the_feeds_and_no_other_file(site):
    main, chinese = (builds.contents(site.folder / home) for home in ("", "zh"))
    feeds = {name for name in main if re.fullmatch(r"(topics|paths|engines)/[^/]+\.xml", name)}
    assert {*chinese} == feeds | {*FEEDS}
    assert len(feeds) > len(TOPICS)


@pytest.mark.parametrize("file", READERS)
def test_readers_find_every_paper_in_its_place(site, file):
    papers = newest_joined(PAPERS) if file in FEEDS else newest_first(PAPERS)
    assert READERS[file]((site.folder / file).read_text("utf-8")) == pairs(papers)


@pytest.mark.parametrize("ending", CITED)
def test_topics_and_collections_have_their_citations_and_no_other(site, ending):
    for name, papers in selections():
        found = READERS[f"papers{ending}"]((site.folder / f"{name}{ending}").read_text("utf-8"))
        assert found == pairs(papers), name


def test_another_day_and_another_way_give_the_same_bytes(site, monkeypatch):
    """What the command line prints today is what the build wrote."""
    monkeypatch.setenv("SITE_URL", site.url)
    monkeypatch.setattr(time, "time", lambda: 86400.0)
    (edition, _) = load_editions(SAMPLE / "mkdocs.yml")
    whole = whole_list(load_catalogue(DATA).catalogue, edition.site)
    for form in FORMATS.values():
        assert form.render(whole).encode() == (site.folder / form.file).read_bytes(), form.file


def test_every_paper_has_its_own_citation(site):
    for paper in PAPERS:
        text = (site.folder / f"papers/{paper['id']}.bib").read_text("utf-8")
        assert read_bibtex(text) == pairs([paper])


# Hostile data


@cache
def hostile_files():
    return builds.files_of(Renderer(hostile_catalogue(), SITE))


def hostile_records():
    """The entries as they were written, newest first."""
    return newest_first(hostile.PAPERS)


def elements(text):
    return {element.tag for element in html.fragment_fromstring(text, "div").iter()}


@pytest.mark.parametrize("file", READERS)
def test_hostile_titles_come_back(file):
    found = READERS[file](hostile_files()[file])
    expected = pairs(hostile_records())
    assert [(key, spaced(title)) for key, title in found] == expected


@pytest.mark.parametrize("name", SHOWN)
def test_hostile_titles_come_back_from_the_files_of_a_topic(name):
    expected = pairs(hostile_records())
    for ending in CITED:
        found = READERS[f"papers{ending}"](hostile_files()[f"topics/{name}{ending}"])
        assert [(key, spaced(title)) for key, title in found] == expected
    feed = hostile_files()[f"topics/{name}.xml"]
    assert [(key, spaced(title)) for key, title in read_atom(feed)] == expected
    assert (
        etree.fromstring(feed.encode(), SAFE)
        .findtext("{*}title")
        .startswith(f"Topic: {SHOWN[name]}")
    )


def test_hostile_texts_come_back_from_json():
    found = json.loads(hostile_files()["papers.json"])
    assert (found["name"], len(found["papers"])) == (SITE.name, len(SHOWN))
    for written, record in zip(hostile_records(), found["papers"], strict=True):
        same = written.keys() & record.keys() - {"authors"}
        assert {"title", "org", "venue", "summary_zh", "note", "aka", "topics"} <= same
        assert {key: record[key] for key in same} == {key: written[key] for key in same}
        assert record["authors"] == written["authors"][:1]
    for written, record in zip(hostile.TOPICS, found["topics"], strict=True):
        assert {key: record[key] for key in written} == written
    for written, record in zip(hostile.COLLECTIONS, found["collections"], strict=True):
        assert (record["title"], record["url"]) == (written["title"], written["url"])
        assert [each["name"] for each in record["contents"]] == [written["title"]] * 2


def test_hostile_texts_come_back_from_csv():
    rows = read_csv(hostile_files()["papers.csv"])
    for written, row in zip(hostile_records(), rows, strict=True):
        keys = ("id", "name", "title", "venue", "summary", "summary_zh", "note", "code", "added")
        assert {key: row[key] for key in keys} == {key: written[key] for key in keys}
        assert (row["org"], row["topics"]) == (written["org"][0], "; ".join(SHOWN))


def test_hostile_texts_are_text_in_the_feeds():
    feed = etree.fromstring(hostile_files()["feed.xml"].encode(), SAFE)
    atom = [entry.findtext("{*}content") for entry in feed.iter("{*}entry")]
    items = json.loads(hostile_files()["feed.json"])["items"]
    assert atom == [item["content_html"] for item in items]
    assert feed.findtext("{*}title") == SITE.name
    assert feed.findtext("{*}subtitle") == SITE.description
    for written, content in zip(hostile_records(), atom, strict=True):
        assert elements(content) == {"div", "p", "a"}
        shown = spaced(html.fragment_fromstring(content, "div").text_content())
        # Venue, summary, note, and one of the topics; author and organisation.
        assert shown.count(spaced(written["title"])) >= 4
        assert shown.count(spaced(written["org"][0])) >= 2
    labels = [label.get("label") for label in feed.iterfind("{*}entry[1]/{*}category")]
    assert labels == [*SHOWN.values()]


@pytest.mark.parametrize("parser", as_html)
def test_hostile_texts_are_text_in_markdown(parser):
    page = html.fragment_fromstring(as_html[parser](hostile_files()["papers.md"]), "div")
    usual = {"div", "h1", "h2", "p", "a", "ul", "li", "strong", "img"}
    usual |= {"table", "thead", "tbody", "tr", "th", "td"}
    assert {element.tag for element in page.iter()} <= usual
    assert spaced(page.findtext("h1")) == spaced(SITE.name)
    assert [spaced(head.text_content()) for head in page.iter("h2")] == [
        spaced(shown) for shown in SHOWN.values()
    ]
    named = [spaced(f"[{paper['name']}] {paper['title']}") for paper in hostile_records()]
    assert len(page.findall("table")) == len(SHOWN)
    for table in page.iterfind("table"):
        assert [spaced(shown) for shown, *_ in papers_of(table)] == named


@pytest.mark.parametrize("file", ["llms.txt", "llms-full.txt"])
@pytest.mark.parametrize("parser", as_html)
def test_hostile_texts_are_text_for_language_models(parser, file):
    page = html.fragment_fromstring(as_html[parser](hostile_files()[file]), "div")
    usual = {"div", "h1", "h2", "blockquote", "p", "ul", "li", "a"}
    assert {element.tag for element in page.iter()} <= {*usual, "h3"}
    assert spaced(page.find("blockquote").text_content()) == spaced(SITE.description)
    shown = spaced(page.text_content())
    for each in SHOWN.values():
        assert shown.count(spaced(each)) >= 2, each


def test_hostile_names_are_text_for_a_browser():
    found = etree.fromstring(hostile_files()["opensearch.xml"].encode(), SAFE)
    assert found.findtext("{*}Description") == SITE.description
    assert found.findtext("{*}LongName") == SITE.name[:48]
    assert len(found.findtext("{*}ShortName")) <= 16
