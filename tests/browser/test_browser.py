"""What needs a browser: search, copying, keyboard, scroll position, no JavaScript."""

import json
import re
import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from tests.support import builds
from tests.support.visits import COPY, FIRST, PAPER, QUERY, RESULT, citation, size

PAPERS = builds.newest_first(builds.load("papers.yaml"))
CODED = [paper["id"] for paper in PAPERS if "code" in paper]


def test_the_search_starts_on_a_page_of_another_depth(visit):
    """The theme swaps the page; its worker has an address relative to the first one."""
    page = visit(viewport=size(1280)).open(PAPER)
    page.locator(".md-header__button.md-logo").click()
    expect(page.locator("[data-explorer=list]")).to_be_attached()
    page.locator(QUERY).press_sequentially("orca")
    expect(page.locator(RESULT).first).to_be_visible()


def test_search_leads_to_the_paper(visit):
    page = visit(viewport=size(390)).open("topics/kv-cache/")
    page.locator("label.md-header__button[for=__search]").click()
    page.locator(QUERY).press_sequentially("PagedAttention")
    page.locator(RESULT).first.click()
    page.wait_for_url("**/papers/pagedattention/**")
    expect(page.locator("main h1")).to_contain_text("PagedAttention")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_missing_page_opens_the_search(visit, width):
    page = visit(viewport=size(width)).open("no/such/page/")
    page.locator("article [data-open-search]").click()
    expect(page.locator(QUERY)).to_be_focused()


def test_the_missing_page_opens_the_search_by_keyboard(visit):
    page = visit(viewport=size(1280)).open("no/such/page/")
    page.locator("article [data-open-search]").press("Enter")
    expect(page.locator(QUERY)).to_be_focused()


# Citations

FOLDED = {"BibLaTeX": ".biblatex.bib", "RIS": ".ris", "CSL-JSON": ".csl.json"}


@pytest.fixture
def reader(visit):
    """A window that may use the clipboard."""
    window = visit(viewport=size(1280))
    window.allow_clipboard()
    return window


def expect_a_copy(page, label="BibTeX"):
    page.evaluate("navigator.clipboard.writeText('')")
    box = citation(page, label)
    box.locator(COPY).click()
    expect(box.locator("[role=status]")).to_have_text("Copied")
    expect(box.locator(COPY)).to_have_text(f"Copied {label}")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "flashattention-2" in copied
    assert copied == box.locator("pre").text_content()


def test_copy_button_copies_reports_it_and_resets(reader):
    page = reader.open(PAPER)
    expect_a_copy(page)
    box = citation(page)
    assert box.locator("pre").text_content().startswith("@inproceedings{flashattention-2,\n  title")
    expect(box.locator(COPY)).to_have_text("Copy BibTeX")
    expect(box.locator("[role=status]")).to_have_text("")


def test_every_folded_format_opens_and_is_copied(reader):
    page = reader.open(PAPER)
    for label in FOLDED:
        expect(citation(page, label)).to_be_hidden()
        page.locator("summary", has_text=label).click()
        expect_a_copy(page, label)


@pytest.mark.parametrize("home", ["", "zh/"])
def test_every_format_can_be_downloaded(visit, home):
    page = visit(viewport=size(1280)).open(home + PAPER)
    for label, ending in ({"BibTeX": ".bib"} | FOLDED).items():
        if label in FOLDED:
            page.locator("summary", has_text=label).click()
        box = citation(page, label)
        with page.expect_download() as waiting:
            box.locator("a[download]").click()
        assert waiting.value.suggested_filename == f"flashattention-2{ending}"
        assert waiting.value.path().read_text("utf-8") == box.locator("pre").text_content()
    assert page.url.endswith(home + PAPER)


def test_copy_button_works_again_and_by_keyboard(reader):
    page = reader.open(PAPER)
    expect_a_copy(page)
    page.evaluate("navigator.clipboard.writeText('')")
    button = citation(page).locator(COPY)
    button.press("Enter")
    expect(button).to_have_text("Copied BibTeX")
    expect(button).to_have_text("Copy BibTeX")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@inproceedings")


def test_copy_button_works_after_instant_navigation(reader):
    page = reader.open("")
    page.evaluate("window.stays = true")
    page.locator("#p-flashattention-2 a.pl-name").click()
    page.wait_for_url(f"**/{PAPER}")
    expect(page.locator("main h1")).to_contain_text("FlashAttention-2")
    assert page.evaluate("window.stays")
    expect_a_copy(page)


