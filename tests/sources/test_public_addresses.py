"""Strangers choose DOIs and thus redirects: only public addresses are requested, by https."""

import json
import socket
import ssl
import subprocess
import sys
import threading
from ipaddress import ip_address

import httpcore
import pytest
import trustme
from click.testing import CliRunner

from paperlist.cli import main
from paperlist.editing.forms import ADD
from paperlist.sources import network
from paperlist.sources.network import RequestFailed, fetch, session
from paperlist.sources.public_addresses import is_public
from tests.support import hosts
from tests.support.catalogues import write_data
from tests.support.filled import body
from tests.support.hosts import atom_entry, csl, redirect

DOI = "10.5555/1"
PRIVATE = {
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255"),
    *("192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8"),
    *("192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1"),
    *("fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00::1", "ff02::1", "ff0e::1", "100::1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::8.8.8.8", "64:ff9b:1::127.0.0.1", "2002:7f00:1::"),
    *("2001::1", "2001:0:7f00:1::1", "2001:20::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1"),
}
PUBLIC = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2606:4700::1111", "2a00::1"}


@pytest.mark.parametrize("address", sorted(PRIVATE))
def test_an_address_that_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", sorted(PUBLIC))
def test_a_public_address(address):
    assert is_public(ip_address(address))


@pytest.fixture
def data(tmp_path):
    return write_data(tmp_path)


@pytest.fixture
def host():
    with hosts.running() as running:
        running.records = {DOI: csl(DOI, "Serving with pages")}
        yield running


