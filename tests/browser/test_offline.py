"""Reading without a network: the server is stopped while the browser stays open."""

import re
import shutil
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_bookmarks import MARKED, REFUSED
from tests.browser.test_network import hold, wait_for
from tests.server.test_serve import Server
from tests.support import builds, engines
from tests.support.firefox import launch
from tests.support.visits import QUERY, RESULT, ROWS, WIDE, Visit, ids, size

ENGINES = ["chromium", "firefox"]
TOPIC = "topics/kv-cache/"
CONTROLLED = "() => Boolean(navigator.serviceWorker.controller)"
STORED = """async address => {
  const found = await caches.match(new URL(address, location).href)
  return found ? found.text() : null }"""
ONE_CACHE = """async () => {
  const names = (await caches.keys()).filter(name => name.startsWith("paperlist pages "))
  return names.length === 1 && names[0].includes(" new") }"""
KEPT_PAGES = """async () => {
  for (let n = 0; n < 100; n++)
    try {
      const name = (await caches.keys()).find(name => name.startsWith("paperlist kept "))
      return (await (await caches.open(name)).keys()).map(({ url }) => url)
    } catch { // Firefox refuses to look for a moment after its storage was full
      await new Promise(done => setTimeout(done, 100))
    } }"""
AFTER = "link => getComputedStyle(link, '::after').content"
POSITION = "element => getComputedStyle(element).position"
FILL = """async () => {
  const cache = await caches.open("of another site")
  // Twice: Firefox frees what it has of a response that does not fit some time after it refuses it.
  for (const size of [1e6, 5e5, 25e4, 125e3, 1e6, 5e5, 25e4, 125e3])
    try {
      for (;;) {
        const bytes = new Uint8Array(size).map(() => 256 * Math.random())
        await cache.put(`/other/${Math.random()}`, new Response(bytes))
      }
    } catch {} }"""
GONE = """async () => (await caches.keys()).length === 0
  && !(await navigator.serviceWorker.getRegistration())"""
DELETE = "async () => { for (const name of await caches.keys()) await caches.delete(name) }"
REFUSALS = {
    "worker": """navigator.serviceWorker.register = async () => {
      throw new DOMException("refused", "SecurityError") }""",
    "no worker": "delete Navigator.prototype.serviceWorker",
    "storage": REFUSED["forbidden"],
}
RESTRICTED = (  # what Firefox says itself
    "script: Storage access is restricted in this context due to user settings or private browsing"
    " mode."
)
INDEX = "it => new URL(it.dataset.index, new URL(it.dataset.home, location)).href"
SEARCH_FILES = """() => {
  const { base, search } = JSON.parse(document.getElementById("__config").textContent)
  return [search, `${base}/search/search_index.json`] }"""
KEEP = "[data-keep] button"
STATUS = "[data-keep] [role=status]"
KEPT = {"": "Kept for offline.", "zh/": "已离线保存。"}
NOT_STORED = {"": "This page is not stored", "zh/": "此页面未保存"}
NOTHING_STORED = {"": "This browser stores nothing", "zh/": "此浏览器不允许"}


class Reader(Visit):
    """A browser that may have a service worker, and a server that can be stopped."""

    def __init__(self, browser, folder, **settings):
        self.folder, self.running = folder, ExitStack()
        self.url = self.running.enter_context(builds.serve(folder))
        site = builds.Site(folder, self.url)
        super().__init__(browser, site, workers="allow", **settings)

    def stop(self):
        self.running.close()

    def see(self, address):
        return see(self, address)


def see(window, address):
    """The page, once it is stored with its script."""
    page = window.open(address)
    page.wait_for_function(CONTROLLED)
    script = page.locator("script[data-home]").get_attribute("src")
    for needed in (page.url.partition("?")[0], script):
        wait_until(page, STORED, needed)
    return page


@pytest.fixture(params=ENGINES)
def reader(request, whole, tmp_path):
    folder = shutil.copytree(whole.folder, tmp_path / "site")
    made = Reader(request.getfixturevalue(request.param), folder, viewport=WIDE)
    made.engine = request.param
    yield made
    made.context.close()
    made.stop()


def wait_until(page, script, value=None):
    """`wait_for_function` takes a promise for true."""
    for _ in range(600):
        if page.evaluate(script, value):
            return
        page.wait_for_timeout(50)
    raise AssertionError(script)