@pytest.mark.parametrize(
    "clipboard",
    ["{writeText: () => Promise.reject(new Error('refused'))}", "undefined"],
    ids=["refused", "missing"],
)
def test_without_a_clipboard_the_citation_is_selected(visit, clipboard):
    window = visit(viewport=size(1280))
    script = f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})"
    window.context.add_init_script(script)
    page = window.open(PAPER)
    box = citation(page)
    box.locator(COPY).click()
    expect(box.locator("[role=status]")).to_have_text("Selected: press Ctrl+C")
    selected = page.evaluate("String(getSelection())")
    assert selected.split() == box.locator("pre").text_content().split()
    expect(box.locator(COPY)).to_have_text("Copy BibTeX")


# Without scripts


def test_without_scripts_everything_works_that_needs_none(visit, site):
    page = visit(java_script_enabled=False, viewport=size(1280)).open("")
    table = page.locator("table.pl-table")
    expect(table.locator("a.pl-name")).to_have_count(len(builds.rows(site.pages[""])))
    expect(table.locator(f"#p-{FIRST} a.pl-name")).to_be_visible()
    expect(table.locator("a.pl-pdf").last).to_be_visible()
    expect(table.locator("a.pl-code").last).to_be_visible()
    expect(page.locator(".md-search")).to_be_hidden()
    expect(page.locator("label[for=__search]").first).to_be_hidden()
    table.locator("#p-flashattention-2 a.pl-name").click()
    expect(citation(page).locator("pre")).to_contain_text("@inproceedings{flashattention-2")
    for label in FOLDED:
        text = citation(page, label).locator("pre")
        expect(text).to_be_hidden()
        page.locator("summary", has_text=label).click()
        expect(text).to_be_visible()
        expect(text).to_contain_text("flashattention-2")
    expect(page.locator(COPY)).to_have_count(1 + len(FOLDED))
    expect(page.locator(f"{COPY}:visible")).to_have_count(0)
    with page.expect_download() as waiting:
        citation(page, "RIS").locator("a[download]").click()
    assert waiting.value.path().read_text("utf-8").startswith("TY  - ")


def test_without_scripts_the_missing_page_offers_the_list_only(visit):
    page = visit(java_script_enabled=False).open("no/such/page/")
    expect(page.locator("article [data-open-search]")).to_be_hidden()
    page.locator("article a").first.click()
    expect(page.locator("table.pl-table")).to_be_visible()


# Keyboard and scroll position


COUNT_SITEMAPS = """window.sitemaps = 0
  const parse = DOMParser.prototype.parseFromString
  DOMParser.prototype.parseFromString = function (text, type) {
    if (type === "text/xml") window.sitemaps++
    return parse.call(this, text, type)
  };
"""
WITHOUT_TIMER = """const start = setTimeout
  window.setTimeout = (task, delay) => (delay === 2000 ? 0 : start(task, delay))"""
ONE = "() => window.sitemaps === 1"


@pytest.mark.parametrize("how", ["hover", "focus", None])
def test_a_large_sitemap_is_read_when_links_are_near(visit, site, how):
    """The theme needs seconds for that on a slow device, in which nothing else would happen."""
    window = visit(viewport=size(1280))
    large = (site.folder / "sitemap.xml").read_text("utf-8") + "\n" * 200_000
    window.context.route("**/sitemap.xml", lambda route: route.fulfill(body=large))
    window.page.add_init_script(COUNT_SITEMAPS + (WITHOUT_TIMER if how else ""))
    page = window.open(PAPER)
    link = page.locator(".md-tabs__link", has_text="Topics")
    if how:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.sitemaps") == 0
        getattr(link, how)()
    page.wait_for_function(ONE)
    link.click()
    page.wait_for_url("**/topics/")
    expect(page.locator("main h1")).to_have_text("Topics")
    assert page.evaluate(ONE)  # still the same document


def test_a_small_sitemap_is_read_at_once(visit):
    window = visit(viewport=size(1280))
    window.page.add_init_script(COUNT_SITEMAPS + WITHOUT_TIMER)
    window.open(PAPER).wait_for_function(ONE)


@pytest.mark.parametrize("home", ["", "zh/"])
def test_the_theme_requests_only_its_own_sitemap(visit, home):
    """It would request one for each rel=alternate of each page; links still work as they should."""
    window = visit(viewport=size(1280))
    sitemaps = []
    is_sitemap = re.compile(r"sitemap[^/]*\.xml").search
    window.page.on("request", lambda it: is_sitemap(it.url) and sitemaps.append(it.url))
    page = window.open(f"{home}topics/kv-cache/")
    links = page.evaluate("document.querySelectorAll('link[rel=alternate]').length")
    assert links == 6  # three of languages, three of feeds
    page.wait_for_load_state("networkidle")
    page.evaluate("window.isSameDocument = true")
    page.locator(".pl-name").first.click()
    page.wait_for_url(f"**/{home}papers/*/")
    expect(page.locator(".pl-cite").first).to_be_visible()
    assert page.evaluate("window.isSameDocument")
    page.wait_for_load_state("networkidle")
    own = f"{window.site.url}{home}sitemap.xml"
    assert sitemaps == [own]
    path = page.url.removeprefix(f"{window.site.url}{home}")
    other = "" if home else "zh/"
    page.locator("button[aria-label='Select language'], button[aria-label='选择当前语言']").hover()
    page.locator(f".md-select__link[hreflang={'en' if home else 'zh'}]").click()
    page.wait_for_url(f"{window.site.url}{other}{path}")
    page.wait_for_load_state("networkidle")
    assert sitemaps == [own, f"{window.site.url}{other}sitemap.xml"]


