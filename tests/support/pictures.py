"""`python -m tests.support.pictures`: pictures of this project's own site, for people to look at.

The longest page of each class, and the dialogs of the front page, at eight widths, in both palettes
and in every language: `build/pictures/LANGUAGE/PAGE/WIDTH-PALETTE.png`.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.support import builds, own
from tests.support.chromium import FLAGS, find_chromium
from tests.support.visits import PALETTES, WIDTHS, Visit

PICTURES = builds.ROOT / "build/pictures"
SHORT, TALL = 800, 1800
STATES = {
    "sheet": ("", "[data-do=sheet]"),
    "export": ("", "[data-do=export]"),
    "help": ("", ".pl-count [data-do=help]"),
    "selected": ("", "tbody [data-pick]"),
    "filtered": ("?code=yes&recommended=3", ""),
    "nothing": ("?q=zzz", ""),
}
"""An address, and what is clicked there."""
STARTED = "thead [data-pick]"


def main():
    shutil.rmtree(PICTURES, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name, builds.built(builds.ROOT, Path(name)) as site:
        for language in own.EDITIONS:
            take_language(site, language)


def take_language(site, language):
    home = own.home(language)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        for scheme in PALETTES:
            window = Visit(browser, site, color_scheme=scheme, reduced_motion="reduce")
            for name, address in pages(site.folder / home):
                window.open(f"{home}{address}")
                take_all(window.page, PICTURES / language / name, scheme, TALL)
            for name, (address, click) in STATES.items():
                page = window.open(f"{home}{address}")
                expect(page.locator(STARTED)).to_be_attached()
                if click:
                    page.locator(click).first.evaluate("element => element.click()")
                take_all(page, PICTURES / language / name, scheme, SHORT)
            window.context.close()


def pages(folder):
    """The name and the address of the pages that are written by hand or one of a kind, and of the
    longest page in each other folder."""
    yield "home", ""
    yield "404", "404.html"
    for place in sorted(path for path in folder.iterdir() if path.name not in own.EDITIONS):
        if (place / "index.html").exists():
            yield place.name, f"{place.name}/"
        if below := [*place.glob("*/index.html")]:
            longest = max(below, key=lambda path: path.stat().st_size)
            yield (
                f"{place.name}-one",
                longest.relative_to(folder).as_posix().removesuffix("index.html"),
            )


def take_all(page, folder, scheme, height):
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", PALETTES[scheme])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{width}-{scheme}.png")


if __name__ == "__main__":
    main()