def keep(page):
    page.locator(KEEP).click()
    expect(page.locator(STATUS)).to_contain_text("MB")
    page.locator(KEEP).first.click()


@pytest.mark.parametrize(
    ("reader", "home"), [*zip(ENGINES, KEPT, strict=True)], indirect=["reader"]
)
def test_pages_that_were_seen_or_kept_open_without_the_server(reader, home):
    reader.see(home)
    reader.see(f"{home}papers/orca/")
    page = reader.see(home + TOPIC)
    papers = ids(page)
    keep(page)
    expect(page.locator(STATUS)).to_have_text(KEPT[home])
    wait_until(page, STORED, page.locator("[data-index]").evaluate(INDEX))
    for file in page.evaluate(SEARCH_FILES):
        wait_until(page, STORED, file)
    reader.stop()
    for address in (TOPIC, "papers/orca/", *(f"papers/{paper}/" for paper in papers[:3])):
        page.goto(f"{reader.url}{home}{address}")
        expect(page.locator(".md-header")).to_be_visible()
    page.goto(f"{reader.url}{home}papers/orca/")
    page.locator(QUERY).fill("orca")
    page.locator(QUERY).dispatch_event("keyup")
    expect(page.locator(f"{RESULT}[href*='papers/orca/']")).to_be_attached()
    page.goto(f"{reader.url}{home}?q=orca")
    expect(page.locator(ROWS)).to_have_count(1)
    page.locator(f"{ROWS} [data-mark=bookmarks]").click()
    page.goto(f"{reader.url}{home}bookmarks/")
    expect(page.locator(ROWS)).to_have_count(1)
    page.goto(f"{reader.url}{home}about/")
    expect(page.locator("h1")).to_have_text(NOT_STORED[home])
    page.locator("a").click()
    expect(page.locator(ROWS).first).to_be_visible()
    page.wait_for_load_state()
    page.goto(f"{reader.url}{home}{TOPIC}")
    expect(page.locator(STATUS)).to_have_text(KEPT[home])
    kept = f"{reader.url}{home}papers/{papers[-1]}/"
    assert page.evaluate(STORED, kept)
    page.locator(KEEP).click()
    expect(page.locator(KEEP)).to_have_text({"": "Keep for offline", "zh/": "离线保存"}[home])
    wait_until(page, "async address => !(await caches.match(address))", kept)


def test_another_topic_can_be_kept_meanwhile(chromium, whole):
    """Without a new document: at the address of its build the theme only swaps the page."""
    window = Visit(chromium, whole, workers="allow", viewport=size(1280))
    page = window.open(TOPIC)
    held = hold(window, f"**/papers/{ids(page)[0]}/")
    keep(page)
    expect(page.locator("[data-keep] progress")).to_be_visible()
    page.locator("article a[href$='topics/attention/']").first.click()
    page.wait_for_url("**/topics/attention/")
    expect(page.locator(KEEP)).to_have_count(1)
    keep(page)
    expect(page.locator("[data-keep] progress")).to_be_visible()
    wait_for(page, held).continue_()
    expect(page.locator(STATUS)).to_have_text(KEPT[""])
    window.open(TOPIC)
    expect(page.locator(STATUS)).to_have_text(KEPT[""])
    window.context.close()
    assert window.wrong == []


def test_a_new_build_takes_the_place_of_the_old_one(reader):
    page = reader.see(TOPIC)
    kept, seen = f"papers/{ids(page)[0]}/", "about/"
    keep(page)
    expect(page.locator(STATUS)).to_have_text(KEPT[""])
    reader.see(seen)
    for address in (kept, seen):
        builds.edit(reader.folder / address / "index.html", "<h1", "<p>Of the new build</p><h1")
    pages = reader.folder / "offline.json"
    pages.write_text(
        re.sub(rf'("{kept}":\[\d+,)"\w+"', r'\1"0"', pages.read_text("utf-8")), "utf-8"
    )
    worker = reader.folder / "worker.js"
    worker.write_text(worker.read_text("utf-8").replace('VERSION = "', 'VERSION = "new'), "utf-8")
    page = reader.open("")
    wait_until(page, ONE_CACHE)
    reader.stop()
    for address in (kept, seen):
        page.goto(reader.url + address)
        expect(page.get_by_text("Of the new build")).to_be_visible()
        assert page.locator(".md-header").evaluate(POSITION) == "sticky"  # it has its styles


