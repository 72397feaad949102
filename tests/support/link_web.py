"""A web of links on the loopback: it plays every host, and counts the requests at one time."""

import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.support import hosts

PDF = b"%PDF-1.7\nwords"


class Web:
    """`pages` has what takes the handler, by host/path; every other page is there."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        self.most_at_once = 0
        self.most_of_a_host = 0
        self.address = ""
        self._now = Counter()
        self._lock = threading.Lock()

    @property
    def requests(self):
        """Method and address of each."""
        return [(method, path) for method, path, _ in self.asked]

    def answer(self, handler):
        path = handler.path.lstrip("/")
        with self._one_more(path.partition("/")[0]):
            self.asked.append((handler.command, path, dict(handler.headers)))
        self.pages.get(path, here)(handler)

    @contextmanager
    def _one_more(self, host):
        """It ends before the response does, after which the next request may arrive."""
        with self._lock:
            self._now[host] += 1
            self.most_at_once = max(self.most_at_once, self._now.total())
            self.most_of_a_host = max(self.most_of_a_host, self._now[host])
        yield
        with self._lock:
            self._now[host] -= 1


def here(handler):
    body = b"here"
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if handler.command == "GET":
        handler.wfile.write(body)


def by_method(**pages):
    """HEAD=status(405), GET=text("here")."""

    def answer(handler):
        pages[handler.command](handler)

    return answer


def in_turn(*pages):
    """The first for the first request; the last for all that follow."""
    left = [*pages]

    def answer(handler):
        page = left.pop(0) if len(left) > 1 else left[0]
        page(handler)

    return answer


def pdf(content=PDF):
    return lambda handler: hosts.send(handler, 200, content, "application/pdf")


def with_etag(etag, page):
    """304 for those who know it."""

    def answer(handler):
        if handler.headers["If-None-Match"] == etag:
            hosts.send(handler, 304, "", ETag=etag)
        else:
            hosts.send(handler, 200, page, "application/pdf", ETag=etag)

    return answer


@contextmanager
def running(version="HTTP/1.0"):
    """With HTTP/1.1, connections are used again; only for pages that say where they end."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = version

        def do_GET(self):
            web.answer(self)

        def do_HEAD(self):
            web.answer(self)

        def log_message(self, *args):
            pass

    with hosts.serving(Handler) as address:
        web.address = address
        yield web
