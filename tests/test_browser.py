"""What only a browser knows: search, copying, the keyboard, narrow screens and both palettes."""

import re

import pytest
from playwright.sync_api import expect

from tests import builds

PAGES = (
    "",
    "topics/kv-cache/",
    "papers/flashattention-2/",
    "collections/",
    "collections/v0.2/",
    "contribute/",
    "about/",
    "topics/",
    "no/such/page/",
)
LONGEST = max(builds.load("papers.yaml"), key=lambda paper: len(paper["title"]))["id"]
PAPER = "papers/flashattention-2/"
PICTURES = builds.ROOT / "build/pictures"
COPY = "button[data-copy]"
QUERY = ".md-search__input"
RESULT = ".md-search-result__item > a"
FIRST = builds.newest_first(builds.load("papers.yaml"))[0]["id"]


class Visit:
    """A browser window on the site, and whatever went wrong in it."""

    def __init__(self, browser, site, **settings):
        self.site = site
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.wrong = []
        self.page.on("console", self.on_console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", self.on_request)

    def on_console(self, message):
        missing = message.location["url"].endswith("no/such/page/")
        if message.type in ("error", "warning") and not missing:
            self.wrong.append(f"console: {message.text}")

    def on_request(self, request):
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.wrong.append(f"request: {request.url}")

    def open(self, address):
        self.page.goto(self.site.url + address)
        expect(self.page.locator("h1")).to_have_count(1)
        return self.page

    def overflow(self):
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.fixture
def visit(chromium, site):
    visits = []

    def start(**settings):
        visits.append(Visit(chromium, site, **settings))
        return visits[-1]

    yield start
    wrong = [line for each in visits for line in each.wrong]
    for each in visits:
        each.context.close()
    assert wrong == []


def size(width):
    return {"width": width, "height": 800}


@pytest.mark.parametrize("home", ["", "zh/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_and_run_without_errors(visit, width, scheme, home):
    """Keeps a picture of each page, for people to look at."""
    window = visit(viewport=size(width), color_scheme=scheme)
    for address in PAGES:
        page = window.open(home + address)
        palette = {"light": "default", "dark": "slate"}[scheme]
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
        assert window.overflow() <= 0, address
        name = f"{home}{address}".strip("/").replace("/", "-") or "home"
        page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png")


@pytest.mark.parametrize("address", ["", PAPER, f"papers/{LONGEST}/", "topics/quantization/"])
def test_pages_fit_on_the_narrowest_screen(visit, address):
    window = visit(viewport=size(360))
    window.open(address)
    assert window.overflow() <= 0


@pytest.mark.parametrize(
    ("words", "paper"),
    [
        ("FlashAttention-2", "flashattention-2"),
        ("LLM.int8()", "llm-int8"),
        ("PagedAttention", "pagedattention"),
        ("2307.08691", "flashattention-2"),
        ("FA2", "flashattention-2"),
    ],
)
def test_search_finds_a_paper_first(visit, words, paper):
    page = visit(viewport=size(1280)).open("")
    page.locator(QUERY).press_sequentially(words)
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile(f"/papers/{paper}/"))


@pytest.mark.parametrize(
    ("words", "paper"),
    [
        ("int8", "llm-int8"),
        ("W4A8", "qserve"),
        ("KV cache", "kvzip"),
        ("Tri Dao", "flashattention"),
    ],
)
def test_search_finds_a_paper_among_others(visit, words, paper):
    page = visit(viewport=size(1280)).open("")
    page.locator(QUERY).press_sequentially(words)
    expect(page.locator(f"{RESULT}[href*='/papers/{paper}/']")).to_have_count(1)


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


# Copying


@pytest.fixture
def reader(visit, site):
    """A window that may use the clipboard."""
    window = visit(viewport=size(1280))
    origin = re.match(r"http://[^/]+", site.url)[0]
    window.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    return window


def expect_a_copy(page):
    page.evaluate("navigator.clipboard.writeText('')")
    page.click(COPY)
    expect(page.locator(".pl-cite [role=status]")).to_have_text("Copied")
    expect(page.locator(COPY)).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@inproceedings{flashattention-2,\n  title")
    assert copied == page.locator(".pl-cite pre").text_content()


def test_copy_button_copies_says_so_and_goes_back(reader):
    page = reader.open(PAPER)
    expect_a_copy(page)
    expect(page.locator(COPY)).to_have_text("Copy")
    expect(page.locator(".pl-cite [role=status]")).to_have_text("")


def test_copy_button_works_again_and_by_keyboard(reader):
    page = reader.open(PAPER)
    expect_a_copy(page)
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator(COPY).press("Enter")
    expect(page.locator(COPY)).to_have_text("Copied")
    expect(page.locator(COPY)).to_have_text("Copy")
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
    page.click(COPY)
    expect(page.locator(".pl-cite [role=status]")).to_have_text("Selected: press Ctrl+C")
    selected = page.evaluate("String(getSelection())")
    assert selected.split() == page.locator(".pl-cite pre").text_content().split()
    expect(page.locator(COPY)).to_have_text("Copy")


# Without scripts


def test_without_scripts_everything_is_there_but_what_needs_them(visit, site):
    page = visit(java_script_enabled=False, viewport=size(1280)).open("")
    table = page.locator("table.pl-table")
    expect(table.locator("a.pl-name")).to_have_count(len(builds.rows(site.pages[""])))
    expect(table.locator(f"#p-{FIRST} a.pl-name")).to_be_visible()
    expect(table.locator("a.pl-pdf").last).to_be_visible()
    expect(table.locator("a.pl-code").last).to_be_visible()
    expect(page.locator(".md-search")).to_be_hidden()
    expect(page.locator("label[for=__search]").first).to_be_hidden()
    table.locator("#p-flashattention-2 a.pl-name").click()
    expect(page.locator(".pl-cite pre")).to_contain_text("@inproceedings{flashattention-2")
    expect(page.locator(COPY)).to_have_count(1)
    expect(page.locator(COPY)).to_be_hidden()


def test_without_scripts_the_missing_page_offers_the_list_only(visit):
    page = visit(java_script_enabled=False).open("no/such/page/")
    expect(page.locator("article [data-open-search]")).to_be_hidden()
    page.locator("article a").first.click()
    expect(page.locator("table.pl-table")).to_be_visible()


# The keyboard, and places in a page


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
    colour = "row => getComputedStyle(row.cells[1]).backgroundColor"
    assert row.evaluate(colour) != page.locator("#p-orca + tr").evaluate(colour)
    bar = header.bounding_box()
    assert row.bounding_box()["y"] >= bar["y"] + bar["height"]


def test_newest_leads_to_its_row(visit):
    page = visit(viewport=size(1280)).open("topics/kv-cache/")
    page.locator(".pl-facts a").click()
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport(ratio=1)
