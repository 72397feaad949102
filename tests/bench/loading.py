"""What a browser downloads, and how fast it searches."""

import statistics
import time
from contextlib import contextmanager, redirect_stderr
from io import StringIO

from playwright.sync_api import sync_playwright

from tests.support import builds
from tests.support.chromium import FLAGS, find_chromium

KIB = 1024
ROUNDS = 3
QUERY = "quantization"
NUMBER = ".pl-count__n"
FOUND = ".md-search-result__item a[href*='/papers/']"

QUERIES = ("quantization kv", "speculative decoding", "attention")
# From the key press to the layout of the rows: the work that delays the next frame.
KEY = """async query => {
  const field = document.querySelector("input[name=q]")
  const start = performance.now()
  field.value = query
  field.dispatchEvent(new Event("input", { bubbles: true }))
  for (let n = 0; n < 20; n++) await null
  document.body.offsetHeight
  return performance.now() - start
}"""
# From the first key press to the first rows, including the fetch of the index.
COLD = """async query => {
  const number = document.querySelector(".pl-count__n")
  const before = number.textContent
  const start = performance.now()
  const field = document.querySelector("input[name=q]")
  field.value = query
  field.dispatchEvent(new Event("input", { bubbles: true }))
  while (number.textContent === before) await new Promise(done => setTimeout(done))
  document.body.offsetHeight
  return performance.now() - start
}"""
IDLE = "new Promise(done => requestIdleCallback(done, { timeout: 2000 }))"


@contextmanager
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        yield started
        started.close()


@contextmanager
def new_page(chromium, slower=1):
    """A page with an empty cache, in a browser whose CPU is slowed so many times."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(300_000)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    yield page
    context.close()


def first_loads(site, paper):
    """Requests and KiB with gzip: of the front page as the first page, of the paper that is opened
    from it, and of a paper as the first page."""
    quiet = redirect_stderr(StringIO())  # a download that a click aborts prints a traceback
    with quiet, builds.serve_zipped(site) as (url, sent), browser() as chromium:

        def downloads(action):
            """What was not downloaded before: hosts let a browser keep files for some minutes."""
            known = {path for path, _ in sent}
            start = len(sent)
            action()
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1000)
            sizes = [size for path, size in sent[start:] if path not in known]
            return {"requests": len(sizes), "kib": round(sum(sizes) / KIB, 1)}

        with new_page(chromium) as page:
            home = downloads(lambda: page.goto(url))
            following = downloads(page.locator("a.pl-name").first.click)
            sent.clear()
        with new_page(chromium) as page:
            first = downloads(lambda: page.goto(f"{url}papers/{paper}/"))
    return {"home": home, "next": following, "paper": first}


def search(site, slower):
    """Milliseconds from a key to the rows, of the first query, and from the request of the front
    page to the first result."""
    colds, keys, starts = [], [], []
    with builds.serve(site) as url, browser() as chromium:
        for _ in range(ROUNDS):
            with new_page(chromium, slower) as page:
                starts.append(until_result(page, url))
            with new_page(chromium, slower) as page:
                open_list(page, url)
                page.evaluate(IDLE)
                colds.append(page.evaluate(COLD, "kv"))
                for query in QUERIES:
                    keys += [page.evaluate(KEY, query[: n + 1]) for n in range(len(query))]
                    page.evaluate(IDLE)
    return {
        "slower": slower,
        "key_ms": round(statistics.median(keys), 1),
        "key_most_ms": round(max(keys), 1),
        "first_query_ms": round(statistics.median(colds), 1),
        "cold_ms": round(statistics.median(starts)),
    }


def open_list(page, url):
    page.goto(url, wait_until="commit")
    page.wait_for_selector(".pl-mine", state="attached")


def until_result(page, url):
    start = time.perf_counter()
    open_list(page, url)
    before = page.locator(NUMBER).text_content()
    page.fill("input[name=q]", QUERY)
    page.wait_for_function(
        f"before => document.querySelector('{NUMBER}').textContent !== before", arg=before
    )
    return (time.perf_counter() - start) * 1000


def header_search(site, paper, slower):
    """From the request of a page of a paper to the first paper that the search in the header finds;
    of this project, or of the theme without it."""
    times = []
    with builds.serve(site) as url, browser() as chromium:
        for _ in range(ROUNDS):
            with new_page(chromium, slower) as page:
                start = time.perf_counter()
                page.goto(f"{url}papers/{paper}/", wait_until="commit")
                page.wait_for_selector("[data-md-component=search-query]", state="attached")
                page.click("[data-md-component=search-query]")
                page.keyboard.type(QUERY)
                page.wait_for_selector(FOUND, state="attached")
                times.append((time.perf_counter() - start) * 1000)
    return {"slower": slower, "cold_ms": round(statistics.median(times))}
