"""What a good id, date, link, name or number looks like, and what is said of another."""

import re
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperlist.catalogue import values
from paperlist.catalogue.values import Malformed
from tests.support.catalogues import ids

PARSERS = [
    values.parse_text,
    values.parse_id,
    values.parse_bundle_id,
    values.parse_arxiv_id,
    values.parse_doi,
    values.parse_date,
    values.parse_day,
    values.parse_link,
    values.parse_repo,
    values.parse_author,
    values.parse_kind,
]
GOOD = {
    values.parse_text: ["FP8", "KV 缓存", "a" * 1000, "null", "a  b", "É — “x”", "😀"],
    values.parse_id: ["a", "0", "llm-int8", "a-b-c", "4bit", "a" * 80],
    values.parse_bundle_id: ["v0.1", "v1-rc.2", "a", "2024.1-b"],
    values.parse_label: ["a", "7", "大模型", "∞Bench", "\u0e17\u0e35\u0e48",
        "e\u0323\u0302\u0301", "\u0663"],
    values.parse_arxiv_id: ["2307.08691", "0704.0001", "1412.9999", "1501.00001", "cs/0703001",
        "math.GT/0309136"],
    values.parse_doi: ["10.1145/3600006.3613165",
        "10.1002/(SICI)1097-4571(1999)50:1<1::AID>3.0.CO;2-#"],
    values.parse_date: ["2023-07", "2024-02-29", "1943-12", "2099-12-31"],
    values.parse_day: ["2023-07-15", "2024-02-29"],
    values.parse_link: ["https://example.org",
        "https://a.b.example.org:8080/c_d/~e?f=g&h=%20#i", "https://example.org?x",
        "https://example.org/a(b)[c]", "https://example.org/@a", "https://1.2.3.4/a",
        "https://xn--bcher-kva.example:1", "https://3d.example:65535", "https://a-.b--c.example"],
    values.parse_repo: ["vllm-project/vllm", "a/b", "Dao-AILab/flash-attention", "NVIDIA/cuda_x.y"],
    values.parse_author: ["Ada Lovelace", "et al.", "NVIDIA", "Otherson", "等等"],
    values.parse_kind: ["paper", "report", "blog", "docs", "code"],
}  # fmt: skip
BAD = {
    values.parse_text: ["", "   ", "a" * 1001, "a\nb", "a\tb", "a\u200bb", "a\u202eb",
        "a\u2028b", "\ue000", "\ud800", "\u3164", "\u2800", "a\ufe0f", "a\U000e0041", "\u115f",
        "a\u034fb", "\uffa0", "a\U000e01efb", "a" + "\u0301" * 6, "\u0e19" + "\u0e49" * 40],
    values.parse_label: ["", "…", "?!", "\u3000", "—", "\u3164", "+ + +", "★"],
    values.parse_id: ["", "A", "a_b", "a--b", "-a", "a-", "a.b", "a b", "ä", "a" * 81, "index",
        "a\n", "../x", "٣"],
    values.parse_bundle_id: ["", "v..1", ".v", "v.", "V1", "v 1", "index", "a" * 81, "..", "v1/2",
        "index.html", "v1.bib", "v1.biblatex", "v1.ris", "v1.csl", "1.json"],
    values.parse_arxiv_id: ["", "2307", "2307.086911", "2313.08691", "2300.08691",
        "2307.08691v2", "arXiv:2307.08691", "https://arxiv.org/abs/2307.08691", "٢٣٠٧.٠٨٦٩١",
        "2307.08691\n", "cs/9913001", "a" * 900 + "/0309136", "a/0309136"],
    values.parse_doi: ["", "10.1/x", "10.1145/", "https://doi.org/10.1145/1", "doi:10.1145/1",
        "10.1145/a b", "10.1145/é", "10.1145/" + "a" * 301],
    values.parse_date: ["", "2023", "2023-7", "2023-13", "2023-00", "2023-02-30", "2023-02-29",
        "2023.07", "20230701", "1899-12", "2100-01", "2023-07-1", "2023-07-15T00:00",
        "٢٠٢٣-٠٧", "2023-07\n", "2023-07-00"],
    values.parse_day: ["", "2023-07", "2023-02-30", "yesterday"],
    values.parse_link: ["", "http://example.org", "HTTPS://example.org", "//example.org",
        "example.org", "javascript:alert(1)", "data:text/html,x", "ftp://example.org",
        " https://example.org", "https://", "https://localhost", "https://a@example.org",
        "https://example.org/a b", "https://example.org/<b>", 'https://example.org/"',
        "https://example.org/\\", "https://example.org/é", "https://example.org/\n",
        "https://[::1]/", "https://[x", "https://example.org/" + "a" * 1000,
        "https://example..org", "https://a\u2100b.org", "https://a.b:65536/", "https://a.b:999999/",
        "https://a.b:0", "https://a.b:080", "https://a.b:443", "https://a.b:" + "9" * 900,
        "https://a.b:", "https://u:p@example.org", "https://a.1", "https://a.b.0x1f", "https://1.2.3",
        "https://1.2.3.256", "https://01.2.3.4", "https://0x7f.1", "https://1.2.3.4.5",
        "https://a.0x", "https://xn--.org", "https://xn--a.example", "https://xn--ls8h.0",
        "https://a.xn--99999999", "https://xn--bcher-KVA.example", "https://Example.org",
        "https://example.org.", "https://a_b.example"],
    values.parse_repo: ["", "a", "a/b/c", "/b", "a/", "-a/b", "a--b/c", "a-/b", "a b/c",
        "https://github.com/a/b", "a" * 40 + "/b", "a/" + "b" * 101, "ä/b"],
    values.parse_author: ["", "et al", "Et Al.", "et. al.", "others", "and others", "等",
        "a\u200b"],
    values.parse_kind: ["", "Paper", "preprint"],
}  # fmt: skip


