"""The feeds that readers subscribe to: Atom and JSON Feed."""

import json
import re
from datetime import datetime
from io import BytesIO
from itertools import pairwise

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from paperlist.exports.feed import render_atom, render_json_feed
from paperlist.publishing.selection import by_topic, whole_list
from paperlist.publishing.site_info import Site
from paperlist.site.rendering import Renderer
from tests.support import builds
from tests.support.builds import newest_first, text
from tests.support.catalogues import catalogue, paper, titles, topic
from tests.support.listed import (
    BY_ID,
    ENGINES,
    NAMES,
    PAPERS,
    TOPICS,
    all_links,
    of_engine,
    of_topic,
)

HOME = "https://papers.example/list"
SITE = Site("en", HOME, "", "Papers & more", "About <papers>.")
SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
CHINESE = Site("zh", f"{HOME}/zh", "", "论文", main_url=HOME)
PATHS = {path["id"]: path for path in builds.load("paths.yaml")}
# The papers of each feed, by its address; papers of one day keep this order.
LISTED = {
    "feed.xml": newest_first(PAPERS),
    **{f"topics/{each}.xml": of_topic(each) for each in NAMES},
    **{
        f"paths/{each}.xml": [BY_ID[item["paper"]] for item in path["items"]]
        for each, path in PATHS.items()
    },
    **{f"engines/{each}.xml": of_engine(each) for each in ENGINES},
}
ADDRESSES = [*LISTED]


def parse(source):
    return etree.fromstring(source.encode(), SAFE)


def texts(element, path):
    return [found.text for found in element.findall(path, {"": ATOM["a"]})]


def only(element, path):
    (found,) = texts(element, path)
    return found


def entries(feed):
    return feed.findall("a:entry", ATOM)


def content(entry):
    return html.fragment_fromstring(only(entry, "content"), "div")


def papers_of(address):
    """Those of the feed, the ones that joined last first."""
    return sorted(LISTED[address], key=lambda item: item["added"], reverse=True)[:100]


def read(site, address):
    return (site.folder / address).read_text("utf-8")


def chosen(*papers, **lists):
    return whole_list(catalogue(*papers, **lists), SITE)


@pytest.fixture(scope="module")
def feeds(site):
    return {address: parse(read(site, address)) for address in ADDRESSES}


@pytest.fixture(scope="module")
def json_feed(site):
    return json.loads(read(site, "feed.json"))


# Every Atom feed of the site


def test_a_feed_reader_has_nothing_to_complain_of(site):
    for address in ADDRESSES:
        found = feedparser.parse(BytesIO(read(site, address).encode()))
        assert (found.bozo, found.version) == (0, "atom10"), address
        assert len(found.entries) == len(papers_of(address))


def test_every_feed_has_what_atom_asks_for(site, feeds):
    """RFC 4287, 4.1: id, title and updated once, an author, a link to itself and to its page."""
    for address, feed in feeds.items():
        assert feed.tag == f"{{{ATOM['a']}}}feed"
        page = site.url if address == "feed.xml" else f"{site.url}{address[:-4]}/"
        assert only(feed, "id") == page
        links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
        assert links == {"self": site.url + address, "alternate": page}
        assert only(feed, "title")
        assert only(feed, "author/name")
        assert only(feed, "updated") == max(texts(feed, "entry/updated"))


def test_every_entry_has_what_atom_asks_for(feeds):
    for feed in feeds.values():
        ids = [only(entry, "id") for entry in entries(feed)]
        assert len(set(ids)) == len(ids) <= 100
        for entry in entries(feed):
            assert only(entry, "title")
            published, updated = only(entry, "published"), only(entry, "updated")
            assert (published[10:], published[:10]) == ("T00:00:00Z", updated[:10])
            assert datetime.fromisoformat(updated).tzinfo
            assert len(entry.xpath("a:link[@rel='alternate']", namespaces=ATOM)) == 1
            assert entry.find("a:content", ATOM).get("type") == "html"


