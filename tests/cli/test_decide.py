"""`paperlist decide` as a maintainer types it; arXiv is on the loopback."""

import json

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.finding.candidates import Candidate
from paperlist.finding.issue import render
from tests.support import hosts
from tests.support.catalogues import entry, write_data
from tests.support.hosts import atom_entry

PAPERS = entry(id="flash", title="Attention in a flash", date="2023-09", arxiv='"2309.00001"')
TITLES = {"2401.00001": "Many Heads", "2401.00002": "A *Poem* `of` @ada", "2401.00003": "Rest"}


@pytest.fixture
def host(monkeypatch, pauses):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    with hosts.running() as running:
        running.papers = {key: atom_entry(key, title) for key, title in TITLES.items()}
        yield running


@pytest.fixture
def data(tmp_path):
    return write_data(tmp_path / "data", PAPERS)


def issue(data, *ticked, old=""):
    """The issue as `paperlist find` writes it, with these boxes ticked."""
    found = [
        Candidate(key, title, ("Ada",), "2024-01-02", 0.5, ("attention",), ("code",))
        for key, title in TITLES.items()
    ]
    text = render(found, old, load_catalogue(data).catalogue)
    for box in ticked:
        assert f"- [ ] {box}" in text
        text = text.replace(f"- [ ] {box}", f"- [x] {box}")
    path = data.parent / "issue.md"
    path.write_text(text, "utf-8")
    return path


def decide(data, host, path, *options, code=0, **kwargs):
    arguments = ["decide", str(path), "--data", str(data), *host.options, *options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False, **kwargs)
    assert result.exit_code == code, result.output
    return result


def contents(data):
    return {path.name: path.read_text("utf-8") for path in data.glob("*.yaml")}


def test_ticked_papers_are_added_and_refused_and_the_rest_is_left(data, host, tmp_path):
    path = issue(data, "add 2401.00001", "refuse 2401.00002")
    outcome = tmp_path / "outcome.json"
    result = decide(data, host, path, "--outcome", str(outcome))
    catalogue = load_catalogue(data).catalogue
    added = catalogue.by_id["many-heads"]
    assert (added.topics, added.added, added.arxiv) == (
        ("attention",),
        "2026-11-26",
        "2401.00001",
    )
    assert len(catalogue.papers) == 2
    (refused,) = catalogue.refusals
    assert (refused.arxiv, refused.title) == ("2401.00002", TITLES["2401.00002"])
    assert refused.decision == "refused on 2026-11-26: not about the subject of this list"
    assert json.loads(outcome.read_text("utf-8")) == {
        "form": "decide", "added": ["2401.00001"], "refused": ["2401.00002"],
    }  # fmt: skip
    assert "papers.yaml:1: 'many-heads' added\n+- id: many-heads\n" in result.stdout
    assert "seen.yaml:1: '2401.00002' refused\n+- arxiv: " in result.stdout
    rewritten = render([], path.read_text("utf-8"), catalogue)
    assert "2401.00003" in rewritten
    assert "2401.00001" not in rewritten
    assert "2401.00002" not in rewritten


def test_it_reads_standard_input(data, host):
    text = issue(data, "refuse 2401.00003").read_bytes().replace(b"\n", b"\r\n")
    decide(data, host, "-", input=text)
    assert "2401.00003" in contents(data)["seen.yaml"]


def test_nothing_ticked_changes_nothing(data, host):
    before = contents(data)
    assert decide(data, host, issue(data)).output == "no box of a paper is ticked\n"
    assert contents(data) == before


def test_what_was_done_already_is_reported_and_is_no_error(data, host):
    path = issue(data, "add 2401.00001", "refuse 2401.00002")
    decide(data, host, path)
    before = contents(data)
    lines = decide(data, host, path).stderr.splitlines()
    assert "is already listed" in lines[0]
    assert "was refused on 2026-11-26" in lines[-1]
    assert contents(data) == before


def test_arxiv_gets_a_request_every_three_seconds(data, host, pauses):
    decide(data, host, issue(data, "add 2401.00001", "add 2401.00002", "add 2401.00003"))
    assert len(host.asked) == 3
    assert pauses == [3.0, 3.0]


def test_the_others_are_done_when_one_is_not_possible(data, host):
    host.papers.pop("2401.00001")
    path = issue(data, "add 2401.00001", "refuse 2401.00002", "add 2401.00003")
    result = decide(data, host, path, code=1)
    assert result.stderr.splitlines() == [
        "error: arXiv has no paper 2401.00001; nothing was added",
        "error: neither added nor refused: 2401.00001",
    ]
    catalogue = load_catalogue(data).catalogue
    assert [paper.id for paper in catalogue.papers] == ["rest", "flash"]
    assert [each.arxiv for each in catalogue.refusals] == ["2401.00002"]


def test_a_topic_that_does_not_exist_names_the_paper(data, host):
    path = issue(data, "add 2401.00001")
    path.write_text(path.read_text("utf-8").replace("`attention`", "`atention`"), "utf-8")
    lines = decide(data, host, path, code=1).stderr.splitlines()
    assert lines == [
        "error: unknown topic 'atention'; did you mean 'attention'?",
        "error: neither added nor refused: 2401.00001",
    ]
    assert host.asked == []


def test_topics_may_be_given_by_name(data, host):
    path = issue(data, "add 2401.00001")
    path.write_text(path.read_text("utf-8").replace("`attention`", "`KV 缓存, Attention`"), "utf-8")
    decide(data, host, path)
    catalogue = load_catalogue(data).catalogue
    assert catalogue.by_id["many-heads"].topics == ("kv-cache", "attention")


def test_both_boxes_change_nothing(data, host):
    before = contents(data)
    path = issue(data, "add 2401.00001", "refuse 2401.00001")
    assert decide(data, host, path, code=1).stderr == (
        "error: 2401.00001: both boxes are ticked; leave one\n"
    )
    assert contents(data) == before


def test_a_listed_paper_is_not_refused(data, host):
    path = issue(data, "refuse 2401.00001")
    decide(data, host, issue(data, "add 2401.00001"))
    path = data.parent / "again.md"
    path.write_text(
        issue(data, "refuse 2401.00003").read_text("utf-8").replace("2401.00003", "2401.00001"),
        "utf-8",
    )
    assert "run `paperlist remove many-heads`" in decide(data, host, path, code=1).stderr


def test_an_issue_that_cannot_be_read_is_an_error(data, host):
    assert decide(data, host, data / "no.md", code=1).stderr.startswith("error: cannot read ")
