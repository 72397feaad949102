"""A list that is too large for one page: the script makes the rows that the HTML lacks."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from paperlist import load_catalogue
from paperlist.catalogue.facts import Facts, LinkRecord, RepositoryRecord
from paperlist.publishing.links import reading_link
from paperlist.publishing.site_info import Site
from paperlist.site.explorer import size
from paperlist.site.explorer.index import render_index
from paperlist.site.pages import fill
from paperlist.site.rendering import Renderer
from tests.support import builds
from tests.support.reference import PAPERS, choose
from tests.support.visits import ROWS, WIDE, Visit, download, ids

IN_PAGE = 10
ALL = [paper["id"] for paper in PAPERS]
LAST = ALL[-1]
HOMES = ["", "zh/"]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The site of the sample, if ten papers were many."""
    project = builds.copy_project(tmp_path_factory.mktemp("large") / "project")
    module = project / "paperlist/site/explorer/size.py"
    builds.edit(module, f"MOST = {size.MOST}\n", "MOST = 20\n")
    builds.edit(module, f"NEWEST = {size.NEWEST}\n", f"NEWEST = {IN_PAGE}\n")
    builds.edit(module, f"SUMMARISED = {size.SUMMARISED}\n", "SUMMARISED = 20\n")
    with builds.built(project, tmp_path_factory.mktemp("large-site")) as site:
        yield site


@pytest.fixture
def window(chromium, large):
    made = Visit(chromium, large, viewport={"width": 1280, "height": 300})
    # Rows far from the screen do not count as near the end here.
    made.page.add_init_script(
        "window.IntersectionObserver = class { observe() {} disconnect() {} }"
    )
    yield made
    made.context.close()
    assert made.wrong == []


@pytest.fixture
def scrolling(chromium, large):
    made = Visit(chromium, large, viewport=WIDE)
    yield made
    made.context.close()
    assert made.wrong == []


def expect_rows(page, wanted):
    expect(page.locator(ROWS)).to_have_count(len(wanted))
    assert ids(page) == wanted


# Rows

EQUAL = """async ([script, index, html, language]) => {
  const m = await import(script)
  const root = new DOMParser().parseFromString(html, "text/html").querySelector("[data-explorer]")
  document.documentElement.lang = language
  const { papers, kinds } = m.readIndex(JSON.parse(index))
  const words = JSON.parse(root.dataset.words)
  const explorer = { root, words, controls: new m.Controls(root, words), kinds: kinds[language] }
  const make = m.rowMaker(explorer)
  const tidy = row => {
    for (const node of [...row.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove()
    row.normalize()
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) walker.currentNode.data =
      walker.currentNode.data.replace(/\\s+/g, " ")
    return row
  }
  const rows = [...root.querySelectorAll("tr[id]")]
  const different = rows.flatMap((row, n) => {
    const [made, given] = [tidy(make(papers[n])), tidy(row)]
    return made.isEqualNode(given) ? [] : [[made.outerHTML, given.outerHTML]]
  })
  return [rows.length, different]
}"""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("live", [False, True])
def test_a_made_row_is_that_of_the_page(scrolling, monkeypatch, language, live):
    """With stars of some repositories, archived ones and dead links, and with live badges."""
    monkeypatch.setattr(size, "MOST", 20)
    monkeypatch.setattr(size, "NEWEST", len(PAPERS))
    monkeypatch.setattr(size, "SUMMARISED", 20)
    listed = load_catalogue(builds.SAMPLE / "data").catalogue
    coded = [paper.code_repository for paper in listed.papers if paper.code_repository]
    stars = {
        each.key: RepositoryRecord(
            count=count, date="2026-01-02", source="https://api.example.org/"
        )
        for each, count in zip(coded, (0, 1, 999, 1250, 14213, 99960, 123456), strict=False)
    }
    for n, each in enumerate(coded[2:12]):
        record = {"date": "2026-01-02", "source": "https://api.example.org/", "gone": n % 3 == 1}
        stars[each.key] = RepositoryRecord(count=3, archived=n % 3 < 2, **record)
    links = {
        link: LinkRecord(verdict=("gone", "moved")[n % 2], date="2026-01-02")
        for n, link in enumerate(
            link
            for paper in listed.papers[:30]
            for link in (reading_link(paper).url, paper.code)
            if link
        )
    }
    listed = replace(listed, facts=Facts(stars=stars, links=links))
    main = scrolling.site.url.rstrip("/")
    url = main if language == "en" else f"{main}/zh"
    site = Site(
        language, url, "", main_url="" if language == "en" else main, languages=("en", "zh"),
        live_badges=live,
    )  # fmt: skip
    page = scrolling.open("about/")
    html, _ = fill("<!-- papers -->", "index.md", Renderer(listed, site))
    index = render_index(listed, site.languages, live_badges=live)
    script = f"{main}/assets/explorer.js"
    number, different = page.evaluate(EQUAL, [script, index, html, language])
    assert number == len(PAPERS)
    assert different == []
    if live:  # this page has the policy of a site without live badges
        scrolling.wrong[:] = [line for line in scrolling.wrong if "img.shields.io" not in line]


