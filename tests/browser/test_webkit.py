"""What differs in WebKit, the engine of Safari."""

import shutil

import pytest

from tests.support import builds, engines, webkit
from tests.support.reference import PAPERS
from tests.support.visits import PAGES, PAPER

TOTAL = len(PAPERS)
FRAME = """document.body.append(Object.assign(document.createElement("iframe"),
  { width: 390, height: 800, src: arguments[0] }))"""
IN_FRAME = "document.querySelector('iframe').contentDocument"
STARTED = "document.querySelector('thead [data-pick]')"
TEXT = "document.querySelector(arguments[0]).textContent"
# WebDriver reads no console, and cannot run a script before those of the page: the page has it.
TELL = """window.told = []
for (const type of ["error", "unhandledrejection", "securitypolicyviolation"])
  addEventListener(type, event => {
    told.push(`${type}: ${event.message ?? event.reason ?? event.blockedURI ?? event.target.src}`)
  }, { capture: true })
const { error } = console
console.error = (...said) => {
  told.push(said.join(" "))
  error(...said)
}"""


@pytest.fixture(scope="module")
def window():
    engines.needs("WebKit")
    with webkit.running() as window:
        window.resize(1280)
        yield window


@pytest.fixture(scope="module")
def telling(whole, tmp_path_factory):
    """The address of the site whose pages say what went wrong in them."""
    folder = shutil.copytree(whole.folder, tmp_path_factory.mktemp("telling") / "site")
    (folder / "tell.js").write_text(TELL, "utf-8")
    for address in PAGES:
        path = folder / address / "index.html"
        first = f'<script src="{builds.PREFIX}tell.js"></script><script'
        builds.edit(path if path.exists() else folder / "404.html", "<script", first)
    with builds.serve(folder) as url:
        yield url


def test_every_page_starts_and_fits(window, telling):
    for address in PAGES:
        window.open(telling + address)
        window.wait(f"!document.querySelector('[data-explorer]') || {STARTED}")
        width = "document.documentElement.scrollWidth - innerWidth"
        assert window.run(f"[document.title !== '', told, {width}]") == [True, [], 0], address


def test_a_phone_shows_the_year_of_every_venue(window, whole):
    """In a frame: the window of this browser is wider."""
    window.open(f"{whole.url}robots.txt")
    window.run(FRAME, whole.url)
    window.wait(f"{IN_FRAME}?.querySelector('thead [data-pick]') != null")
    right = "getBoundingClientRect().right"
    cut = f"""[...{IN_FRAME}.querySelectorAll(".pl-meta em")].filter(venue =>
      venue.{right} > venue.parentElement.{right}).map(venue => venue.textContent)"""
    assert window.run(f"[{IN_FRAME}.defaultView.innerWidth, {cut}]") == [390, []]


def test_found_words_are_underlined_and_the_first_copy_succeeds(window, whole):
    """A click may copy, but nothing later: the files are loaded after it."""
    window.open(f"{whole.url}?q=orca")
    window.wait("CSS.highlights.size")
    found = "getComputedStyle(document.querySelector('.pl-name'), '::highlight(pl-match)')"
    assert window.run(f"{found}.textDecorationLine") == "underline"
    window.click("[data-do=export]")
    window.click("[data-do=copy-export]")
    assert window.wait(f"{TEXT} !== '' && {TEXT}", ".pl-notice") == "1 paper copied: BibTeX"


def test_tab_leaves_the_search_of_the_header(window, whole):
    window.open(f"{whole.url}about/")
    field = ".md-search__input"
    window.click(field)
    window.wait("document.querySelector('#__search').checked")
    window.press("Tab")
    window.wait("!document.querySelector('#__search').checked")
    window.press("Tab", "Tab")
    assert window.run("document.activeElement.matches('.md-tabs__link')")


def test_rows_stay_in_place_while_the_list_is_scrolled_up(window, whole):
    window.open(f"{whole.url}?sort=name")
    # The page as delivered has years, and a view is filled in steps.
    rows = "document.querySelectorAll('.pl-table tbody tr[id]').length"
    window.wait(f"!document.querySelector('.pl-year, .pl-chunk') && {rows} === {TOTAL}")
    height = "document.querySelector('.pl-table').offsetHeight"
    before = window.run(height)
    window.run("scrollTo(0, document.body.scrollHeight)")
    for _ in range(9):
        window.run("scrollBy(0, -400)")
    assert window.run(height) == before


def test_a_page_restored_by_back_has_the_marks_of_today(window, whole):
    window.open(whole.url)
    window.wait(STARTED)
    window.run("window.stays = true")
    window.open(whole.url + PAPER)
    bookmark = ".pl-marks [data-mark=bookmarks]"
    window.wait("document.querySelector(arguments[0])", bookmark)
    window.click(bookmark)
    pressed = "document.querySelector(arguments[0]).ariaPressed === 'true'"
    window.wait(pressed, bookmark)
    window.back()
    window.wait("window.stays")
    window.wait(pressed, "#p-flashattention-2 [data-mark=bookmarks]")
