"""The pages of this project that a person has written, in a browser, in each of its languages."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.support import builds, own
from tests.support.builds import newest_first
from tests.support.visits import Visit, size, violations

pytestmark = pytest.mark.own

ADDRESSES = [
    f"{own.home(language)}{name.removesuffix('.md').removesuffix('index')}".rstrip("/")
    for language in own.EDITIONS
    for name in own.by_hand(language)
]
MOST_REQUESTS = 12
MOST_BYTES = 200 * 1024  # with gzip


@pytest.fixture(scope="module")
def window(chromium, own_site):
    window = Visit(chromium, own_site, reduced_motion="reduce")
    yield window
    window.context.close()
    assert window.wrong == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_by_hand_is_accessible_and_fits_a_phone(window, axe, address):
    page = window.open(f"{address}/" if address else "")
    page.set_viewport_size(size(360))
    assert window.overflow() <= 0
    assert violations(axe, page) == []


@pytest.mark.parametrize("language", own.EDITIONS)
def test_a_front_page_is_light(chromium, own_site, language):
    """All that a first visit downloads until something is used; nothing comes from other hosts."""
    with builds.serve_zipped(own_site.folder) as (url, sent):
        window = Visit(chromium, replace(own_site, url=url))
        page = window.open(own.home(language))
        expect(page.locator("thead [data-pick]")).to_be_attached()
        page.wait_for_load_state("networkidle")
        window.context.close()
    assert window.wrong == []
    assert len(sent) <= MOST_REQUESTS, sent
    assert sum(size for _, size in sent) <= MOST_BYTES, sent


def test_the_example_for_a_browser_prints_the_papers_of_a_topic(window):
    """The JavaScript on the page of the data."""
    examples = re.findall(r"(?s)```js\n(.*?)```", own.read_page(own.FIRST, "data.md"))
    assert examples
    for example in examples:
        page = window.open("")
        printed = []
        page.on(
            "console",
            lambda told, printed=printed: printed.append(told.text) if told.type == "log" else None,
        )
        page.evaluate(f"async (home) => {{ {example} }}", window.site.url)
        (topic,) = re.findall(r'includes\("([\w-]+)"\)', example)
        papers = [paper for paper in newest_first(own.PAPERS) if topic in paper["topics"]]
        assert printed == ["\n".join(f"{paper['date']} {paper['title']}" for paper in papers)]
