"""How long the explorer takes, at the real size and at 10,000 papers: `make bench`.

Nothing is asserted: machines differ, and one machine differs from hour to hour.
"""

import gzip
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support import builds, many
from tests.support.chromium import FLAGS, find_chromium

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


def main(numbers):
    print(
        "papers | cold query ms | key ms: median, 95 %, most | index KiB (gzip) | page KiB (gzip)"
    )
    for number in numbers:
        with tempfile.TemporaryDirectory() as name:
            folder = build(Path(name), number)
            with builds.serve(folder) as url:
                cold, keys = measure(url)
            sizes = [compressed(folder / file) for file in ("assets/explorer.json", "index.html")]
        part = statistics.quantiles(keys, n=20)[-1]
        told = f"{statistics.median(keys):.1f}, {part:.1f}, {max(keys):.1f}"
        print(f"{number or 'real'} | {cold:.0f} | {told} | {sizes[0]:.0f} | {sizes[1]:.0f}")


def build(folder, number):
    """The English site; 0 papers means the real list."""
    project = builds.copy_project(folder / "project")
    if number:
        many.write_many(project / "data", number)
    builds.edit(project / "mkdocs.yml", "    zh: mkdocs.zh.yml\n", "")
    run = builds.build(project, folder / "site", SITE_URL="http://127.0.0.1/list/", timeout=900)
    assert run.returncode == 0, run.stdout
    return folder / "site"


def measure(url):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        colds, keys = [], []
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(url)
            page.wait_for_selector(".pl-mine", state="attached")
            page.evaluate(IDLE)
            colds.append(page.evaluate(COLD, "kv"))
            for query in QUERIES:
                for size in range(1, len(query) + 1):
                    keys.append(page.evaluate(KEY, query[:size]))
                page.evaluate(IDLE)
            page.close()
        browser.close()
    return statistics.median(colds), keys


def compressed(path):
    return len(gzip.compress(path.read_bytes())) / 1024


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [0, 10_000])
