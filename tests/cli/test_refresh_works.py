"""`paperlist refresh works`: suggestions, licences and citations, and one that is applied."""

import json

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.sources import pacing
from tests.support import hosts
from tests.support.catalogues import entry, write_data
from tests.support.paper_hosts import (
    PaperHosts,
    location,
    oai_record,
    page,
    preprint,
    publication,
    work,
)

TITLE = "Some paper"
ARXIV = "2307.00001"
REGISTERED = f"10.48550/arXiv.{ARXIV}"
AUTHORS = "[Ada Lovelace, Wei Wang, Bo van den Berg]"
BY = "http://creativecommons.org/licenses/by/4.0/"
NONEXCLUSIVE = "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"
DAY = "2026-11-26"
NAMES = ("dblp.org", "api.openalex.org", "huggingface.co", "oaipmh.arxiv.org")


@pytest.fixture
def host(monkeypatch, pauses):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    with hosts.running() as running:
        yield PaperHosts(running)


def folder(path, papers, arxiv=None):
    write_data(path, papers)
    if arxiv:
        record = {"title": TITLE, "authors": ["Ada Lovelace"], "date": DAY,
                  "source": f"https://arxiv.org/abs/{ARXIV}", **arxiv}  # fmt: skip
        (path / "facts.json").write_text(json.dumps({"arxiv": {ARXIV: record}}))
    return path


def one(path, arxiv=None, **changes):
    return folder(path, entry(**{"authors": AUTHORS, **changes}), arxiv)