def test_papers_that_joined_last_come_first(feeds):
    for address, feed in feeds.items():
        found = [only(entry, "title") for entry in entries(feed)]
        assert found == [item["title"] for item in papers_of(address)]
        days = texts(feed, "entry/published")
        assert all(first >= second for first, second in pairwise(days))


def test_every_day_of_a_feed_is_one_of_the_data(site):
    """So that no clock has a part in it."""
    known = {item["added"] for item in PAPERS}
    for address in (*ADDRESSES, "feed.json"):
        found = re.findall(r"(\d{4}-\d\d-\d\d)T", read(site, address))
        assert found
        assert {*found} <= known, address


def test_an_entry_tells_authors_topics_and_links(site, feeds):
    for address, feed in feeds.items():
        for written, entry in zip(papers_of(address), entries(feed), strict=True):
            own = f"{site.url}papers/{written['id']}/"
            assert entry.xpath("string(a:link[@rel='alternate']/@href)", namespaces=ATOM) == own
            known = [name for name in written.get("authors", []) if name != "et al."]
            assert texts(entry, "summary") == [
                written[key] for key in ("summary",) if key in written
            ]
            assert texts(entry, "author/name") == (known or written.get("org", []))
            found = {each.get("term"): each.get("label") for each in entry.findall("{*}category")}
            assert found == {each: NAMES[each] for each in written["topics"]}
            related = entry.xpath("a:link[@rel='related']/@href", namespaces=ATOM)
            assert {*related} <= all_links(written) | {web_page(written)}


def test_the_content_is_whole(site, feeds):
    for address, feed in feeds.items():
        for written, entry in zip(papers_of(address), entries(feed), strict=True):
            shown, links = text(content(entry)), content(entry).xpath(".//@href")
            for key in ("venue", "date", "summary", "note"):
                assert written.get(key, "") in shown
            assert ", ".join(written.get("authors", [])) in shown
            assert ", ".join(written.get("org", [])) in shown
            topics = {f"{site.url}topics/{each}/" for each in written["topics"]}
            own = {f"{site.url}papers/{written['id']}/"}
            assert {*links} - {web_page(written)} == all_links(written) | topics | own
            assert len(links) == len({*links}), written["id"]


def web_page(written):
    return f"https://arxiv.org/html/{written.get('arxiv')}"


def test_no_two_entries_have_the_same_time(site, feeds):
    for address, feed in feeds.items():
        found = feedparser.parse(BytesIO(read(site, address).encode()))
        assert len({entry.updated for entry in found.entries}) == len(entries(feed)), address


def test_every_link_is_a_whole_address(site, feeds):
    for feed in feeds.values():
        links = {*feed.xpath("//@href")}
        links |= {link for entry in entries(feed) for link in content(entry).xpath(".//@href")}
        assert [each for each in links if not each.startswith((site.url, "https://"))] == []


def test_the_title_of_a_feed_says_what_it_is(feeds):
    for each in TOPICS:
        title = only(feeds[f"topics/{each['id']}.xml"], "title")
        assert title == f"Topic: {each['name']} - LLM Inference Papers"
    for each, path in PATHS.items():
        title = only(feeds[f"paths/{each}.xml"], "title")
        assert title == f"Reading path: {path['title']} - LLM Inference Papers"
    for each, name in ENGINES.items():
        title = only(feeds[f"engines/{each}.xml"], "title")
        assert title == f"Inference engine: {name} - LLM Inference Papers"
    assert only(feeds["feed.xml"], "title") == "LLM Inference Papers"


