"""What a language model is given: the form of llmstxt.org, and every fact of every paper."""

import re

import pytest
from hypothesis import given
from lxml import html

from paperlist.exports.llms import render_llms, render_llms_full
from paperlist.publishing.selection import by_path, whole_list
from paperlist.publishing.site_info import Site
from tests.support.builds import newest_first, text
from tests.support.catalogues import catalogue, paper, path, titles, topic
from tests.support.listed import ENGINES, NAMES, PAPERS, TOPICS, all_links, of_engine, of_topic
from tests.support.readers import as_html, pages

SITE = Site("en", "https://papers.example/list", "", "Papers", "- About papers.")


@pytest.fixture(params=as_html)
def parse(request):
    return lambda source: html.fragment_fromstring(as_html[request.param](source), "div")


def chosen(*papers, **lists):
    return whole_list(catalogue(*papers, **lists), SITE)


def sections(page, tag):
    """Each heading with the items of the list below it."""
    return {
        text(head): head.getnext().findall("li") if head.getnext().tag == "ul" else []
        for head in page.iter(tag)
    }


def hrefs(element):
    return [link.get("href") for link in element.iter("a")]


# The short one


def test_it_has_the_form_of_llmstxt(site, parse):
    page = parse((site.folder / "llms.txt").read_text("utf-8"))
    assert [element.tag for element in page] == ["h1", "blockquote", "p", *["h2", "ul"] * 3]
    for item in page.iter("li"):
        assert re.fullmatch(r"[^:]+: .+", text(item))
        assert item[0].tag == "a"
        assert not item.text


def test_it_leads_to_files_and_topics_of_the_site(site, parse):
    page = parse((site.folder / "llms.txt").read_text("utf-8"))
    files, topics, engines = sections(page, "h2").values()
    places = [site.inside("", link)[0] for item in files for link in hrefs(item)[:1]]
    assert places == ["papers.md", "llms-full.txt", "papers.json", "papers.bib", "feed.xml"]
    assert all((site.folder / place).is_file() for place in places)
    for item, each in zip(topics, TOPICS, strict=True):
        assert site.inside("", hrefs(item)[0]) == (f"topics/{each['id']}/", "")
        papers = f"{(n := len(of_topic(each['id'])))} paper{'s' * (n != 1)}"
        assert text(item) == f"{each['name']}: {each['description']} ({papers})"
    for item, (engine, name) in zip(engines, ENGINES.items(), strict=True):
        assert site.inside("", hrefs(item)[0]) == (f"engines/{engine}/", "")
        papers = f"{(n := len(of_engine(engine)))} paper{'s' * (n != 1)}"
        assert text(item) == f"{name}: documents or implements {papers}"


def test_a_list_without_engines_has_no_heading_for_them():
    assert "Engines" not in render_llms(whole_list(catalogue(paper()), SITE))


def test_it_tells_how_many_papers_there_are_and_of_which_day(site):
    newest = max(item["added"] for item in PAPERS)
    for name in ("llms.txt", "llms-full.txt"):
        found = (site.folder / name).read_text("utf-8")
        assert f"\n{len(PAPERS)} papers, the newest added on {newest}.\n" in found


# The full one


def test_it_has_every_paper_newest_first(site, parse):
    page = parse((site.folder / "llms-full.txt").read_text("utf-8"))
    found = [text(head) for head in page.iter("h3")]
    assert found == [item["title"] for item in newest_first(PAPERS)]


def test_the_papers_of_a_path_are_in_its_order_and_not_called_newest_first(parse):
    papers = paper(id="new", title="New", date="2024-01"), paper(id="old", title="Old")
    items = [{"paper": each, "why": "It is next."} for each in ("old", "new")]
    (selection,) = by_path(catalogue(*papers, paths=[path(items=items)]), SITE)
    page = parse(render_llms_full(selection))
    assert [text(head) for head in page.iter("h2", "h3")] == ["Papers", "Old", "New"]


def test_it_tells_every_fact_of_a_paper_once(site, parse):
    page = parse((site.folder / "llms-full.txt").read_text("utf-8"))
    labels = {"Authors": "authors", "Organisations": "org", "Date": "date", "Venue": "venue",
              "Summary": "summary", "Note": "note"}  # fmt: skip
    items = sections(page, "h3").values()
    for written, found in zip(newest_first(PAPERS), items, strict=True):
        facts = [text(item).split(": ", 1) for item in found if not hrefs(item)]
        told = {label: written[key] for label, key in labels.items() if key in written}
        told |= {"Topics": [NAMES[each] for each in written["topics"]]}
        assert len(dict(facts)) == len(facts)
        assert dict(facts) == {
            label: value if isinstance(value, str) else ", ".join(value)
            for label, value in told.items()
        }


def test_it_has_every_link_of_a_paper_once(site, parse):
    page = parse((site.folder / "llms-full.txt").read_text("utf-8"))
    items = sections(page, "h3").values()
    for written, found in zip(newest_first(PAPERS), items, strict=True):
        links = [link for item in found for link in hrefs(item)]
        assert len(links) == len(set(links))
        own = {f"{site.url}papers/{written['id']}{end}" for end in ("/", ".md")}
        html_page = {f"https://arxiv.org/html/{written.get('arxiv')}"}
        assert {*links} - html_page == all_links(written) | own


# Odd lists


@given(titles, titles)
def test_texts_are_told_exactly(title, note):
    item = paper(title=title, note=note, venue=note, authors=[title])
    for page in pages(render_llms_full(chosen(item))):
        ((head, facts),) = sections(page, "h3").items()
        assert head == title
        found = dict(text(fact).split(": ", 1) for fact in facts)
        assert (found["Authors"], found["Note"], found["Venue"]) == (title, note, note)


@given(titles, titles)
def test_a_topic_is_told_exactly(name, description):
    named = topic("attention", name=name, description=description)
    for page in pages(render_llms(chosen(paper(), topics=(named,)))):
        (item,) = sections(page, "h2")["Topics"]
        assert text(item) == f"{name}: {description} (1 paper)"
        assert hrefs(item) == [f"{SITE.url}/topics/attention/"]


def test_a_description_is_no_list(parse):
    page = parse(render_llms(chosen(paper())))
    assert text(page.find("blockquote/p")) == "- About papers."


def test_an_empty_list_tells_no_day():
    for render in (render_llms, render_llms_full):
        assert "joined on" not in render(chosen())
