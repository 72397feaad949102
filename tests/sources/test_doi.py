"""Records of doi.org to works."""

import json
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.sources.doi import fetch_doi, parse_record
from paperlist.sources.network import RequestFailed, session
from tests.support import hosts
from tests.support.hosts import csl

DOI = "10.1145/3600006.3613165"


def work(title="A title", **more):
    return parse_record(json.dumps(csl(DOI, title, **more)), DOI)


def test_a_record():
    found = work(event="SOSP '23: 29th Symposium on Operating Systems Principles")
    assert (found.title, found.authors, found.date) == ("A title", ("Ada Lovelace",), "2023-10")
    assert (found.doi, found.arxiv, found.venue, found.kind) == (DOI, None, "SOSP 2023", "paper")
    assert found.source == f"https://doi.org/{DOI}"


@pytest.mark.parametrize(
    ("more", "venue"),
    [
        ({"event": {"acronym": "MLSys 2024", "name": "Long"}}, "MLSys 2024"),
        ({"event": {"acronym": "EuroSys '26"}}, "EuroSys 2026"),
        ({"event": "29th Symposium 2023"}, "Proceedings of a Symposium 2023"),
        ({"event": {"acronym": "SC '23"}}, "SC 2023"),
        ({"event": {"name": "ISCA '24: the 51st Annual"}}, "ISCA 2024"),
        ({"event": "Some Symposium"}, "Proceedings of a Symposium 2023"),
        ({"type": "article-journal", "container-title": "ACM Computing Surveys"},
         "ACM Computing Surveys 2023"),
        ({"type": "article-journal", "container-title": ["TACL"]}, "TACL 2023"),
        ({"type": "journal-article", "container-title": "A &amp;amp; B"}, "A & B 2023"),
        ({"event": "SOSP ’23"}, "SOSP 2023"),
        ({"container-title": "2023 Annual Technical Conference (USENIX ATC 23)"},
         "USENIX ATC 2023"),
        ({"container-title": "2024 IEEE International Symposium on Caches (HPCA)"}, "HPCA 2024"),
        ({"container-title": ["Lecture Notes", "Vision – ECCV 2022"]}, "Vision – ECCV 2022"),
        ({"type": "book-chapter", "container-title": "Advances"}, "Advances 2023"),
        ({"type": "posted-content", "container-title": "bioRxiv"}, None),
        ({"type": "dataset", "container-title": "Zenodo"}, None),
        ({}, "Proceedings of a Symposium 2023"),
        ({"container-title": None}, None),
    ],
)  # fmt: skip
def test_the_venue_is_told_where_the_record_tells_it_shortly(more, venue):
    assert work(**more).venue == venue


@pytest.mark.parametrize(
    ("dates", "month"),
    [
        ({"issued": {"date-parts": [[2023, 10]]}}, "2023-10"),
        ({"published-online": {"date-parts": [[2023, 8, 1]]}}, "2023-08"),
        (
            {"issued": {"date-parts": [[2023]]}, "created": {"date-parts": [[2023, 7, 2]]}},
            "2023-07",
        ),
        ({"issued": {"date-parts": [[2023]]}, "created": {"date-parts": [[2024, 1]]}}, None),
        ({"issued": {"date-parts": [[2023, 13]]}}, None),
        ({"issued": {"date-parts": [[None]]}}, None),
        ({"issued": {"date-parts": []}}, None),
        ({"issued": None}, None),
    ],
)
def test_the_month_is_the_first_of_its_publication(dates, month):
    if month:
        assert work(**dates).date == month
    else:
        with pytest.raises(RequestFailed, match="has no month"):
            work(**dates)


