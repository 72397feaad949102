"""Facts that programs found, on the pages: counts, dead links, their sources, and abstracts."""

import json
from dataclasses import replace

import pytest
from lxml import html

from paperlist.catalogue.facts import (
    Abstract,
    ArxivRecord,
    CountRecord,
    Facts,
    Finding,
    LinkRecord,
    RepositoryRecord,
    WorkRecord,
)
from paperlist.exports import CITATIONS, FORMATS
from paperlist.publishing.selection import whole_list
from paperlist.publishing.site_info import Site
from paperlist.site.files import file_makers
from paperlist.site.pages import fill, page_makers
from paperlist.site.rendering import Renderer
from tests.support.catalogues import catalogue, engine, paper

SITE = Site("en", "https://example.org/list", "https://github.com/o/list", "List")
DAY = "2026-11-01"
SAID = {"date": DAY, "source": "https://example.org/proof"}
ARXIV = "https://arxiv.org/pdf/2307.00001"
CODE = "https://github.com/o/r#readme"
SENTENCE = "An <b>odd</b> \n sentence of $x$"
PAPER = paper(
    id="a",
    name="Name",
    code=CODE,
    runs_in=[{"engine": "vllm", "state": "documented", "url": "https://vllm.example/a"}],
)
OTHERS = [paper(id=f"b{n}", title=f"B {n}", arxiv=f"2301.0000{n}") for n in range(3)]


def listed(*papers, abstracts=None, **tables):
    book = catalogue(*(papers or (PAPER,)), engines=(engine("vllm"),))
    return replace(book, facts=Facts(**tables), abstracts=abstracts or {})


def page_of(book, uri="papers/a.md", site=SITE):
    return html.fromstring(page_makers(Renderer(book, site))[uri]().body)


def front_page(book, site=SITE):
    return html.fromstring(fill("<!-- papers -->", "index.md", Renderer(book, site))[0])


def texts(found):
    return [" ".join(each.text_content().split()) for each in found]


def stars(**values):
    return {"o/r": RepositoryRecord(**{"count": 36412, **SAID, **values})}


def works(count=12, **values):
    return {"a": WorkRecord(date=DAY, citations=CountRecord(count=count, **SAID), **values)}


def links(verdict, *urls):
    return {url: LinkRecord(verdict=verdict, date=DAY) for url in urls}


# Counts


def test_a_repository_that_is_gone_has_no_count():
    for page in (
        page_of(listed(stars=stars(gone=True))),
        front_page(listed(stars=stars(gone=True))),
    ):
        assert page.find_class("pl-code__stars") == []
        assert page.find_class("pl-code")[0].get("title") is None
        assert "36412" not in page.text_content()


def test_an_archived_repository_is_marked():
    book = listed(stars=stars(count=5, archived=True))
    for page in (page_of(book), front_page(book)):
        (badge,) = page.find_class("pl-code")
        assert badge.get("title") == f"5 stars on {DAY}, archived"
        assert texts(badge.find_class("pl-code__archived")) == [", archived"]
    assert front_page(listed(stars=stars())).find_class("pl-code__archived") == []


@pytest.mark.parametrize(("known", "offered"), [(0, False), (1, False), (2, True), (4, True)])
def test_stars_sort_and_filter_once_half_of_the_repositories_are_counted(known, offered):
    """Two papers share a repository, and one has no code."""
    codes = [*(f"https://github.com/o/r{n}" for n in (0, 1, 2, 3, 3)), None]
    papers = [paper(id=f"p{n}", title=f"P {n}", code=code) for n, code in enumerate(codes)]
    counted = {f"o/r{n}": RepositoryRecord(count=n, **SAID) for n in range(known)}
    page = front_page(listed(*papers, stars=counted))
    assert bool(page.xpath("//option[@value='stars']")) == offered
    assert bool(page.xpath("//th[@data-sort='stars']")) == offered
    assert bool(page.xpath("//select[@name='stars']")) == offered


def test_the_filter_of_stars_counts_papers():
    page = front_page(listed(stars=stars(count=1000)))
    options = page.xpath("//select[@name='stars']/option")
    assert texts(options) == [
        "All papers", "100+ stars (1)", "1,000+ stars (1)", "10,000+ stars (0)",
    ]  # fmt: skip


@pytest.mark.parametrize(("others", "offered"), [(1, True), (2, False)])
def test_citations_are_on_the_page_and_sort_once_half_of_the_papers_have_them(others, offered):
    book = listed(PAPER, *OTHERS[:others], works=works())
    assert bool(front_page(book).xpath("//option[@value='citations']")) == offered
    assert front_page(book).xpath("//option[@selected]") == []
    assert f"12 ({DAY})" in texts(page_of(book).iter("dd"))
    assert "Citations" not in texts(page_of(book, "papers/b0.md").iter("dt"))


def test_only_the_date_of_a_count_is_compared_with_the_day_of_reading():
    times = page_of(listed(stars=stars(), works=works())).xpath("//time[@data-old]")
    assert [(time.text, time.get("data-old")) for time in times] == [(DAY, "over 60 days old")] * 2


# Links


def test_dead_links_are_struck_through_and_lead_to_an_archive():
    book = listed(links=links("gone", ARXIV, CODE, "https://vllm.example/a"))
    archived = [
        f"https://web.archive.org/web/*/{ARXIV}",
        "https://web.archive.org/web/*/https://github.com/o/r",
    ]
    row, page = front_page(book), page_of(book)
    assert texts(row.iter("s")) == ["PDF", "r"]
    assert [link.get("href") for link in row.find_class("pl-archive")] == archived
    assert texts(row.find_class("pl-archive")) == ["Archive: Name", "Archive: r"]
    assert texts(page.iter("s")) == ["PDF", "r", "documented"]
    assert [link.get("href") for link in page.find_class("pl-archive")] == [
        *archived, "https://web.archive.org/web/*/https://vllm.example/a",
    ]  # fmt: skip
    for struck in (*row.iter("s"), *page.iter("s")):
        assert "(dead link)" in struck.xpath("string(ancestor::a[1])")


