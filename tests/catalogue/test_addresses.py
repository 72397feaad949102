"""Which paper a link leads to: one key for all spellings, another one for another paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.addresses import arxiv_of, doi_of, paper_key
from paperlist.catalogue.values import ARXIV

SAME = {
    "arXiv 2401.00001": [
        ("arxiv", "2401.00001"),
        ("doi", "10.48550/arXiv.2401.00001"),
        ("doi", "10.48550/ARXIV.2401.00001v3"),
        ("url", "https://arxiv.org/abs/2401.00001v2"),
        ("url", "http://www.arxiv.org/pdf/2401.00001.pdf?download=1#page=2"),
        ("url", "https://export.arxiv.org/abs/2401.00001/"),
        ("url", "https://arxiv.org/html/2401.00001v1"),
        ("url", "https://doi.org/10.48550/arXiv.2401.00001"),
        ("url", "https://ar5iv.labs.arxiv.org/html/2401.00001"),
        ("url", "https://www.alphaxiv.org/abs/2401.00001"),
        ("url", "https://huggingface.co/papers/2401.00001"),
        ("url", "https://papers.cool/arxiv/2401.00001"),
        ("url", "https://hf.co/papers/2401.00001"),
        ("url", "https://www.semanticscholar.org/arxiv/2401.00001"),
        ("url", "https://dblp.org/rec/journals/corr/abs-2401-00001"),
        ("url", "https://alphaxiv.org/audio/2401.00001v2"),
        ("pdf", "https://arxiv.org/pdf/2401.00001v2.pdf"),
        ("code", "https://arxiv.org/abs/2401.00001"),
    ],
    "arXiv math/0309136": [
        ("arxiv", "math.GT/0309136"),
        ("arxiv", "math/0309136"),
        ("url", "https://arxiv.org/abs/math.GT/0309136v1"),
    ],
    "DOI 10.1145/3600006.3613165": [
        ("doi", "10.1145/3600006.3613165"),
        ("url", "https://dl.acm.org/doi/10.1145/3600006.3613165"),
        ("url", "https://dl.acm.org/doi/pdf/10.1145/3600006.3613165?download=true"),
        ("url", "https://dl.acm.org/doi/fullHtml/10.1145/3600006.3613165"),
        ("url", "https://dx.doi.org/10.1145/3600006.3613165"),
        ("url", "https://doi.org/doi:10.1145/3600006.3613165/"),
        ("pdf", "https://dl.acm.org/doi/epdf/10.1145/3600006.3613165"),
    ],
    "DOI 10.1007/s11263-024-01-x": [
        ("doi", "10.1007/S11263-024-01-X"),
        ("url", "https://link.springer.com/article/10.1007/s11263-024-01-x"),
        ("url", "https://link.springer.com/article/10.1007/s11263-024-01-x/fulltext.html"),
        ("url", "https://link.springer.com/content/pdf/10.1007/s11263-024-01-x.pdf"),
    ],
    "DOI 10.1002/spe.3100": [
        ("url", "https://onlinelibrary.wiley.com/doi/abs/10.1002/spe.3100"),
        ("url", "https://onlinelibrary.wiley.com/doi/10.1002%2Fspe.3100"),
    ],
    "DOI 10.1101/2023.01.01.522456": [
        ("doi", "10.1101/2023.01.01.522456"),
        ("url", "https://www.biorxiv.org/content/10.1101/2023.01.01.522456v2.full"),
    ],
    "DOI 10.18653/v1/2021.eacl-main.8": [
        ("doi", "10.18653/v1/2021.eacl-main.8"),
        ("url", "https://aclanthology.org/2021.eacl-main.8/"),
        ("url", "https://aclanthology.org/2021.eacl-main.8.pdf"),
    ],
    "OpenReview 4oAt5L4lYe": [
        ("url", "https://openreview.net/forum?id=4oAt5L4lYe"),
        ("url", "https://openreview.net/pdf?id=4oAt5L4lYe"),
        ("url", "https://openreview.net/forum?id=4oAt5L4lYe&noteId=x#discussion"),
    ],
    "example.org/x": [
        ("url", "https://example.org/x"),
        ("url", "http://www.example.org/x/"),
        ("url", "https://EXAMPLE.org/x?utm_source=feed&fbclid=1"),
        ("url", "https://example.org/x/index.html"),
        ("pdf", "https://example.org/x"),
    ],
    "example.org/x#part": [("url", "https://example.org/x#part")],
    "example.org/x?page=2": [("url", "https://example.org/x?page=2")],
    "arxiv.org/list/cs.LG": [("url", "https://arxiv.org/list/cs.LG")],
    None: [
        ("code", "https://github.com/a/b"),
        ("code", "https://example.org/x"),
        ("code", "https://doi.org/10.5281/zenodo.1"),
        ("url", "https://[x"),
        ("url", "not a link"),
    ],
}


@pytest.mark.parametrize(
    ("key", "field", "text"), [(key, *each) for key, values in SAME.items() for each in values]
)
def test_all_spellings_of_a_paper_have_one_key(key, field, text):
    assert paper_key(field, text) == key


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/10.1145/3600006.3613165",
        "https://dl.acm.org/conference/sosp",
        "https://doi.org/",
        "https://acm.org.example.org/doi/10.1145/1",
        "10.1145/1",
    ],
)
def test_an_address_without_a_doi(address):
    assert doi_of(address) is None


@given(st.text() | st.from_regex(ARXIV, fullmatch=True))
def test_any_text_has_an_arxiv_id_or_none(text):
    assert arxiv_of(text) is None or ARXIV.fullmatch(arxiv_of(text))
    for field in ("arxiv", "doi", "url", "code"):
        assert paper_key(field, text) is None or paper_key(field, text)