def add(data, options, paper=DOI):
    arguments = ["add", paper, "--topic", "attention", "--data", str(data), *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def refused(data, done, reason):
    assert done.exit_code == 1
    assert done.stderr.startswith(f"error: DOI {DOI}: ")
    assert done.stderr.endswith("; nothing was added\n")
    assert done.stderr.count("\n") == 1
    assert reason in done.stderr
    assert (data / "papers.yaml").read_text("utf-8") == "[]\n"


def in_url(address):
    return f"[{address}]" if ":" in address else address


# With --hosts, where no name is resolved


def test_one_server_plays_all_hosts(data, host):
    host.papers = {"2401.00001": atom_entry("2401.00001", "Medusa: many heads")}
    host.pages = {
        f"/{DOI}": redirect("https://journal.example/a%20b/?q=1&r=%2F#part"),
        "/journal.example/a%20b/": redirect("../record"),
        "/journal.example/record": hosts.text(json.dumps(host.records[DOI])),
    }
    assert add(data, host.playing).exit_code == 0
    assert add(data, host.playing, "2401.00001").exit_code == 0
    assert [(path, query) for path, query, _ in host.asked] == [
        (f"/doi.org/{DOI}", {}),
        ("/journal.example/a b/", {"q": ["1"], "r": ["/"]}),
        ("/journal.example/record", {}),
        (
            "/export.arxiv.org/api/query",
            {"id_list": ["2401.00001"], "max_results": ["1"]},
        ),
    ]


def test_a_played_server_ends_with_its_command(data, host):
    before = (data / "papers.yaml").read_bytes()
    add(data, host.playing)
    # A paper of the list is not looked up again.
    (data / "papers.yaml").write_bytes(before)
    host.asked.clear()
    add(data, host.options)
    assert {path for path, _, _ in host.asked} == {f"/{DOI}", f"/records/{DOI}"}


def test_refresh_and_accept_are_played_too(data, host):
    host.papers = {"2401.00001": atom_entry("2401.00001", "Medusa: many heads")}
    form = data.parent / "form.md"
    form.write_text(body(ADD, paper="2401.00001", topics="attention"), "utf-8")
    for command in (["accept", str(form)], ["refresh", "arxiv"]):
        done = CliRunner().invoke(main, [*command, "--data", str(data), *host.playing])
        assert done.exit_code == 0, done.output
    assert [path for path, _, _ in host.asked] == ["/export.arxiv.org/api/query"] * 2


@pytest.mark.parametrize("command", ["add", "accept", "refresh arxiv"])
def test_the_option_is_not_in_the_help(command):
    assert "--hosts" not in CliRunner().invoke(main, [*command.split(), "--help"]).output


@pytest.mark.parametrize("address", ["nowhere", "ftp://127.0.0.1", "http://xn--a", ""])
def test_an_invalid_server_is_one_line(data, address):
    done = add(data, ["--hosts", address])
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "invalid URL" in done.stderr


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1", "64:ff9b::a00:1"])
def test_a_redirect_to_a_private_address(data, host, address):
    target = f"https://{in_url(address)}/"
    host.pages = {f"/{DOI}": redirect(target)}
    reason = f"doi.org redirects to '{target}', which is not a public address"
    refused(data, add(data, host.playing), reason)
    assert [path for path, _, _ in host.asked] == [f"/doi.org/{DOI}"]


def test_no_private_address_is_requested(host):
    with network.played_by(host.address), session() as asking:
        for address in sorted(PRIVATE):
            host.fault = redirect(f"https://{in_url(address)}:8443/")
            with pytest.raises(RequestFailed, match="which is not a public address"):
                fetch(asking, "https://journal.example/", {})
    assert len(host.asked) == len(PRIVATE)


@pytest.mark.parametrize(
    "name",
    [
        *("localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost:8443"),
        *("127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.0.0.1."),
        *("127。0。0。1", "user:word@127.0.0.1", "1.2.3.4.5", "[fe80::1%25lo]", "[::FFFF:7F00:1]"),
    ],
)
def test_other_ways_to_write_a_private_address(data, host, name):
    host.pages = {f"/{DOI}": redirect(f"https://{name}/".encode().decode("latin-1"))}
    refused(data, add(data, host.playing), "")
    assert len(host.asked) == 1


@pytest.mark.parametrize(
    "target",
    ["http://doi.org/x", "http://journal.example/", "HTTP://journal.example", "//127.0.0.1/"],
)
def test_a_redirect_to_http_or_the_same_scheme(data, host, target):
    host.pages = {f"/{DOI}": redirect(target)}
    done = add(data, host.playing)
    refused(data, done, "is not a public address" if target.startswith("//") else "is not https")
    assert len(host.asked) == 1


def test_the_redirects_of_a_redirect_are_checked(data, host):
    host.pages = {
        f"/{DOI}": redirect("https://journal.example/"),
        "/journal.example/": redirect(f"{host.address}/doi.org/records/{DOI}"),
    }
    refused(data, add(data, host.playing), "which is not https")


# With a base address


@pytest.mark.parametrize("name", ["[::ffff:127.0.0.1]", "localhost", "127.0.0.2", "10.0.0.1"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_base_address_allows_its_own_host_only(data, host, name, scheme):
    port = host.address.rpartition(":")[2]
    host.pages = {f"/{DOI}": redirect(f"{scheme}://{name}:{port}/records/{DOI}")}
    refused(data, add(data, host.options), "127.0.0.1 redirects to")
    assert len(host.asked) == 1


def test_a_base_address_redirects_to_its_own_host(data, host):
    with hosts.running() as other:
        other.records = host.records
        host.pages = {f"/{DOI}": redirect(f"{other.address}/records/{DOI}")}
        assert add(data, host.options).exit_code == 0


def test_a_base_address_may_be_a_name_of_this_machine(data, host):
    options = [word.replace("127.0.0.1", "localhost") for word in host.options]
    assert add(data, options).exit_code == 0


def test_an_address_that_nobody_chose_is_not_requested(host):
    with session() as asking, pytest.raises(RequestFailed, match=r"^'http://127.*' is not https$"):
        fetch(asking, f"{host.address}/page", {})
    assert host.asked == []


# Names that are resolved


class Resolver:
    """Names with their addresses, in the order of the questions; a connection goes nowhere else."""

    def __init__(self, monkeypatch, *answers):
        self.answers = list(answers)
        self.connected = []
        monkeypatch.setattr(socket, "getaddrinfo", self.resolve)
        monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", self.connect)

    def resolve(self, host, port, *args, **more):
        return [
            (
                socket.AF_INET6 if ":" in each else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (each, 0),
            )
            for each in self.answers.pop(0)
        ]

    async def connect(self, host, *args, **more):
        self.connected.append(host)
        raise httpcore.ConnectError("nobody there")


def failure(address):
    with session() as asking, pytest.raises(RequestFailed) as caught:
        fetch(asking, address, {})
    return str(caught.value)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "64:ff9b::127.0.0.1"])
def test_a_name_with_a_private_address_is_not_connected_to(monkeypatch, address):
    resolver = Resolver(monkeypatch, ["8.8.8.8", address])
    where = str(ip_address(address))
    wanted = f"'https://journal.example/' is not a public address: it resolves to {where}"
    assert failure("https://journal.example/").replace(address, where) == wanted
    assert resolver.connected == []


def test_a_name_is_resolved_once_and_that_address_is_connected_to(monkeypatch):
    """A second answer, which is another one, is never asked for: DNS rebinding."""
    resolver = Resolver(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    assert "nobody there" in failure("https://journal.example/")
    assert resolver.connected == ["8.8.8.8"]
    assert resolver.answers == [["127.0.0.1"]]


def test_every_address_of_a_host_is_tried(monkeypatch):
    resolver = Resolver(monkeypatch, ["2606:4700::1111", "8.8.8.8", "8.8.8.8"])
    assert "journal.example cannot be reached" in failure("https://journal.example/")
    assert resolver.connected == ["2606:4700::1111", "8.8.8.8"]


def test_a_public_address_behind_nat64_is_connected_to(monkeypatch):
    """A network without IPv4 has no other addresses for doi.org."""
    resolver = Resolver(monkeypatch, ["64:ff9b::808:808"])
    failure("https://journal.example/")
    assert resolver.connected == ["64:ff9b::808:808"]


def test_behind_a_proxy_only_the_written_address_is_checked(monkeypatch):
    resolver = Resolver(monkeypatch, ["127.0.0.1"], ["127.0.0.1"])
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert "nobody there" in failure("https://journal.example/")
    assert resolver.connected == ["proxy.example"]
    assert "is not a public address" in failure("https://127.0.0.1/")


def test_an_exception_from_the_proxy_is_checked(monkeypatch):
    resolver = Resolver(monkeypatch, ["127.0.0.1"])
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "journal.example")
    assert "it resolves to 127.0.0.1" in failure("https://journal.example/")
    assert resolver.connected == []


def test_the_certificate_is_that_of_the_name(monkeypatch, tmp_path):
    """TLS and the request have the name of the host, not the address connected to."""
    authority, trusted = trustme.CA(), tmp_path / "trusted.pem"
    authority.cert_pem.write_to_path(trusted)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("journal.example").configure_cert(context)
    names, heads = [], []
    context.sni_callback = lambda _, name, __: names.append(name)
    connect = httpcore.AnyIOBackend.connect_tcp

    with socket.create_server(("127.0.0.1", 0)) as server:
        there = server.getsockname()

        async def here(self, host, port, *more):
            assert (host, port) == ("8.8.8.8", 443)
            return await connect(self, *there, *more)

        def answer():
            with context.wrap_socket(server.accept()[0], server_side=True) as connection:
                heads.append(connection.recv(1000).decode())
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

        Resolver(monkeypatch, ["8.8.8.8"])
        monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", here)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        thread = threading.Thread(target=answer)
        thread.start()
        with session() as asking:
            assert fetch(asking, "https://journal.example/x", {}) == "ok"
        thread.join()
    assert names == ["journal.example"]
    assert heads[0].startswith("GET /x HTTP/1.1\r\nHost: journal.example\r\n")


# Compressed answers


@pytest.mark.parametrize(
    "codings",
    [
        ["gzip"],
        ["deflate"],
        ["br"],
        ["zstd"],
        ["x-gzip"],
        ["GZIP"],
        ["gzip"] * 3,
        ["identity", "gzip"],
    ],
)
def test_a_compressed_answer_is_refused(data, host, codings):
    host.fault = hosts.compressed(b"{}", *codings)
    refused(
        data,
        add(data, host.playing),
        f"the response of doi.org is compressed ('{', '.join(codings)}')",
    )


@pytest.mark.parametrize("coding", ["identity", "", "Identity, identity"])
def test_an_answer_that_is_not_compressed_may_say_so(data, host, coding):
    record = json.dumps(host.records[DOI])
    host.fault = lambda handler: hosts.send(handler, 200, record, Content_Encoding=coding)
    assert add(data, host.playing).exit_code == 0


def test_nothing_compressed_is_asked_for(data, host):
    add(data, host.playing)
    assert {headers["Accept-Encoding"] for _, _, headers in host.asked} == {"identity"}


def megabytes(data, host):
    """The most memory that `add` had at a time."""
    code = (
        "import resource, sys\nfrom paperlist.cli import main\n"
        "try:\n    main()\nfinally:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000, file=sys.stderr)"
    )
    command = ["add", DOI, "--topic", "attention", "--data", str(data), *host.playing]
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=False
    )
    return int(done.stderr.split()[-1])


def test_a_bomb_takes_no_memory(data, host):
    host.fault = hosts.status(404)
    usual = megabytes(data, host)
    host.fault = hosts.bomb()
    assert megabytes(data, host) < usual + 50


def test_a_large_answer_takes_little_memory(data, host, monkeypatch):
    host.fault = hosts.status(404)
    usual = megabytes(data, host)
    host.fault = hosts.endless
    assert megabytes(data, host) < usual + 100
    assert network.MOST_BYTES == 20_000_000
