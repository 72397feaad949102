"""The start page and the pages of reading paths, in both languages."""

import pytest

from tests.support import builds

PATHS = builds.load("paths.yaml")
SITES = {"site": "", "chinese": "_zh"}


@pytest.fixture(params=SITES)
def edition(request):
    return request.getfixturevalue(request.param), SITES[request.param]


def page(site, address):
    return builds.parse(site.folder / address / "index.html")


def steps(tree):
    return [
        (item.xpath("string(.//a[@class='pl-name']/@href)").split("/")[-2], builds.text(item))
        for item in tree.xpath("//ol[@class='pl-steps']/li")
    ]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path["id"])
def test_a_path_lists_its_papers_in_order_and_why(edition, path):
    site, language = edition
    tree = page(site, f"paths/{path['id']}")
    assert builds.text(tree.xpath("//h1")[0]) == path[f"title{language}"]
    shown = steps(tree)
    assert [paper for paper, _ in shown] == [item["paper"] for item in path["items"]]
    for item, (_, text) in zip(path["items"], shown, strict=True):
        assert item[f"why{language}"] in text
    assert f"paperlist bundle --path {path['id']} -o {path['id']}.pdf" in builds.text(tree)


def test_the_start_page_opens_the_first_path_and_links_the_others(edition):
    site, language = edition
    tree = page(site, "start")
    first, *others = PATHS
    assert [paper for paper, _ in steps(tree)] == [item["paper"] for item in first["items"]]
    titles = [builds.text(each) for each in tree.xpath("//li[contains(@class, 'pl-card')]//h3/a")]
    assert titles == [path[f"title{language}"] for path in others]
    chips = tree.xpath("//*[@class='pl-lead']/following-sibling::ul//a/@href")
    assert chips == [f"../paths/{path['id']}/" for path in others]


def test_the_start_page_is_the_second_tab(edition):
    site, _ = edition
    tabs = page(site, "start").xpath("//*[@class='md-tabs__list']//a/@href")
    assert tabs[1] == "./"


def test_a_paper_links_to_the_paths_that_contain_it(edition):
    site, language = edition
    links = page(site, "papers/flashattention").xpath("//p[@class='pl-in-paths']/a")
    assert [builds.text(link) for link in links] == [path[f"title{language}"] for path in PATHS]
    assert page(site, "papers/rope").xpath("//p[@class='pl-in-paths']") == []


def test_a_path_is_exported_in_its_order(site):
    text = (site.folder / "paths/first.bib").read_text("utf-8")
    places = [text.index(f"{{{item['paper']},") for item in PATHS[0]["items"]]
    assert places == sorted(places)


def test_the_sitemap_has_the_paths(site):
    text = (site.folder / "sitemap.xml").read_text("utf-8")
    for address in ("start/", "paths/first/", "paths/attention/"):
        assert f"{address}</loc>" in text