def refresh(data, host, *options):
    arguments = ["refresh", "works", "--data", str(data), *host.host.playing, *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def apply(data, *values):
    arguments = ["refresh", "works", "--data", str(data), "--apply", *values]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def facts(data):
    return json.loads((data / "facts.json").read_text("utf-8"))["works"]


def suggestions(data, key="some-paper"):
    found = facts(data)[key].get("suggestions", {})
    return {name: finding["value"] for name, finding in found.items()}


def fill(host):
    """All of them have the paper."""
    venue = publication(TITLE, "SOSP", 2023, doi="10.1145/3600006.3613165")
    host.publications = [preprint(TITLE), venue]
    host.works[REGISTERED] = work(TITLE)
    host.pages[ARXIV] = page(TITLE)
    host.licences[ARXIV] = oai_record(TITLE, BY)


def test_what_is_kept_of_a_paper(tmp_path, host):
    data = one(tmp_path)
    fill(host)
    result = refresh(data, host)
    assert result.exit_code == 0
    dblp = {"date": DAY, "source": "https://dblp.org/rec/conf/x/Lovelace2023"}
    assert facts(data) == {
        "some-paper": {
            "date": DAY,
            "citations": {"count": 120, "date": DAY, "source": "https://openalex.org/W4385000001"},
            "licence": {
                "value": "CC-BY-4.0", "date": DAY, "source": f"https://arxiv.org/abs/{ARXIV}",
            },
            "suggestions": {
                "venue": {"value": "SOSP 2023", **dblp},
                "doi": {"value": "10.1145/3600006.3613165", **dblp},
                "code": {
                    "value": "https://github.com/ada/paper", "date": DAY,
                    "source": f"https://huggingface.co/papers/{ARXIV}",
                },
            },
        }
    }  # fmt: skip
    assert result.stdout == "Works: 1 of 1 paper\n"
    assert "some-paper: venue 'SOSP 2023', from https://dblp.org/rec/conf/x/Lovelace2023\n" in (
        result.stderr
    )
    assert load_catalogue(data).problems == ()


def test_the_requests(tmp_path, host, pauses):
    data = one(tmp_path)
    fill(host)
    refresh(data, host)
    query = {"q": ["Some paper Lovelace"], "format": ["json"], "h": ["5"]}
    assert host.asked("dblp.org") == [("/dblp.org/search/publ/api", query)]
    ((path, query),) = host.asked("api.openalex.org")
    assert path == f"/api.openalex.org/works/doi:{REGISTERED}"
    assert "cited_by_count" in query["select"][0].split(",")
    assert host.asked("huggingface.co") == [(f"/huggingface.co/api/papers/{ARXIV}", {})]
    query = {
        "verb": ["GetRecord"], "identifier": [f"oai:arXiv.org:{ARXIV}"],
        "metadataPrefix": ["arXiv"],
    }  # fmt: skip
    assert host.asked("oaipmh.arxiv.org") == [("/oaipmh.arxiv.org/oai", query)]
    assert all("paperlist/" in headers["User-Agent"] for *_, headers in host.host.asked)
    assert pauses == []


def several(path, count=4, **changes):
    def paper(number):
        own = {"id": f"p{number}", "title": f"Paper {number}", "arxiv": f'"2307.{number:05}"'}
        return entry(**{**own, "authors": AUTHORS, **changes})

    return folder(path, "\n".join(map(paper, range(count))))


def test_three_seconds_between_papers_that_are_on_arxiv(tmp_path, host, pauses):
    refresh(several(tmp_path), host)
    assert pauses == [3.0, 3.0, 3.0]


def test_one_second_between_others(tmp_path, host, pauses):
    refresh(several(tmp_path, 3, arxiv=None, url="https://example.org/a"), host)
    assert pauses == [1.0, 1.0]
    assert len(host.asked("dblp.org")) == 3


def test_nothing_is_requested_that_is_not_needed(tmp_path, host):
    """A paper with a venue, a DOI and code: citations and the licence only."""
    more = {"venue": "SOSP 2023", "doi": "10.1145/1", "code": "https://github.com/a/b"}
    refresh(one(tmp_path, **more), host)
    asked = [name for name in NAMES if host.asked(name)]
    assert asked == ["api.openalex.org", "oaipmh.arxiv.org"]
    paths = [path for path, _ in host.asked("api.openalex.org")]
    assert paths == [
        "/api.openalex.org/works/doi:10.1145/1",
        f"/api.openalex.org/works/doi:{REGISTERED}",
    ]


@pytest.mark.parametrize(
    ("date", "asked"), [("2026-05", True), ("2026-06", False), ("2026-05-01", True)]
)
def test_dblp_does_not_have_the_newest_papers(tmp_path, host, date, asked):
    refresh(one(tmp_path, date=date, added="2026-11-01"), host)
    assert bool(host.asked("dblp.org")) is asked
    assert host.asked("huggingface.co")


def test_a_page_without_authors_is_in_no_source(tmp_path, host):
    data = one(tmp_path, authors=None, arxiv=None, url="https://example.org/a", kind="docs")
    assert refresh(data, host).exit_code == 0
    assert host.host.asked == []
    assert facts(data) == {"some-paper": {"date": DAY}}


def test_a_licence_is_requested_again_after_half_a_year(tmp_path, host, monkeypatch):
    data = one(tmp_path)
    fill(host)
    refresh(data, host)
    host.host.asked.clear()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795651200 + 31 * 86400))
    refresh(data, host)
    assert (host.asked("oaipmh.arxiv.org"), len(host.asked("api.openalex.org"))) == ([], 1)
    assert facts(data)["some-paper"]["licence"]["date"] == DAY
    host.licences[ARXIV] = oai_record(TITLE, NONEXCLUSIVE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795651200 + 200 * 86400))
    refresh(data, host)
    assert facts(data)["some-paper"]["licence"]["value"] == (
        "https://arxiv.org/licenses/nonexclusive-distrib/1.0/"
    )


@pytest.mark.parametrize(
    ("arxiv", "venue"),
    [
        ({"comment": "Accepted at MLSys 2024"}, "MLSys 2024"),
        ({"comment": "Submitted to MLSys 2024"}, None),
        ({"journal_ref": "Neurocomputing 600 (2024) 128"}, "Neurocomputing 2024"),
        ({"comment": "ICML 2024", "journal_ref": "PMLR 235, ICLR 2024"}, "ICLR 2024"),
    ],
)
def test_a_venue_from_arxiv_needs_no_request(tmp_path, host, arxiv, venue):
    data = one(tmp_path, arxiv=None)
    folder(data, entry(authors=AUTHORS), arxiv)
    refresh(data, host)
    assert suggestions(data).get("venue") == venue


def test_dblp_comes_before_the_comment_and_the_reference(tmp_path, host):
    data = folder(
        tmp_path, entry(authors=AUTHORS), {"comment": "ICML 2024", "journal_ref": "ICLR 2024"}
    )
    host.publications = [publication(TITLE, "SOSP", 2023)]
    refresh(data, host)
    assert suggestions(data) == {"venue": "SOSP 2023"}


