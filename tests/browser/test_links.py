"""Links of the data, as a browser reads them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist import load_catalogue
from paperlist.catalogue.values import Malformed, parse_link
from tests.catalogue import test_values
from tests.support.builds import ROOT

READ = """links => links.map(link => {
  try { return new URL(link).host } catch { return null }
})"""
WRITTEN = re.compile(r"https://([^/?#]*)")

labels = st.text("abxyz019-", min_size=1, max_size=6) | st.sampled_from(
    [
        "xn--bcher-kva",
        "xn--",
        "xn--a",
        "xn--ls8h",
        "xn--e1aybc",
        "0x1f",
        "0x",
        "00",
        "256",
        "1",
        "08",
    ]
)
hosts = st.lists(labels, min_size=1, max_size=5).map(".".join)
ports = st.sampled_from(["", ":1", ":443", ":0", ":65535", ":65536", ":01"]) | st.integers(
    0, 10**6
).map(":{}".format)
links = st.lists(st.builds("https://{}{}/a".format, hosts, ports), min_size=200, max_size=200)


def is_accepted(link):
    try:
        parse_link(link)
    except Malformed:
        return False
    return True


def unlike(page, links):
    """Links that the browser refuses, or that lead to another host than the one written."""
    read = zip(links, page.evaluate(READ, links), strict=True)
    return [(link, host) for link, host in read if WRITTEN.match(link)[1] != host]


@pytest.fixture(scope="module")
def page(chromium):
    with chromium.new_context() as context:
        yield context.new_page()


def test_a_browser_takes_every_link_of_the_list_as_it_is(page):
    catalogue = load_catalogue(ROOT / "data").catalogue
    entries = [*catalogue.papers, *catalogue.engines, *catalogue.collections]
    found = [getattr(each, key, None) for each in entries for key in ("url", "code")]
    links = [link for link in found if link]
    assert len(links) > len(catalogue.papers) / 4
    assert unlike(page, links) == []


@settings(max_examples=20)
@given(links)
def test_a_browser_takes_every_link_that_the_check_accepts_as_it_is(page, links):
    accepted = [link for link in links if is_accepted(link)]
    assert unlike(page, accepted) == []


@pytest.mark.parametrize("link", test_values.GOOD[parse_link])
def test_a_browser_takes_a_good_link_as_it_is(page, link):
    assert unlike(page, [link]) == []
