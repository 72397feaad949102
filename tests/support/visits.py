"""A browser window on a built site, and what the tests look for in it."""

import re

from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from tests.support import builds
from tests.support.listed import REMOVED

PAGES = (
    "",
    "topics/kv-cache/",
    "papers/flashattention-2/",
    "collections/",
    "collections/v0.2/",
    "contribute/",
    "about/",
    "topics/",
    "start/",
    "paths/first/",
    "engines/vllm/",
    "new/",
    "trends/",
    "data/",
    "health/",
    "no/such/page/",
)
UNLISTED = {"404.html", "health/", *(f"papers/{paper}/" for paper in REMOVED)}
"""Pages that neither the sitemap nor the search has."""
PAPER = "papers/flashattention-2/"
COPY = "button[data-copy]"
QUERY = ".md-search__input"
RESULT = ".md-search-result__item > a"
FIRST = builds.newest_first(builds.load("papers.yaml"))[0]["id"]


class Visit:
    """A browser window on the site, and whatever went wrong in it."""

    def __init__(self, browser, site, *, workers="block", **settings):
        self.site = site
        self.context = browser.new_context(service_workers=workers, **settings)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.wrong = []
        self.page.on("console", self.on_console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", self.on_request)

    def on_console(self, message):
        missing = message.location["url"].endswith("no/such/page/")
        blocked = "Service Worker registration blocked" in message.text  # by these tests
        if message.type in ("error", "warning") and not (missing or blocked):
            self.wrong.append(f"console: {message.text}")

    def on_request(self, request):
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.wrong.append(f"request: {request.url}")

    def hold(self, address):
        """The requests of this address, which wait until they are continued."""
        held = []

        def keep(route):
            held.append(route)

        self.context.route(address, keep)
        return held

    @property
    def is_firefox(self):
        return self.context.browser.browser_type.name == "firefox"

    def allow_clipboard(self):
        if self.is_firefox:
            return  # it has a setting for that
        origin = re.match(r"http://[^/]+", self.site.url)[0]
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)

    def open(self, address):
        self.page.goto(self.site.url + address)
        expect(self.page.locator("h1")).to_have_count(1)
        return self.page

    def printed(self, height=29.7):
        """The text of each sheet of the page as it is printed, on A4 or on paper of this height."""
        unit = "in" if self.is_firefox else "cm"  # playwright sends inches, it reads centimetres
        pdf = PdfDocument(self.page.pdf(width=f"21{unit}", height=f"{height}{unit}"))
        return [sheet.get_textpage().get_text_range() for sheet in pdf]

    def overflow(self):
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")


def citation(page, label="BibTeX"):
    """The box of a citation, whose text and buttons are its own."""
    return page.locator("figure.pl-cite", has=page.locator(f"pre[aria-label='{label}']"))


WIDTHS = (1440, 1280, 1100, 1024, 960, 768, 390, 360)
"""At which every page is looked at: between them the layout changes."""


def size(width):
    return {"width": width, "height": 800}


# A browser prints what it refuses on its console too, but not in every case.
TELL = """document.addEventListener('securitypolicyviolation', event => {
  const told = `refused: ${event.effectiveDirective} ${event.blockedURI}`
  console.error(told); (window.refused ??= []).push(told) })"""


ROWS = ".pl-table tbody tr[id]"


WIDE = size(1280)


def ids(page):
    rows = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.id.slice(2))")
    return [*rows]


def download(page, form):
    page.locator("[data-do=export]").click()
    page.locator("[name=file]").select_option(form)
    with page.expect_download() as waiting:
        page.locator("[data-do=download]").click()
    page.keyboard.press("Escape")
    return waiting.value


# What axe looks at

ALIKE = ".pl-table tbody ~ tbody, .pl-rest, .pl-table tr:nth-child(n + 31), .pl-quarters li ~ li"
REMOVE = "found => document.querySelectorAll(found).forEach(element => element.remove())"
RUN = "options => axe.run(options).then(({ violations }) => violations)"
PALETTES = {"light": "default", "dark": "slate"}


def violations(axe, page, widths=(1280, 390), schemes=("light", "dark")):
    """At these widths in these palettes; only colours change with the palette.

    Of a long table the first 30 rows stand for the others, which are made alike; without its end
    on the screen no more are added. Of a chart the first quarter stands for the others.
    """
    found = []
    page.evaluate(REMOVE, ALIKE)  # axe would walk through what it has to leave out
    page.evaluate(axe.axe_script)
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", PALETTES[scheme])
        only = {"runOnly": ["color-contrast", "link-in-text-block"]} if scheme == "dark" else {}
        for width in widths:
            page.set_viewport_size(size(width))
            found += [
                (width, scheme, violation["id"], node["target"], node["failureSummary"])
                for violation in page.evaluate(RUN, {"resultTypes": ["violations"], **only})
                for node in violation["nodes"]
            ]
    return found