def test_names_of_every_form():
    authors = [
        {"given": "ADA", "family": "LOVELACE"},
        {"literal": "The Gemini Team"},
        {"name": "OpenAI"},
        {"family": "Plato"},
        {"given": "", "family": ""},
    ]
    authors += [
        {"given": "X.", "non-dropping-particle": "van der", "family": "Berg", "suffix": "Jr."},
        {"given": None, "family": "Null"},
    ]
    names = ("Ada Lovelace", "The Gemini Team", "OpenAI", "Plato", "X. van der Berg Jr.", "Null")
    assert work(author=authors).authors == names
    assert work(author=None).authors == ()


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("On <i>n</i>-grams &amp; more", "On n-grams & more"),
        (["First", "Second"], "First"),
        ("A <scp>KV</scp>   cache.", "A KV cache"),
        ('On <mml:math xmlns:mml="http://a.b"><mml:mi>n</mml:mi></mml:math>', "On n"),
        ("When n&lt;m and p>q", "When n<m and p>q"),
    ],
)
def test_a_title_is_mended(written, title):
    assert work(written).title == title


@pytest.mark.parametrize(
    ("kind", "publication"),
    [
        ("journal-article", "journal"),
        ("article-journal", "journal"),
        ("proceedings-article", "conference"),
        ("paper-conference", "conference"),
        ("book-chapter", "chapter"),
        ("chapter", "chapter"),
        ("posted-content", None),
        ("dataset", None),
    ],
)
def test_the_type_says_how_it_was_published(kind, publication):
    assert work(type=kind).publication == publication


def test_a_chapter_with_an_event_is_a_paper_of_a_conference():
    found = work(type="book-chapter", event="ECCV 2022")
    assert (found.publication, found.venue) == ("conference", "ECCV 2022")


@pytest.mark.parametrize(
    ("title", "subtitle", "joined"),
    [
        ("TUBE –", "A Study", "TUBE: A Study"),
        ("TUBE", ": A Study", "TUBE: A Study"),
        ("TUBE", "– A Study", "TUBE: A Study"),
        ("TUBE", "(Extended Abstract)", "TUBE (Extended Abstract)"),
        ("TUBE…", "A Study", "TUBE… A Study"),
        (["TUBE"], ["Time-Dependent Pricing"], "TUBE: Time-Dependent Pricing"),
        ("TUBE", "Time-Dependent &amp; More.", "TUBE: Time-Dependent & More"),
        (
            "TUBE: Time-Dependent Pricing",
            ["Time-dependent pricing"],
            "TUBE: Time-Dependent Pricing",
        ),
        ("TUBE", ["TUBE: Time-Dependent Pricing"], "TUBE: Time-Dependent Pricing"),
        ("TUBE", ["tube"], "TUBE"),
        ("Who Needs It?", ["A Study"], "Who Needs It? A Study"),
        ("TUBE:", ["A Study"], "TUBE: A Study"),
        ("TUBE", [], "TUBE"),
        ("TUBE", [""], "TUBE"),
        ("TUBE", None, "TUBE"),
    ],
)
def test_the_subtitle_follows_the_title(title, subtitle, joined):
    assert work(title, subtitle=subtitle).title == joined


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        ("junior", "Ada Bee Jr."),
        ("Jr., Ph.D.", "Ada Bee Jr."),
        ("Jr.", "Ada Bee Jr."),
        (", III", "Ada Bee III"),
        ("PhD", "Ada Bee"),
        ("", "Ada Bee"),
    ],
)
def test_a_suffix_follows_the_name(suffix, name):
    assert work(author=[{"given": "Ada", "family": "Bee", "suffix": suffix}]).authors == (name,)


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [
        ("Ada", "Bee", "Ada Bee"),
        ("Gabriel", "García Montes", "García Montes, Gabriel"),
        ("Nguyen Van", "An", "Nguyen Van An"),
        ("Adam Van", "An", "An, Adam Van"),
        ("Xiaoyu", "Ou Yang", "Ou Yang, Xiaoyu"),
        ("Ada", "Bee V", "Bee V, Ada"),
        ("Rob", "van der Hoek", "Rob van der Hoek"),
        ("Ludwig van", "Dee", "Ludwig van Dee"),
        ("José Ortiz", "y Gasol", "José Ortiz y Gasol"),
        ("Google", "Team", "Google Team"),
        ("Ada and Cal", "Bee", "Ada and Cal Bee"),
        ("Dr. Ada", "Bee", "Ada Bee"),
        ("GABRIEL", "GARCÍA MONTES", "García Montes, Gabriel"),
        ("Ada", "Bee, Jr.", "Ada Bee Jr."),
        ("Ada, Jr.", "Bee", "Ada Bee Jr."),
        ("Gabriel Jr", "García Montes", "García Montes, Jr, Gabriel"),
        ("伟", "张", "张伟"),
        ("", "Bee", "Bee"),
    ],
)
def test_the_family_name_is_stated_where_the_usual_order_does_not_show_it(given, family, name):
    assert work(author=[{"given": given, "family": family}]).authors == (name,)


