"""The pages of this project that a person has written, in a browser, in each of its languages."""

import re

import pytest

from tests.support import own
from tests.support.builds import newest_first
from tests.support.visits import Visit, size, violations

pytestmark = pytest.mark.own

ADDRESSES = [
    f"{own.home(language)}{name.removesuffix('.md').removesuffix('index')}".rstrip("/")
    for language in own.EDITIONS
    for name in own.by_hand(language)
]


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


def test_the_example_for_a_browser_prints_the_papers_of_a_topic(window):
    """The JavaScript on the page of the data."""
    examples = re.findall(r"(?s)```js\n(.*?)```", own.read_page(own.FIRST, "data.md"))
    assert examples
    for example in examples:
        page = window.open("")
        printed = []
        page.on("console", lambda message, printed=printed: printed.append(message.text))
        page.evaluate(f"async (home) => {{ {example} }}", window.site.url)
        (topic,) = [each["id"] for each in own.TOPICS if f'"{each["id"]}"' in example]
        papers = [paper for paper in newest_first(own.PAPERS) if topic in paper["topics"]]
        assert printed == ["\n".join(f"{paper['date']} {paper['title']}" for paper in papers)]
