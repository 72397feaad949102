"""The sitemap: every page with the day of its newest entry, in files of the allowed size."""

from lxml import etree

from paperlist.publishing.site_info import Site
from paperlist.site.files import redirect_makers
from paperlist.site.rendering import Renderer
from paperlist.site.sitemap import render_sitemaps
from tests.support.catalogues import catalogue, collection, engine, paper, path, topic

SITE = Site("en", "https://example.org/list&co", "")
RUN = {"engine": "vllm", "state": "documented", "url": "https://vllm.example/"}
OLD = paper(id="old", date="2023-05", added="2023-08-01", runs_in=[RUN])
NEW = paper(id="new", title="N", date="2024-01", added="2024-02-03")
LIST = catalogue(
    NEW,
    OLD,
    engines=[engine("vllm"), engine("unused")],
    topics=[topic("attention"), topic("empty")],
    collections=[collection(date="2024-09-09")],
)


def entries(text):
    """The address of each entry, and its day."""
    return {
        entry.findtext("{*}loc"): entry.findtext("{*}lastmod")
        for entry in etree.fromstring(text.encode())
    }


def test_each_page_has_the_day_of_its_newest_entry():
    files = render_sitemaps(LIST, SITE, ["", "about/"])
    assert files.keys() == {"sitemap.xml"}
    assert entries(files["sitemap.xml"]) == {
        f"{SITE.url}/{address}": day
        for address, day in {
            "": "2024-02-03",
            "about/": "2024-02-03",
            "topics/attention/": "2024-02-03",
            "topics/empty/": "2024-02-03",
            "collections/v0.1/": "2024-09-09",
            "engines/vllm/": "2023-08-01",
            "engines/unused/": "2024-02-03",
            "years/2024/": "2024-02-03",
            "years/2023/": "2023-08-01",
            "new/2024-02/": "2024-02-03",
            "new/2023-08/": "2023-08-01",
            "papers/new/": "2024-02-03",
            "papers/old/": "2023-08-01",
        }.items()
    }


def test_more_pages_than_one_file_may_have_are_split():
    whole = entries(render_sitemaps(LIST, SITE, [""])["sitemap.xml"])
    files = render_sitemaps(LIST, SITE, [""], most=4)
    index = entries(files.pop("sitemap.xml"))
    assert index == {f"{SITE.url}/{name}": "2024-02-03" for name in files}
    parts = [entries(text) for text in files.values()]
    assert [len(part) for part in parts] == [4, 4, 4]
    assert parts[0] | parts[1] | parts[2] == whole


def test_an_empty_list_has_no_days():
    assert entries(render_sitemaps(catalogue(), SITE, [""])["sitemap.xml"]) == {
        f"{SITE.url}/": None
    }


def test_a_former_id_of_a_path_redirects():
    book = catalogue(paper(), paths=[path(formerly=("old",))])
    site = Site("en", "https://papers.example", "", "Papers")
    made = redirect_makers(Renderer(book, site))
    assert [*made] == ["paths/old/index.html"]
    assert "paths/first/" in made["paths/old/index.html"]()
