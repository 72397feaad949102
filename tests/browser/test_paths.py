"""Reading paths count the papers that the reader has marked as read."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_network import SHIFTS
from tests.support.visits import WIDE

TEXTS = {"": "{} of 3 read", "zh/": "已读 {} / 3 篇"}


@pytest.mark.parametrize("home", TEXTS)
def test_the_progress_follows_the_marks_of_the_reader(visit, home):
    window = visit(viewport=WIDE)
    page = window.open(f"{home}paths/first/")
    progress, told = page.locator("[data-progress]"), TEXTS[home].format
    expect(progress).to_have_text(told(0))
    page.locator("[data-mark=read][data-id=orca]").click()
    expect(progress).to_have_text(told(1))
    page.locator("[data-mark=read][data-id=mqa]").press("Enter")
    expect(progress).to_have_text(told(2))
    page.locator("[data-mark=read][data-id=mqa]").click()
    expect(progress).to_have_text(told(1))
    page.locator(".pl-steps .pl-name").first.click()
    page.wait_for_url("**/papers/mqa/")
    page.locator(".pl-marks [data-mark=read]").click()
    page.locator(".pl-in-paths a").first.click()
    page.wait_for_url("**/paths/first/")
    expect(progress).to_have_text(told(2))


def test_the_start_page_counts_every_path(visit):
    window = visit(viewport=WIDE)
    page = window.open("start/")
    counts = page.locator("[data-progress]")
    expect(counts).to_have_text(["0 of 3 read", "0 of 2 read"])
    page.locator("[data-mark=read][data-id=flashattention]").click()
    expect(counts).to_have_text(["1 of 3 read", "1 of 2 read"])


def test_the_papers_are_numbered_and_the_year_is_beside_the_title(visit):
    page = visit(viewport=WIDE).open("paths/first/")
    item = page.locator(".pl-steps > li").first
    expect(item).to_have_css("list-style-type", "decimal")
    title, year = (item.locator(each).bounding_box() for each in (".pl-name", "time"))
    assert year["y"] < title["y"] + title["height"]


@pytest.mark.parametrize(
    ("address", "added"),
    [("start/", ".pl-progress"), ("topics/kv-cache/", "[data-keep] button")],
)
def test_what_the_scripts_add_moves_nothing(visit, address, added):
    window = visit(viewport={"width": 340, "height": 800})
    window.page.add_init_script(SHIFTS)
    page = window.open(address)
    expect(page.locator(added).first).to_be_visible()
    page.wait_for_timeout(100)
    assert page.evaluate("shifted") < 0.005


def test_without_scripts_a_path_has_no_empty_controls(visit):
    page = visit(java_script_enabled=False).open("paths/first/")
    expect(page.locator(".pl-steps > li")).to_have_count(3)
    expect(page.locator("[data-mark], [data-progress]").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 1024])
@pytest.mark.parametrize("address", ["start/", "zh/paths/first/"])
def test_a_path_fits_the_window(visit, address, width):
    window = visit(viewport={"width": width, "height": 800})
    window.open(address)
    assert window.overflow() <= 0
