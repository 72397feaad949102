"""The files of a built site are those that the package makes, and what they lead to is there."""

import re
from io import BytesIO

import pytest
from lxml import etree, html

from tests.support import builds

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_every_file_is_what_the_package_makes(whole, tmp_path):
    """So the tests of tests/exports, which build no site, say what a built one holds."""
    made = builds.write_files(tmp_path, whole.url)
    files = builds.contents(made.folder)
    assert len(files) > 200
    assert files.pop("worker.js")  # a build has another one: see hooks/offline.py
    found = builds.contents(whole.folder)
    assert [name for name in files if files[name] != found.get(name)] == []


@pytest.mark.parametrize("home", ["", "zh/"])
def test_links_of_every_feed_land(whole, home):
    site, folder = whole, whole.folder / home
    feeds = [folder / "feed.xml", *(folder / "topics").glob("*.xml")]
    assert len(feeds) > 20
    feeds += [folder / "paths/first.xml", folder / "engines/vllm.xml"]
    for path in feeds:
        feed = etree.parse(BytesIO(path.read_bytes()))
        page = feed.xpath("string(/a:feed/a:link[@rel='alternate']/@href)", namespaces=ATOM)
        assert site.inside("", page)[0] in site.pages, path.name
        texts = feed.xpath("//a:content/text()", namespaces=ATOM)
        inner = (html.fragment_fromstring(text, "div").xpath(".//@href") for text in texts)
        links = {*feed.xpath("//@href"), *(link for found in inner for link in found)}
        assert [link for link in links if not site.lands("", link)] == [], path.name


@pytest.mark.parametrize("home", ["", "zh/"])
def test_pages_name_the_version_of_both(whole, home):
    """A browser may have kept those of an older build."""
    (explorer,) = whole.pages[home].xpath("//*[@data-explorer]")
    for key, name in (("data-script", "explorer.js"), ("data-index", "explorer.json")):
        assert re.search(rf"assets/{re.escape(name)}\?v=[0-9a-f]{{8}}$", explorer.get(key))
    other = whole.pages[f"{home}topics/kv-cache/"].xpath("string(//@data-index)")
    assert other == explorer.get("data-index")
