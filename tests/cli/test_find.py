"""`paperlist find`: what it requests, what it leaves out, and what it says of the rest."""

import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from paperlist.cli import main
from paperlist.finding import issue as issue_module
from paperlist.finding.issue import left_out
from paperlist.sources import pacing
from tests.support import hosts
from tests.support.catalogues import TOPICS, entry, write_data
from tests.support.hosts import atom_entry

ABSTRACT = "We serve language models faster with a paged key-value cache."
LISTED = "\n".join(
    (
        entry(id="one", title='"Paged Caches: Serving Models"', authors="[Ada Lovelace]"),
        entry(
            id="two",
            title="Fast Decoding",
            authors="[Ada Lovelace]",
            arxiv='"2307.00002"',
            doi="10.1145/1234567.2345678",
        ),
    )
)


@pytest.fixture
def host(monkeypatch, pauses, tmp_path):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with hosts.running() as running:
        yield running


@pytest.fixture
def data(tmp_path):
    return write_data(tmp_path / "data", LISTED)


def find(data, host, *options):
    arguments = ["find", "--data", str(data), *host.playing, *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def found(data, host, *options):
    result = find(data, host, "--format", "json", "--limit", "20000", "--quiet", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def fill(host, number):
    for n in range(number):
        arxiv = f"2611.{n:05}"
        host.papers[arxiv] = atom_entry(arxiv, f"Caches of number {n}", summary=ABSTRACT)


def starts(host):
    return [int(query["start"][0]) for _, query, _ in host.asked]


def test_what_is_printed_of_a_candidate(data, host):
    host.papers["2611.00001"] = atom_entry(
        "2611.00001", "Serving with Caches", summary=f"{ABSTRACT} See https://github.com/ada/cache."
    )
    (candidate,) = found(data, host)
    assert candidate.pop("score") > 0
    assert candidate == {
        "arxiv": "2611.00001",
        "title": "Serving with Caches",
        "authors": ["Ada Lovelace"],
        "date": "2023-09-12",
        "topics": ["attention"],
        "reasons": ["attention 1.00; like one", "by Ada Lovelace", "code"],
        "code": "https://github.com/ada/cache",
    }


def test_the_request_has_the_last_fourteen_days(data, host):
    fill(host, 1)
    found(data, host)
    ((_, query, _),) = host.asked
    assert query["search_query"][0].endswith(
        "cat:cs.PF) AND submittedDate:[202611120000 TO 202611262359]"
    )


def config(data, extra):
    """A configuration file of a site, with these lines below `extra`."""
    path = data.parent / "mkdocs.yml"
    head = "site_name: Bread\nsite_url: https://bread.example/\nextra:\n  language: en\n"
    path.write_text(head + extra, "utf-8")
    return ("--config", str(path))


def test_the_categories_are_those_of_the_configuration(data, host):
    fill(host, 1)
    found(data, host, *config(data, "  arxiv_categories: [cs.SE, hep-th]\n"))
    ((_, query, _),) = host.asked
    assert query["search_query"][0].startswith("(cat:cs.SE OR cat:hep-th) AND submittedDate:")


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("", "list categories of arXiv below `extra`: `arxiv_categories: [cs.CL, cs.LG]`"),
        ("  arxiv_categories: cs.CL\n", "list categories of arXiv below `extra`: "),
        ("  arxiv_categories: []\n", "list categories of arXiv below `extra`: "),
        (
            "  arxiv_categories: [cs.CL, 'cs.LG OR all:x']\n",
            "'cs.LG OR all:x' in `arxiv_categories` is not a category of arXiv; write one such as "
            "cs.CL",
        ),
        ("  arxiv_categories: [2]\n", "'2' in `arxiv_categories` is not a category of arXiv; "),
    ],
)
def test_a_configuration_without_valid_categories(data, host, extra, message):
    option, path = config(data, extra)
    result = find(data, host, option, path)
    assert result.exit_code == 2
    assert f"Error: Invalid value for --config: {path}: {message}" in result.stderr
    assert host.asked == []


def test_progress_is_a_line_for_each_page(data, host):
    fill(host, 600)
    lines = find(data, host, "--since", "2026-11-11").stderr.splitlines()
    assert lines == [
        "arXiv, 2026-11-11 to 2026-11-25: 500 of 600 papers",
        "arXiv, 2026-11-11 to 2026-11-25: 600 of 600 papers",
        "arXiv, 2026-11-25 to 2026-11-26: 500 of 600 papers",
        "arXiv, 2026-11-25 to 2026-11-26: 600 of 600 papers",
    ]