@pytest.mark.parametrize("verdict", ["fine", "moved", "missing", "blocked", "unknown"])
def test_other_links_are_left_as_they_are(verdict):
    book = listed(links=links(verdict, ARXIV, CODE))
    assert [*front_page(book).iter("s"), *page_of(book).iter("s")] == []
    assert page_of(book).find_class("pl-archive") == []
    plain = page_makers(Renderer(listed(), SITE))["papers/a.md"]().body
    found = page_makers(Renderer(book, SITE))["papers/a.md"]().body
    head, _, _ = found.partition('<details class="pl-more pl-fact">')
    assert plain.startswith(head)


# Sources


def test_sources_say_where_each_fact_comes_from():
    record = ArxivRecord(title="Some paper", date="2026-10-01", source="https://arxiv.example/x")
    licence = Finding(value="CC-BY-4.0", **SAID)
    checked = links("fine", CODE) | {ARXIV: LinkRecord(verdict="moved", date="2026-09-01")}
    book = listed(
        stars=stars(licence="MIT"),
        arxiv={"2307.00001": record},
        works=works(licence=licence),
        links=checked | links("blocked", "https://arxiv.org/abs/2307.00001"),
        abstracts={"2307.00001": Abstract(text="In short.", **SAID)},
    )
    (sources,) = page_of(book).xpath("//details[summary='Sources']")
    assert texts(sources.iter("li")) == [
        "Title on arXiv · arxiv.example: Title on arXiv · as of 2026-10-01",
        f"Stars: 36412 · example.org: Stars · as of {DAY}",
        f"Licence of the code: MIT · example.org: Licence of the code · as of {DAY}",
        f"Citations: 12 · example.org: Citations · as of {DAY}",
        f"Licence of the paper: CC-BY-4.0 · example.org: Licence of the paper · as of {DAY}",
        "Links checked: PDF, Code · as of 2026-09-01",
        f"Abstract · example.org: Abstract · as of {DAY}",
    ]
    assert {*sources.xpath(".//a/@href")} == {"https://arxiv.example/x", SAID["source"]}


def test_without_facts_there_are_plain_links_and_no_sources():
    page = page_of(listed())
    assert page.find_class("pl-fact") == []
    assert [*page.iter("s"), *page.find_class("pl-archive"), *page.xpath("//@data-old")] == []


# Abstracts

ABSTRACTS = {"2307.00001": Abstract(text=SENTENCE, **SAID)}
BOTH = [("en", "Abstract"), ("zh", "摘要")]


@pytest.mark.parametrize(("language", "label"), BOTH)
def test_an_abstract_is_folded_on_the_page_of_its_paper(language, label):
    site = replace(SITE, language=language)
    page = page_of(listed(PAPER, *OTHERS, abstracts=ABSTRACTS), site=site)
    (folded,) = page.xpath("//details[summary=$label]", label=label)
    assert folded.get("open") is None
    assert folded.xpath("string(p[1])") == "An <b>odd</b> sentence of $x$"
    assert folded.xpath("p[1]/@lang") == ["en"]
    assert folded.xpath("p[2]/a/@href") == [
        SAID["source"], "https://creativecommons.org/publicdomain/zero/1.0/",
    ]  # fmt: skip
    assert DAY in folded.xpath("string(p[2])")


def test_abstracts_are_a_second_index_of_the_explorer():
    book = listed(PAPER, *OTHERS, abstracts=ABSTRACTS)
    renderer = Renderer(book, SITE)
    files = file_makers(renderer)
    assert json.loads(files["assets/abstracts.json"]()) == {"a": SENTENCE}
    (explorer,) = front_page(book).find_class("pl-explorer")
    assert explorer.get("data-abstracts") == renderer.abstracts_file
    assert renderer.abstracts_file.startswith("assets/abstracts.json?v=")
    assert len(front_page(book).xpath("//input[@name='abstracts']")) == 2


def test_an_abstract_is_nowhere_else():
    """No export, feed or schema has it, nor the search of the theme, nor metadata."""
    book = listed(PAPER, *OTHERS, abstracts=ABSTRACTS)
    renderer = Renderer(book, SITE)
    sign = "sentence of $x$"
    for form in (*FORMATS.values(), *CITATIONS.values()):
        rendered = form.render(whole_list(book, SITE) if form in FORMATS.values() else [])
        assert sign not in rendered, form
    files = {name: make() for name, make in file_makers(renderer).items()}
    assert [name for name, text in files.items() if sign in text] == ["assets/abstracts.json"]
    for uri, make in page_makers(renderer).items():
        page = make()
        others = (page.description, page.heading, page.search, page.metadata, *page.names)
        assert not any(sign in text for text in others)
        assert (sign in page.body) == (uri == "papers/a.md")


@pytest.mark.parametrize(
    ("abstracts", "site"),
    [
        (ABSTRACTS, replace(SITE, abstracts=False)),
        ({"2401.00009": Abstract(text="Of a paper that left.", **SAID)}, SITE),
    ],
)
def test_without_abstracts_the_site_is_the_same_bytes(abstracts, site):
    def everything(book, site):
        renderer = Renderer(book, site)
        files = {name: make() for name, make in file_makers(renderer).items()}
        pages = {uri: make() for uri, make in page_makers(renderer).items()}
        return files, pages, fill("<!-- papers -->", "index.md", renderer)

    assert everything(listed(abstracts=abstracts), site) == everything(listed(), SITE)
