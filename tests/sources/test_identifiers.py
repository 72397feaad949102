"""What people paste, to an arXiv id or a DOI."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.values import ARXIV, DOI, Malformed
from paperlist.sources.identifiers import parse_identifier

ARXIV_TEXTS = [
    "2309.06180", "2309.06180v2", " 2309.06180 ", "arXiv:2309.06180", "arxiv: 2309.06180v1",
    "https://arxiv.org/abs/2309.06180", "http://arxiv.org/abs/2309.06180v3",
    "https://arxiv.org/pdf/2309.06180", "https://arxiv.org/pdf/2309.06180.pdf",
    "https://arxiv.org/pdf/2309.06180v2.pdf", "https://www.arxiv.org/abs/2309.06180",
    "https://browse.arxiv.org/pdf/2309.06180", "https://export.arxiv.org/abs/2309.06180",
    "https://arxiv.org/html/2309.06180v1", "https://arxiv.org/abs/2309.06180#comments",
    "https://arxiv.org/abs/2309.06180?context=cs", "https://arxiv.org/abs/2309.06180/",
    "arxiv.org/abs/2309.06180", "ftp://ftp.arxiv.org/ftp/arxiv/papers/2309/2309.06180.pdf",
    "https://cn.arxiv.org/abs/2309.06180", "10.48550/arXiv.2309.06180",
    "https://doi.org/10.48550/arXiv.2309.06180",
    "https://arxiv.org/abs/arXiv:2309.06180", "https://arxiv.org/abs/arXiv%3A2309.06180",
    "arXiv:2309.06180v2 [cs.LG] 12 Sep 2023", "arXiv:2309.06180v2  [cs.LG]  12 Sep 2023\n",
    "arXiv:2309.06180v12 [cond-mat.mtrl-sci] 1 Jan 2024", "2309.06180 (cs.LG)",
    "<https://arxiv.org/abs/2309.06180>", "(arXiv:2309.06180)", "[2309.06180]", '"2309.06180",',
    "https://arxiv.org/abs/2309.06180.", "https://arxiv.org/abs/2309.06180)。",
    "arXiv：2309.06180", "arXiv: 2309.06180 v2", "arXiv 2309.06180", "ARXIV:2309.06180",
    "arXiv preprint arXiv:2309.06180", "arxiv.2309.06180", "2309.06180v2.pdf", "2309.06180\u200b",
    "HTTPS://ARXIV.ORG/ABS/2309.06180", "//arxiv.org/abs/2309.06180",
    "https://arxiv.org/pdf/2309.06180v2#page=3", "https://arxiv.org/format/2309.06180",
    "https://www.alphaxiv.org/abs/2309.06180", "https://alphaxiv.org/overview/2309.06180v1",
    "https://huggingface.co/papers/2309.06180", "https://hf.co/papers/2309.06180#community",
    "https://papers.cool/arxiv/2309.06180", "https://ar5iv.labs.arxiv.org/html/2309.06180",
    "https://ar5iv.org/abs/2309.06180", "https://www.semanticscholar.org/arxiv/2309.06180",
    "doi:10.48550/arXiv.2309.06180", "https://doi.org/10.48550/ARXIV.2309.06180v2",
    "https://hf-mirror.com/papers/2309.06180", "https://api.semanticscholar.org/arXiv:2309.06180",
    "https://dblp.org/rec/journals/corr/abs-2309-06180", "http://xxx.lanl.gov/abs/2309.06180",
    "abs/2309.06180", "arxiv/2309.06180v2", "CoRR abs/2309.06180 (2023)",
    "[2309.06180] Efficient Memory Management", "PagedAttention (2309.06180)",
    "Kwon et al. PagedAttention. arXiv preprint arXiv:2309.06180, 2023.",
    "[paper](https://arxiv.org/abs/2309.06180)", r"\url{https://arxiv.org/abs/2309.06180}",
    "eprint = {2309.06180},", "arXiv: 2309.06180 (v2)", "1 arXiv:2309.06180v1 [cs.LG] 12 Sep 2023",
    "https://arxiv.org/abs/2309.06180 https://arxiv.org/pdf/2309.06180",
    "论文：https://arxiv.org/abs/2309.06180", "【2309.06180】", "https://arxiv.org/abs/2309.06180】",
]  # fmt: skip

DOIS = [
    "10.1145/3600006.3613165", "doi:10.1145/3600006.3613165", "DOI: 10.1145/3600006.3613165",
    "https://doi.org/10.1145/3600006.3613165", "http://dx.doi.org/10.1145/3600006.3613165",
    "doi.org/10.1145/3600006.3613165", "https://dl.acm.org/doi/10.1145/3600006.3613165",
    "https://dl.acm.org/doi/abs/10.1145/3600006.3613165",
    "https://dl.acm.org/doi/pdf/10.1145/3600006.3613165?download=true",
    "https://doi.org/10.1145%2F3600006.3613165", "10.1145/3600006.3613165.",
    "DOI 10.1145/3600006.3613165", "DOI10.1145/3600006.3613165", "doi：10.1145/3600006.3613165。",
    "doi: https://doi.org/10.1145/3600006.3613165", "<https://doi.org/10.1145/3600006.3613165>",
    "(doi:10.1145/3600006.3613165)", "info:doi/10.1145/3600006.3613165",
    "https://dl.acm.org/doi/full/10.1145/3600006.3613165",
    "https://dl.acm.org/doi/fullHtml/10.1145/3600006.3613165#sec-1",
    "dl.acm.org/doi/epdf/10.1145/3600006.3613165", "https://doi.acm.org/10.1145/3600006.3613165",
    "https://www.doi.org/10.1145/3600006.3613165/", "10.1145/3600006.3613165；",
]  # fmt: skip


@pytest.mark.parametrize("text", ARXIV_TEXTS)
def test_every_spelling_of_an_arxiv_id(text):
    assert str(parse_identifier(text)) == "arXiv 2309.06180"


@pytest.mark.parametrize("text", DOIS)
def test_every_spelling_of_a_doi(text):
    assert str(parse_identifier(text)) == "DOI 10.1145/3600006.3613165"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cs/0112017", "arXiv cs/0112017"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "arXiv math/0309136"),
        ("arXiv:2309.06180v1 [cs.LG]", "arXiv 2309.06180"),
        ("https://link.springer.com/content/pdf/10.1007/978-3-031.pdf", "DOI 10.1007/978-3-031"),
        ("https://www.biorxiv.org/content/10.1101/2023.01.01.522456v1.full.pdf",
         "DOI 10.1101/2023.01.01.522456"),
        ("https://dl.acm.org/doi/suppl/10.1145/3600006.3613165/suppl_file/x.zip",
         "DOI 10.1145/3600006.3613165"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0250000",
         "DOI 10.1371/journal.pone.0250000"),
        ("https://academic.oup.com/x/article/doi/10.1093/bio/1/2", "DOI 10.1093/bio/1/2"),
        ("see 10.1016/S0140-6736(20)30183-5 for more", "DOI 10.1016/S0140-6736(20)30183-5"),
        ("doi={10.1016/S0140-6736(20)30183-5},", "DOI 10.1016/S0140-6736(20)30183-5"),
        ("0704.0001", "arXiv 0704.0001"),
        ("arXiv:cs/0112017v1 [cs.CL] 8 Dec 2001", "arXiv cs/0112017"),
        ("arXiv:math.GT/0309136 v1 8 Sep 2003", "arXiv math/0309136"),
        ("https://www.alphaxiv.org/abs/cs/0112017", "arXiv cs/0112017"),
        ("10.48550/arXiv.cs/0112017", "arXiv cs/0112017"),
        ("10.1016/S0140-6736(20)30183-5", "DOI 10.1016/S0140-6736(20)30183-5"),
        ("https://www.frontiersin.org/articles/10.3389/fnins.1/full", "DOI 10.3389/fnins.1"),
        ("https://huggingface.co/meta/2309.06180", None),
        ("https://alphaxiv.org.example.org/abs/2309.06180", None),
        ("https://github.com/a/2309.06180", None),
        ("10.48550/arXiv.9999.99999", None),
        ("https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2",
         "DOI 10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"),
        ("https://aclanthology.org/2024.acl-long.1", None),
        ("https://github.com/vllm-project/vllm", None),
        ("https://arxiv.org/abs/2313.00001", None),
        ("2309.061801", None),
        ("https://example.org/?x=2309.06180", None),
        ("PagedAttention", None),
        ("10.1145", None),
        ("", None),
        ("https://arxiv.org.example.org/abs/2309.06180", None),
        ("https://arxiv.org/list/cs.LG/recent", None),
    ],
)  # fmt: skip
def test_other_spellings(text, found):
    if found:
        assert str(parse_identifier(text)) == found
    else:
        with pytest.raises(Malformed, match="neither an arXiv id nor a DOI"):
            parse_identifier(text)


@pytest.mark.parametrize(
    "text",
    [
        "arXiv:2309.06180 and arXiv:2307.08691",
        "2309.06180, 2307.08691",
        "https://arxiv.org/abs/2309.06180 https://arxiv.org/abs/2307.08691",
    ],
)
def test_two_papers_are_not_one(text):
    with pytest.raises(Malformed, match="has several identifiers: arXiv"):
        parse_identifier(text)


@given(st.from_regex(ARXIV, fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_a_good_arxiv_id_is_itself(arxiv):
    assert parse_identifier(arxiv).text == re.sub(r"\.[A-Z]{2}/", "/", arxiv)


@given(st.text() | st.text(alphabet="10./arxivdo:https v"))
def test_any_text_is_an_identifier_of_the_data_or_refused(text):
    try:
        found = parse_identifier(text)
    except Malformed:
        return
    assert {"arxiv": ARXIV, "doi": DOI}[found.kind].fullmatch(found.text)


def test_two_spellings_of_one_identifier_are_equal():
    assert parse_identifier("10.1145/ABC") == parse_identifier("https://doi.org/10.1145/abc")
    assert str(parse_identifier("10.1145/ABC")) == "DOI 10.1145/ABC"
    assert len({*map(parse_identifier, ARXIV_TEXTS)}) == 1