@pytest.mark.parametrize(
    ("family", "authors"),
    [
        ("Bee; Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Bee and Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Bee*", ("Ada Bee",)),
        ("Bee (Member, IEEE)", ("Ada Bee",)),
        ("Bee, PhD", ("Ada Bee",)),
        ("Team (Google)", ("Ada Team (Google)",)),
    ],
)
def test_a_name_in_a_record_may_be_several_or_have_more_beside_it(family, authors):
    assert work(author=[{"given": "Ada", "family": family}]).authors == authors


def test_an_article_of_an_archive_is_a_preprint():
    found = work(type="journal-article", **{"container-title": "SSRN Electronic Journal"})
    assert (found.publication, found.venue) == (None, None)


def test_a_report_is_a_report():
    assert work(type="report").kind == "report"


def test_a_retracted_paper_says_so():
    assert work("RETRACTED: A title").withdrawn == "RETRACTED: A title"
    assert work("Retracted Article: A title").withdrawn
    assert not work("Retracted papers in the literature").withdrawn


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html></html>", "is not CSL-JSON"),
        ("[]", "is not CSL-JSON"),
        ('{"DOI": "10.1/x"}', r"is not CSL-JSON \(title\)"),
        (json.dumps(csl(DOI, {"a": 1})), r"is not CSL-JSON \(title\)"),
        (json.dumps(csl(DOI, "A", author="Ada")), r"is not CSL-JSON \(author\)"),
        (json.dumps(csl("10.1145/9", "A")), "the response is for DOI '10.1145/9'"),
        (json.dumps(csl(DOI, " ")), "has no title"),
        (json.dumps(csl(DOI, [])), "has no title"),
        (json.dumps(csl(DOI, "", subtitle=["Only a Subtitle"])), "has no title"),
    ],
)
def test_what_is_no_record_is_told(text, message):
    with pytest.raises(RequestFailed, match=f"DOI {DOI}: .*{message}"):
        parse_record(text, DOI)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.sampled_from([*csl(DOI, ""), "event", "created"]), JSON)
def test_any_record_is_a_work_or_told(field, value):
    record = csl(DOI, "A title")
    with suppress(RequestFailed):
        parse_record(json.dumps({**record, field: value}), DOI)


def test_the_record_is_behind_a_redirect():
    with hosts.running() as host, session() as client:
        host.records = {"10.1000/a<b>": csl("10.1000/A<b>", "A title")}
        assert fetch_doi(client, "10.1000/a<b>", host.address).title == "A title"
        assert [path for path, _, _ in host.asked] == ["/10.1000/a<b>", "/records/10.1000/a<b>"]


def test_an_unknown_doi_is_told_with_its_name():
    message = "DOI 10.1000/b: 127.0.0.1 responded 404 Not Found"
    caught = pytest.raises(RequestFailed, match=re.escape(message))
    with hosts.running() as host, session() as client, caught:
        fetch_doi(client, "10.1000/b", host.address)
