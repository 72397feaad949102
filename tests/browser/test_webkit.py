"""What differs in WebKit, the engine of Safari."""

import pytest

from tests.support import engines, webkit
from tests.support.reference import PAPERS
from tests.support.visits import PAGES, PAPER

TOTAL = len(PAPERS)
STARTED = "document.querySelector('thead [data-pick]')"
TEXT = "document.querySelector(arguments[0]).textContent"


@pytest.fixture(scope="module")
def window():
    engines.needs("WebKit")
    with webkit.running() as window:
        window.resize(1280)
        yield window


def test_every_page_starts_and_fits(window, whole):
    for address in PAGES:
        window.open(whole.url + address)
        window.wait(f"!document.querySelector('[data-explorer]') || {STARTED}")
        width = "[document.title !== '', document.documentElement.scrollWidth - innerWidth]"
        assert window.run(width) == [True, 0], address


def test_the_first_copy_of_an_export_succeeds(window, whole):
    """The click may copy, but nothing later: the files are loaded after it."""
    window.open(f"{whole.url}?q=orca")
    window.wait(STARTED)
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
