"""`paperlist refresh links`: every verdict, polite to hosts, resumable, in bounded memory."""

import json
import signal
import socket
import subprocess
import sys
import threading
import tracemalloc
from collections import Counter

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.sources import links, network, pacing, refreshing
from tests.support import hosts, link_web
from tests.support.catalogues import ENGINES, TOPICS, entry
from tests.support.hosts import redirect, status, text
from tests.support.link_web import by_method, in_turn, pdf, with_etag

DAY = 86400
FIRST_DAY = 1795651200  # 2026-11-26
PAGE = "https://site.example/deep/page"


@pytest.fixture
def web(monkeypatch, pauses):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_DAY))
    with link_web.running() as running:
        yield running


def folder(path, papers, engines="[]\n"):
    files = {"papers": papers, "topics": TOPICS, "collections": "[]\n", "engines": engines}
    for stem, content in files.items():
        (path / f"{stem}.yaml").write_bytes(content.encode())
    return path


def many(*addresses):
    return "\n".join(
        entry(id=f"p{n}", title=f"Paper {n}", arxiv=None, url=address)
        for n, address in enumerate(addresses)
    )


def refresh(data, web, *options):
    arguments = ["refresh", "links", "--data", str(data), "--hosts", web.address, *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def records(data):
    return json.loads((data / "facts.json").read_text("utf-8"))["links"]


def verdict(path, web, link=PAGE, **fields):
    """The record of one link, whose page the test has set; all other pages are there."""
    data = folder(path, entry(**{"arxiv": None, "url": link} | fields))
    result = refresh(data, web)
    assert result.exit_code == 0, result.output
    assert load_catalogue(data).problems == ()
    record = records(data)[link]
    assert record.pop("date") == "2026-11-26"
    return record


def moved(to, **more):
    return {"verdict": "moved", "moved": to, **more}


def blocked(line):
    return {"verdict": "blocked", "reason": line}


def unknown(line):
    return {"verdict": "unknown", "reason": line}


def missing(line):
    return {"verdict": "missing", "reason": line, "since": "2026-11-26"}


HERE = "site.example/deep/page"
NEW = "https://new.example/page"
LONG = f"http://new.example/{'a' * 2000}"
NOT_PDF = missing("not a PDF: 'text/html'")
VERDICTS = {
    "200": ({HERE: text("here")}, {"verdict": "fine"}),
    "301": ({HERE: status(301, Location=NEW)}, moved(NEW)),
    "308": ({HERE: status(308, Location="/other")}, moved("https://site.example/other")),
    "301-chain": (
        {HERE: status(301, Location="/b"), "site.example/b": status(308, Location=NEW)},
        moved(NEW),
    ),
    "302": ({HERE: redirect(NEW)}, {"verdict": "fine"}),
    "301-302": (
        {HERE: status(301, Location="/b"), "site.example/b": redirect(NEW)},
        moved("https://site.example/b"),
    ),
    "302-301": (
        {HERE: redirect("/b"), "site.example/b": status(301, Location=NEW)},
        {"verdict": "fine"},
    ),
    "slash": ({HERE: status(301, Location="/deep/page/")}, {"verdict": "fine"}),
    "loop": (
        {HERE: redirect("/b"), "site.example/b": redirect("/deep/page")},
        unknown("site.example: too many redirects"),
    ),
    "301-404": ({HERE: status(301, Location=NEW), "new.example/page": status(404)},
                missing("404 Not Found")),
    "http": ({HERE: status(301, Location="http://new.example/page")}, moved(NEW)),
    "http-302": ({HERE: redirect("http://new.example/page")}, moved(NEW)),
    "http-only": (
        {HERE: redirect("http://new.example/page"), "new.example/page": status(500)},
        moved(
            "http://new.example/page",
            reason="redirects to http, and https does not respond there",
        ),
    ),
    "http-itself": (
        {HERE: status(301, Location=f"http://{HERE}")},
        moved(
            f"http://{HERE}", reason="redirects to http, and https does not respond there"
        ),
    ),
    "http-long": (
        {HERE: status(301, Location=LONG), LONG.removeprefix("http://"): status(500)},
        unknown("redirects to http, and https does not respond there"),
    ),
    "private": (
        {HERE: redirect("https://127.0.0.1/page")},
        unknown("'https://127.0.0.1/page' is not a public address"),
    ),
    "ftp": (
        {HERE: redirect("ftp://new.example/page")},
        unknown("invalid URL 'ftp://new.example/page', or a redirect to one"),
    ),
    "home": ({HERE: status(301, Location="/")}, missing("redirects to the home page")),
    "home-302": ({HERE: redirect("/")}, unknown("redirects to the home page")),
    "other-home": (
        {HERE: status(301, Location="https://new.example/")},
        moved("https://new.example/"),
    ),
    "login": (
        {HERE: redirect("/login?to=page")},
        blocked(
            "redirects to a page for login or consent: 'https://site.example/login?to=page'"
        ),
    ),
    "401": ({HERE: status(401)}, blocked("401 Unauthorized")),
    "403": ({HERE: status(403)}, blocked("403 Forbidden")),
    "404": ({HERE: status(404)}, missing("404 Not Found")),
    "410": ({HERE: status(410)}, missing("410 Gone")),
    "418": ({HERE: status(418)}, unknown("418 I'm a teapot")),
    "500": ({HERE: status(500)}, unknown("site.example responded 500 Internal Server Error")),
    "500-200": ({HERE: in_turn(status(500), status(500), text("here"))}, {"verdict": "fine"}),
    "429": ({HERE: status(429)}, blocked("site.example responded 429 Too Many Requests")),
    "cut": ({HERE: by_method(HEAD=status(500), GET=hosts.cut)}, {"verdict": "fine"}),
    "head-403": ({HERE: by_method(HEAD=status(403), GET=text("here"))}, {"verdict": "fine"}),
    "head-404": ({HERE: by_method(HEAD=status(404), GET=text("here"))}, {"verdict": "fine"}),
    "head-405": ({HERE: by_method(HEAD=status(405), GET=text("here"))}, {"verdict": "fine"}),
    "head-501": ({HERE: by_method(HEAD=status(501), GET=text("here"))}, {"verdict": "fine"}),
    "endless": ({HERE: by_method(HEAD=status(405), GET=hosts.endless)}, {"verdict": "fine"}),
    "compressed": ({HERE: hosts.compressed(b"here", "gzip")}, {"verdict": "fine"}),
}  # fmt: skip


@pytest.mark.parametrize("name", VERDICTS)
def test_what_a_response_means(tmp_path, web, name):
    web.pages, wanted = VERDICTS[name]
    assert verdict(tmp_path, web) == wanted


def hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


def test_a_connection_that_is_cut_is_no_alarm(tmp_path, web):
    web.pages = {HERE: hang_up}
    assert verdict(tmp_path, web) == unknown("the response of site.example is incomplete")


@pytest.mark.parametrize("fault", [hosts.silent, hosts.hesitant])
def test_a_host_that_is_too_slow_is_no_alarm(tmp_path, web, monkeypatch, fault):
    monkeypatch.setattr(network, "SECONDS", 0.2)
    web.pages = {HERE: fault}
    wanted = unknown("site.example did not respond within 0.2 seconds")
    assert verdict(tmp_path, web) == wanted


def test_a_host_without_tls_is_no_alarm(tmp_path, web, monkeypatch):
    web.address = web.address.replace("http:", "https:")
    record = verdict(tmp_path, web)
    assert record["verdict"] == "unknown"
    assert record["reason"].startswith("site.example cannot be reached: ")


PDF_LINK = "https://site.example/a.pdf"


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (pdf(), {"verdict": "fine"}),
        (pdf(b"\xef\xbb\xbf\n%PDF-1.4"), {"verdict": "fine"}),
        (pdf(b"%PDF-" + bytes(30_000_000)), {"verdict": "fine"}),
        (text("<html>"), NOT_PDF),
        (pdf(b""), missing("not a PDF: 'application/pdf'")),
    ],
)
def test_a_pdf_is_one(tmp_path, web, page, wanted):
    web.pages = {"site.example/a.pdf": page}
    assert verdict(tmp_path, web, PDF_LINK) == wanted
    assert web.requests == [("GET", "site.example/a.pdf")]


