"""Where a paper can be read: addresses made of what its entry gives."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.addresses import doi_url
from paperlist.catalogue.values import DOI
from paperlist.publishing.links import all_links, links_of_removed, reading_link
from tests.support.catalogues import paper, removed

URL, PDF, CODE = "https://example.org/p", "https://example.org/p.pdf", "https://github.com/a/b"


def links(**facts):
    found = all_links(paper(**{"arxiv": None, **facts}))
    return [(link.word.partition("_")[2], link.url) for link in found]


ARXIV = [
    ("pdf", "https://arxiv.org/pdf/2307.00001"),
    ("arxiv", "https://arxiv.org/abs/2307.00001"),
]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"arxiv": "2307.00001"}, ARXIV),
        ({"arxiv": "2307.00001", "code": CODE}, ARXIV),
        ({"arxiv": "2307.00001", "url": URL}, [*ARXIV, ("page", URL)]),
        ({"arxiv": "2307.00001", "url": PDF}, [*ARXIV, ("other_pdf", PDF)]),
        ({"arxiv": "2307.00001", "doi": "10.1145/1"}, [*ARXIV, ("doi", "https://doi.org/10.1145/1")]),
        ({"url": PDF}, [("pdf", PDF)]),
        ({"url": URL}, [("page", URL)]),
        ({"url": URL, "kind": "blog"}, [("blog", URL)]),
        ({"url": URL, "kind": "docs", "code": CODE}, [("docs", URL)]),
        ({"url": PDF, "kind": "report"}, [("pdf", PDF)]),
        ({"url": URL, "pdf": PDF}, [("pdf", PDF), ("page", URL)]),
        ({"doi": "10.1145/1"}, [("doi", "https://doi.org/10.1145/1")]),
        ({"code": CODE}, [("code", CODE)]),
        ({"url": "https://dl.acm.org/doi/pdf/10.1145/1"}, [("pdf", "https://dl.acm.org/doi/pdf/10.1145/1")]),
        ({"url": "https://example.org/p.pdf?download=1"}, [("pdf", "https://example.org/p.pdf?download=1")]),
        ({"url": "https://example.org/p?file=x.pdf"}, [("page", "https://example.org/p?file=x.pdf")]),
    ],
)  # fmt: skip
def test_the_best_link_comes_first(facts, found):
    assert links(**facts) == found
    assert reading_link(paper(**{"arxiv": None, **facts})).url == found[0][1]


def test_no_link_that_is_given_is_lost():
    other = "https://example.org/other.pdf"
    assert {url for _, url in links(url=PDF, pdf=other)} == {PDF, other}


@pytest.mark.parametrize(
    ("arxiv", "has_html"),
    [
        ("2312.00001", True),
        ("2401.00001", True),
        ("2311.99999", False),
        ("0704.0001", False),
        ("cs/9901001", False),
    ],
)
def test_arxiv_has_web_pages_since_december_2023(arxiv, has_html):
    assert (("html", f"https://arxiv.org/html/{arxiv}") in links(arxiv=arxiv)) == has_html


@given(st.from_regex(DOI, fullmatch=True))
def test_the_address_of_a_doi_is_safe_and_leads_back(doi):
    url = doi_url(doi)
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "doi.org", "", "")
    assert unquote(parts.path) == f"/{doi}"
    assert not set(url) & set("<>\"'{}|\\^` ")


def test_the_links_of_a_removed_paper_are_those_that_are_kept():
    gone = removed("gone", arxiv="cs/0112017", doi="10.1145/a<b", url=URL)
    assert [(link.word, link.url) for link in links_of_removed(gone)] == [
        ("link_arxiv", "https://arxiv.org/abs/cs/0112017"),
        ("link_page", URL),
        ("link_doi", "https://doi.org/10.1145/a%3Cb"),
    ]
    only = removed("gone", arxiv=None, code=CODE)
    assert [(link.word, link.url) for link in links_of_removed(only)] == [("kind_code", CODE)]
