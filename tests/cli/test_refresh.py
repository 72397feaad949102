"""`paperlist refresh arxiv`: polite, resumable, and what the check makes of the answers."""

import json

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.sources import pacing
from tests.support import hosts
from tests.support.catalogues import entry, write_data
from tests.support.hosts import atom_entry

ABSTRACT = {"text": "A.", "date": "2026-01-01", "source": "https://arxiv.org/abs/2301.00001"}
IDS = [f"2307.{number:05}" for number in range(250)]
SEVERAL = "\n".join(
    entry(id=f"p{number}", title=f"Paper {number}", arxiv=f'"{arxiv}"')
    for number, arxiv in enumerate(IDS)
)


@pytest.fixture
def host(monkeypatch, pauses):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    with hosts.running() as running:
        running.papers = {arxiv: atom_entry(arxiv, f"Paper {n}") for n, arxiv in enumerate(IDS)}
        yield running


@pytest.fixture
def data(tmp_path):
    return folder(tmp_path, SEVERAL)


def folder(path, papers):
    return write_data(path, papers)


def refresh(data, host, *options):
    arguments = ["refresh", "arxiv", "--data", str(data), *host.options[:2], *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def facts(data):
    return json.loads((data / "facts.json").read_text("utf-8"))["arxiv"]


def asked(host):
    return [query["id_list"][0].split(",") for _, query, _ in host.asked]


def test_a_hundred_in_a_request_and_three_seconds_between(data, host, pauses):
    result = refresh(data, host)
    assert (result.exit_code, result.stderr) == (0, "")
    assert asked(host) == [IDS[:100], IDS[100:200], IDS[200:]]
    assert pauses == [3.0, 3.0]
    assert result.stdout == (
        "arXiv: 100 of 250 papers\narXiv: 200 of 250 papers\narXiv: 250 of 250 papers\n"
    )


def test_what_is_kept_of_a_paper(tmp_path, host):
    data = folder(tmp_path, entry())
    host.papers = {"2307.00001": atom_entry("2307.00001", "Some  paper", ["Ada", "Bo"])}
    assert refresh(data, host).exit_code == 0
    assert facts(data) == {
        "2307.00001": {
            "title": "Some paper",
            "authors": ["Ada", "Bo"],
            "primary_class": "cs.LG",
            "classes": ["cs.LG"],
            "date": "2026-11-26",
            "source": "https://arxiv.org/abs/2307.00001",
        }
    }
    loaded = load_catalogue(data)
    assert loaded.problems == ()
    assert loaded.catalogue.facts.arxiv["2307.00001"].title == "Some paper"


def test_a_withdrawal_is_kept_until_arxiv_says_otherwise(tmp_path, host, monkeypatch):
    data = folder(tmp_path, entry())
    host.papers = {"2307.00001": atom_entry("2307.00001", "Some paper", comment="Withdrawn.")}
    result = refresh(data, host)
    assert (result.exit_code, result.stderr) == (
        0,
        "arXiv 2307.00001 was withdrawn: 'Withdrawn.'\n",
    )
    assert facts(data)["2307.00001"]["withdrawn"] == "Withdrawn."
    loaded = load_catalogue(data)
    assert loaded.problems == ()
    (paper,) = loaded.catalogue.papers
    assert loaded.catalogue.withdrawal_of(paper).date == "2026-11-26"
    host.papers = {"2307.00001": atom_entry("2307.00001", "Some paper", version="v4")}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795737600")
    refresh(data, host)
    assert "withdrawn" not in facts(data)["2307.00001"]


def test_a_run_that_was_cut_goes_on_where_it_stopped(data, host, monkeypatch):
    monkeypatch.setattr(pacing, "ATTEMPTS", 1)
    fail = hosts.status(500)
    host.fault = lambda handler: fail(handler) if len(host.asked) == 2 else host_answers(handler)

    def host_answers(handler):
        host.fault, kept = None, host.fault
        host.asked.pop()
        host.answer(handler)
        host.fault = kept

    result = refresh(data, host)
    assert result.exit_code == 1
    assert result.stderr == (
        "error: 127.0.0.1 responded 500 Internal Server Error; "
        "updated 100 of 250 papers, run it again later\n"
    )
    assert list(facts(data)) == IDS[:100]
    host.fault, host.asked = None, []
    assert refresh(data, host).exit_code == 0
    assert asked(host) == [IDS[100:200], IDS[200:]]
    assert list(facts(data)) == IDS


def test_on_the_same_day_nothing_is_asked_twice(data, host, monkeypatch):
    refresh(data, host)
    host.asked.clear()
    result = refresh(data, host)
    assert (result.exit_code, host.asked) == (0, [])
    assert result.stdout == "arXiv: all 250 papers are up to date\n"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795737600")
    refresh(data, host)
    assert [len(batch) for batch in asked(host)] == [100, 100, 50]
    assert {record["date"] for record in facts(data).values()} == {"2026-11-27"}


def test_what_is_unknown_is_asked_first(data, host):
    refresh(data, host)
    known = json.loads((data / "facts.json").read_text())
    del known["arxiv"][IDS[7]]
    for arxiv in IDS:
        if arxiv in known["arxiv"]:
            known["arxiv"][arxiv]["date"] = "2026-01-01" if arxiv == IDS[9] else "2026-02-01"
    (data / "facts.json").write_text(json.dumps(known))
    host.asked.clear()
    refresh(data, host)
    assert asked(host)[0][:2] == [IDS[7], IDS[9]]


@pytest.mark.parametrize(
    ("fault", "waits"),
    [(hosts.status(429, Retry_After="20"), [20.0]), (hosts.status(503), [6.0]), (hosts.cut, [6.0])],
)
def test_what_may_pass_is_asked_again(tmp_path, host, pauses, fault, waits):
    data = folder(tmp_path, entry())

    def once(handler):
        host.fault = None
        fault(handler)

    host.fault = once
    result = refresh(data, host)
    assert (result.exit_code, pauses) == (0, waits)
    assert f"; retrying in {waits[0]:.0f} seconds\n" in result.stderr


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        (hosts.status(429, Retry_After="20"), [20.0, 20.0]),
        (hosts.status(429, Retry_After="3600"), []),
        (hosts.status(404), []),
        (hosts.text("<html></html>"), []),
    ],
)
def test_it_gives_up_and_says_so(tmp_path, host, pauses, fault, waits):
    data = folder(tmp_path, entry())
    host.fault = fault
    result = refresh(data, host)
    assert (result.exit_code, pauses) == (1, waits)
    assert result.stderr.endswith("; updated 0 of 1 paper, run it again later\n")
    assert not (data / "facts.json").exists()


