"""/health/: the findings as a page, in every language."""

from dataclasses import replace

import pytest

from paperlist.health import KINDS
from paperlist.publishing.words import load_words
from paperlist.site.pages import page_makers
from paperlist.site.rendering import Renderer
from tests.site.test_pages import CHINESE, HOSTILE, SITE, shown, split_head, tree
from tests.support.catalogues import catalogue, paper
from tests.support.findings import CODE, KEY, LINK, arxiv, link, one, suggested, value, well

SITES = pytest.mark.parametrize("site", [SITE, CHINESE], ids=["en", "zh"])
BOOK = one(
    well(url=LINK, venue=None),
    links={LINK: link("gone", reason=HOSTILE), CODE: link("moved", moved="javascript:alert(1)")},
    stars={KEY: value(archived=True, date="2026-09-01")},
    arxiv=arxiv(title="Some paper, again", withdrawn=HOSTILE),
    works=suggested(venue=HOSTILE),
)


def page_of(book, site=SITE):
    return page_makers(Renderer(book, site))["health.md"]()


def section(page, kind):
    (found,) = tree(page).xpath("//section[h2/@id=$kind]", kind=kind)
    return found


@SITES
def test_the_numbers_lead_to_their_sections(site):
    page, words = tree(page_of(BOOK, site)), load_words(site.language)
    rows = {
        row.xpath("string(th/a/@href)"): row.xpath("string(th)") + row.xpath("string(td)")
        for row in page.xpath("//tbody/tr")
    }
    kinds = page.xpath("//section/h2/@id")
    assert [*rows] == [f"#{kind}" for kind in kinds]
    assert [kind for kind in KINDS if kind.replace("-", "_") in kinds] == [
        *("gone-links", "moved-links", "archived-repositories", "withdrawn"),
        *("other-titles", "suggestions", "no-venue", "old-facts"),
    ]
    assert rows["#gone_links"] == f"{words['health_gone_links']}1"
    (what,) = section(page_of(BOOK, site), "gone_links").iter("p")
    assert shown(what) == words["health_gone_links_do"]


@SITES
def test_a_finding_leads_to_its_paper_its_lines_and_its_link(site):
    (item,) = section(page_of(BOOK, site), "gone_links").xpath(".//li")
    lines = "https://github.com/a/b/blob/HEAD/data/papers.yaml#L1-L9"
    assert item.xpath(".//a/@href") == ["../papers/some-paper/", LINK, lines]
    assert shown(item).endswith("papers.yaml:1")
    assert " ".join(HOSTILE.split()) in shown(item)


def test_texts_of_others_are_no_html_and_no_links():
    page = page_of(BOOK)
    assert tree(page).xpath("//script | //a[starts-with(@href, 'javascript:')]") == []
    assert "javascript:alert(1)" in shown(section(page, "moved_links"))
    assert " ".join(HOSTILE.split()) in shown(section(page, "suggestions"))


def test_commands_are_shown():
    (code,) = section(page_of(BOOK), "suggestions").iter("code")
    assert code.text == "paperlist refresh works --apply some-paper venue"


@SITES
def test_the_first_of_many_are_shown_and_the_rest_is_folded(site):
    page = page_of(catalogue(*(paper(id=f"p{n}", title=f"T{n}") for n in range(25))), site)
    found = section(page, "no_summary")
    words = load_words(site.language)
    assert len(found.xpath("./ul/li")) == 10
    assert len(found.xpath("./details/ul/li")) == 15
    more = words["health_more"].format(n=15)
    summary = f"{more}{words['colon']}{words['health_no_summary']}"
    assert shown(found.find("details/summary")) == summary
    assert found.xpath(".//li/a/@href")[24] == "../papers/p24/"


def test_a_topic_leads_to_its_page():
    page = page_of(catalogue(*(well(id=f"p{n}", title=f"T{n}") for n in range(101))))
    assert section(page, "large_topics").xpath(".//li/a/@href") == [
        "../topics/attention/",
        "https://github.com/a/b/blob/HEAD/data/topics.yaml",
    ]


@SITES
def test_a_list_without_findings_and_an_empty_one_have_the_page(site):
    nothing = load_words(site.language)["health_nothing"]
    assert shown(tree(page_of(catalogue(), site))).endswith(nothing)


def test_search_engines_and_the_search_leave_it_out():
    page = page_of(BOOK)
    assert page.metadata == '<meta name="robots" content="noindex">'
    assert split_head(page.head)[0]["search"] == {"exclude": True}


def test_it_does_not_depend_on_the_day():
    """The newest day of data and facts is its today."""
    old = replace(BOOK, facts=BOOK.facts.model_copy(update={"links": {}, "arxiv": {}}))
    assert "2026-11-28" in shown(tree(page_of(old)))
    assert "1 old" in shown(section(page_of(old), "old_facts"))
