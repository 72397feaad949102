"""Downloads: every fault of a host, resumed files, the cache, and the pauses between requests."""

import json
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
from pypdf import PdfReader

from paperlist.bundling import downloading
from paperlist.bundling.cache import Cache
from paperlist.bundling.downloading import Desk
from paperlist.bundling.workers import Workers
from paperlist.sources import network, pacing
from paperlist.sources.network import played_by
from tests.support import builds, hosts, pdf_hosts, pdfs
from tests.support.catalogues import paper
from tests.support.pdf_hosts import File

ADDRESS = "/example.org/paper.pdf"
CONTENT = pdfs.plain("Words", 30)


class Watcher:
    def __init__(self):
        self.sizes, self.notes = [], []

    def received(self, paper, size, whole):
        self.sizes.append((size, whole))

    def note(self, line):
        self.notes.append(line)


@pytest.fixture(scope="module")
def workers():
    with Workers() as running:
        yield running


@pytest.fixture
def fetch(host, tmp_path, workers):
    """The outcome for one paper, with what was requested."""

    def run(answer=None, papers=None):
        if answer:
            host.pages[ADDRESS] = answer
        watcher = Watcher()
        desk = Desk(Cache(tmp_path / "cache"), workers, watcher)
        listed = papers or [paper(id="one", arxiv=None, url="https://example.org/paper.pdf")]
        with played_by(host.address):
            outcomes = [*downloading.download(listed, desk)]
        run.watcher = watcher
        return outcomes if papers else outcomes[0]

    return run


