"""arXiv and doi.org on the loopback: answers of their shape, and every way to fail."""

import gzip
import json
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?id_list" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=&amp;id_list=</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <updated>2026-11-26T00:00:00-05:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">1</opensearch:totalResults>
{entries}</feed>
"""


def atom_entry(arxiv, title, authors=("Ada Lovelace",), **more):
    """An entry as the export API writes it; `more`: comment, doi, summary, category, version."""
    names = "".join(f"<author><name>{escape(name)}</name></author>" for name in authors)
    extras = "".join(
        f'<arxiv:{key} xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(more[key])}</arxiv:{key}>'
        for key in ("comment", "doi", "journal_ref")
        if key in more
    )
    category = escape(more.get("category", "cs.LG"))
    return (
        f"<entry><id>http://arxiv.org/abs/{arxiv}{more.get('version', 'v2')}</id>"
        f"<updated>2024-01-01T00:00:00Z</updated><published>2023-09-12T00:00:00Z</published>"
        f"<title>{escape(title)}</title><summary>{escape(more.get('summary', 'Words.'))}</summary>"
        f'{names}{extras}<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom"'
        f' term="{category}"/><category term="{category}"/></entry>\n'
    )


ERROR = (
    "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1234.1</id>"
    "<title>Error</title><summary>incorrect id format for 1234.1</summary></entry>\n"
)


def csl(doi, title, **more):
    """A record as doi.org gives it; None leaves a field out."""
    record = {
        "DOI": doi,
        "type": "paper-conference",
        "title": title,
        "author": [{"given": "Ada", "family": "Lovelace", "sequence": "first"}],
        "issued": {"date-parts": [[2023, 10, 23]]},
        "container-title": "Proceedings of a Symposium",
        **more,
    }
    return {key: value for key, value in record.items() if value is not None}


class Host:
    """Papers by arXiv id, records by DOI; `fault` takes a handler and answers in their stead.

    With `playing`, every request comes here, as /journal.example/path: `pages` has by such a path
    what takes the handler.
    """

    def __init__(self):
        self.papers = {}
        self.records = {}
        self.pages = {}
        self.asked = []
        self.fault = None
        self.address = ""

    @property
    def options(self):
        return [
            *("--arxiv-address", f"{self.address}/api/query"),
            *("--doi-address", self.address),
        ]

    @property
    def playing(self):
        return ["--hosts", self.address]

    def answer(self, handler):
        parts = urlsplit(handler.path)
        self.asked.append((unquote(parts.path), parse_qs(parts.query), dict(handler.headers)))
        for name in ("/export.arxiv.org", "/doi.org"):
            parts = parts._replace(path=parts.path.removeprefix(name))
        if self.fault:
            self.fault(handler)
        elif page := self.pages.get(parts.path):
            page(handler)
        elif parts.path == "/api/query" and "search_query" in parts.query:
            self._search(handler, parse_qs(parts.query))
        elif parts.path == "/api/query":
            ids = parse_qs(parts.query)["id_list"][0].split(",")
            found = "".join(self.papers.get(each, "") for each in ids)
            send(handler, 200, FEED.replace("{entries}", found), "application/atom+xml")
        elif (doi := unquote(parts.path).lstrip("/")) in self.records:
            assert handler.headers["Accept"] == "application/vnd.citationstyles.csl+json"
            send(handler, 302, "", Location=f"/records/{parts.path.lstrip('/')}")
        elif doi.removeprefix("records/") in self.records:
            record = json.dumps(self.records[doi.removeprefix("records/")])
            send(handler, 200, record, "application/vnd.citationstyles.csl+json")
        else:
            send(handler, 404, "<html>DOI Not Found</html>", "text/html")

    def _search(self, handler, query):
        """Every query finds all papers; a page of them."""
        start, size = int(query["start"][0]), int(query["max_results"][0])
        found = "".join([*self.papers.values()][start : start + size])
        feed = FEED.replace(">1</opensearch", f">{len(self.papers)}</opensearch")
        send(handler, 200, feed.replace("{entries}", found), "application/atom+xml")


def send(handler, status, body, kind="text/plain", **headers):
    content = body if isinstance(body, bytes) else body.encode()
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


def cut(handler):
    """Promises more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<?xml")
    handler.wfile.flush()
    handler.connection.close()


def silent(handler):
    time.sleep(1.5)


def dripping(handler):
    """Never silent for long, and never done."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def hesitant(handler):
    """Never done with what comes before the answer."""
    handler.send_response(200)
    for number in range(60):
        handler.send_header(f"X-{number}", "a")
        handler.flush_headers()
        time.sleep(0.05)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    pour(handler, 1000)


def pour(handler, megabytes):
    for _ in range(megabytes):
        handler.wfile.write(b" " * 1_000_000)


def compressed(body, *codings):
    """An answer that was compressed once for each coding, or says so."""
    for _ in codings:
        body = gzip.compress(body)
    coding = ", ".join(codings)
    return lambda handler: send(handler, 200, body, Content_Encoding=coding)


def bomb(codings=3):
    """A few hundred bytes that stand for 100 MB."""
    return compressed(bytes(100_000_000), *["gzip"] * codings)


def redirect(target):
    return status(302, Location=target)


def circle(handler):
    send(handler, 302, "", Location=handler.path)


def status(code, **headers):
    return lambda handler: send(handler, code, "no", **headers)


def text(body):
    return lambda handler: send(handler, 200, body, "text/html")


@contextmanager
def saying(reply):
    """A port that says this to whoever speaks, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(reply)

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """The other side went away, which most of the faults are about."""


@contextmanager
def running():
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            host.answer(self)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args):
            pass

    with serving(Handler) as address:
        host.address = address
        yield host


@contextmanager
def serving(handler):
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
