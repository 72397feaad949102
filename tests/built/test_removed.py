"""A paper that was removed: its page stays and says so, and nothing else of the site names it."""

import json

import pytest

from tests.support import builds
from tests.support.builds import text
from tests.support.listed import COLLECTIONS

SEEN = """\
- id: baguette
  formerly: [french-bread]
  arxiv: "2401.00001"
  doi: 10.1145/1
  title: "Baguettes & Co: <b>A Survey</b>"
  reason: about shops, <i>not</i> about bread
  date: 2024-06-07
"""
HOMES = ["", "zh/"]
PAGE = "papers/baguette/"
WORDS = {
    "": ["Removed from the list on 2024-06-07.", "Reason: about shops, <i>not</i> about bread"],
    "zh/": ["已于 2024-06-07 从列表移除。", "理由：about shops, <i>not</i> about bread"],
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two sites of a small list: with one paper removed, and before it was added."""
    folder = tmp_path_factory.mktemp("removed")
    project = builds.copy_project(folder / "project")
    builds.write_list(project, collections=builds.COLLECTIONS)
    before = folder / "before"
    assert builds.build(project, before, "--strict", SITE_URL="http://127.0.0.1/").returncode == 0
    (project / "data/seen.yaml").write_text(SEEN, "utf-8")
    bundles = project / "data/collections.yaml"
    builds.edit(bundles, "papers: [sourdough]", "papers: [sourdough, baguette]")
    with builds.built(project, folder / "site") as site:
        yield site, before


@pytest.mark.parametrize("home", HOMES)
def test_the_page_says_when_and_why(made, home):
    site, _ = made
    page = site.pages[f"{home}{PAGE}"]
    assert text(page.find(".//h1")) == "Baguettes & Co: <b>A Survey</b>"
    assert [text(each) for each in page.find_class("pl-note")] == WORDS[home]
    links = page.xpath("//p[@class='pl-actions'][1]/a/@href")
    assert links[:-1] == ["https://arxiv.org/abs/2401.00001", "https://doi.org/10.1145/1"]
    assert site.inside(f"{home}{PAGE}", links[-1]) == (home, "")
    assert page.xpath("//head/meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//head/meta[starts-with(@name, 'citation_')]")
    assert not page.xpath("//*[@data-mark]")
    (title,) = page.xpath("//title/text()")
    assert title.startswith("Baguettes & Co: <b>A Survey</b> - ")


@pytest.mark.parametrize("home", HOMES)
def test_no_search_and_no_sitemap_leads_there(made, home):
    site, _ = made
    assert "baguette" not in (site.folder / home / "sitemap.xml").read_text("utf-8").lower()
    found = json.loads((site.folder / home / "search/search_index.json").read_text("utf-8"))
    assert not [each for each in found["docs"] if "Baguette" in json.dumps(each)]


@pytest.mark.parametrize("home", HOMES)
def test_a_former_address_leads_to_the_page(made, home):
    site, _ = made
    page = site.pages[f"{home}papers/french-bread/"]
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../baguette/"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{site.url}{home}{PAGE}"]


@pytest.mark.parametrize("home", HOMES)
def test_a_collection_goes_on_naming_it(made, home):
    site, _ = made
    for address in (f"{home}collections/v1.0/", f"{home}collections/"):
        chips = site.pages[address].find_class("pl-chip")
        named = {text(chip): chip.get("href") for chip in chips}
        place = site.inside(address, named["Sourdough: Baguettes & Co: <b>A Survey</b>"])
        assert place == (f"{home}{PAGE}", "")
    assert builds.row_ids(site.pages[f"{home}collections/v1.0/"]) == ["sourdough"]


def test_the_other_files_are_those_of_a_list_without_it(made):
    """Feeds, exports and pages of other papers: neither their ids nor their dates change."""
    site, before = made
    old, new = builds.contents(before), builds.contents(site.folder)
    own = {
        f"{home}papers/{name}/index.html" for home in HOMES for name in ("baguette", "french-bread")
    }
    assert new.keys() - old.keys() == own
    assert old.keys() - new.keys() == set()
    url = site.url.encode()
    changed = {
        path
        for path, content in old.items()
        if content.replace(b"http://127.0.0.1/", url) != new[path] and path.endswith(EXPORTS)
    }
    assert changed == set()


EXPORTS = (".bib", ".ris", ".csv", ".md", ".txt", "feed.json", ".xml", "papers.json", "topics.json")


def test_every_link_lands(made):
    site, _ = made
    assert site.broken_links() == []


def test_the_sample_has_a_removed_paper_that_no_collection_names(whole):
    assert "papers/model-zoo/" in whole.pages
    assert "model-zoo" not in json.dumps(COLLECTIONS)