def test_the_index_of_a_small_list_has_no_columns_for_rows(large):
    columns = json.loads((large.folder / "assets/explorer.json").read_text("utf-8"))["columns"]
    listed = load_catalogue(builds.SAMPLE / "data").catalogue
    small = json.loads(render_index(listed))["columns"]
    assert {*columns} - {*small} == {
        *("link", "repository", "starred", "archived", "live", "dead"),
    }


# The page as delivered


@pytest.mark.parametrize("home", HOMES)
def test_the_html_has_the_newest_papers_and_the_years_have_all(large, home):
    assert builds.row_ids(large.pages[home]) == ALL[:IN_PAGE]
    years = [page for address, page in large.pages.items() if address.startswith(f"{home}years/")]
    assert sorted(paper for page in years for paper in builds.row_ids(page)) == sorted(ALL)
    for head in large.pages[home].find_class("pl-year"):
        year, number, *_ = builds.text(head).split()
        assert int(number) == sum(paper["date"].startswith(year) for paper in PAPERS)


def test_a_small_topic_of_a_large_list_has_all_its_rows(large):
    for topic in ("kv-cache", "surveys"):
        wanted = choose(topic=[topic])
        cut = wanted[:IN_PAGE] if len(wanted) > 20 else wanted
        assert builds.row_ids(large.pages[f"topics/{topic}/"]) == cut


def test_without_scripts_no_space_is_left_for_the_other_rows(chromium, large):
    made = Visit(chromium, large, java_script_enabled=False)
    page = made.open("")
    expect(page.locator(".pl-rest")).to_be_hidden()
    expect(page.locator(".pl-years a").first).to_be_visible()
    made.context.close()


# The reader


@pytest.mark.parametrize("home", HOMES)
def test_the_other_rows_follow_when_the_reader_scrolls(scrolling, home):
    page = scrolling.open(home)
    page.mouse.wheel(0, 400)
    expect_rows(page, ALL)
    heads = page.locator(".pl-year th").evaluate_all(
        "all => all.map(e => e.textContent.split(' ')[0])"
    )
    assert heads == sorted({paper["date"][:4] for paper in PAPERS}, reverse=True)
    assert page.evaluate("document.querySelector('.pl-rest').offsetHeight") == 0


def test_nothing_is_loaded_before_the_reader_needs_it(window):
    requested = []
    window.page.on("request", lambda request: requested.append(request.url))
    page = window.open("")
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.wait_for_timeout(300)
    expect_rows(page, ALL[:IN_PAGE])
    assert [url for url in requested if "explorer.json" in url] == []


@pytest.mark.parametrize("home", HOMES)
def test_filters_and_counts_cover_all_papers(window, home):
    page = window.open(home)
    page.locator("input[name=q]").fill("attention")
    wanted = choose(q="attention")
    assert not {*wanted} <= {*ALL[:IN_PAGE]}
    expect_rows(page, wanted)
    expect(page.locator(".pl-count__n b")).to_have_text(str(len(wanted)))
    page.locator("input[name=q]").fill("")
    expect_rows(page, ALL)
    page.locator("[data-sort=name] button").click()
    expect_rows(page, choose(sort="name"))


def test_a_topic_page_covers_its_topic_only(window):
    page = window.open("topics/kv-cache/?sort=oldest")
    expect_rows(page, choose(topic=["kv-cache"], sort="oldest"))