def pairs(table):
    return [(parse, text) for parse, texts in table.items() for text in texts]


@pytest.mark.parametrize(("parse", "text"), pairs(GOOD))
def test_a_good_value_is_kept_as_written(parse, text):
    assert parse(text) == text


@pytest.mark.parametrize(("parse", "text"), pairs(BAD))
def test_a_bad_value_is_malformed(parse, text):
    with pytest.raises(Malformed):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["2205.1413", "2307.8691", "1501.0001", "0704.00001", "1412.00001", "0703.0001", "9912.0001"],
)
def test_an_arxiv_id_has_the_digits_of_its_month(text):
    """Four from 2007-04 (before it there was another form), five from 2015-01."""
    with pytest.raises(Malformed):
        values.parse_arxiv_id(text)


@pytest.mark.parametrize("text", ["a/.", "a/..", "a/b.git", "a/.git"])
def test_a_repository_has_a_name_that_github_gives(text):
    with pytest.raises(Malformed):
        values.parse_repo(text)


@pytest.mark.parametrize(
    ("parse", "text", "hint"),
    [
        (values.parse_arxiv_id, "https://arxiv.org/pdf/2210.03052.pdf", 'arxiv: "2210.03052"'),
        (values.parse_arxiv_id, "2210.03052v3", 'arxiv: "2210.03052"'),
        (values.parse_doi, "https://doi.org/10.1145/1.2", "doi: '10.1145/1.2'"),
        (values.parse_day, "2023-07", "2023-07-01"),
        (values.parse_link, "http://example.org/a", "write 'https://example.org/a'"),
        (
            values.parse_link,
            "<https://github.com/a>",
            "write the link only: 'https://github.com/a'",
        ),
        (
            values.parse_link,
            "[code](https://github.com/a)",
            "the link only: 'https://github.com/a'",
        ),
        (values.parse_link, "https://GitHub.com/a", "write 'github.com'"),
        (values.parse_link, "https://me@github.com/a", "remove everything between https:// and @"),
        (values.parse_author, "others", "'et al.'"),
        (values.parse_kind, "preprint", "paper, report, blog, docs, code"),
    ],
)
def test_the_hint_has_the_corrected_value(parse, text, hint):
    with pytest.raises(Malformed) as caught:
        parse(text)
    assert hint in caught.value.hint


@pytest.mark.parametrize("text", ["yesterday", "2023", "2023-02-30"])
def test_the_hint_for_a_day_is_itself_a_day(text):
    with pytest.raises(Malformed) as caught:
        values.parse_day(text)
    shown = re.findall(r"\d{4}-\d\d[-\d]*", caught.value.hint)
    assert shown
    assert [values.parse_day(date) for date in shown] == shown


@pytest.mark.parametrize(("text", "reason"), [("index", "index"), ("a" * 81, "80")])
def test_an_id_of_good_letters_is_told_what_else_is_wrong(text, reason):
    with pytest.raises(Malformed) as caught:
        values.parse_id(text)
    assert reason in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize(("text", "number"), [("2", 2), ("3", 3)])
def test_a_recommendation_is_two_or_three(text, number):
    assert values.parse_recommended(text) == number


@pytest.mark.parametrize("text", ["", "1", "4", "yes", "3.0", "⭐", " 2", "٣"])
def test_another_recommendation_is_malformed(text):
    with pytest.raises(Malformed):
        values.parse_recommended(text)


@pytest.mark.parametrize("text", ["", "0", "-1", "01", "1.5", "286 pages", "1000000", "٣"])
def test_a_number_of_pages_is_digits(text):
    assert values.parse_pages("286") == 286
    with pytest.raises(Malformed):
        values.parse_pages(text)


@given(
    st.text(st.characters(), max_size=200)
    | st.from_regex(values.LINK)
    | st.from_regex(values.ARXIV)
)
@example("10.1145/" + "a" * 5000)
@example("https://" + "a." * 3000)
@example("a-" * 5000)
def test_a_parser_returns_the_text_or_calls_it_malformed(text):
    for parse in PARSERS:
        with suppress(Malformed):
            assert parse(text) == text


@given(ids)
def test_an_id_is_an_address_without_escapes(text):
    assert re.fullmatch(r"[a-z0-9-]+", values.parse_id(text))


@given(st.dates(min_value=values.date(1900, 1, 1), max_value=values.date(2099, 12, 31)))
def test_every_day_of_the_calendar_is_a_date(day):
    assert values.parse_day(day.isoformat()) == day.isoformat()
    assert values.parse_date(day.isoformat()[:7]) == day.isoformat()[:7]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Ada Lovelace; Grace Hopper", ("Ada Lovelace", "Grace Hopper")),
        ("Ada Lovelace, Grace Hopper", ("Ada Lovelace", "Grace Hopper")),
        ("Meta Platforms, Inc, Google", ("Meta Platforms, Inc", "Google")),
        ("张三；李四", ("张三", "李四")),
        ("张三、李四，王五", ("张三", "李四", "王五")),
        ("张三、李四；王五", ("张三、李四", "王五")),
        ("MIT\n\nCMU, Inc", ("MIT", "CMU, Inc")),
        ("- MIT\n* CMU\n3. ETH", ("MIT", "CMU", "ETH")),
        ("[FA2, FA3]", ("FA2", "FA3")),
        ("[1] FA2; [2] FA3", ("[1] FA2", "[2] FA3")),
        (" ; ", ()),
    ],
)
def test_a_list_is_split_as_people_write_it(text, items):
    assert values.split_list(text) == items
