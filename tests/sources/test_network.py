"""Hosts that fail in every way a host can fail: one line each."""

import gc
import socket
from functools import partial

import pytest

from paperlist.sources import network
from paperlist.sources.network import RequestFailed, fetch, session
from tests.support import hosts


@pytest.fixture
def host():
    with hosts.running() as running:
        yield running


def ask(asking, address):
    """For an address that a maintainer chose."""
    network.allow(asking, address)
    return fetch(asking, address, {})


def failure(address):
    with session() as asking, pytest.raises(RequestFailed) as caught:
        ask(asking, address)
    return caught.value


FAULTS = {
    "404": (hosts.status(404), "responded 404 Not Found", False),
    "500": (hosts.status(500), "responded 500 Internal Server Error", True),
    "429": (hosts.status(429), "responded 429 Too Many Requests", True),
    "wait": (
        hosts.status(429, Retry_After="7"),
        "responded 429 Too Many Requests and asks to retry after 7 seconds",
        True,
    ),
    "date": (
        # Two dates, of which the server sets one itself: the wait is what lies between them.
        hosts.status(503, Retry_After="Thu, 01 Jan 1970 00:00:00 GMT"),
        "responded 503 Service Unavailable and asks to retry after 0 seconds",
        True,
    ),
    "nonsense": (
        hosts.status(429, Retry_After="soon"),
        "responded 429 Too Many Requests",
        True,
    ),
    "zone": (
        hosts.status(429, Retry_After="Thu, 01 Jan 1970 00:00:00 +99999999999999"),
        "responded 429 Too Many Requests",
        True,
    ),
    "circle": (hosts.circle, "too many redirects", False),
    "bytes": (partial(hosts.send, status=200, body=b"\xff\xfe"), "is not UTF-8 text", False),
    "cut": (hosts.cut, "is incomplete", True),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_a_line_that_names_the_host(host, name):
    host.fault, message, is_temporary = FAULTS[name]
    error = failure(f"{host.address}/page")
    assert message in str(error)
    assert "127.0.0.1" in str(error)
    assert "\n" not in str(error)
    assert error.is_temporary == is_temporary


@pytest.mark.parametrize("fault", [hosts.silent, hosts.dripping, hosts.hesitant])
def test_a_slow_answer_is_not_waited_for(host, monkeypatch, fault):
    monkeypatch.setattr(network, "SECONDS", 0.3)
    host.fault = fault
    assert "did not respond within 0.3 seconds" in str(failure(f"{host.address}/page"))


def test_an_endless_answer_ends(host, monkeypatch):
    monkeypatch.setattr(network, "MOST_BYTES", 5_000_000)
    host.fault = hosts.endless
    assert "is larger than 20 MB" in str(failure(f"{host.address}/page"))


def test_nobody_there(host):
    address = host.address.replace("127.0.0.1", "127.0.0.2")
    error = failure(address.rpartition(":")[0] + ":9")
    assert "cannot be reached: '[Errno 111]" in str(error)
    assert error.is_temporary


@pytest.mark.parametrize(
    ("code", "is_without_host"), [(socket.EAI_NONAME, True), (socket.EAI_AGAIN, False)]
)
def test_a_name_that_does_not_exist_is_not_a_resolver_that_fails(
    monkeypatch, code, is_without_host
):
    def fail(*_, **__):
        raise socket.gaierror(code, "no address")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with session() as asking, pytest.raises(RequestFailed) as caught:
        fetch(asking, "https://journal.example/", {})
    assert "journal.example cannot be reached: '[Errno" in str(caught.value)
    assert caught.value.is_without_host == is_without_host
    assert caught.value.is_temporary != is_without_host


def test_a_host_that_cannot_be(host):
    assert "cannot be reached" in str(failure("http://a..b/"))


@pytest.mark.parametrize(
    "address",
    [
        "nowhere",
        "ftp://127.0.0.1/",
        "",
        "http://a:b/",
        "http://",
        "http://xn--a/",
        "http://127.0.0.1:99999/",
    ],
)
def test_an_address_that_is_none(address):
    assert "invalid URL " in str(failure(address))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://xn--a/", "http://127.0.0.1:99999/"]
)
def test_a_redirect_to_no_address(host, target):
    host.fault = hosts.status(302, Location=target)
    assert "or a redirect to one" in str(failure(f"{host.address}/page"))


def test_what_comes_with_a_redirect_is_not_read(host):
    def redirect(handler):
        host.fault = hosts.text("here")
        handler.send_response(302)
        handler.send_header("Location", "/there")
        handler.end_headers()
        hosts.pour(handler, 400)

    host.fault = redirect
    with session() as asking:
        assert ask(asking, f"{host.address}/page") == "here"


def test_the_words_of_a_host_do_not_reach_a_terminal(host):
    def shout(handler):
        handler.send_response(404, "\x1b[31mred")
        handler.end_headers()

    host.fault = shout
    assert str(failure(f"{host.address}/page")) == "127.0.0.1 responded 404 Not Found"


@pytest.mark.parametrize(
    ("name", "value"),
    [("ALL_PROXY", "foo://127.0.0.1:9"), ("SSL_CERT_FILE", "/nonexistent")],
)
def test_settings_of_the_system_that_cannot_be_used(host, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(RequestFailed, match="invalid proxy or certificates set in the environment"):
        failure(f"{host.address}/page")


def test_a_proxy_that_is_not_there(host, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    assert "cannot be reached" in str(failure(f"{host.address}/page"))


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # httpcore leaves it open
@pytest.mark.parametrize("reply", [b"", b"nonsense of a proxy"])
def test_a_proxy_that_answers_nonsense(monkeypatch, reply):
    with hosts.saying(reply) as port:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{port}")
        assert "cannot be reached" in str(failure("http://127.0.0.1:9/"))
    gc.collect()


def test_a_host_that_knows_no_tls(host):
    address = host.address.replace("http:", "https:")
    assert "cannot be reached" in str(failure(address))


def test_an_answer_is_its_text_and_the_host_learns_who_asks(host):
    host.fault = hosts.text("中文 é")
    with session() as asking:
        network.allow(asking, host.address)
        assert fetch(asking, f"{host.address}/page?q=1", {"Accept": "text/csv"}) == "中文 é"
    ((path, query, headers),) = host.asked
    assert (path, query, headers["Accept"]) == ("/page", {"q": ["1"]}, "text/csv")
    assert headers["User-Agent"].startswith("paperlist/")
