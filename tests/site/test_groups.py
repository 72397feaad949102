"""Groups of topics: headings on the page of topics, and parts of the lists to choose from."""

import lxml.html
import pytest

from paperlist.publishing.site_info import Site
from paperlist.site.pages import render_pages
from paperlist.site.rendering import Renderer
from tests.support.catalogues import catalogue, group, paper, topic

TOPICS = (
    topic("cache", name="Cache <&>", group="memory", name_zh="缓存"),
    topic("other", name="Others", name_zh="其余"),
    topic("quant", name="Quantization", name_zh="量化", group="compression"),
    topic("prune", name="Pruning", name_zh="剪枝", group="compression"),
)
PAPERS = (paper(id="a", topics=("cache", "quant")), paper(id="b", topics=("other", "prune")))
GROUPS = (
    group("compression", name="Smaller & <b>cheaper</b>", name_zh="压缩"),
    group("memory", name="Memory", name_zh="内存"),
)
GROUPED = catalogue(*PAPERS, topics=TOPICS, groups=GROUPS)
NAMES = {
    "en": [
        ("Smaller & <b>cheaper</b>", ["Quantization", "Pruning"]),
        ("Memory", ["Cache <&>"]),
        ("Other topics", ["Others"]),
    ],
    "zh": [("压缩", ["量化", "剪枝"]), ("内存", ["缓存"]), ("其他主题", ["其余"])],
}


def page(book, uri, language="en"):
    pages = render_pages(Renderer(book, Site(language, "https://papers.example", "", "Papers")))
    return lxml.html.fromstring(next(each.body for each in pages if each.uri == uri))


def texts(elements):
    return [each.text_content().split(" (")[0].strip() for each in elements]


@pytest.mark.parametrize("language", NAMES)
def test_the_page_of_topics_has_a_heading_for_each_group(language):
    found = page(GROUPED, "topics/index.md", language)
    headings = found.xpath("//h2")
    assert [
        (each.text_content(), texts(each.getnext().xpath("./li/h3/a"))) for each in headings
    ] == NAMES[language]
    assert [each.get("id") for each in headings] == ["group-compression", "group-memory", None]


@pytest.mark.parametrize("language", NAMES)
def test_topics_are_chosen_from_their_groups(language):
    found = page(GROUPED, "bookmarks.md", language)
    select = found.xpath("//select[@name='one']")[0]
    assert [
        (each.get("label"), texts(each.xpath("./option"))) for each in select.xpath("./optgroup")
    ] == NAMES[language]
    for name, label in (("topic", "./ul//span"), ("not", "./ul//label/span/text()")):
        list_of = found.xpath(f"//div[@class='pl-by-group'][.//input[@name='{name}']]")[0]
        parts = [
            (part.xpath("string(./h3)"), [str(x) if name == "not" else x.text_content()
                                          for x in part.xpath(label)])
            for part in list_of.xpath("./div")
        ]  # fmt: skip
        assert parts == NAMES[language]


def test_a_page_names_the_groups_of_its_own_papers_only():
    found = page(GROUPED, "topics/cache.md")
    assert found.xpath("//optgroup/@label") == ["Smaller & <b>cheaper</b>"]
    assert found.xpath("//div[@class='pl-by-group']//h3/text()") == ["Smaller & <b>cheaper</b>"] * 2


def test_without_groups_there_are_no_headings():
    book = catalogue(*PAPERS, topics=[topic(each.id) for each in TOPICS])
    found = page(book, "topics/index.md")
    assert (texts(found.xpath("//li/h2/a")), found.xpath("//h3")) == (
        ["cache", "other", "quant", "prune"],
        [],
    )
    listed = page(book, "bookmarks.md")
    assert listed.xpath("//optgroup") == []
    assert listed.xpath("//div[@class='pl-by-group']//h3") == []
    assert texts(listed.xpath("//select[@name='one']/option"))[1:] == [
        *("cache", "other", "quant", "prune")
    ]