def test_openalex_comes_between_the_reference_and_the_comment(tmp_path, host):
    journal = location("Neural Networks", "journal")
    doi = "https://doi.org/10.1016/j.neunet.2025.1"
    host.works[REGISTERED] = work(TITLE, primary_location=journal, publication_year=2025, doi=doi)
    data = folder(tmp_path, entry(authors=AUTHORS), {"comment": "ICML 2024"})
    refresh(data, host)
    assert suggestions(data)["venue"] == "Neural Networks 2025"


def test_code_of_the_comment_comes_before_hugging_face(tmp_path, host):
    comment = "20 pages. Code at https://github.com/grace/paper."
    data = folder(tmp_path, entry(authors=AUTHORS), {"comment": comment})
    host.pages[ARXIV] = page(TITLE)
    refresh(data, host)
    assert suggestions(data) == {"code": "https://github.com/grace/paper"}


def test_an_arxiv_id_of_another_paper_suggests_nothing(tmp_path, host):
    arxiv = {"title": "Another paper", "comment": "ICML 2024", "doi": "10.1145/2"}
    data = folder(tmp_path, entry(authors=AUTHORS), arxiv)
    host.works[REGISTERED] = work("Another paper")
    host.pages[ARXIV] = page("Another paper")
    host.licences[ARXIV] = oai_record("Another paper", BY)
    refresh(data, host)
    assert facts(data) == {"some-paper": {"date": DAY}}


def test_a_title_that_the_note_quotes_is_one_of_the_paper(tmp_path, host):
    note = "First titled “Another paper”"
    arxiv = {"title": "Another paper", "comment": "ICML 2024"}
    data = folder(tmp_path, entry(authors=AUTHORS, note=note), arxiv)
    host.works[REGISTERED] = work("Another paper")
    refresh(data, host)
    assert suggestions(data) == {"venue": "ICML 2024"}
    assert facts(data)["some-paper"]["citations"]["count"] == 120


def test_same_title_by_other_authors(tmp_path, host):
    others = ("Grace Hopper", "Alan Turing", "Wei Wang")
    data = one(tmp_path)
    host.publications = [publication(TITLE, "SOSP", authors=others)]
    host.works[REGISTERED] = work(TITLE, others)
    host.pages[ARXIV] = page(TITLE, others)
    host.licences[ARXIV] = oai_record(TITLE, BY, others)
    refresh(data, host)
    assert facts(data) == {"some-paper": {"date": DAY}}


def test_two_papers_with_one_short_name(tmp_path, host):
    data = one(tmp_path, title='"Orca: Distributed serving"')
    host.publications = [publication("Orca: Progressive learning", "ICLR")]
    host.works[REGISTERED] = work("Orca: Progressive learning")
    refresh(data, host)
    assert facts(data) == {"some-paper": {"date": DAY}}


def test_what_left_the_list_goes_and_other_tables_stay(tmp_path, host):
    data = one(tmp_path)
    stars = {"a/b": {"count": 5, "date": "2026-01-01", "source": "https://github.com/a/b"}}
    known = {"stars": stars, "works": {"gone": {"date": "2026-01-01"}}}
    (data / "facts.json").write_text(json.dumps(known))
    refresh(data, host)
    assert list(facts(data)) == ["some-paper"]
    assert json.loads((data / "facts.json").read_text())["stars"] == stars


def test_a_value_that_the_entry_got_is_suggested_no_longer(tmp_path, host, monkeypatch):
    data = one(tmp_path)
    fill(host)
    refresh(data, host)
    one(tmp_path, venue="SOSP 2023")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795737600")
    result = refresh(data, host)
    assert sorted(suggestions(data)) == ["code", "doi"]
    assert result.stderr == ""


