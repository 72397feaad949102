"""What machines look for: cards, citations and descriptions of pages, robots.txt, the search."""

import json
import re
import struct
from urllib.parse import quote

import pytest
from hypothesis import given
from lxml import etree, html
from playwright.sync_api import expect

from paperlist.catalogue.names import parse_name
from paperlist.exports import FORMATS
from paperlist.site.pages import fill, render_pages
from paperlist.site.rendering import Renderer
from tests.support.builds import newest_first
from tests.support.catalogues import catalogue, paper, titles
from tests.support.hostile import LISTED, SAFE, SHOWN, SITE, hostile_catalogue
from tests.support.listed import PAPERS, TOPICS, all_links, best_link
from tests.support.visits import PAPER, TELL, UNLISTED, size

LANGUAGES = {"": "en", "zh/": "zh"}
LD = "//script[@type='application/ld+json']"
TYPES = {"paper": "ScholarlyArticle", "report": "Report", "blog": "BlogPosting",
         "docs": "TechArticle", "code": "SoftwareSourceCode"}  # fmt: skip


def meta(page, name):
    return page.xpath("//head/meta[@name=$name or @property=$name]/@content", name=name)


def described(page):
    """What the page tells search engines about itself; no sign of it can end the element."""
    (script,) = page.xpath(f"//head{LD}")
    assert "<" not in script.text
    return json.loads(script.text)


PAGES = {f"papers/{item['id']}/" for item in PAPERS}


def paper_pages(whole):
    for home in LANGUAGES:
        for item in PAPERS:
            yield item, whole.pages[f"{home}papers/{item['id']}/"], home


def cited_authors(item):
    """An organisation is the author of pages and code only."""
    known = [author for author in item.get("authors", []) if author != "et al."]
    may_be_group = item.get("kind") in ("blog", "docs", "code")
    return known or (item.get("org", []) if may_be_group else [])


def inverted(name):
    """Family name first; with a comma, a group is not split by Zotero."""
    text = parse_name(name).inverted
    return f"{text}," if " " in text and "," not in text else text


def without_commas(name):
    """Its words; family name first, a name has other commas."""
    return name.replace(",", " ").split()


# Cards


