"""What a reader sees when a file of the site is late, missing, cut off or from another version."""

import re

from playwright.sync_api import expect

from tests.browser.test_explorer import FIELD, expect_view
from tests.support.visits import PAPER, ROWS, WIDE

NOTICE = ".pl-notice"
RETRY = f"{NOTICE} button"
INDEX = "**/assets/explorer.json*"
SCRIPT = re.compile(r"/assets/explorer\.js\?")
SHIFTS = """window.shifted = 0
new PerformanceObserver(list => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifted += value
}).observe({ type: "layout-shift", buffered: true })"""


def hold(window, pattern):
    """The requests that wait for their answer."""
    held = []

    def keep(route):
        held.append(route)

    window.context.route(pattern, keep)
    return held


def answer_with(answer):
    return lambda route: route.fulfill(**answer)


def wait_for(page, held):
    while not held:
        page.wait_for_timeout(20)
    return held.pop()


def without_failures(window):
    """What the browser itself says about a request that failed is no fault of the site."""
    said = ("Failed to load resource", "Failed to fetch dynamically imported module")
    window.wrong[:] = [line for line in window.wrong if not any(text in line for text in said)]


def test_a_list_that_cannot_be_loaded_leaves_the_table(visit):
    window = visit(viewport=WIDE)
    for answer in ({"status": 404}, {"status": 500}, {"body": '{"columns": ["id'}):
        window.context.route(INDEX, answer_with(answer))
        page = window.open("?topic=kv-cache")
        expect(page.locator(NOTICE)).to_have_text("The list could not be loaded. Try again")
        expect(page.locator(ROWS).first).to_be_visible()
        window.context.unroute(INDEX)
        page.locator(RETRY).click()
        expect_view(page, topic=["kv-cache"])
        expect(page.locator(NOTICE)).to_be_empty()
        expect(page.locator(FIELD)).to_be_focused()
    without_failures(window)


def test_a_list_that_is_late_keeps_its_place_and_can_be_requested_again(visit):
    window = visit(viewport=WIDE)
    window.page.add_init_script(SHIFTS)
    held = hold(window, INDEX)
    page = window.open("?topic=kv-cache")
    table = page.locator(".pl-table")
    expect(table).to_be_hidden()
    assert table.evaluate("table => table.offsetHeight") > 1000
    expect(page.locator(NOTICE)).to_have_text("Still loading … Try again")
    first = wait_for(page, held)
    page.locator(RETRY).click()
    wait_for(page, held).continue_()
    expect_view(page, topic=["kv-cache"])
    expect(table).to_be_visible()
    expect(page.locator(NOTICE)).to_be_empty()
    first.abort()
    page = window.open("?utm_source=feed")  # not a view
    expect(table).to_be_visible()
    window.context.unroute(INDEX)
    window.open("?topic=kv-cache&code=yes")
    expect_view(page, topic=["kv-cache"], code=True)
    assert page.evaluate("shifted") < 0.02
    without_failures(window)


def test_a_script_that_cannot_be_loaded_can_be_requested_again(visit):
    """Under another address, and with everything that was chosen meanwhile."""
    window = visit(viewport=WIDE)
    asked = []
    window.page.on("request", lambda request: asked.append(request.url))
    window.context.route(SCRIPT, lambda route: route.abort())
    page = window.open("?topic=kv-cache")
    text = "Search, filters and bookmarks could not be loaded. Try again"
    expect(page.locator(NOTICE)).to_have_text(text)
    expect(page.locator(ROWS).first).to_be_visible()
    page.locator("select[name=year]").select_option("2024")
    page.locator(".pl-filter [name=code]").check()
    page.locator(FIELD).fill("cache")
    expect(page.locator(NOTICE)).to_have_text(text)
    window.context.unroute(SCRIPT)
    page.locator(RETRY).click()
    expect_view(page, topic=["kv-cache"], date="2024", code=True, q="cache")
    expect(page.locator(NOTICE)).to_be_empty()
    scripts = [url for url in asked if SCRIPT.search(url)]
    assert len(scripts) == len({*scripts}) >= 3
    window.context.route(SCRIPT, lambda route: route.abort())
    page = window.open(f"zh/{PAPER}")
    status = page.locator(".pl-marks [role=status]")
    expect(status).to_have_text("无法加载搜索、筛选和收藏功能。 重试")
    window.context.unroute(SCRIPT)
    status.get_by_role("button").click()
    page.locator("[data-mark=read]").click()
    expect(page.locator("[data-mark=read]")).to_have_attribute("aria-pressed", "true")
    expect(status).to_be_empty()
    without_failures(window)


def test_the_script_does_not_wait_for_the_theme(visit):
    window = visit(viewport=WIDE)
    theme = hold(window, "**/assets/javascripts/bundle.*")
    scripts = hold(window, SCRIPT)
    page = window.page
    page.goto(window.site.url, wait_until="commit")
    script = wait_for(page, scripts)
    page.locator("select[name=one]").select_option("kv-cache")
    expect(page.locator(NOTICE)).to_have_text("Still loading …")
    wait_for(page, theme).continue_()
    script.continue_()
    expect_view(page, topic=["kv-cache"])
    expect(page.locator(NOTICE)).to_be_empty()


def test_a_page_and_a_script_of_two_versions_are_loaded_again_once(visit):
    """With what was typed before that."""
    window = visit(viewport=WIDE)
    loads = []
    window.page.on("request", lambda it: it.is_navigation_request() and loads.append(it.url))
    held = hold(window, SCRIPT)
    page = window.open("")
    for _ in range(2):
        page.locator(FIELD).fill("orca")
        route = wait_for(page, held)
        text = route.fetch().text()
        assert text.count("VERSION = ") == 1
        text = text.replace('VERSION = "', 'VERSION = "0')
        route.fulfill(body=text, content_type="text/javascript")
    expect_view(page, q="orca")
    page.wait_for_timeout(700)
    assert loads == [window.site.url, f"{window.site.url}?q=orca"]


def test_a_page_without_the_script_for_reading_offline_has_no_error(visit):
    window = visit(viewport=WIDE)
    window.context.route("**/assets/offline.js*", answer_with({"status": 404}))
    with window.page.expect_response("**/assets/offline.js*"):
        page = window.open("")
    page.wait_for_load_state("networkidle")
    window.wrong[:] = [line for line in window.wrong if "Failed to load resource" not in line]