# In Chinese


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("feed.xml", "LLM 推理论文"),
        ("topics/attention.xml", "主题：注意力机制 - LLM 推理论文"),
        ("paths/first.xml", "阅读路线：第一步 - LLM 推理论文"),
        ("engines/vllm.xml", "推理引擎：vLLM - LLM 推理论文"),
    ],
)
def test_a_translation_has_every_feed(site, feeds, address, title):
    feed, main = parse(read(site, f"zh/{address}")), feeds[address]
    home = f"{site.url}zh/"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"
    assert only(feed, "title") == title
    page = home if address == "feed.xml" else f"{home}{address[:-4]}/"
    assert only(feed, "id") == page
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {"self": home + address, "alternate": page}
    times = [texts(each, "entry/updated") for each in (feed, main)]
    assert times[0] == times[1] != []
    ids = [text.replace(f"{site.url}papers/", f"{home}papers/") for text in texts(main, "entry/id")]
    assert texts(feed, "entry/id") == ids


def test_an_entry_is_in_the_language_of_its_feed():
    named = topic("attention", name="Attention", name_zh="注意力")
    item = paper(summary="In short.", summary_zh="简述。")
    listed = whole_list(catalogue(item, topics=(named,)), CHINESE)
    (entry,) = entries(parse(render_atom(listed)))
    (found,) = json.loads(render_json_feed(listed))["items"]
    assert found["content_html"] == only(entry, "content")
    assert [text(line) for line in content(entry)] == [
        *("简述。", "2023-07", "PDF · arXiv · 引用", "主题：注意力"),
    ]
    home = CHINESE.url
    assert content(entry).xpath(".//p[position() > 3]/a/@href | .//p[3]/a[last()]/@href") == [
        *(f"{home}/papers/some-paper/", f"{home}/topics/attention/"),
    ]
    assert entry.find("a:category", ATOM).get("label") == "注意力"


# JSON Feed


def test_the_json_feed_has_what_its_version_asks_for(site, json_feed):
    """jsonfeed.org/version/1.1: version, title and items; of an item its id and its content."""
    assert json_feed["version"] == "https://jsonfeed.org/version/1.1"
    assert json_feed["title"] == "LLM Inference Papers"
    assert json_feed["home_page_url"] == site.url
    assert json_feed["feed_url"] == f"{site.url}feed.json"
    for item in json_feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo
        assert all(author["name"] for author in item["authors"])


def test_both_feeds_tell_the_same(feeds, json_feed):
    atom = [
        {
            "id": only(entry, "id"),
            "url": entry.xpath("string(a:link[@rel='alternate']/@href)", namespaces=ATOM),
            "title": only(entry, "title"),
            "content_html": only(entry, "content"),
            "date_published": only(entry, "published"),
            "authors": [{"name": name} for name in texts(entry, "author/name")],
            "tags": [each.get("term") for each in entry.findall("{*}category")],
            **dict(zip(("summary",), texts(entry, "summary"), strict=False)),
        }
        for entry in entries(feeds["feed.xml"])
    ]
    assert json_feed["items"] == atom
    assert {item["id"].split("/")[-2] for item in atom} <= BY_ID.keys()


# Small lists


@given(titles, titles, st.lists(titles, max_size=2))
def test_texts_come_back_exactly(title, note, names):
    item = paper(title=title, note=note, venue=note, authors=names, org=names)
    named = topic("attention", name=title)
    (entry,) = entries(parse(render_atom(chosen(item, topics=(named,)))))
    (found,) = json.loads(render_json_feed(chosen(item, topics=(named,))))["items"]
    assert found["title"] == only(entry, "title") == title
    assert [each["name"] for each in found["authors"]] == names == texts(entry, "author/name")
    assert entry.find("a:category", ATOM).get("label") == title
    assert {element.tag for element in content(entry).iter()} == {"div", "p", "a"}
    *lines, topics = [text(line) for line in content(entry)]
    assert f"Note: {note}" in lines
    assert topics == f"Topics: {title}"