@pytest.mark.parametrize("home", HOMES)
def test_all_papers_are_selected_and_exported(window, home):
    page = window.open(home)
    page.locator("thead [data-pick]").check()
    expect(page.locator(".pl-picked")).to_contain_text(str(len(ALL)))
    expect_rows(page, ALL)
    expect(page.locator("tbody [data-pick]:checked")).to_have_count(len(ALL))
    page.locator("[data-do=unpick]").click()
    text = download(page, "papers.bib").path().read_text("utf-8")
    assert text.count("\n}\n") == len(ALL)


@pytest.mark.parametrize("home", HOMES)
def test_long_rows_have_the_summaries_that_the_page_lacks(scrolling, home):
    page = scrolling.open(home)
    assert page.locator(".pl-gist").count() == 0
    page.locator(".pl-count [name=long]").check()
    page.mouse.wheel(0, 400)
    expect_rows(page, ALL)
    texts = [paper[f"summary{'_zh' * bool(home)}"] for paper in PAPERS if "summary" in paper]
    expect(page.locator(".pl-gist")).to_have_text(texts)
    expect(page.locator(".pl-gist").first).to_be_visible()


def test_an_export_of_an_untouched_page_has_all_papers(window):
    page = window.open("")
    text = download(page, "papers.bib").path().read_text("utf-8")
    assert text.count("\n}\n") == len(ALL)


def test_the_keys_go_beyond_the_rows_of_the_page(scrolling):
    page = scrolling.open("")
    page.locator(f"#p-{ALL[IN_PAGE - 1]} .pl-name").focus()
    expect_rows(page, ALL)
    page.keyboard.press("j")
    expect(page.locator(f"#p-{ALL[IN_PAGE]} .pl-name")).to_be_focused()
    page.keyboard.press("b")
    page.keyboard.press("x")
    expect(page.locator(f"#p-{ALL[IN_PAGE]} [data-mark]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".pl-picked")).to_contain_text("1")


def test_a_made_row_has_its_bookmark_and_is_on_the_bookmarks_page(window):
    page = window.open(f"?ids={LAST}")
    page.locator(f"#p-{LAST}").hover()
    page.locator(f"#p-{LAST} [data-mark]").click()
    page = window.open("?sort=oldest")
    expect(page.locator(f"#p-{LAST} [data-mark]")).to_have_attribute("aria-pressed", "true")
    page = window.open("bookmarks/")
    expect_rows(page, [LAST])
    page.locator(f"#p-{LAST} .pl-name").click()
    page.wait_for_url(f"**/papers/{LAST}/")


# Places in the page


def expect_in_view(page, paper):
    page.wait_for_function(
        """id => { const row = document.getElementById(id)
          const top = row?.getBoundingClientRect().top
          return row?.matches(":target") && top >= 0 && top < innerHeight }""",
        arg=f"p-{paper}",
    )


@pytest.mark.parametrize("address", ["", "zh/", "?date=..2026", "topics/kv-cache/"])
def test_a_link_to_an_older_paper_scrolls_to_it(window, address):
    target = choose(topic=["kv-cache"])[-1] if address.startswith("topics") else LAST
    page = window.open(f"{address}#p-{target}")
    expect_in_view(page, target)
    assert page.url.endswith(f"#p-{target}")


def test_a_link_in_the_page_to_an_older_paper_scrolls_to_it(window):
    page = window.open("")
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.evaluate("hash => { location.hash = hash }", f"p-{LAST}")
    expect_in_view(page, LAST)


def test_the_anchor_of_the_list_and_print_are_as_before(scrolling):
    page = scrolling.open("#paperlist")
    assert abs(page.evaluate("paperlist.getBoundingClientRect().top")) < 200
    page.emulate_media(media="print")
    expect(page.locator(".pl-rest")).to_be_hidden()
    expect(page.locator(".pl-years")).to_be_visible()


@pytest.mark.parametrize("pause", [0, 150], ids=["quick", "slow"])
def test_back_returns_to_the_row_that_was_left(scrolling, pause):
    """Also if the rows above it, whose height is estimated until then, are made slowly."""
    page = scrolling.page
    if pause:
        page.add_init_script(f"window.requestIdleCallback = task => setTimeout(task, {pause})")
    scrolling.open("")
    page.mouse.wheel(0, 400)
    expect_rows(page, ALL)
    row = page.locator(f"#p-{ALL[-20]}")
    row.scroll_into_view_if_needed()
    row.locator(".pl-name").click()
    expect(page.locator(".pl-marks")).to_be_visible()  # the page, which comes after its address
    page.go_back()
    expect_rows(page, ALL)
    expect(row).to_be_in_viewport()