def test_no_older_worker_remains(whole, project, tmp_path, chromium, firefox):
    """Neither after a build without the setting, nor under `serve`, which shows edits."""
    browsers = [firefox, chromium, firefox]
    with builds.serve(whole.folder) as url:
        site = builds.Site(tmp_path / "site", url)
        built, *served = windows = [Visit(each, site, workers="allow") for each in browsers]
        for window in windows:
            see(window, "about/")
    config = project / "mkdocs.yml"
    builds.edit(config, "  translations:\n    zh: mkdocs.zh.yml\n", "")
    builds.edit(config, "offline: true", "offline: false")
    builds.build(project, site.folder, SITE_URL=url)
    with builds.serve(site.folder, urlsplit(url).port):
        built.page.reload()
        wait_until(built.page, GONE)
    builds.edit(config, "offline: false", "offline: true")
    server = Server(project, url=url)
    try:
        server.page()
        for window in served:
            expect(window.open("papers/sourdough/").locator("h1")).to_contain_text("Slow Bread")
        server.edit("data/papers.yaml", "Slow Bread", "Fast Bread")
        for window in served:
            expect(window.page.locator("h1")).to_contain_text("Fast Bread")
            wait_until(window.page, GONE)
    finally:
        server.stop()
    for window in windows:
        window.context.close()


def test_nothing_is_stored_in_place_of_a_deleted_cache(reader):
    """Of a worker that still serves an open page, after another one has removed all."""
    page = reader.see(TOPIC)
    page.evaluate(DELETE)
    for address in ("about/", "topics/", "new/", "data/"):
        page.evaluate("async address => (await fetch(address)).text()", reader.url + address)
    assert page.evaluate("() => caches.keys()") == []


def test_nothing_is_kept_when_the_storage_is_full(reader):
    page = reader.see(TOPIC)
    if reader.engine == "chromium":
        client = page.context.new_cdp_session(page)
        limit = {"origin": page.evaluate("location.origin"), "quotaSize": 5_000_000}
        client.send("Storage.overrideQuotaForOrigin", limit)
    page.evaluate(FILL)
    keep(page)
    expect(page.locator(STATUS)).to_contain_text("no room left")
    assert page.evaluate(KEPT_PAGES) == []
    page.reload()
    expect(page.locator(KEEP)).to_have_text("Keep for offline")


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_browser_that_refuses_says_so(visit, refusal):
    window = visit(viewport=size(390), workers="allow")
    window.page.add_init_script(REFUSALS[refusal])
    page = window.open("zh/bookmarks/")
    page.locator(KEEP).click()
    expect(page.locator(STATUS)).to_contain_text(NOTHING_STORED["zh/"])
    assert window.overflow() == 0


def test_firefox_without_storage(browsers, whole):
    """As a reader can set it: the site works, and says what it cannot do."""
    engines.needs("Firefox")
    browser = launch(browsers, **{"network.cookie.cookieBehavior": 2})
    window = Visit(browser, whole, workers="allow", viewport=WIDE)
    page = window.open(TOPIC)
    page.locator(f"{ROWS} [data-mark=bookmarks]").first.click()
    expect(page.locator(f"{ROWS} {MARKED}")).to_have_count(1)
    expect(page.locator(".pl-notice")).to_contain_text("Bookmarks cannot be saved")
    page.locator(KEEP).click()
    expect(page.locator(STATUS)).to_contain_text(NOTHING_STORED[""])
    browser.close()
    assert {*window.wrong} <= {RESTRICTED}


def test_a_lost_network_is_said_and_links_elsewhere_are_marked(visit):
    window = visit(viewport=size(1280))
    page = window.open(TOPIC)
    expect(page.locator(KEEP)).to_be_visible()  # the script has started
    page.wait_for_load_state("networkidle")
    window.context.set_offline(True)
    expect(page.locator(".pl-offline-note")).to_be_visible()
    pdf = page.locator(f"{ROWS} .pl-pdf").first
    assert "⊘" in pdf.evaluate(AFTER)
    window.context.set_offline(False)
    expect(page.locator(".pl-offline-note")).to_be_hidden()
    assert "⊘" not in pdf.evaluate(AFTER)