def test_a_second_run_on_the_day_requests_nothing(tmp_path, host):
    data = several(tmp_path)
    refresh(data, host)
    host.host.asked.clear()
    result = refresh(data, host)
    assert (result.stdout, host.host.asked) == ("Works: all 4 papers are up to date\n", [])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "fault",
    [
        hosts.status(429),
        hosts.status(429, Retry_After="3600"),
        hosts.status(503),
        hosts.text("<html>Sorry</html>"),
        hosts.text("{}"),
        hosts.cut,
    ],
)
def test_without_one_source_the_others_are_kept(tmp_path, host, name, fault):
    data = one(tmp_path)
    fill(host)
    refresh(data, host)
    whole = (data / "facts.json").read_bytes()
    (data / "facts.json").unlink()
    host.faults[name] = fault
    result = refresh(data, host)
    assert result.exit_code == 1
    assert result.stderr.count("left out for 1 paper: ") == 1
    assert result.stderr.endswith("; run it again later\n")
    record = facts(data)["some-paper"]
    assert record["incomplete"] is True
    assert ("citations" in record) == (name != "api.openalex.org")
    assert ("licence" in record) == (name != "oaipmh.arxiv.org")
    assert ("code" in suggestions(data)) == (name != "huggingface.co")
    assert ("venue" in suggestions(data)) == (name != "dblp.org")
    assert load_catalogue(data).problems == ()
    host.faults.clear()
    assert refresh(data, host).exit_code == 0
    assert (data / "facts.json").read_bytes() == whole