@pytest.mark.parametrize("width", [1280, 390])
def test_tab_reaches_the_first_paper(visit, width):
    page = visit(viewport=size(width)).open("")
    link = page.locator(f"#p-{FIRST} a.pl-name")
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/papers/{FIRST}/")


@pytest.mark.parametrize("address", ["", PAPER, "topics/kv-cache/", "about/"])
def test_skip_link_goes_to_the_content(visit, address):
    page = visit(viewport=size(1280)).open(address)
    page.keyboard.press("Tab")
    skip = page.locator("a.md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    heading = page.locator("h1")
    page.wait_for_url(f"**/#{heading.get_attribute('id')}")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_linked_row_is_marked_and_not_under_the_header(visit, width, scheme):
    page = visit(viewport=size(width), color_scheme=scheme).open("#p-orca")
    row, header = page.locator("#p-orca"), page.locator(".md-header")
    expect(row).to_be_in_viewport(ratio=1)
    colour = "row => getComputedStyle(row).backgroundColor"
    assert row.evaluate(colour) != page.locator("#p-orca + tr").evaluate(colour)
    bar = header.bounding_box()
    assert row.bounding_box()["y"] >= bar["y"] + bar["height"]


def test_newest_leads_to_its_row(visit):
    page = visit(viewport=size(1280)).open("topics/kv-cache/")
    page.locator(".pl-facts a[href*='#p-']").click()
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport(ratio=1)


HEIGHT = "document.querySelector('.pl-table').offsetHeight"
KEPT = "() => history.state?.y === scrollY"  # by the theme, a moment after the scrolling ends
STARTED = "() => document.documentElement.matches('[data-pl-started]')"


def test_skipped_rows_have_their_final_height(visit):
    window = visit()
    window.page.route("**/assets/papers.js*", lambda route: route.fulfill(body=""))
    late = window.open("")  # it never ends to start
    page = visit().open("")
    page.wait_for_function(STARTED)
    for width in (360, 414, 600, 768, 1024, 1180, 1280, 1920):
        for each in (late, page):
            each.set_viewport_size(size(width))
        assert late.evaluate(HEIGHT) == pytest.approx(page.evaluate(HEIGHT), rel=0.06), width


ADD = "document.querySelector('.pl-facts').append(document.createElement('i'))"


def test_an_added_element_restyles_only_itself(visit):
    """Some selectors with `:has()` would make the browser restyle the whole list."""
    page = visit(viewport=size(1280)).open("")
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.wait_for_function(STARTED)
    browser = page.context.browser
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.evaluate(f"{ADD}; document.body.offsetHeight")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    styled = [each["args"] for each in events if each["name"] == "UpdateLayoutTree"]
    assert 0 < sum(each.get("elementCount", 0) for each in styled) < 50


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("view", "paper"), [("", "orca"), ("?code=yes", CODED[-1])])
def test_back_leads_to_the_row_that_was_left(visit, width, view, paper):
    """Even if the page loads slowly: the theme scrolls too early and loses the position."""
    window = visit(viewport=size(width))
    page = window.open(view)
    page.wait_for_function(STARTED)
    shown = len(CODED if view else PAPERS)
    expect(page.locator(".pl-table tbody tr[id]")).to_have_count(shown)
    row = page.locator(f"#p-{paper}")
    row.scroll_into_view_if_needed()
    page.wait_for_function(KEPT)
    top = row.bounding_box()["y"]
    page.route(window.site.url + view, slow)
    row.locator(".pl-name").click()
    expect(page.locator(".pl-marks")).to_be_visible()
    page.wait_for_function(KEPT)
    page.go_back()
    expect(row).to_be_in_viewport()
    if not view:  # of rows that were filtered the heights are guessed
        assert row.bounding_box()["y"] == pytest.approx(top, abs=1)


def slow(route):
    time.sleep(0.3)
    with suppress(PlaywrightError):  # the test has ended by then
        route.continue_()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_reload_stays_where_it_was(visit, width):
    page = visit(viewport=size(width)).open("")
    row = page.locator("#p-orca")
    row.scroll_into_view_if_needed()
    page.wait_for_function(KEPT)
    top = row.bounding_box()["y"]
    page.reload()
    page.wait_for_function(STARTED)
    expect(row).to_be_in_viewport(ratio=1)
    assert row.bounding_box()["y"] == pytest.approx(top, abs=1)