def test_every_page_has_a_card_of_its_language(whole):
    for address, page in whole.pages.items():
        if not address.endswith("404.html"):
            language = LANGUAGES["zh/" if address.startswith("zh/") else ""]
            assert meta(page, "og:image") == [f"{whole.url}assets/card.{language}.png"], address
            assert meta(page, "twitter:card") == ["summary_large_image"]
            kind = "website" if address in LANGUAGES else "article"
            assert meta(page, "og:type") == [kind], address


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_the_card_is_a_png_of_the_size_that_is_told(whole, language):
    content = (whole.folder / f"assets/card.{language}.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    found = struct.unpack(">II", content[16:24])
    assert found == (1200, 630)
    home = whole.pages["" if language == "en" else "zh/"]
    told = [*meta(home, "og:image:width"), *meta(home, "og:image:height")]
    assert told == [str(side) for side in found]
    assert len(content) < 300_000


def test_feeds_are_offered_as_feeds(whole):
    for address, page in whole.pages.items():
        for ending, media in (("xml", "atom+xml"), ("json", "feed+json")):
            links = page.xpath(
                "//head/link[@rel='alternate' and @type=$type]", type=f"application/{media}"
            )
            home = "zh/" if address.startswith("zh/") else ""
            assert links[0].get("href") == f"{whole.url}{home}feed.{ending}"
            assert all(link.get("title") for link in links)
            assert [link for link in links if not whole.lands(address, link.get("href"))] == []


def test_the_page_of_a_paper_leads_to_its_markdown(whole):
    for entry in PAPERS:
        for root in ("", "zh/"):
            address = f"{root}papers/{entry['id']}/"
            page = whole.pages[address]
            (link,) = page.xpath("//head/link[@rel='alternate' and @type='text/markdown']/@href")
            assert whole.inside(address, link)[0] == f"papers/{entry['id']}.md"
            assert whole.lands(address, link)


# Citations


ZOTERO = {"paper": "preprint", "report": "report", "blog": "blogPost", "docs": "webpage",
          "code": "computerProgram"}  # fmt: skip


def published(item):
    """The venue's year where it names one: what a citation of the paper says."""
    year = re.search(r" ((?:19|20)\d\d)$", item.get("venue", ""))
    return year[1] if year else item["date"]


def test_citation_of_every_paper_page_equals_the_data(whole):
    for item, page, _ in paper_pages(whole):
        assert meta(page, "citation_title") == [item["title"]]
        assert meta(page, "citation_author") == [inverted(name) for name in cited_authors(item)]
        assert meta(page, "citation_publication_date") == [published(item).replace("-", "/")]
        assert meta(page, "citation_online_date") == [item["date"].replace("-", "/")]
        (kind,) = meta(page, "z:itemType")
        published_as = (
            {"journalArticle"} if meta(page, "citation_journal_title") else {"conferencePaper"}
        )
        assert {kind} == (published_as if "venue" in item else {ZOTERO[item.get("kind", "paper")]})
        for key, name in (("arxiv", "citation_arxiv_id"), ("doi", "citation_doi")):
            assert meta(page, name) == [item[found] for found in (key,) if found in item]
        venues = [
            *meta(page, "citation_journal_title"),
            *meta(page, "citation_conference_title"),
        ]
        venue = item.get("venue", "")
        assert venues == [found for found in (re.sub(r" \d{4}$", "", venue),) if found]
        pdf = meta(page, "citation_pdf_url")
        assert pdf in ([], [best_link(item)])
        assert pdf or "arxiv" not in item


def test_only_papers_have_a_citation(whole):
    for address, page in whole.pages.items():
        is_paper = address.removeprefix("zh/") in PAGES
        assert len(meta(page, "citation_title")) == is_paper, address


# Descriptions of schema.org


def test_description_of_every_paper_equals_the_data(whole):
    for item, page, home in paper_pages(whole):
        found = described(page)
        assert found["@context"] == "https://schema.org"
        assert found["@type"] == TYPES[item.get("kind", "paper")]
        assert found["headline"] == found["name"] == item["title"]
        assert found["datePublished"] == published(item)
        assert found["dateCreated"] == item["date"]
        names = [author["name"] for author in found.get("author", [])]
        assert names == [parse_name(name).whole for name in cited_authors(item)]
        for author in found.get("author", []):
            is_group = author["name"] in item.get("org", []) or parse_name(author["name"]).is_group
            assert author["@type"] == ("Organization" if is_group else "Person"), author
        other = [item[key] for key in ("name",) if key in item] + item.get("aka", [])
        assert found.get("alternateName", []) == other
        ids = [f"{key}:{item[key.lower()]}" for key in ("arXiv", "doi") if key.lower() in item]
        assert found.get("identifier", []) == ids
        assert {found["url"], *found.get("sameAs", [])} <= all_links(item)
        assert found.get("publication", {}).get("name") == item.get("venue")
        assert found.get("description") == item.get("summary")
        assert found["mainEntityOfPage"] == f"{whole.url}{home}papers/{item['id']}/"


def test_the_front_page_describes_the_list(whole):
    for home in LANGUAGES:
        found = described(whole.pages[home])
        assert (found["@type"], found["numberOfItems"]) == ("ItemList", len(PAPERS))
        newest = newest_first(PAPERS)[: len(found["itemListElement"])]
        assert len(newest) >= 10
        for place, (item, shown) in enumerate(
            zip(newest, found["itemListElement"], strict=True), start=1
        ):
            assert (shown["@type"], shown["position"]) == ("ListItem", place)
            assert shown["name"] == item["title"]
            assert whole.inside(home, shown["url"]) == (f"{home}papers/{item['id']}/", "")


def test_the_page_of_the_data_describes_it_with_its_files(whole):
    for home in LANGUAGES:
        found = described(whole.pages[f"{home}data/"])
        assert found["@type"] == "Dataset"
        assert found["url"] == f"{whole.url}{home}data/"
        assert found["dateModified"] == max(item["added"] for item in PAPERS)
        dates = [item["date"] for item in PAPERS]
        assert found["temporalCoverage"] == f"{min(dates)}/{max(dates)}"
        assert len(found["keywords"]) == len(TOPICS)
        files = {whole.inside("", each["contentUrl"])[0] for each in found["distribution"]}
        assert files == {form.file for form in FORMATS.values()}
        assert [file for file in files if not (whole.folder / file).is_file()] == []
        assert all(re.fullmatch(r"\w+/[\w.+-]+", each["encodingFormat"])
                   for each in found["distribution"])  # fmt: skip


def test_other_pages_describe_nothing(whole):
    for address, page in whole.pages.items():
        own = address.removeprefix("zh/")
        expected = own in ("", "data/") or own in PAGES
        assert len(page.xpath(LD)) == expected, address


def metadata(listed):
    """What our pages put into the head, parsed as a browser parses it."""
    found = {
        page.uri: page.metadata for page in render_pages(Renderer(listed, SITE)) if page.metadata
    }
    found["index.md"] = fill("<!-- papers -->", "index.md", Renderer(listed, SITE))[1]
    found["data.md"] = fill("<!-- files -->", "data.md", Renderer(listed, SITE))[1]
    return {
        uri: html.document_fromstring(f"<html><head>{head}</head><body></body></html>")
        for uri, head in found.items()
    }


def test_hostile_texts_stay_inside_the_head():
    pages = metadata(hostile_catalogue())
    assert len(pages) == 2 * len(SHOWN) + 3
    for uri, page in pages.items():
        assert len(page.find("body")) == 0, uri
        assert {element.tag for element in page.find("head")} <= {"meta", "script", "link"}, uri
        assert not page.xpath("//script[not(@type)] | //meta[not(@name)]"), uri
    for name, shown in SHOWN.items():
        page = pages[f"papers/{name}.md"]
        assert meta(page, "citation_title") == [shown]
        (author,) = meta(page, "citation_author")
        assert without_commas(author) == without_commas(LISTED[name])
        found = described(page)
        assert found["headline"] == found["description"] == shown
        assert found["author"][0]["name"] == LISTED[name]
        (feed,) = pages[f"topics/{name}.md"].xpath("//link")
        assert feed.get("title") == f"Topic: {shown} - {SITE.name}"
    listed = described(pages["index.md"])["itemListElement"]
    assert {item["name"] for item in listed} == {*SHOWN.values()}
    assert described(pages["data.md"])["keywords"] == [*SHOWN.values()]


@given(titles)
def test_texts_of_the_head_come_back_exactly(title):
    author = f"A. {title}"  # "et al." alone is no author
    listed = catalogue(paper(title=title, authors=[author], summary=title))
    page = metadata(listed)["papers/some-paper.md"]
    assert meta(page, "citation_title") == [title]
    (cited,) = meta(page, "citation_author")
    assert sorted(without_commas(cited)) == sorted(without_commas(author))
    found = described(page)
    assert found["headline"] == found["description"] == title
    assert found["author"][0]["name"] == parse_name(author).whole


def test_a_browser_takes_the_descriptions_along_and_complains_of_none(visit, whole):
    window = visit(viewport=size(1280))
    window.context.add_init_script(TELL)
    page = window.open("")
    page.evaluate("window.stays = true")
    found = page.locator(f"xpath={LD}")
    assert json.loads(found.text_content())["@type"] == "ItemList"
    page.locator("#p-flashattention-2 a.pl-name").click()
    page.wait_for_url(f"**/{PAPER}")
    own = whole.pages[PAPER].xpath(f"string({LD})")
    expect(found).to_have_js_property("textContent", own)
    assert page.evaluate("window.stays")


# robots.txt and the search


def test_robots_name_the_sitemaps_and_forbid_nothing(whole):
    lines = (whole.folder / "robots.txt").read_text("utf-8").splitlines()
    maps = [line.split(": ")[1] for line in lines if line.startswith("Sitemap: ")]
    assert maps == [f"{whole.url}{home}sitemap.xml" for home in LANGUAGES]
    assert [place for place in maps if not whole.lands("", place)] == []
    assert [line for line in lines if line.startswith("Disallow")] == []


def test_pages_for_maintainers_and_of_removed_papers_are_kept_out_of_search_engines(whole):
    found = {address for address, page in whole.pages.items() if meta(page, "robots")}
    kept_out = {f"{home}{address}" for home in LANGUAGES for address in UNLISTED - {"404.html"}}
    assert found == kept_out
    for address in kept_out:
        assert meta(whole.pages[address], "robots") == ["noindex"]


def test_the_page_for_maintainers_is_not_in_the_navigation(whole):
    links = [
        whole.inside(address, link)
        for address, page in whole.pages.items()
        if not address.endswith("health/")
        for link in page.xpath("//nav//a/@href")
    ]
    assert not [link for link in links if link and link[0].endswith("health/")]


def search_template(site):
    tree = etree.parse(site.folder / "opensearch.xml", SAFE)
    return tree.findall("{*}Url[@type='text/html']")[0].get("template")


def test_the_search_is_described_as_opensearch_asks(site):
    """OpenSearch 1.1: names of at most 16 and 48 characters, a text of at most 1024."""
    tree = etree.parse(site.folder / "opensearch.xml", SAFE).getroot()
    assert tree.tag == "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription"
    for name, most in (("ShortName", 16), ("LongName", 48), ("Description", 1024)):
        assert 0 < len(tree.findtext(f"{{*}}{name}")) <= most
    assert search_template(site) == f"{site.url}?q={{searchTerms}}"
    (own,) = tree.findall("{*}Url[@rel='self']")
    assert own.get("template") == f"{site.url}opensearch.xml"
    assert site.lands("", tree.findtext("{*}Image"))


def test_the_address_of_the_search_finds_papers(visit, site):
    """In the list itself: the theme's own search stays closed."""
    window = visit(viewport=size(1280))
    address = search_template(site).replace("{searchTerms}", quote("LLM.int8() 8-bit"))
    window.page.goto(address)
    expect(window.page.locator(".pl-table tbody tr[id]")).to_have_count(1)
    expect(window.page.locator("#p-llm-int8")).to_be_visible()
    expect(window.page.locator("#__search")).not_to_be_checked()