def test_what_was_known_stays_while_a_source_does_not_respond(tmp_path, host, monkeypatch):
    data = one(tmp_path)
    fill(host)
    refresh(data, host)
    before = facts(data)["some-paper"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795737600")
    host.faults = dict.fromkeys(NAMES, hosts.status(503))
    result = refresh(data, host)
    record = facts(data)["some-paper"]
    assert record == {**before, "date": "2026-11-27", "incomplete": True}
    assert result.exit_code == 1


def test_a_source_that_fails_for_five_papers_is_left_out(tmp_path, host):
    data = several(tmp_path, 8)
    host.faults["dblp.org"] = hosts.status(403)
    result = refresh(data, host)
    assert len(host.asked("dblp.org")) == 5
    assert len(host.asked("api.openalex.org")) == 8
    assert result.stderr == (
        "error: DBLP left out for 8 papers: dblp.org responded 403 Forbidden; run it again later\n"
    )


def test_a_source_that_asks_for_a_long_pause_is_left_out_at_once(tmp_path, host, pauses):
    data = several(tmp_path, 3)
    host.faults["dblp.org"] = hosts.status(429, Retry_After="3600")
    result = refresh(data, host)
    assert len(host.asked("dblp.org")) == 1
    assert pauses == [3.0, 3.0]
    assert "and asks to retry after 3600 seconds; run it again later" in result.stderr


def test_a_request_is_repeated_after_a_short_failure(tmp_path, host, pauses):
    data = one(tmp_path)
    fill(host)

    def once(handler):
        host.faults.clear()
        hosts.status(429, Retry_After="20")(handler)

    host.faults["dblp.org"] = once
    assert refresh(data, host).exit_code == 0
    assert pauses == [20.0]
    assert suggestions(data)["venue"] == "SOSP 2023"


def test_one_odd_response_does_not_hold_up_other_papers(tmp_path, host):
    data = several(tmp_path, 3)
    for number in range(3):
        host.publications.append(publication(f"Paper {number}", "SOSP"))

    def odd(handler):
        del host.faults["dblp.org"]
        hosts.text("<html></html>")(handler)

    host.faults["dblp.org"] = odd
    assert refresh(data, host).exit_code == 1
    assert [suggestions(data, f"p{n}") for n in range(3)] == [
        {}, {"venue": "SOSP 2024"}, {"venue": "SOSP 2024"},
    ]  # fmt: skip
    host.host.asked.clear()
    assert refresh(data, host).exit_code == 0
    assert len(host.asked("dblp.org")) == 1
    assert suggestions(data, "p0") == {"venue": "SOSP 2024"}


def test_an_interrupted_run_is_resumed(tmp_path, host, monkeypatch):
    data = several(tmp_path)
    host.publications = [publication(f"Paper {number}", "SOSP") for number in range(4)]
    count = 0

    def interrupt(_):
        nonlocal count
        count += 1
        if count == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(pacing, "pause", interrupt)
        result = refresh(data, host)
    assert result.exit_code == 1
    assert "error: interrupted; updated 2 of 4 papers, run it again later\n" in result.stderr
    assert list(facts(data)) == ["p0", "p1"]
    host.host.asked.clear()
    assert refresh(data, host).exit_code == 0
    assert len(host.asked("dblp.org")) == 2
    resumed = (data / "facts.json").read_bytes()
    (data / "facts.json").unlink()
    refresh(data, host)
    assert (data / "facts.json").read_bytes() == resumed


def test_only_some_entries_and_the_account(tmp_path, host):
    data = several(tmp_path)
    host.publications = [publication("Paper 2", "SOSP")]
    result = refresh(data, host, "--only", "p2", "--json")
    assert json.loads(result.stdout) == {
        "kind": "works",
        "updated": 1,
        "due": 1,
        "requests": dict.fromkeys(sorted(NAMES), 1),
        "notices": ["p2: venue 'SOSP 2024', from https://dblp.org/rec/conf/x/Lovelace2024"],
        "errors": [],
    }


def test_errors_of_the_data_are_no_obstacle(tmp_path, host):
    data = folder(tmp_path, entry(authors="Ada", date="never", doi="x", arxiv="y"))
    assert refresh(data, host).exit_code == 0
    assert facts(data) == {"some-paper": {"date": DAY}}


@pytest.mark.parametrize("key", ["Some Paper", '""', "é"])
def test_an_entry_without_a_valid_id_is_left_out(tmp_path, host, key):
    data = folder(tmp_path, entry(id=key) + entry(title="Other"))
    result = refresh(data, host)
    assert (result.exit_code, result.stdout) == (0, "Works: 1 of 1 paper\n")
    assert [*facts(data)] == ["some-paper"]


def test_abstracts_are_read_by_no_other_refresh(tmp_path, host):
    data = one(tmp_path)
    (data / "abstracts.json").write_text("{")
    assert refresh(data, host).exit_code == 0
    assert [*facts(data)] == ["some-paper"]


def test_a_suggestion_is_applied(tmp_path, host):
    data = one(tmp_path)
    text = (data / "papers.yaml").read_text()
    (data / "papers.yaml").write_text(text.replace("2023-07\n", "2023-07  # of the preprint\n"))
    fill(host)
    refresh(data, host)
    host.host.asked.clear()
    before = (data / "papers.yaml").read_text()
    result = apply(data, "some-paper", "venue")
    assert (result.exit_code, result.stderr, host.host.asked) == (0, "", [])
    assert result.stdout.startswith(f"{data}/papers.yaml:1: 'some-paper' corrected: venue\n")
    after = (data / "papers.yaml").read_text().splitlines()
    assert after.pop(after.index("  venue: SOSP 2023"))
    assert after == before.splitlines()
    assert apply(data, "some-paper", "doi").exit_code == 0
    assert apply(data, "some-paper", "code").exit_code == 0
    (paper,) = load_catalogue(data).catalogue.papers
    assert (paper.venue, paper.doi) == ("SOSP 2023", "10.1145/3600006.3613165")
    assert paper.code == "https://github.com/ada/paper"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            ("some-paper", "code"),
            "error: there is no suggestion for the code of 'some-paper'; "
            "`paperlist refresh works --only some-paper` looks for one\n",
        ),
        (("some-paper", "venue"), "error: 'some-paper' already has a venue: 'SOSP 2023'\n"),
        (("some-papr", "doi"), "error: no paper 'some-papr' in the list; "
         "did you mean 'some-paper'?\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_applied(tmp_path, host, values, message):
    data = one(tmp_path, venue="SOSP 2023")
    refresh(data, host)
    before = (data / "papers.yaml").read_bytes()
    result = apply(data, *values)
    assert (result.exit_code, result.stderr) == (1, message)
    assert (data / "papers.yaml").read_bytes() == before


def test_a_suggestion_that_the_check_rejects_is_not_written(tmp_path, host):
    """Another entry has this DOI."""
    more = entry(id="b", title="B", arxiv=None, doi="10.1145/3600006.3613165")
    data = folder(tmp_path, entry(authors=AUTHORS) + more)
    fill(host)
    refresh(data, host)
    before = (data / "papers.yaml").read_bytes()
    result = apply(data, "some-paper", "doi")
    assert result.exit_code == 1
    assert "appears twice" in result.stderr
    assert "error: the entry would be invalid; nothing was changed\n" in result.stderr
    assert (data / "papers.yaml").read_bytes() == before


def test_only_three_fields_can_be_applied(tmp_path):
    result = apply(one(tmp_path), "some-paper", "title")
    assert result.exit_code == 2
    assert "'title' is not one of 'venue', 'doi', 'code'" in result.stderr