def test_a_paper_that_arxiv_has_not_is_told(tmp_path, host):
    data = folder(tmp_path, entry() + entry(id="b", title="B", arxiv='"2307.99999"'))
    host.papers = {"2307.00001": atom_entry("2307.00001", "Some paper")}
    result = refresh(data, host)
    assert result.exit_code == 1
    assert result.stderr == "error: arXiv has no paper 2307.99999\n"
    assert list(facts(data)) == ["2307.00001"]


def test_a_withdrawn_paper_is_told(tmp_path, host):
    data = folder(tmp_path, entry())
    host.papers = {"2307.00001": atom_entry("2307.00001", "Some paper", comment="Withdrawn.")}
    result = refresh(data, host)
    assert (result.exit_code, result.stderr) == (
        0,
        "arXiv 2307.00001 was withdrawn: 'Withdrawn.'\n",
    )


def test_star_counts_stay_and_papers_that_left_go(tmp_path, host):
    data = folder(tmp_path, entry())
    gone = {"title": "Gone", "primary_class": "cs.LG", "date": "2026-01-01",
            "source": "https://arxiv.org/abs/2301.00001"}  # fmt: skip
    stars = {"a/b": {"count": 5, "date": "2026-01-01", "source": "https://github.com/a/b"}}
    text = json.dumps({"stars": stars, "arxiv": {"2301.00001": gone}})
    (data / "facts.json").write_text(text)
    assert refresh(data, host).exit_code == 0
    assert json.loads((data / "facts.json").read_text())["stars"] == stars
    assert list(facts(data)) == ["2307.00001"]


def test_the_same_answers_make_the_same_bytes(data, host):
    refresh(data, host)
    first = (data / "facts.json").read_bytes()
    (data / "facts.json").unlink()
    refresh(data, host)
    assert (data / "facts.json").read_bytes() == first


def test_other_errors_of_the_data_are_no_obstacle(tmp_path, host):
    data = folder(tmp_path, entry(date="never"))
    assert refresh(data, host).exit_code == 0
    assert list(facts(data)) == ["2307.00001"]


def test_a_file_that_cannot_be_read_is_told(tmp_path, host):
    result = refresh(folder(tmp_path, "- a: [b\n"), host)
    assert (result.exit_code, host.asked) == (1, [])
    assert "papers.yaml:1:6: error: the '[' that opens here is not closed" in result.stderr
    (tmp_path / "papers.yaml").write_text(entry())
    (tmp_path / "facts.json").write_text("{")
    result = refresh(tmp_path, host)
    assert (result.exit_code, host.asked) == (1, [])
    assert "facts.json:1:2: error: not valid JSON" in result.stderr


def test_what_arxiv_says_beside_the_title_is_kept(tmp_path, host):
    data = folder(tmp_path, entry())
    host.papers = {
        "2307.00001": atom_entry(
            "2307.00001", "Some paper", comment="Accepted at  MLSys 2024",
            journal_ref="J. 1 (2024)", doi="10.1000/x", category="cs.DC",
        )
    }  # fmt: skip
    assert refresh(data, host).exit_code == 0
    record = facts(data)["2307.00001"]
    assert record["comment"] == "Accepted at MLSys 2024"
    assert record["journal_ref"] == "J. 1 (2024)"
    assert record["doi"] == "10.1000/x"
    assert record["classes"] == ["cs.DC"]