FAULTS = {
    "404": (hosts.status(404), "example.org responded 404 Not Found"),
    "page": (pdf_hosts.page, "example.org sent a web page instead of a PDF"),
    "disguised page": (pdf_hosts.disguised, "example.org sent a file that is not a PDF"),
    "long wait": (
        hosts.status(429, Retry_After="301"),
        "example.org responded 429 Too Many Requests and asks to retry after 301 seconds",
    ),
    "always busy": (hosts.status(503), "example.org responded 503 Service Unavailable"),
    "circle": (hosts.redirect("https://example.org/paper.pdf"), "example.org: too many redirects"),
    "elsewhere": (
        hosts.redirect("http://127.0.0.1/"),
        "example.org redirects to 'http://127.0.0.1/', which is not https",
    ),
    "compressed": (
        hosts.compressed(CONTENT, "gzip"),
        "the response of example.org is compressed ('gzip'), although that was not requested",
    ),
    "empty": (lambda handler: hosts.send(handler, 200, b""), "sent a file that is not a PDF"),
    "truncated": (File(pdfs.truncated()), "damaged: the end of the file is missing"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_the_reason_and_nothing_is_kept(fetch, tmp_path, name):
    answer, reason = FAULTS[name]
    outcome = fetch(answer)
    assert outcome.file is None
    assert reason in outcome.reason
    assert not [*(tmp_path / "cache").glob("*.pdf")]
    assert fetch(File(CONTENT)).file.read_bytes() == CONTENT


def test_an_endless_file_ends(fetch, monkeypatch):
    monkeypatch.setattr(network, "MOST_OF_FILE", 3_000_000)
    assert "is larger than 500 MB" in fetch(hosts.endless).reason


def test_a_file_that_stops_arriving_is_requested_again(fetch, monkeypatch):
    monkeypatch.setattr(network, "SECONDS", 0.5)
    file = File(CONTENT, tag='"slow"')
    outcome = fetch(pdf_hosts.first_then(pdf_hosts.slowly(CONTENT, 2), file))
    assert outcome.file.read_bytes() == CONTENT
    assert file.asked == ["bytes=1000-"]
    assert "did not respond within 0.5 seconds; retrying in 0 seconds" in fetch.watcher.notes[0]


@pytest.mark.parametrize("cuts", [[1000], [1000, 500], [0, 1], [len(CONTENT) - 1]])
def test_an_interrupted_file_is_continued(fetch, cuts):
    file = File(CONTENT, cuts)
    assert fetch(file).file.read_bytes() == CONTENT
    sizes = [sum(cuts[: number + 1]) for number in range(len(cuts))]
    assert file.asked == [None, *(f"bytes={size}-" if size else None for size in sizes)]


def test_three_attempts_and_the_next_run_continues(fetch):
    file = File(CONTENT, [100, 100, 100])
    assert fetch(file).reason == "the response of example.org is incomplete"
    assert fetch(file).file.read_bytes() == CONTENT
    assert file.asked[-1] == "bytes=300-"


def test_a_file_that_has_changed_begins_again(fetch):
    old = File(pdfs.plain("Old", 40), [500], tag='"old"')
    assert fetch(pdf_hosts.first_then(old, File(CONTENT))).file.read_bytes() == CONTENT


@pytest.mark.parametrize("tag", ["", 'W/"weak"'])
def test_without_a_strong_tag_a_file_begins_again(fetch, tag):
    file = File(CONTENT, [500], tag=tag)
    assert fetch(file).file.read_bytes() == CONTENT
    assert file.asked == [None, None]


def test_a_host_that_ignores_ranges_sends_the_whole(fetch):
    file = File(CONTENT, [500], ranges=False)
    assert fetch(file).file.read_bytes() == CONTENT
    assert file.asked == [None, "bytes=500-"]


def test_a_host_that_refuses_ranges_is_asked_for_the_whole(fetch):
    answer = pdf_hosts.first_then(File(CONTENT, [500]), pdf_hosts.refusing_ranges(CONTENT))
    assert fetch(answer).file.read_bytes() == CONTENT


def test_another_part_than_requested_is_not_used(fetch):
    def wrong(handler):
        if handler.headers.get("Range"):
            content_range = f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}"
            hosts.send(handler, 206, CONTENT, "application/pdf", Content_Range=content_range)
        else:
            File(CONTENT)(handler)

    answer = pdf_hosts.first_then(File(CONTENT, [500]), wrong)
    assert fetch(answer).file.read_bytes() == CONTENT


def test_the_wait_that_a_host_asks_for(fetch, monkeypatch):
    waits = []
    monkeypatch.setattr(threading.Event, "wait", lambda self, seconds=None: waits.append(seconds))
    busy = hosts.status(429, Retry_After="7")
    run = downloading._Run(None, Desk(None, None, Watcher()))
    answers = [network.RequestFailed("busy", 7.0, is_temporary=True), None]

    def request():
        if error := answers.pop(0):
            raise error

    run._with_retries(request)
    assert waits == [7.0]
    assert busy


def test_files_come_from_the_cache_and_a_changed_one_is_not_used(fetch, host):
    first = fetch(File(CONTENT))
    again = fetch()
    assert (first.is_cached, again.is_cached) == (False, True)
    assert len(host.asked) == 1
    first.file.write_bytes(b"%PDF-other")
    assert fetch().file.read_bytes() == CONTENT
    assert len(host.asked) == 2


@pytest.mark.parametrize("text", ["", "[]", "{", '{"https://example.org/paper.pdf": "../../x"}'])
def test_a_broken_index_is_an_empty_cache(fetch, tmp_path, text):
    fetch(File(CONTENT))
    (tmp_path / "cache/index.json").write_text(text)
    assert fetch().file.read_bytes() == CONTENT


def test_two_papers_of_one_file_are_one_request(fetch, host):
    host.pages[ADDRESS] = File(CONTENT)
    listed = [
        paper(id=name, arxiv=None, url="https://example.org/paper.pdf") for name in ("a", "b")
    ]
    outcomes = fetch(papers=listed)
    assert len({outcome.file for outcome in outcomes}) == 1
    assert len(host.asked) == 1


def test_hosts_are_at_once_and_each_gets_one_request_at_a_time(fetch, host):
    running, most, lock = {}, {}, threading.Lock()
    together = threading.Barrier(2, timeout=20)

    def answer(handler):
        name = handler.path.split("/")[1]
        with lock:
            running[name] = running.get(name, 0) + 1
            most[name] = max(most.get(name, 0), running[name])
        if handler.path.endswith("/1.pdf"):
            together.wait()  # both hosts have a request at this moment
        File(pdfs.plain(handler.path, 1))(handler)
        with lock:
            running[name] -= 1

    listed = []
    for name in ("one", "two"):
        for number in (1, 2, 3):
            host.pages[f"/{name}.example/{number}.pdf"] = answer
            url = f"https://{name}.example/{number}.pdf"
            listed.append(paper(id=f"{name}-{number}", arxiv=None, url=url))
    outcomes = fetch(papers=listed)
    assert [outcome.reason for outcome in outcomes] == [""] * 6
    assert most == {"one.example": 1, "two.example": 1}


def test_arxiv_is_asked_every_three_seconds_and_others_every_second(monkeypatch):
    monkeypatch.undo()
    seconds = pacing.seconds_between
    assert (seconds("arxiv.org"), seconds("export.arxiv.org"), seconds("notarxiv.org")) == (3, 3, 1)


def test_interrupted_and_resumed_equals_undisturbed(listed):
    assert listed.bundle(output="undisturbed.pdf").exit_code == 0
    shutil.rmtree(listed.cache)
    program = (
        "import sys; from paperlist.cli import main; from paperlist.sources import pacing;"
        "pacing.SECONDS_BETWEEN = pacing.ARXIV_SECONDS = 0.0; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", program, "bundle", "-o", "out.pdf", *listed.host.playing]
    halfway, leave = threading.Event(), threading.Event()

    def hang(handler):
        content = listed.files["orca"].content
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.send_header("ETag", '"one"')
        handler.end_headers()
        handler.wfile.write(content[:700])
        handler.wfile.flush()
        halfway.set()
        leave.wait(60)

    whole = listed.files["orca"]
    listed.answer("orca", hang)
    environment = builds.environment(builds.ROOT, XDG_CACHE_HOME=str(listed.folder / "cache"))
    del environment["SOURCE_DATE_EPOCH"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert halfway.wait(60)
        while not any(part.stat().st_size == 700 for part in listed.cache.glob("*.part")):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    leave.set()
    assert process.returncode == 1
    assert errors == "error: interrupted; downloaded files are kept, run it again to continue\n"
    assert not [*listed.folder.glob("*out*")]
    listed.answer("orca", whole)
    result = listed.bundle()
    assert result.exit_code == 0
    assert whole.asked[-1] == "bytes=700-"
    same = (listed.folder / "undisturbed.pdf").read_bytes()
    assert (listed.folder / "out.pdf").read_bytes() == same


def test_the_command_writes_files_with_good_names(listed):
    result = listed.run("download", "papers")
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.name for path in (listed.folder / "papers").iterdir()) == [
        "2023-11 FlashAttention - Fast & 'Exact' (Attention).pdf",
        "2024-03 AWQ - 面向大模型的量化.pdf",
        "2024-05 Orca - Serving Transformers.pdf",
    ]
    orca = listed.folder / "papers/2024-05 Orca - Serving Transformers.pdf"
    assert orca.read_bytes() == listed.files["orca"].content
    assert result.stdout.splitlines()[-3:] == ["orca: 3 pages", "awq: 3 pages", "flash: 1 page"]


def test_the_command_says_what_is_missing(listed):
    listed.answer("awq", hosts.status(404))
    result = listed.run("download", "papers", "--max-pages", "2", "--json")
    assert result.exit_code == 1
    reasons = {each["id"]: each["reason"] for each in json.loads(result.stdout)["papers"]}
    assert reasons == {
        "orca": "3 pages, more than 2",
        "awq": "arxiv.org responded 404 Not Found",
        "flash": "",
    }
    (only,) = (listed.folder / "papers").iterdir()
    assert len(PdfReader(only).pages) == 1


def test_a_cache_that_cannot_be_written_is_one_line(listed, monkeypatch):
    (listed.folder / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(listed.folder / "file"))
    result = listed.run("download", "papers")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: cannot write ")
    assert result.stderr.endswith(": Not a directory\n")