def test_progress_is_a_bar_on_a_terminal(data, host, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    fill(host, 600)
    shown = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", find(data, host).stderr)
    assert "papers" not in shown
    assert re.search(r"arXiv, 2026-11-12 to 2026-11-26 \S+ +600/600 ", shown)


def test_phrases_of_topics_are_requested_and_named(data, host):
    watched = TOPICS.rstrip() + "\n  watch: [Paged key-value, 'of \"it\"']\n"
    (data / "topics.yaml").write_text(watched, "utf-8")
    fill(host, 1)
    (candidate,) = found(data, host)
    assert "mentions Paged key-value" in candidate["reasons"]
    ((_, query, _),) = host.asked
    assert 'cat:cs.PF OR all:"Paged key-value" OR all:"of  it ") AND' in query["search_query"][0]


def test_longer_times_are_read_in_windows_that_overlap(data, host):
    fill(host, 1)
    assert len(found(data, host, "--since", "2026-10-20")) == 1
    spans = [query["search_query"][0].partition("submittedDate:")[2] for _, query, _ in host.asked]
    assert spans == [
        "[202610200000 TO 202611032359]",
        "[202611030000 TO 202611172359]",
        "[202611170000 TO 202611262359]",
    ]


@pytest.mark.parametrize(
    "paper",
    [
        atom_entry("2307.00001", "Another title", version="v2"),
        atom_entry("2611.00001", "Another title", doi="10.1145/1234567.2345678"),
        atom_entry("2611.00001", "Fast decoding"),
        atom_entry("2611.00001", "Paged caches"),
        atom_entry("2611.00001", "Quick: Fast Decoding"),
        atom_entry("2611.00001", "Another title", comment="Withdrawn."),
    ],
    ids=["arxiv", "doi", "title", "without subtitle", "with name", "withdrawn"],
)
def test_what_is_left_out(data, host, paper):
    host.papers = {"one": paper}
    assert found(data, host) == []


def test_what_was_refused_is_left_out(data, host):
    fill(host, 2)
    refused = '- arxiv: "2611.00001"\n  title: A\n  reason: no\n  date: 2026-11-25\n'
    (data / "seen.yaml").write_text(refused, "utf-8")
    assert [each["arxiv"] for each in found(data, host)] == ["2611.00000"]


def test_ten_thousand_results_in_pages(data, host, pauses):
    fill(host, 10_000)
    assert len(found(data, host)) == 10_000
    assert starts(host) == [*range(0, 10_000, 500)]
    assert pauses == [3.0] * 19


def full(host, most_days):
    """More papers than arXiv gives, unless a request is for so few days."""

    def answer(handler):
        query = parse_qs(urlsplit(handler.path).query)["search_query"][0]
        days = re.search(r"\[(\d{8})0000 TO (\d{8})", query).groups()
        first, last = map(date.fromisoformat, days)
        if (last - first).days >= most_days:
            paper = next(iter(host.papers.values()))
            feed = hosts.FEED.replace(">1<", ">10001<").replace("{entries}", paper)
            hosts.send(handler, 200, feed, "application/atom+xml")
        else:
            host.fault = None
            host.answer(handler)
            host.asked.pop()
            host.fault = answer

    return answer


def test_a_window_with_too_many_papers_is_read_in_parts(data, host):
    fill(host, 3)
    host.fault = full(host, 5)
    assert len(found(data, host)) == 3
    spans = [query["search_query"][0].partition("submittedDate:")[2] for _, query, _ in host.asked]
    assert [(span[7:9], span[23:25]) for span in spans] == [
        *(("12", "26"), ("12", "19"), ("12", "15"), ("16", "19")),
        *(("20", "26"), ("20", "23"), ("24", "26")),
    ]


def test_a_day_with_too_many_papers(data, host):
    fill(host, 1)
    host.fault = full(host, 0)
    result = find(data, host, "--quiet")
    assert (result.exit_code, result.stderr) == (
        1,
        "error: arXiv has more than 10000 papers of 2026-11-12; "
        "run it again later, it resumes on the same day\n",
    )


def test_repeats_count_once(data, host):
    paper = atom_entry("2611.00001", "Serving with Caches")
    host.papers = {"one": paper, "two": paper}
    assert len(found(data, host)) == 1


def test_nothing_found(data, host):
    assert found(data, host) == []


def empty(handler):
    feed = hosts.FEED.replace(">1<", ">1200<").replace("{entries}", "")
    hosts.send(handler, 200, feed, "application/atom+xml")


FAULTS = {
    "429": hosts.status(429, Retry_After="7"),
    "406": hosts.status(406),
    "cut": hosts.cut,
    "empty": empty,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_interrupted_and_resumed_equals_undisturbed(data, host, monkeypatch, fault):
    fill(host, 1200)
    whole = found(data, host, "--since", "2026-11-11")
    undisturbed = len(host.asked)
    host.asked.clear()
    monkeypatch.setattr(pacing, "ATTEMPTS", 1)

    def second_fails(handler):
        if len(host.asked) == 2:
            fault(handler)
        else:
            host.fault = None
            host.asked.pop()
            host.answer(handler)
            host.fault = second_fails

    host.fault = second_fails
    result = find(data, host, "--quiet")
    assert result.exit_code == 1
    assert result.stderr.endswith("; run it again later, it resumes on the same day\n")
    host.fault = None
    assert [each["arxiv"] for each in found(data, host)] == [each["arxiv"] for each in whole]
    assert starts(host) == [0, 500, 500, 1000]
    assert undisturbed >= 3


def test_a_temporary_failure_is_repeated(data, host, pauses):
    fill(host, 1)

    def once(handler):
        host.fault = None
        FAULTS["429"](handler)

    host.fault = once
    assert len(found(data, host)) == 1
    assert pauses == [7.0]


NEWER = hosts.FEED.replace("{entries}", atom_entry("2611.00001", "Caches", summary=ABSTRACT))
LIST = """# Caches
- [Caches of number 0](https://arxiv.org/abs/2611.00000)
- [Any other title](https://doi.org/10.1145/1.2), 2026
- [A title without a link to arXiv](https://example.org/paper.pdf), 2026
- [Found by this list only](https://arxiv.org/abs/2611.90001v3)
- [Older](https://arxiv.org/abs/2610.90002)
- [Listed](https://arxiv.org/abs/2307.00002)
"""


def watch(data, host, **pages):
    """Lists of these names, each with the function that answers."""
    urls = [f"https://{name}.example/list.md" for name in pages]
    (data / "watch.yaml").write_text("".join(f"- url: {url}\n" for url in urls), "utf-8")
    host.pages = {f"/{name}.example/list.md": page for name, page in pages.items()}


@pytest.fixture
def listed(data, host):
    """Papers of a search, and one that only a list has."""
    fill(host, 2)
    for arxiv, title, more in (
        ("2611.00002", "Its published title", {"doi": "10.1145/1.2"}),
        ("2611.00003", "A Title Without a Link to arXiv", {}),
    ):
        host.papers[arxiv] = atom_entry(arxiv, title, summary=ABSTRACT, **more)
    by_id = atom_entry("2611.90001", "Found by this list only", summary=ABSTRACT)
    answer = host._search

    def search(handler, query):
        rest = host.papers.pop("2611.90001")
        answer(handler, query)
        host.papers["2611.90001"] = rest

    host._search = search
    host.papers["2611.90001"] = by_id
    return host


def lists_of(papers):
    return {
        each["arxiv"]: reason
        for each in papers
        for reason in each["reasons"]
        if re.fullmatch(r"in \d lists?", reason)
    }


def ids_asked(host):
    return [query["id_list"] for _, query, _ in host.asked if "id_list" in query]


def test_papers_of_other_lists(data, listed):
    """By arXiv id, DOI or title; and those that the search of arXiv does not find."""
    watch(data, listed, one=hosts.text(LIST), two=hosts.text(LIST.partition("- [Any")[0]))
    papers = found(data, listed)
    assert lists_of(papers) == {
        "2611.00000": "in 2 lists",
        "2611.00002": "in 1 list",
        "2611.00003": "in 1 list",
        "2611.90001": "in 1 list",
    }
    assert len(papers) == 5
    assert ids_asked(listed) == [["2611.90001"]]
    scores = {each["arxiv"]: each["score"] for each in papers}
    assert papers[0]["arxiv"] == "2611.00000"
    assert scores["2611.00000"] - scores["2611.00001"] == pytest.approx(4, abs=0.1)


def test_papers_of_other_lists_from_the_month_of_since_on(data, listed):
    watch(data, listed, one=hosts.text(LIST))
    found(data, listed, "--since", "2026-10-31")
    assert ids_asked(listed) == [["2610.90002,2611.90001"]]


def test_the_page_of_a_repository_that_shows_a_list(data, listed):
    url = "https://github.com/some/list/blob/main/README.md"
    (data / "watch.yaml").write_text(f"- url: {url}\n", "utf-8")
    listed.pages = {"/github.com/some/list/raw/main/README.md": hosts.text(LIST)}
    assert len(lists_of(found(data, listed))) == 4


UNREADABLE = {
    "missing": (hosts.status(404), "one.example responded 404 Not Found"),
    "cut": (hosts.cut, "the response of one.example is incomplete"),
    "no list": (hosts.text("Words."), "no items found; supported formats: "),
    "not text": (hosts.text(b"\xff"), "the response of one.example is not UTF-8 text"),
}


@pytest.mark.parametrize(("page", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_list_that_cannot_be_read_is_a_warning(data, listed, page, message):
    watch(data, listed, one=page, two=hosts.text(LIST))
    result = find(data, listed, "--quiet", "--format", "json")
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"warning: https://one.example/list.md: {message}")
    assert len(lists_of(json.loads(result.stdout))) == 4


def test_lists_are_read_once_a_day(data, listed, pauses):
    watch(data, listed, one=hosts.text(LIST), two=hosts.text(LIST))
    whole = found(data, listed)
    assert pauses == [1.0, 3.0]
    number = len(listed.asked)
    assert found(data, listed) == whole
    assert len(listed.asked) == number == 4


def test_an_id_that_arxiv_rejects_does_not_end_the_run(data, listed):
    watch(data, listed, one=hosts.text(LIST))
    feed = hosts.FEED.replace("{entries}", hosts.ERROR)
    answer = listed.answer

    def reject(handler):
        if "id_list" in handler.path:
            hosts.send(handler, 200, feed, "application/atom+xml")
        else:
            answer(handler)

    listed.answer = reject
    result = find(data, listed, "--quiet", "--format", "json")
    assert (result.exit_code, len(json.loads(result.stdout))) == (0, 4)
    assert result.stderr == (
        "warning: papers of other lists: arXiv rejected the request: "
        "'incorrect id format for 1234.1'\n"
    )


def test_text_of_strangers_cannot_control_the_terminal(data, host):
    host.papers["2611.00001"] = atom_entry("2611.00001", "Serving \u202ewith Caches")
    result = find(data, host, "--quiet")
    assert "\u202e" not in result.stdout


def test_the_issue_of_one_week_and_of_the_next(data, host, tmp_path):
    for number, title in enumerate(("Serving *with* <b>Caches</b>", "Caches @ada", "Caches #7")):
        arxiv = f"2611.{number:05}"
        host.papers[arxiv] = atom_entry(arxiv, title, summary=ABSTRACT)
    options = ("--quiet", "--format", "markdown")
    issue = tmp_path / "issue.md"
    text = find(data, host, *options).stdout
    for tick in ("add 2611.00000 to `attention`", "refuse 2611.00001: "):
        assert f"- [ ] {tick}" in text
        text = text.replace(f"- [ ] {tick}", f"- [x] {tick}")
    issue.write_text(text, "utf-8")
    again = find(data, host, *options, "--issue", str(issue)).stdout
    assert sorted(again.splitlines()) == sorted(text.splitlines())
    arguments = ["decide", str(issue), "--data", str(data), *host.options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "Serving *with* Caches" in (data / "papers.yaml").read_text("utf-8")
    assert "2611.00001" in (data / "seen.yaml").read_text("utf-8")
    text = find(data, host, *options, "--issue", str(issue)).stdout
    assert [number in text for number in ("2611.00000", "2611.00001", "2611.00002")] == [
        *(False, False, True),
    ]


def test_a_paper_that_had_no_room_returns_when_the_search_no_longer_finds_it(
    data, host, tmp_path, monkeypatch
):
    options = ("--quiet", "--format", "markdown", "--limit", "2")
    for n in range(3):
        host.papers[f"2610.0000{n}"] = atom_entry(f"2610.0000{n}", f"Caches {n}", summary=ABSTRACT)
    monkeypatch.setattr(issue_module, "MOST", 400)
    text = find(data, host, *options).stdout
    assert "No room for 1 paper more" in text
    (left,) = left_out(text)
    issue = tmp_path / "issue.md"
    issue.write_text(text.replace("- [ ] refuse", "- [x] refuse"), "utf-8")
    arguments = ["decide", str(issue), "--data", str(data), *host.options]
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    monkeypatch.setattr(host, "_search", lambda handler, _: hosts.send(handler, 200, NEWER))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796256000")
    monkeypatch.setattr(issue_module, "MOST", 1500)
    text = find(data, host, *options, "--issue", str(issue)).stdout
    assert re.findall(r"^### \[(.*?)\]", text, re.MULTILINE) == [left, "2611.00001"]
    assert ids_asked(host) == [[left]]


def test_the_issue_is_markdown(data, host, tmp_path):
    result = find(data, host, "--issue", str(tmp_path / "issue.md"))
    assert result.exit_code == 2
    assert "write --format markdown" in result.stderr
