"""Hosts of PDFs on the loopback: with Range and ETag as they should be, and with every fault."""

import time
from functools import partial

from tests.support import hosts


class File:
    """A PDF at an address; `cuts`: after so many bytes, one response each ends too early."""

    def __init__(self, content, cuts=(), tag='"one"', ranges=True):
        self.content, self.cuts, self.tag, self.ranges = content, [*cuts], tag, ranges
        self.asked = []

    def __call__(self, handler):
        self.asked.append(handler.headers.get("Range"))
        start = self._start(handler)
        rest = self.content[start:]
        handler.send_response(206 if start else 200)
        handler.send_header("Content-Type", "application/pdf")
        handler.send_header("Content-Length", str(len(rest)))
        if self.tag:
            handler.send_header("ETag", self.tag)
        if start:
            last = len(self.content) - 1
            handler.send_header("Content-Range", f"bytes {start}-{last}/{len(self.content)}")
        handler.end_headers()
        handler.wfile.write(rest[: self.cuts.pop(0)] if self.cuts else rest)
        handler.wfile.flush()
        handler.close_connection = True

    def _start(self, handler):
        asked = handler.headers.get("Range", "")
        if not self.ranges or not asked or handler.headers.get("If-Range") != self.tag:
            return 0
        return int(asked.removeprefix("bytes=").removesuffix("-"))


def page(handler):
    hosts.send(handler, 200, "<html>Log in to read it</html>", "text/html; charset=utf-8")


def disguised(handler):
    hosts.send(handler, 200, "<html>Log in to read it</html>", "application/pdf")


def refusing_ranges(content):
    def answer(handler):
        if handler.headers.get("Range"):
            hosts.send(handler, 416, "")
        else:
            File(content)(handler)

    return answer


def first_then(*answers):
    """One answer after another; the last one repeats."""
    waiting = [*answers]

    def answer(handler):
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    return answer


def slowly(content, seconds):
    """A part, silence, and the rest."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.send_header("ETag", '"slow"')
        handler.end_headers()
        handler.wfile.write(content[:1000])
        handler.wfile.flush()
        time.sleep(seconds)
        handler.wfile.write(content[1000:])

    return answer


endless = partial(hosts.endless)