def test_an_entry_keeps_the_id_it_had_first():
    listed = chosen(paper(id="new", formerly=("first", "second")))
    (entry,) = entries(parse(render_atom(listed)))
    assert only(entry, "id") == f"{HOME}/papers/first/"
    assert entry.find("a:link", ATOM).get("href") == f"{HOME}/papers/new/"
    (item,) = json.loads(render_json_feed(listed))["items"]
    assert (item["id"], item["url"]) == (f"{HOME}/papers/first/", f"{HOME}/papers/new/")


@given(st.sets(st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True), min_size=2))
def test_the_time_of_an_entry_depends_on_its_id_and_day_only(ids):
    some, *others = [paper(id=each, title=each) for each in sorted(ids)]
    alone = parse(render_atom(chosen(some)))
    (before,) = texts(alone, "entry/updated")
    renamed = paper(id="new", title="Another", formerly=(some.id,), date="2020-01")
    feed = parse(render_atom(chosen(*others, renamed)))
    times = dict(zip(texts(feed, "entry/id"), texts(feed, "entry/updated"), strict=True))
    assert times[f"{HOME}/papers/{some.id}/"] == before
    assert only(feed, "updated") == max(times.values())
    assert {time[:10] for time in times.values()} == {some.added}
    assert len({*times.values()}) == len(ids)


def test_a_time_that_was_given_stays():
    """Readers would show every entry again."""
    listed = chosen(paper(id="p0", added="2024-02-01"), paper(id="p1", added="2024-02-01"))
    expected = ["2024-02-01T02:31:59.152Z", "2024-02-01T00:22:15.946Z"]
    assert texts(parse(render_atom(listed)), "entry/updated") == expected


def test_a_feed_ends_with_the_hundredth_paper():
    days = [f"2024-{1 + n % 12:02}-{1 + n // 12:02}" for n in range(120)]
    items = [paper(id=f"p{n}", title=f"Title {n}", added=day) for n, day in enumerate(days)]
    newest = [f"{day}T00:00:00Z" for day in sorted(days, reverse=True)[:100]]
    assert texts(parse(render_atom(chosen(*items))), "entry/published") == newest
    found = json.loads(render_json_feed(chosen(*items)))["items"]
    assert [item["date_published"] for item in found] == newest


def test_papers_of_one_day_stand_newest_first():
    items = [paper(id="a", date="2020-01"), paper(id="b", date="2022-01"), paper(id="c")]
    feed = parse(render_atom(chosen(*items)))
    assert [only(entry, "id").split("/")[-2] for entry in entries(feed)] == ["c", "b", "a"]


def test_a_paper_without_code_or_authors_has_no_empty_words():
    (entry,) = entries(parse(render_atom(chosen(paper()))))
    assert [text(line) for line in content(entry)] == [
        "2023-07",
        "PDF · arXiv · Cite",
        "Topics: attention",
    ]


def test_empty_feeds_are_feeds():
    for listed in (chosen(), *by_topic(catalogue(topics=(topic("a"),)), SITE)):
        found = feedparser.parse(BytesIO(render_atom(listed).encode()))
        assert (found.bozo, found.entries) == (0, [])
        assert datetime.fromisoformat(found.feed.updated).tzinfo
        assert json.loads(render_json_feed(listed))["items"] == []


def test_a_topic_that_was_renamed_keeps_its_files_and_the_id_of_its_feed():
    old = topic("attention", formerly=["attn", "att"])
    book = catalogue(paper(formerly=["sp"]), topics=(old,))
    files = builds.files_of(Renderer(book, SITE))
    for ending in (".xml", ".bib", ".biblatex.bib", ".ris", ".csl.json"):
        texts = [files[f"topics/{name}{ending}"] for name in ("attention", "attn", "att")]
        assert len(set(texts)) == 1
    assert files["papers/sp.bib"] == files["papers/some-paper.bib"]
    feed = feedparser.parse(files["topics/attention.xml"].encode())
    assert feed.feed.id == f"{SITE.home}/topics/attn/"
