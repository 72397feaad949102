"""`paperlist add` as a contributor types it; arXiv and doi.org are on the loopback."""

import os
import pty
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.sources import network
from tests.support import hosts
from tests.support.catalogues import entry, write_data
from tests.support.hosts import atom_entry, csl

DOI = "10.1145/3600006.3613165"
PAGED = "Efficient Memory Management for Large Language Model Serving with PagedAttention"
OLD = "# The list.\n\n" + "\n".join(
    [
        entry(id="newest", title="Newest of attention", date="2024-05", arxiv='"2405.00001"'),
        entry(id="flash", title="Attention in a flash", date="2023-09", arxiv='"2309.00001"'),
        entry(id="cached", title="Keys and values kept", arxiv='"2307.00003"', topics="[kv-cache]"),
    ]
)


@pytest.fixture
def host(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    with hosts.running() as running:
        running.papers = {
            "2309.06180": atom_entry("2309.06180", PAGED, ["Woosuk Kwon", "Zhuohan Li"]),
            "2401.00001": atom_entry("2401.00001", "Medusa: Many Heads", ["Tianle Cai"]),
        }
        running.records = {DOI: csl(DOI, "Serving with Pages", event="SOSP '23: the 29th")}
        yield running


@pytest.fixture
def data(tmp_path):
    return write_data(tmp_path, OLD)


def papers(data):
    return (data / "papers.yaml").read_bytes().decode()


def add(data, host, *args, topic="attention"):
    topics = ["--topic", topic] if topic else []
    return CliRunner().invoke(
        main, ["add", *args, *topics, "--data", str(data), *host.options], catch_exceptions=False
    )


KWON = f"""\
- id: efficient-memory-management-large-language
  title: {PAGED}
  authors: [Woosuk Kwon, Zhuohan Li]
  date: 2023-09
  arxiv: "2309.06180"
  topics: [attention]
  added: 2026-11-26

"""


@pytest.mark.parametrize(
    "text", ["2309.06180", "arXiv:2309.06180v2", "https://arxiv.org/pdf/2309.06180.pdf"]
)
def test_a_paper_by_arxiv_id(data, host, text):
    result = add(data, host, text)
    assert (result.exit_code, result.stderr) == (0, "")
    place = OLD.index("- id: flash")
    assert papers(data) == OLD[:place] + KWON + OLD[place:]
    assert result.stdout == (
        f"{data}/papers.yaml:10: 'efficient-memory-management-large-language' added\n"
        + "".join(f"+{line}\n" for line in KWON.splitlines()[:-1])
    )


@pytest.mark.parametrize("text", [DOI, f"https://doi.org/{DOI}"])
def test_a_paper_by_doi(data, host, text):
    more = ["--name", "vLLM", "--recommended", "3"]
    result = add(data, host, text, "--code", "https://github.com/vllm-project/vllm", *more)
    assert result.exit_code == 0, result.output
    paper = load_catalogue(data).catalogue.by_id["vllm"]
    assert (paper.doi, paper.arxiv, paper.venue, paper.date) == (DOI, None, "SOSP 2023", "2023-10")
    assert (paper.name, paper.recommended, paper.repository) == ("vLLM", 3, "vllm-project/vllm")


def test_several_at_once_ask_arxiv_once(data, host):
    result = add(data, host, "2309.06180", DOI, "2401.00001", "arXiv:2309.06180")
    assert result.exit_code == 0
    assert [paper.id for paper in load_catalogue(data).catalogue.papers] == [
        "newest",
        "medusa",
        "serving-pages",
        "efficient-memory-management-large-language",
        "flash",
        "cached",
    ]
    assert [path for path, _, _ in host.asked].count("/api/query") == 1


def test_a_dry_run_shows_the_same_and_writes_nothing(data, host):
    shown = add(data, host, "2309.06180", "--dry-run")
    assert (shown.exit_code, papers(data)) == (0, OLD)
    written = add(data, host, "2309.06180")
    assert shown.stdout.replace("would be added", "added") == written.stdout


def test_a_paper_that_is_there_is_told_with_its_line_and_what_differs(data, host):
    host.papers["2309.00001"] = atom_entry("2309.00001", "Attention in a blink", ["Bo Li"])
    result = add(data, host, "2309.00001", "--code", "https://github.com/a/b", topic="kv-cache")
    assert (result.exit_code, result.stdout, papers(data)) == (1, "", OLD)
    assert result.stderr == (
        f"{data}/papers.yaml:10: 'Attention in a flash' is already listed\n"
        "  code is missing: 'https://github.com/a/b'\n"
        "  topic 'kv-cache' is missing\n"
    )


@pytest.mark.parametrize(
    "text",
    ["2309.00001", "arXiv:2309.00001v3 [cs.LG] 1 Sep 2023", "https://arxiv.org/pdf/2309.00001.pdf",
     "https://huggingface.co/papers/2309.00001", "doi:10.48550/arXiv.2309.00001"],
)  # fmt: skip
def test_no_host_is_asked_for_a_paper_that_is_there(data, host, text):
    result = add(data, host, text, topic=None)
    assert (result.exit_code, result.stdout, papers(data)) == (1, "", OLD)
    assert result.stderr == f"{data}/papers.yaml:10: 'Attention in a flash' is already listed\n"
    assert host.asked == []


def test_markup_that_is_left_in_a_title_is_told(data, host):
    host.papers["2309.06180"] = atom_entry("2309.06180", "\\sysname: Fast Serving")
    result = add(data, host, "2309.06180")
    assert result.exit_code == 0
    assert result.stderr == (
        "title may contain TeX or HTML; please check: '\\sysname: Fast Serving'\n"
    )


def test_a_paper_that_is_there_keeps_no_other_out(data, host):
    host.papers["2309.00001"] = atom_entry("2309.00001", "Attention in a flash")
    result = add(data, host, "2309.00001", "2401.00001")
    assert result.exit_code == 1
    assert "is already listed" in result.stderr
    assert "'medusa' added" in result.stdout


def test_one_paper_by_two_identifiers_is_added_once(data, host):
    host.papers["2309.06180"] = atom_entry("2309.06180", PAGED, doi=DOI)
    host.records[DOI] = csl(DOI, PAGED)
    result = add(data, host, "2309.06180", DOI)
    assert result.exit_code == 1
    assert papers(data).count("PagedAttention") == 1


def test_topics_are_suggested_where_nobody_can_be_asked(data, host):
    host.papers["2309.06180"] = atom_entry("2309.06180", "Keys of a kind, values kept")
    result = add(data, host, "2309.06180", topic=None)
    assert (result.exit_code, papers(data)) == (2, OLD)
    assert result.stderr.endswith(
        "Error: choose a topic for 'Keys of a kind, values kept' with --topic\n"
        "  likely: kv-cache\n  all: attention, kv-cache\n"
    )


def terminal(data, host, typed):
    """What a person sees who types `typed` at a real terminal, and how it ends."""
    command = [sys.executable, "-m", "paperlist.cli", "add", "2309.06180", "--data", str(data)]
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [*command, *host.options], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    os.write(ours, typed.encode())
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return program.wait(), seen.decode()


def test_a_person_is_asked_for_topics(data, host):
    host.papers["2309.06180"] = atom_entry("2309.06180", "Keys of a kind, values kept")
    code, seen = terminal(data, host, "atention\nattention, kv-cache\n")
    assert "all topics: attention, kv-cache" in seen
    assert "Topics (comma-separated) [kv-cache]" in seen
    assert "unknown topic 'atention'; did you mean 'attention'?" in seen
    assert code == 0
    assert "  topics: [attention, kv-cache]\n" in papers(data)


def test_a_person_takes_what_is_likely(data, host):
    host.papers["2309.06180"] = atom_entry("2309.06180", "Keys of a kind, values kept")
    assert terminal(data, host, "\n")[0] == 0
    assert papers(data).count("  topics: [kv-cache]\n") == 2


WITHDRAWN = "This paper has been withdrawn due to an error"
# What was asked, what the host does, what the contributor reads.
FAILURES = {
    "slow": (None, hosts.silent, "127.0.0.1 did not respond within 0.3 seconds"),
    "404": (None, hosts.status(404), "127.0.0.1 responded 404 Not Found"),
    "429": (
        None,
        hosts.status(429, Retry_After="120"),
        "127.0.0.1 responded 429 Too Many Requests and asks to retry after 120 seconds",
    ),
    "malformed": (
        None,
        hosts.text("<html>Rate exceeded.</html>"),
        "arXiv's response is not an Atom feed",
    ),
    "cut": (None, hosts.cut, "the response of 127.0.0.1 is incomplete"),
    "error feed": (
        hosts.ERROR,
        None,
        "arXiv rejected the request: 'incorrect id format for 1234.1'",
    ),
    "withdrawn": (
        atom_entry("2309.06180", "A", comment=WITHDRAWN),
        None,
        f"arXiv 2309.06180 was withdrawn: '{WITHDRAWN}'",
    ),
    "unknown": ("", None, "arXiv has no paper 2309.06180"),
    "another paper": (
        atom_entry("2309.06181", "Another"),
        None,
        "arXiv has no paper 2309.06180",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_one_line_and_leaves_the_file(data, host, monkeypatch, name):
    if name == "slow":
        monkeypatch.setattr(network, "SECONDS", 0.3)
    feed, host.fault, message = FAILURES[name]
    host.papers["2309.06180"] = feed or ""
    result = add(data, host, "2401.00001", "2309.06180")
    assert (result.exit_code, result.stdout, papers(data)) == (1, "", OLD)
    assert result.stderr == f"error: {message}; nothing was added\n"
    assert {path.name for path in data.iterdir()} <= {
        "papers.yaml", "topics.yaml", "collections.yaml", ".lock"
    }  # fmt: skip


def test_an_unknown_doi_adds_nothing_else(data, host):
    result = add(data, host, "2309.06180", "10.1145/0")
    assert (result.exit_code, papers(data)) == (1, OLD)
    assert "DOI 10.1145/0: 127.0.0.1 responded 404 Not Found; nothing was added" in result.stderr


def test_a_title_that_the_check_refuses_adds_nothing(data, host):
    host.papers["2309.06180"] = atom_entry("2309.06180", "x" * 1001)
    result = add(data, host, "2309.06180")
    assert (result.exit_code, papers(data)) == (1, OLD)
    assert "title" in result.stderr
    assert "is longer than 1000 characters" in result.stderr
    assert "would be invalid; nothing was added" in result.stderr


def test_a_warning_of_the_new_entry_is_shown(data, host):
    host.papers["2309.06180"] = atom_entry("2309.06180", "NEWEST ATTENTION KEPT FLASHING")
    result = add(data, host, "2309.06180")
    assert result.exit_code == 0
    assert "re-cased; please check: 'Newest attention kept Flashing'" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["Paged"], "'Paged' is neither an arXiv id nor a DOI; write an arXiv id"),
        (["2309.06180", "--topic", "atention"], "'atention'; did you mean 'attention'?"),
        (["2309.06180", "--topic", "zzz"], "unknown topic 'zzz'; the topics are attention,"),
        (["2309.06180", "--code", "github.com/a/b"], "'github.com/a/b' is not an https:// link"),
        (["2309.06180", "--code", "javascript:alert(1)"], "is not an https:// link"),
        (["2309.06180", "--name", "a\x1bb"], "contains the invisible character U+001B"),
        (["2309.06180", "--recommended", "4"], "'4' is not one of '2', '3'"),
        (["2309.06180", DOI, "--name", "A"], "--code, --name and --venue work with a single"),
        ([], "Missing argument 'ID...'"),
    ],
)  # fmt: skip
def test_a_mistake_of_the_command_is_told_before_anyone_is_asked(data, host, args, message):
    result = add(data, host, *args)
    assert (result.exit_code, papers(data), host.asked) == (2, OLD, [])
    assert message in re.sub(r"\s+", " ", result.stderr)


