"""The main paths in Firefox, which has another engine than the browser of the other tests."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import TRANSITIONS_END
from tests.browser.test_bookmarks import MARKED
from tests.browser.test_explorer import CHIPS, FIELD, expect_query, expect_view
from tests.support.reference import PAPERS, exported
from tests.support.visits import (
    FIRST,
    PAGES,
    PALETTES,
    PAPER,
    QUERY,
    RESULT,
    ROWS,
    TELL,
    WIDE,
    Visit,
    citation,
    ids,
    size,
)


@pytest.fixture
def window(firefox, whole):
    window = Visit(firefox, whole, viewport=WIDE)
    window.page.add_init_script(TELL)
    yield window
    window.context.close()
    assert window.wrong == []


def test_every_page_runs_without_errors_and_fits(window):
    for n, address in enumerate(PAGES):
        page = window.open(("", "zh/")[n % 2] + address)
        expect(page.locator("h1")).to_be_visible()
        for width in (390, 1280):
            page.set_viewport_size(size(width))
            assert window.overflow() <= 0, (page.url, width)
    # Otherwise Firefox squeezes Chinese punctuation; the theme sets features of the font.
    page = window.open("zh/about/")
    features = "element => getComputedStyle(element).fontFeatureSettings"
    assert page.locator("article p").first.evaluate(features) == "normal"


def test_search_and_filters(window):
    page = window.open("?topic=kv-cache")
    expect_view(page, topic=["kv-cache"])
    page.locator(FIELD).press_sequentially("quant")
    expect_view(page, topic=["kv-cache"], q="quant")
    page.locator(".pl-filter [name=code]").check()
    page.locator("th[data-sort=name] button").click()
    expect_query(page, "?q=quant&topic=kv-cache&code=yes&sort=name")
    page.evaluate("() => { window.stays = true }")
    page.locator(f"{ROWS} .pl-name").first.click()
    expect(page.locator(".pl-marks")).to_be_visible()
    page.go_back()
    expect_view(page, topic=["kv-cache"], q="quant", code=True, sort="name")
    page.locator(CHIPS).first.click()
    expect_view(page, q="quant", code=True, sort="name")
    page.locator(".pl-active [data-do=clear]").click()
    page.locator("[data-do=undo]").press("Enter")
    expect_view(page, q="quant", code=True, sort="name")
    assert page.evaluate("() => window.stays")


def test_the_search_of_the_header_leads_to_a_paper(window):
    page = window.open("about/")
    page.locator(QUERY).press_sequentially("PagedAttention")
    page.locator(RESULT).first.click()
    expect(page.locator("main h1")).to_contain_text("PagedAttention")


def test_dialogs_and_keys(window):
    page = window.open("")
    page.locator(FIELD).press("ArrowDown")
    expect(page.locator(f"#p-{FIRST} .pl-name")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(f"#p-{FIRST} [data-pick]")).to_be_checked()
    page.locator("#p-orca").evaluate("row => row.scrollIntoView({ behavior: 'instant' })")
    page.evaluate("() => document.activeElement.blur()")
    before = page.evaluate("() => scrollY")
    page.keyboard.press("j")
    expect(page.locator(".pl-name:focus")).to_be_in_viewport(ratio=1)
    assert abs(page.evaluate("() => scrollY") - before) < 100
    for name in ("sheet", "export", "help"):
        button = page.locator(f"[data-do={name}]").first
        button.press("Enter")
        expect(page.locator(f"[data-dialog={name}]")).to_be_visible()
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
    page.locator("[data-do=sheet]").click()
    words = page.locator("[name=hide]")
    words.press_sequentially("survey")
    words.press("Enter")
    words.press("Escape")  # empties a field of the type search
    expect(page.locator("[data-dialog=sheet]")).to_be_hidden()
    page = window.open("zh/")
    expect(words).to_have_value("survey")


def test_copied_papers(window):
    page = window.open("?q=dao+flash")
    expect_view(page, q="dao flash")
    wanted = ids(page)
    page.locator("[data-do=export]").click()
    page.locator("[data-do=copy-export]").click()
    expect(page.locator(".pl-notice")).to_contain_text("copied: BibTeX")
    assert page.evaluate("() => navigator.clipboard.readText()") == exported("bibtex", wanted)
    page = window.open(PAPER)
    citation(page).locator("button").click()
    expect(citation(page).locator("[role=status]")).to_have_text("Copied")


def test_a_link_that_cannot_be_shared_is_copied(window):
    page = window.open("?q=orca")
    page.set_viewport_size(size(390))
    page.locator("[data-do=sheet]").click()
    share = page.locator("[data-dialog=sheet] [data-do=send]")
    share.click()
    expect(share).to_have_text("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_a_page_restored_by_back_has_the_marks_of_today(window):
    page = window.open("")
    expect(page.locator("thead [data-pick]")).to_be_attached()
    # Firefox does not store a page that still loads something, such as the icons of its last rows.
    expect(page.locator("html[data-pl-started]")).to_be_attached()
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { window.stays = true }")
    page.goto(f"{window.site.url}{PAPER}")
    page.locator(".pl-marks [data-mark=bookmarks]").click()
    expect(page.locator(MARKED)).to_be_visible()
    page.evaluate("() => history.back()")  # playwright would wait for the page to be loaded
    row = f"#p-flashattention-2 {MARKED}"
    page.wait_for_function("row => window.stays && document.querySelector(row)", arg=row)


PALETTE = ".md-header__option label:visible"  # leads from the system's palette to light, to dark
SCROLLING = """() => [...document.querySelectorAll("body *")].map(getComputedStyle).filter(
  ({ overflowX, overflowY }) => `${overflowX} ${overflowY}`.includes("auto"))"""
UNMARK = "() => { window.marked = CSS.highlights.get('pl-match'); CSS.highlights.clear() }"
MARK = "() => { CSS.highlights.set('pl-match', window.marked) }"


def test_found_words_and_scrollbars_in_both_palettes(window):
    page = window.open("?q=orca")
    expect_view(page, q="orca")
    name = page.locator("#p-orca .pl-name")
    for clicks, scheme in ((0, "light"), (2, "dark")):
        for _ in range(clicks):
            page.locator(PALETTE).click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", PALETTES[scheme])
        page.evaluate(TRANSITIONS_END)
        look = name.screenshot()
        page.evaluate(UNMARK)
        assert name.screenshot() != look, scheme
        page.evaluate(MARK)
        assert name.screenshot() == look, scheme
    # For a picture, playwright adds a style that the policy of the page refuses.
    window.wrong[:] = [line for line in window.wrong if "style-src-elem" not in line]
    # Otherwise Firefox draws scrollbars white on some systems.
    assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "dark"
    colours = page.evaluate(f"{SCROLLING}.map(it => it.scrollbarColor)")
    assert len(colours) > 3
    assert "auto" not in colours


def test_a_folded_citation_has_no_scrollbar_over_its_third_line(window):
    box = citation(window.open(PAPER))
    overflow = "pre => getComputedStyle(pre).overflow"
    assert box.locator("pre").evaluate(overflow) == "hidden"
    box.locator("label").click()
    assert box.locator("pre").evaluate(overflow) == "auto"


def test_a_heading_is_printed_on_the_sheet_of_what_follows(window):
    """On paper so high that another line would not fit after the heading."""
    for address, height in ((PAPER, 15), ("start/", 21)):
        headings = window.open(address).locator("article h2").all_text_contents()
        assert headings
        for sheet in window.printed(height)[:-1]:
            assert sheet.splitlines()[-1].strip() not in headings


# A frame without scripts, in a page without a policy: playwright cannot turn them off in Firefox.
UNSCRIPTED = """address => new Promise(resolve => {
  const frame = document.createElement("iframe")
  Object.assign(frame, { width: 1280, sandbox: "allow-same-origin", src: address })
  const count = selector => [...frame.contentDocument.querySelectorAll(selector)].filter(
    element => element.checkVisibility()).length
  frame.addEventListener("load", () => resolve([".pl-table tbody tr[id]", ".pl-explorer :is("
    + "button, dialog, input, select, .pl-count, .pl-notice)"].map(count)))
  document.body.append(frame)
})"""


def test_without_scripts_there_is_the_table_and_no_control(window):
    window.page.goto(f"{window.site.url}robots.txt")
    counts = window.page.evaluate(UNSCRIPTED, window.site.url)
    assert counts == [len(PAPERS), 0]