def test_which_links_must_be_a_pdf():
    blob = "https://github.com/a/b/blob/main/paper.pdf"
    record = {"url": blob, "pdf": PAGE, "code": PDF_LINK, "doi": "10.1/a.pdf"}
    assert links.listed_links([record, {"url": f"{PAGE}.PDF"}]) == {
        blob: False,
        PAGE: True,
        PDF_LINK: False,
        f"{PAGE}.PDF": True,
    }


def test_the_links_of_the_list(tmp_path, web):
    run = f"[{{engine: vllm, state: documented, url: {PAGE}}}]"
    papers = entry(runs_in=run, code="https://github.com/a/b", doi="10.1145/1(2)<3>")
    papers += entry(id="b", url="not a link", code="http://site.example/", arxiv=None)
    assert refresh(folder(tmp_path, papers, ENGINES), web).exit_code == 0
    assert [*records(tmp_path)] == [
        "https://docs.sglang.ai/",
        "https://docs.vllm.ai/",
        "https://doi.org/10.1145/1(2)%3C3%3E",
        "https://github.com/a/b",
        PAGE,
    ]
    web.asked.clear()
    assert refresh(tmp_path, web, "--only", "some-paper").exit_code == 0
    assert len(web.asked) == 3


def test_a_doi_never_moves(tmp_path, web):
    web.pages = {"doi.org/10.1145/1": status(301, Location="http://site.example/deep/page")}
    link = "https://doi.org/10.1145/1"
    assert verdict(tmp_path, web, link, url=None, doi="10.1145/1") == {"verdict": "fine"}
    web.pages[HERE] = status(404)
    web.asked.clear()
    refresh(tmp_path, web, "--only", "some-paper")
    assert records(tmp_path)[link]["verdict"] == "unknown"


