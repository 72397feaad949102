"""Writes a large PDF object by object: its memory grows with the number of objects only.

ISO 32000-1, 7.5: objects, object streams, a cross-reference stream. Libraries that join files keep
every object of all files until the end.
"""

import re
import zlib
from array import array
from collections.abc import Container
from typing import BinaryIO

from pikepdf import Array, Object, Pdf, Stream

# Strings first: what looks like a reference inside them is none.
TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>|(?<![\w.+-])(\d+) 0 R\b", re.DOTALL)
IN_A_STREAM = 100


class PdfWriter:
    """`reserve` gives a number, `put` and `put_stream` the object of a number."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        # By number: where the object is, or the object stream that has it (negative), and its
        # place there.
        self.offsets = array("q", [0])
        self.places = array("H", [0])
        self.waiting: list[tuple[int, bytes]] = []
        file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self, count: int = 1) -> int:
        """The first of so many new numbers."""
        first = len(self.offsets)
        self.offsets.extend([0] * count)
        self.places.extend([0] * count)
        return first

    def put(self, number: int, content: bytes) -> None:
        self.waiting.append((number, content))
        if len(self.waiting) == IN_A_STREAM:
            self._flush()

    def put_stream(self, number: int, entries: bytes, content: bytes) -> None:
        """`entries` are those of the dictionary, without its brackets and its length."""
        self.offsets[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n<<%s /Length %d >>\nstream\n" % (number, entries, len(content)))
        self.file.write(content)
        self.file.write(b"\nendstream\nendobj\n")

    def copy(self, pdf: Pdf, before: int, left_out: Container[int]) -> None:
        """All objects of a PDF that qpdf has written, under the numbers after `before`."""
        for number in range(1, len(pdf.objects) + 1):
            value = pdf.get_object(number, 0)
            if isinstance(value, Stream):
                content = value.read_raw_bytes()
                self.put_stream(before + number, moved(_entries(value), before), content)
            elif number not in left_out:
                self.put(before + number, moved(_content(value), before))

    def finish(self, root: int, info: int) -> None:
        self._flush()
        start, number = self.file.tell(), self.reserve()
        self.offsets[number] = start
        rows = bytearray(bytes(9))
        for each in range(1, number + 1):
            where, place = self.offsets[each], self.places[each]
            kind = 2 if where < 0 else 1 if where else 0
            rows += bytes([kind]) + abs(where).to_bytes(6, "big") + place.to_bytes(2, "big")
        entries = (
            b" /Type /XRef /Size %d /W [1 6 2] /Root %d 0 R /Info %d 0 R /Filter /FlateDecode"
            % (*(number + 1, root, info),)
        )
        self.put_stream(number, entries, zlib.compress(bytes(rows)))
        self.file.write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _flush(self) -> None:
        if not self.waiting:
            return
        number = self.reserve()
        head, body = [], bytearray()
        for place, (each, content) in enumerate(self.waiting):
            self.offsets[each], self.places[each] = -number, place
            head.append(b"%d %d" % (each, len(body)))
            body += content + b"\n"
        table = b" ".join(head) + b"\n"
        entries = b" /Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (
            *(len(self.waiting), len(table)),
        )
        self.waiting = []
        self.put_stream(number, entries, zlib.compress(table + bytes(body)))


def _content(value: object) -> bytes:
    """pikepdf converts numbers, booleans and null to those of Python, which an array can write."""
    if isinstance(value, Object):
        return value.unparse(resolved=True)
    return Array([value]).unparse().strip(b"[ ]")


def _entries(stream: Stream) -> bytes:
    """Without the length; the stream keeps none either."""
    entries = stream.stream_dict
    if "/Length" in entries:
        del entries["/Length"]
    return entries.unparse().removeprefix(b"<<").removesuffix(b">>")


def moved(content: bytes, by: int) -> bytes:
    """With the numbers of all references raised."""
    return TOKEN.sub(lambda m: b"%d 0 R" % (int(m[1]) + by) if m[1] else m[0], content)
