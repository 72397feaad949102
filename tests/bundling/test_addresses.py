"""The address of the PDF, from the page of a paper."""

import pytest

from paperlist.bundling.addresses import pdf_address
from tests.support.catalogues import paper

FOUND = {
    "https://arxiv.org/abs/2205.14135": "https://arxiv.org/pdf/2205.14135",
    "https://github.com/a/b/blob/main/docs/paper.pdf": (
        "https://github.com/a/b/raw/main/docs/paper.pdf"
    ),
    "https://huggingface.co/a/b/blob/main/paper.pdf": (
        "https://huggingface.co/a/b/resolve/main/paper.pdf"
    ),
    "https://openreview.net/forum?id=aB-c_1": "https://openreview.net/pdf?id=aB-c_1",
    "https://openreview.net/forum?id=aB-c_1&noteId=x": "https://openreview.net/pdf?id=aB-c_1",
    "https://openreview.net/pdf?id=aB-c_1": "https://openreview.net/pdf?id=aB-c_1",
    "https://aclanthology.org/2024.acl-long.1/": "https://aclanthology.org/2024.acl-long.1.pdf",
    "https://aclanthology.org/2024.acl-long.1.pdf": "https://aclanthology.org/2024.acl-long.1.pdf",
    "https://proceedings.mlr.press/v202/dao23a.html": (
        "https://proceedings.mlr.press/v202/dao23a/dao23a.pdf"
    ),
    "https://www.usenix.org/conference/osdi22/presentation/yu": (
        "https://www.usenix.org/system/files/osdi22-yu.pdf"
    ),
    "https://example.org/paper.pdf": "https://example.org/paper.pdf",
    "https://example.org/paper": None,
}


@pytest.mark.parametrize("url", FOUND)
def test_the_file_of_a_page(url):
    assert pdf_address(paper(arxiv=None, url=url)) == FOUND[url]


def test_arxiv_and_a_given_pdf_come_first():
    url = "https://openreview.net/forum?id=x"
    assert pdf_address(paper(url=url)) == "https://arxiv.org/pdf/2307.00001"
    given = "https://example.org/a.pdf"
    assert pdf_address(paper(arxiv=None, url=url, pdf=given)) == given


def test_code_alone_has_no_pdf():
    assert pdf_address(paper(arxiv=None, code="https://github.com/a/b")) is None