def test_a_repository_that_moved_is_of_another_refresh(tmp_path, web):
    web.pages = {
        f"github.com/a/b{rest}": status(301, Location=f"https://github.com/c/b{rest}")
        for rest in ("", "/tree/main/x")
    }
    link = "https://github.com/a/b"
    assert verdict(tmp_path, web, link, url=None, code=link) == {"verdict": "fine"}
    deep = f"{link}/tree/main/x"
    wanted = moved("https://github.com/c/b/tree/main/x")
    assert verdict(tmp_path, web, deep, url=None, code=deep) == wanted


def test_what_is_printed(tmp_path, web):
    addresses = [f"https://{name}.example/deep/page" for name in "abcd"]
    web.pages = {
        "a.example/deep/page": status(301, Location=NEW),
        "b.example/deep/page": status(404),
        "c.example/deep/page": status(403),
    }
    result = refresh(folder(tmp_path, many(*addresses)), web)
    assert sorted(result.stderr.splitlines()) == [
        f"{addresses[0]} moved to {NEW}",
        f"{addresses[1]} is missing: 404 Not Found",
    ]
    assert result.stdout.endswith("Links: 4 of 4 links\n")


def on_day(monkeypatch, day):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_DAY + day * DAY))


def test_missing_is_gone_after_three_days(tmp_path, web, monkeypatch):
    data = folder(tmp_path, many(PAGE, "https://other.example/"))
    seen = []
    for day, page in [
        (0, status(404)),
        (2, status(410)),
        (3, status(404)),
        (4, status(403)),
        (5, status(404)),
        (6, text("here")),
        (7, status(404)),
    ]:
        web.pages[HERE] = page
        on_day(monkeypatch, day)
        result = refresh(data, web)
        record = records(data)[PAGE]
        seen.append((record["verdict"], record.get("since")))
    assert seen == [
        ("missing", "2026-11-26"),
        ("missing", "2026-11-26"),
        ("gone", "2026-11-26"),
        ("blocked", "2026-11-26"),
        ("gone", "2026-11-26"),
        ("fine", None),
        ("missing", "2026-12-03"),
    ]
    assert result.stderr == f"{PAGE} is missing: 404 Not Found\n"


def test_a_host_that_does_not_exist_is_missing_if_others_respond(tmp_path, web):
    lost = "https://nothing.invalid/page"
    data = folder(tmp_path, many(lost, PAGE))
    assert refresh(data, web).exit_code == 0
    record = records(data)[lost]
    assert (record["verdict"], record["reason"]) == ("missing", "no host nothing.invalid")
    web.pages[HERE] = status(301, Location=lost)
    refresh(data, web, "--only", "p1", "--only", "p0")
    assert records(data)[PAGE]["verdict"] == "missing"


def test_without_a_network_no_link_is_missing(tmp_path, web):
    data = folder(tmp_path, many("https://nothing.invalid/page", "https://nobody.invalid/"))
    result = refresh(data, web)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: no host can be reached, such as no")
    assert not (data / "facts.json").exists()


