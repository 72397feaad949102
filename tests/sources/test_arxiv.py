"""Metadata from arXiv's feed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.sources.arxiv import fetch_arxiv, parse_feed
from paperlist.sources.network import RequestFailed, session
from tests.support import hosts
from tests.support.hosts import ERROR, FEED, atom_entry

PAGED = "Efficient Memory Management for Large Language Model\n  Serving with PagedAttention"


def feed(*entries):
    return FEED.replace("{entries}", "".join(entries))


def work(*args, **more):
    (found,) = parse_feed(feed(atom_entry(*args, **more)))
    return found


def test_an_entry():
    found = work("2309.06180", PAGED, ["Woosuk Kwon", "Zhuohan Li"], doi="10.1145/3600006.3613165")
    assert found.title == (
        "Efficient Memory Management for Large Language Model Serving with PagedAttention"
    )
    assert found.authors == ("Woosuk Kwon", "Zhuohan Li")
    assert (found.arxiv, found.doi, found.date) == (
        "2309.06180",
        "10.1145/3600006.3613165",
        "2023-09",
    )
    assert (found.primary_class, found.kind, found.withdrawn) == ("cs.LG", "paper", "")
    assert found.source == "https://arxiv.org/abs/2309.06180"


@pytest.mark.parametrize(
    ("arxiv", "date"),
    [("cs/0112017", "2001-12"), ("math/9209227", "1992-09"), ("0704.0001", "2007-04")],
)
def test_the_month_is_that_of_the_id(arxiv, date):
    assert (work(arxiv, "A title").arxiv, work(arxiv, "A title").date) == (arxiv, date)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("  A   title\n of\ttwo  lines. ", "A title of two lines"),
        ("What is next...", "What is next..."),
        ("Zero\u200bwidth\ufeff", "Zerowidth"),
        ("$O(n^2)$ attention & <more>", "O(n²) attention & <more>"),
        ("When n<m and p>q holds", "When n<m and p>q holds"),
        ("Typed Vec<T> caches &amp; more", "Typed Vec<T> caches & more"),
    ],
)
def test_a_title_is_mended(written, title):
    assert work("2309.06180", written).title == title


def test_tex_in_names_is_mended():
    found = work("2309.06180", "A", ["Paul Erd\\H{o}s", "Ren\\'e Caf\\'e", "O&apos;Bee"])
    assert found.authors == ("Paul Erdős", "René Café", "O'Bee")


def test_names_are_mended():
    found = work(
        "2309.06180", "A", ["ADA LOVELACE", " Bo  Li ", ":", "DeepSeek-AI", "NVIDIA", "李 明"]
    )
    assert found.authors == ("Ada Lovelace", "Bo Li", "DeepSeek-AI", "NVIDIA", "李 明")


@pytest.mark.parametrize(
    "doi",
    ["https://doi.org/10.1145/1", "http://dx.doi.org/10.1145/1", "doi:10.1145/1", "DOI 10.1145/1",
     "https://dl.acm.org/doi/abs/10.1145/1", "10.1145/1.", "10.1145/1; 10.1145/2",
     "https://doi.org/10.1145/1, https://doi.org/10.1145/2", "https://doi.org/10.1145%2F1"],
)  # fmt: skip
def test_a_doi_may_be_an_address(doi):
    assert work("2309.06180", "A", doi=doi).doi == "10.1145/1"


@pytest.mark.parametrize(
    "doi", ["see 10.1/x", "10.1", "", "none", "https://doi.org/10.48550/arXiv.2309.06180"]
)
def test_a_doi_that_is_none_is_left_out(doi):
    assert work("2309.06180", "A", doi=doi).doi is None


def test_of_several_dois_the_first_counts():
    assert work("2309.06180", "A", doi="10.1145/1 10.1145/2").doi == "10.1145/1"


@pytest.mark.parametrize(
    "more",
    [
        {"comment": "This paper has been withdrawn by the authors due to an error in Section 3"},
        {"comment": "Withdrawn."},
        {"summary": "This paper has been withdrawn."},
        {"summary": "This submission was withdrawn by arXiv administrators."},
        {"comment": "12 pages; withdrawn by the authors"},
        {"comment": "Withdrawn; superseded by 2405.13351"},
        {"comment": "Paper withdrawn due to an error"},
        {"comment": "Withdrawn from arXiv: see the journal"},
        {"comment": "Replaced by arXiv:2401.00002; withdrawn"},
        {"comment": "Temporarily withdrawn"},
        {"comment": "Withdrawing this paper pending approval"},
        {"comment": "This paper has been retracted."},
        {"summary": "The authors have withdrawn this submission because of an error."},
        {"summary": "We withdraw this paper."},
    ],
)
def test_a_withdrawn_paper_says_so(more):
    assert work("2309.06180", "A", **more).withdrawn == next(iter(more.values()))


@pytest.mark.parametrize(
    "more",
    [
        {"comment": "Accepted at ICLR 2024"},
        {"summary": "We study how cash is withdrawn from machines. " * 20},
        {"comment": "Section on withdrawn books"},
        {"comment": "Extended version of the poster that was withdrawn from a workshop"},
        {"summary": "Liquidity is withdrawn from pools."},
        {"comment": "Withdrawn from ICLR 2024"},
        {"comment": "Submission withdrawn from ICML; under review at JMLR"},
        {"comment": "v2 withdrawn; v3 restored"},
        {"comment": "This paper was withdrawn from a workshop"},
    ],
)
def test_the_word_alone_withdraws_nothing(more):
    assert not work("2309.06180", "A", **more).withdrawn


@pytest.mark.parametrize("term", ["", "cs.LG}", "<b>"])
def test_a_class_that_is_none_is_left_out(term):
    assert work("2309.06180", "A", category=term).primary_class is None


def test_an_entry_without_title_or_id_is_none():
    assert parse_feed(feed(atom_entry("2309.06180", " "), atom_entry("nothing", "A"))) == []


def test_the_feed_of_an_error_is_told():
    with pytest.raises(
        RequestFailed, match=r"rejected the request: 'incorrect id format for 1234\.1'"
    ):
        parse_feed(feed(ERROR))


@pytest.mark.parametrize(
    "text",
    ["", "<html><body>Rate exceeded.</body></html>", "<feed/>", "{}", feed()[:-20],
     '<!DOCTYPE a [<!ENTITY b "c">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>'],
)  # fmt: skip
def test_what_is_no_feed_is_told(text):
    with pytest.raises(RequestFailed, match="not an Atom feed"):
        parse_feed(text)


@given(st.text(), st.integers(0, 3))
def test_any_answer_is_works_or_told(noise, place):
    parts = [atom_entry("2309.06180", noise.replace("\x00", "")), noise, feed(), noise]
    with suppress(RequestFailed):
        parse_feed("".join(parts[place:]))


def test_one_request_asks_for_all_and_only_they_come_back():
    with hosts.running() as host, session() as client:
        host.papers = {"2309.06180": atom_entry("2309.06180", "A") + atom_entry("2401.00001", "B")}
        ids = ["2309.06180", "cs/0112017"]
        works = fetch_arxiv(client, ids, f"{host.address}/api/query")
        assert {key: found.title for key, found in works.items()} == {"2309.06180": "A"}
        ((_, query, _),) = host.asked
        assert query == {"id_list": ["2309.06180,cs/0112017"], "max_results": ["2"]}


def test_an_old_id_has_its_own_name_there():
    with hosts.running() as host, session() as client:
        host.papers = {"math.GT/0309136": atom_entry("math/0309136", "A")}
        works = fetch_arxiv(client, ["math.GT/0309136"], f"{host.address}/api/query")
        assert works["math.GT/0309136"].arxiv == "math/0309136"


def test_an_answer_without_any_of_several_papers_may_pass():
    with hosts.running() as host, session() as client, pytest.raises(RequestFailed) as caught:
        fetch_arxiv(client, ["2309.06180", "2309.06181"], f"{host.address}/api/query")
    assert caught.value.is_temporary