def test_abstracts_are_in_a_file_of_their_own(tmp_path, host):
    data = folder(tmp_path, entry())
    (data / "abstracts.json").write_text(json.dumps({"2301.00001": ABSTRACT}))
    summary = "We  serve $10^6$\nusers &amp; more."
    host.papers = {"2307.00001": atom_entry("2307.00001", "Some paper", summary=summary)}
    assert refresh(data, host).exit_code == 0
    assert json.loads((data / "abstracts.json").read_text("utf-8")) == {
        "2307.00001": {
            "text": "We serve 10⁶ users & more.",
            "date": "2026-11-26",
            "source": "https://arxiv.org/abs/2307.00001",
        }
    }
    loaded = load_catalogue(data)
    assert loaded.problems == ()
    assert loaded.catalogue.abstracts["2307.00001"].text == "We serve 10⁶ users & more."
    (data / "abstracts.json").write_text('{"2307.00001": {"text": ""}}')
    result = CliRunner().invoke(main, ["check", "--data", str(data)])
    assert "abstracts.json:1:1: error: '2307.00001.date': Field required" in result.stdout


def test_only_some_entries(data, host):
    refresh(data, host)
    host.asked.clear()
    assert refresh(data, host, "--only", "p3", "--only", "p7").exit_code == 0
    assert asked(host) == [[IDS[3], IDS[7]]]
    assert len(facts(data)) == 250
    result = refresh(data, host, "--only", "p3x")
    assert result.exit_code == 2
    assert "no entry has the id 'p3x'; did you mean 'p3'?" in result.stderr


def test_only_old_facts_and_only_so_many(data, host, monkeypatch):
    refresh(data, host, "--limit", "30")
    assert list(facts(data)) == IDS[:30]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795651200 + 8 * 86400))
    host.asked.clear()
    refresh(data, host, "--older-than", "7d", "--limit", "230")
    assert asked(host) == [IDS[30:130], IDS[130:230], IDS[230:250] + IDS[:10]]


def test_a_wrong_number_of_days(data, host):
    result = refresh(data, host, "--older-than", "a week")
    assert result.exit_code == 2
    assert "'a week' is not a number of days; write 7d" in result.stderr


def test_quiet_and_json(data, host):
    result = refresh(data, host, "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    (data / "facts.json").unlink()
    del host.papers[IDS[2]]
    host.papers[IDS[1]] = atom_entry(IDS[1], "A paper", comment="Withdrawn.")
    result = refresh(data, host, "--json")
    assert result.exit_code == 1
    notice = f"arXiv {IDS[1]} was withdrawn: 'Withdrawn.'"
    assert json.loads(result.stdout) == {
        "kind": "arxiv",
        "updated": 250,
        "due": 250,
        "requests": {"127.0.0.1": 3},
        "notices": [notice],
        "errors": [f"arXiv has no paper {IDS[2]}"],
    }
    assert result.stderr == f"{notice}\nerror: arXiv has no paper {IDS[2]}\n"


def test_an_interrupted_run_keeps_what_it_has(data, host, monkeypatch):
    """Ctrl-C arrives while it waits for the second request."""

    def interrupt(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(pacing, "pause", interrupt)
        result = refresh(data, host)
    assert result.exit_code == 1
    assert result.stderr == "error: interrupted; updated 100 of 250 papers, run it again later\n"
    assert list(facts(data)) == IDS[:100]
    assert len(json.loads((data / "abstracts.json").read_text())) == 100
    refresh(data, host)
    interrupted = (data / "facts.json").read_bytes()
    (data / "facts.json").unlink()
    refresh(data, host)
    assert (data / "facts.json").read_bytes() == interrupted


def check_titles(tmp_path, host, written, on_arxiv, **more):
    data = folder(tmp_path, entry(title=json.dumps(written, ensure_ascii=False), **more))
    host.papers = {"2307.00001": atom_entry("2307.00001", on_arxiv)}
    assert refresh(data, host).exit_code == 0
    return CliRunner().invoke(main, ["check", "--data", str(data)])


def test_a_title_that_is_not_that_of_its_id_is_an_error(tmp_path, host):
    result = check_titles(tmp_path, host, "HadaCore: Fast Transforms", "Acceleration of Tensors")
    assert result.exit_code == 1
    assert result.stdout == (
        f"{tmp_path}/papers.yaml:2:10: error: arXiv 2307.00001 is 'Acceleration of Tensors', "
        "but title is 'HadaCore: Fast Transforms' [arxiv-title]\n"
        "  hint: correct the arXiv id or the title, or quote arXiv's title in `note`\n"
        "1 error, 0 warnings\n"
    )


def test_a_note_that_quotes_the_other_title_explains_it(tmp_path, host):
    note = "First titled “Acceleration of tensors”"
    written = "HadaCore: Fast Transforms"
    assert (
        check_titles(tmp_path, host, written, "Acceleration of Tensors", note=note).exit_code == 0
    )


def test_without_an_answer_there_is_no_complaint(tmp_path):
    assert load_catalogue(folder(tmp_path, entry())).problems == ()