def test_a_second_run_is_cheap(tmp_path, web, monkeypatch):
    web.pages = {"site.example/a.pdf": with_etag('"1"', link_web.PDF)}
    data = folder(tmp_path, many(PDF_LINK))
    for day in range(3):
        on_day(monkeypatch, day)
        refresh(data, web)
        assert records(data)[PDF_LINK] == {
            "verdict": "fine",
            "etag": '"1"',
            "date": f"2026-11-{26 + day}",
        }
    sent = [headers.get("If-None-Match") for _, _, headers in web.asked]
    assert sent == [None, '"1"', '"1"']
    modified = "Thu, 26 Nov 2026 00:00:00 GMT"
    web.pages = {"site.example/a.pdf": lambda h: hosts.send(h, 304, "", Last_Modified=modified)}
    on_day(monkeypatch, 3)
    refresh(data, web)
    assert records(data)[PDF_LINK]["modified"] == modified
    on_day(monkeypatch, 4)
    refresh(data, web)
    assert web.asked[-1][2]["If-Modified-Since"] == modified


def test_headers_that_cannot_be_kept(tmp_path, web):
    web.pages = {HERE: lambda handler: hosts.send(handler, 200, "", ETag="é" * 9)}
    assert verdict(tmp_path, web) == {"verdict": "fine"}
    web.pages = {HERE: lambda handler: hosts.send(handler, 200, "", ETag="e" * 3000)}
    assert verdict(tmp_path, web) == {"verdict": "fine"}


def test_a_second_between_the_requests_to_a_host(tmp_path, web, pauses):
    addresses = [f"https://{host}/{n}" for host in ("a.example", "b.example") for n in range(5)]
    refresh(folder(tmp_path, many(*addresses)), web)
    assert pauses == [1.0] * 8
    pauses.clear()
    data = folder(tmp_path, many(*(f"https://browse.arxiv.org/{n}" for n in range(3))))
    refresh(data, web)
    assert pauses == [3.0] * 2


def test_redirects_to_one_host_wait_for_each_other(tmp_path, web, pauses):
    addresses = [f"https://h{n}.example/page" for n in range(20)]
    web.pages = {each.removeprefix("https://"): redirect(NEW) for each in addresses}
    refresh(folder(tmp_path, many(*addresses)), web)
    assert pauses == [1.0] * 19
    assert web.most_of_a_host == 1


def test_it_waits_as_long_as_the_host_wants(tmp_path, web, pauses):
    web.pages = {HERE: in_turn(status(429, Retry_After="70"), text("here"))}
    assert verdict(tmp_path, web) == {"verdict": "fine"}
    assert pauses == [70.0, 1.0]


@pytest.mark.parametrize(
    ("page", "waits", "first"),
    [
        (status(429, Retry_After="3600"), [], "and asks to retry after 3600 seconds"),
        (status(503, Retry_After="3600"), [], "and asks to retry after 3600 seconds"),
        (status(429), [6.0, 1.0, 12.0, 1.0], "responded 429 Too Many Requests"),
    ],
)
def test_the_rest_of_a_host_waits_for_the_next_run(tmp_path, web, pauses, page, waits, first):
    addresses = [f"https://site.example/{n}" for n in range(5)]
    web.pages = {"site.example/0": page}
    data = folder(tmp_path, many(*addresses))
    result = refresh(data, web)
    assert (result.exit_code, pauses) == (0, waits)
    assert [*records(data)] == addresses[:1]
    line = result.stderr.splitlines()[-1]
    assert first in line
    assert line.endswith("; 4 links left for the next run")
    web.pages.clear()
    assert refresh(data, web).exit_code == 0
    assert [*records(data)] == addresses


def test_a_host_that_fails_is_left(tmp_path, web):
    addresses = [f"https://site.example/{n}" for n in range(9)]
    web.pages = {f"site.example/{n}": status(500) for n in range(2, 9)}
    data = folder(tmp_path, many(*addresses, PAGE.replace("site", "other")))
    result = refresh(data, web)
    assert result.stderr.splitlines()[-1] == (
        "site.example responded 500 Internal Server Error; 4 links left for the next run"
    )
    assert len(records(data)) == 6