@pytest.mark.parametrize("epoch", ["abc", "9" * 30, "1e9", "99999999999999", "-99999999999"])
def test_a_date_that_is_none_is_told(data, host, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = add(data, host, "2309.06180")
    assert (result.exit_code, papers(data), host.asked) == (2, OLD, [])
    assert f"SOURCE_DATE_EPOCH '{epoch}' is not a valid time in seconds" in result.stderr


def test_without_any_input_topics_are_suggested(data, host):
    command = [sys.executable, "-m", "paperlist.cli", "add", "2309.06180", "--data", str(data)]
    shell = ["sh", "-c", 'exec "$@" <&-', "sh", *command, *host.options]
    run = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "with --topic" in run.stderr


def test_a_topic_given_twice_is_one(data, host):
    assert add(data, host, "2309.06180", "--topic", "attention").exit_code == 0
    assert "topics: [attention]\n  added: 2026" in papers(data)


def test_the_id_counts_more_than_the_title(data, host):
    host.papers["2307.00003"] = atom_entry("2307.00003", "Newest of attention")
    result = add(data, host, "2307.00003")
    assert "'Keys and values kept' is already listed\n" in result.stderr


def test_data_with_an_error_is_left_alone(data, host):
    (data / "papers.yaml").write_text(OLD.replace("2024-05", "never"), "utf-8")
    result = add(data, host, "2309.06180")
    assert (result.exit_code, host.asked) == (1, [])
    assert "date 'never' is not a valid date" in result.stderr


def test_a_file_without_a_place_is_told(data, host):
    facts = "date: 2023-01, url: 'https://a.b/', topics: [attention], added: 2023-01-01"
    wrapped = f"[{{id: a, title: A, {facts}}}]\n"
    (data / "papers.yaml").write_text(wrapped, "utf-8")
    result = add(data, host, "2309.06180")
    assert (result.exit_code, papers(data)) == (1, wrapped)
    assert "run `paperlist format` first" in result.stderr


def test_runs_at_the_same_time_lose_nothing(data, host):
    ids = [f"2310.0000{number}" for number in range(6)]
    host.papers = {arxiv: atom_entry(arxiv, f"Paper of {arxiv}") for arxiv in ids}
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "paperlist.cli", "add", arxiv, "--topic", "attention",
             "--data", str(data), *host.options],
            stdout=subprocess.PIPE,
        )
        for arxiv in ids
    ]  # fmt: skip
    assert [(run.communicate(), run.returncode)[1] for run in runs] == [0] * 6
    loaded = load_catalogue(data)
    assert loaded.problems == ()
    assert {paper.arxiv for paper in loaded.catalogue.papers} >= set(ids)
    assert len(loaded.catalogue.papers) == 9
