"""The site of this project, whatever its list: all of it is there, in each of its languages.

Nothing here names a paper, a topic or a text, so a fork keeps this file. What a page shows in
detail is tested with the sample.
"""

import json
import re

import pytest
import rispy
from pybtex.database import parse_string

from paperlist.site.explorer.size import rows_in_page
from tests.support import builds, own
from tests.support.builds import newest_first, row_ids, text
from tests.support.readers import read_csv

pytestmark = pytest.mark.own

IDS = [item["id"] for item in own.PAPERS]
NEWEST = [item["id"] for item in newest_first(own.PAPERS)]
# Other hosts that a page may name: those that readers follow a link to.
ASKING = "//link[not(@rel='canonical') and not(@rel='alternate')]/@href | //@src | //@srcset"


@pytest.fixture(params=own.EDITIONS)
def home(request):
    """The folder of each language."""
    return own.home(request.param)


def read(site, name):
    return (site.folder / name).read_text("utf-8")


def test_a_strict_build_has_nothing_to_report(own_site):
    assert "Documentation built" in own_site.log
    assert re.findall(r"(?m)^(?!INFO).*(?:WARNING|ERROR|Warning|Error).*", own_site.log) == []


def test_every_paper_is_on_its_page(own_site, home):
    assert len({*IDS}) == len(IDS)
    for item in own.PAPERS:
        (heading,) = own_site.pages[f"{home}papers/{item['id']}/"].xpath("//h1")
        title = " ".join(item["title"].split())
        assert text(heading) in {title, f"{item.get('name')}: {title}"}
    folder = own_site.folder / home / "papers"
    others = {item["id"] for item in own.REMOVED}
    others |= {old for item in (*own.PAPERS, *own.REMOVED) for old in item.get("formerly", [])}
    assert {path.parent.name for path in folder.glob("*/index.html")} - others == {*IDS}


def test_the_front_page_has_every_paper_once_newest_first(own_site, home):
    """Of a large list, as far as its HTML has rows; the years have all."""
    assert row_ids(own_site.pages[home]) == [*rows_in_page(NEWEST)]
    years = sorted({item["date"][:4] for item in own.PAPERS}, reverse=True)
    pages = [own_site.pages[f"{home}years/{year}/"] for year in years]
    assert [each for page in pages for each in row_ids(page)] == NEWEST


def test_every_topic_has_its_papers(own_site, home):
    for topic in own.TOPICS:
        page = own_site.pages[f"{home}topics/{topic['id']}/"]
        listed = [item["id"] for item in newest_first(own.PAPERS) if topic["id"] in item["topics"]]
        assert row_ids(page) == listed, topic["id"]


def test_every_collection_has_its_page(own_site, home):
    for item in own.COLLECTIONS:
        page = own_site.pages[f"{home}collections/{item['id']}/"]
        assert item["url"] in page.xpath("//a/@href")


def test_every_page_is_there_in_every_language(own_site):
    addresses = {
        language: {
            address.removeprefix(own.home(language))
            for address in own_site.pages
            if address.startswith(own.home(language))
            and (own.home(language) or not address.startswith(OTHERS))
        }
        for language in own.EDITIONS
    }
    assert all(found == addresses[own.FIRST] for found in addresses.values())


OTHERS = tuple(own.home(language) for language in own.TRANSLATIONS)


def test_every_link_lands(own_site):
    """The script makes the rows of a large list that the HTML lacks."""
    rows = {f"p-{paper}" for paper in IDS}
    broken = []
    for address, link in own_site.broken_links():
        path, fragment = own_site.inside(address, link)
        page = own_site.pages.get(path)
        if page is None or fragment not in rows or not page.xpath("//@data-large"):
            broken.append((address, link))
    assert broken == []


def test_no_page_repeats_an_id(own_site):
    for address, page in own_site.pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len({*ids}), address


def test_no_page_needs_what_its_policy_refuses(own_site):
    """Pages by hand too: no style of an element, no handler, nothing of another host."""
    for address, page in own_site.pages.items():
        assert page.xpath("//@style | //style/text()") == [], address
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], address
        links = [link for link in page.xpath(ASKING) if own_site.inside(address, link) is None]
        assert links == [], address


def test_every_file_is_there_with_the_whole_list(own_site):
    names = builds.makers_without_mkdocs(builds.ROOT, own_site.url)
    assert [name for name in names if not (own_site.folder / name).is_file()] == []
    bibtex = parse_string(read(own_site, "papers.bib"), "bibtex")
    assert [*bibtex.entries] == NEWEST
    assert [record["id"] for record in rispy.loads(read(own_site, "papers.ris"))] == NEWEST
    assert [row["id"] for row in read_csv(read(own_site, "papers.csv"))] == NEWEST
    assert [item["id"] for item in json.loads(read(own_site, "papers.json"))["papers"]] == NEWEST


def test_a_second_build_elsewhere_gives_the_same_bytes(own_site, tmp_path):
    project = builds.copy_whole(tmp_path / "project")
    other = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400"}
    run = builds.build(project, tmp_path / "site", SITE_URL=own_site.url, **other)
    assert run.returncode == 0, run.stdout
    first, second = builds.contents(own_site.folder), builds.contents(tmp_path / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