def test_interrupted_and_resumed_is_undisturbed(tmp_path, web, monkeypatch):
    addresses = [f"https://h{n % 7}.example/{n}" for n in range(60)]
    web.pages = {
        "h1.example/8": status(404),
        "h2.example/9": status(301, Location=NEW),
        "h3.example/10": status(403),
    }
    data = folder(tmp_path, many(*addresses))
    waited = []

    def interrupt(seconds):
        waited.append(seconds)
        if len(waited) == 20:
            raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(pacing, "pause", interrupt)
        result = refresh(data, web)
    assert result.exit_code == 1
    done = len(records(data))
    assert 0 < done < 60
    assert f"error: interrupted; updated {done} of 60 links, run it again later" in result.stderr
    web.asked.clear()
    assert refresh(data, web).exit_code == 0
    assert len(records(data)) == 60
    resumed = (data / "facts.json").read_bytes()
    (data / "facts.json").unlink()
    refresh(data, web)
    assert (data / "facts.json").read_bytes() == resumed


def test_ctrl_c_ends_it_while_hosts_are_silent(tmp_path, web):
    """The requests in flight are given up, and what was found is saved."""
    arrived, leave = threading.Event(), threading.Event()

    def silent(_):
        arrived.set()
        leave.wait(60)

    web.pages = {"silent.example/page": silent}
    data = folder(tmp_path, many("https://silent.example/page", PAGE))
    run = (sys.executable, "-m", "paperlist.cli", "refresh", "links")
    command = [*run, "--data", str(data), "--hosts", web.address]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as process:
        assert process.stdout.readline() == "Links: 1 of 2 links\n"
        assert arrived.wait(60)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    leave.set()
    assert process.returncode == 1
    assert errors == "error: interrupted; updated 1 of 2 links, run it again later\n"
    assert [*records(data)] == [PAGE]


def test_a_mistake_of_ours_is_not_hidden(tmp_path, web, monkeypatch):
    def break_down(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(links, "record_of", break_down)
    with pytest.raises(ZeroDivisionError):
        refresh(folder(tmp_path, many(PAGE)), web)


def test_sixteen_hosts_at_a_time(tmp_path, web):
    """None of them responds before all sixteen were requested."""
    together = threading.Barrier(links.MOST_HOSTS)

    def wait(handler):
        together.wait(60)
        link_web.here(handler)

    addresses = [f"https://h{n}.example/page" for n in range(2 * links.MOST_HOSTS)]
    web.pages = {each.removeprefix("https://"): wait for each in addresses}
    assert refresh(folder(tmp_path, many(*addresses)), web).exit_code == 0
    assert {record["verdict"] for record in records(tmp_path).values()} == {"fine"}
    assert len(web.asked) == 2 * links.MOST_HOSTS


@pytest.mark.time  # it is slow
def test_ten_thousand_links(pauses):
    """4,000 of one host; the others do not wait for it."""
    addresses = [f"https://large.example/{n}" for n in range(4000)]
    addresses += [f"https://h{n % 299}.example/{n}" for n in range(6000)]
    listed = dict.fromkeys(addresses, False)
    with (
        link_web.running("HTTP/1.1") as web,
        network.played_by(web.address),
        network.session() as session,
    ):
        run = refreshing.Refresh(session, "2026-11-26", lambda _: None)
        steps = list(links.refresh_links(run, addresses, listed, {}))
    found = [link for step in steps for link in step.facts.links]
    assert sorted(found) == sorted(addresses)
    assert sum(step.items for step in steps) == 10_000
    # HEAD alone, at most sixteen at a time and one of a host.
    assert Counter(method for method, _ in web.requests) == {"HEAD": 10_000}
    assert web.most_at_once <= links.MOST_HOSTS
    assert web.most_of_a_host == 1
    assert pauses == [1.0] * (10_000 - 300)
    last = max(n for n, (_, path) in enumerate(web.requests) if not path.startswith("large"))
    assert last < 9_900


def test_the_content_of_pages_is_not_kept(tmp_path, web):
    """They are far larger together than the memory that is used."""
    page = by_method(HEAD=status(405), GET=text(bytes(10_000_000)))
    addresses = [f"https://h{n % 16}.example/{n}" for n in range(40)]
    web.pages = {each.removeprefix("https://"): page for each in addresses}
    data = folder(tmp_path, many(*addresses))
    tracemalloc.start()
    result = refresh(data, web)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.exit_code == 0
    assert {record["verdict"] for record in records(data).values()} == {"fine"}
    assert peak < 60_000_000
