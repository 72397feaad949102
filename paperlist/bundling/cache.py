"""Downloaded files in the user's cache folder, by the checksum of their content.

`index.json` has the checksum of the file of every address; a file whose content is not what its
name says is not used. Unfinished files have the name of their address.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from platformdirs import user_cache_path

from paperlist.editing import write_text
from paperlist.sources.network import RequestFailed, Response

WEB_PAGES = ("text/html", "application/xhtml+xml")


def cache_folder() -> Path:
    return user_cache_path("paperlist") / "pdf"


class NotSaved(Exception):
    """The cache cannot be written, for the reason of `error`."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class Cache:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.lock = folder, Lock()
        self.index = _read(folder / "index.json")

    def find(self, address: str) -> Path | None:
        """The whole file of an address."""
        checksum = self.index.get(address, "")
        file = self.folder / f"{checksum}.pdf"
        return file if checksum and file.is_file() and checksum_of(file) == checksum else None

    def unfinished(self, address: str) -> "Unfinished":
        name = hashlib.sha256(address.encode()).hexdigest()
        return Unfinished(self.folder / f"{name}.part", self.folder / f"{name}.tag")

    def keep(self, address: str, unfinished: "Unfinished") -> Path:
        """Makes a finished file that of the address."""
        checksum = checksum_of(unfinished.file)
        file = self.folder / f"{checksum}.pdf"
        unfinished.file.replace(file)
        unfinished.discard()
        with self.lock:
            self.index[address] = checksum
            text = json.dumps(self.index, indent=1, sort_keys=True) + "\n"
            write_text(self.folder / "index.json", text)
        return file


@dataclass(frozen=True)
class Unfinished:
    """A file that is still downloaded, and the validator (ETag or date) of its content."""

    file: Path
    tag: Path

    def headers(self) -> dict[str, str]:
        """Requests the rest, or the whole if it has changed meanwhile."""
        try:
            size, validator = self.file.stat().st_size, self.tag.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return {}
        return {"Range": f"bytes={size}-", "If-Range": validator} if size and validator else {}

    def discard(self) -> None:
        self.file.unlink(missing_ok=True)
        self.tag.unlink(missing_ok=True)


class Receiving:
    """Writes the content of responses to an unfinished file; `report` gets the bytes so far and
    the size of the whole, if the host says it."""

    def __init__(self, unfinished: Unfinished, report: Callable[[int, int | None], None]) -> None:
        self.unfinished, self.report = unfinished, report
        self.file: BinaryIO = BytesIO()
        self.size, self.whole = 0, 0

    def begin(self, response: Response) -> None:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in WEB_PAGES:
            raise RequestFailed(f"{response.host} sent a web page instead of a PDF")
        length = response.headers.get("content-length", "")
        try:
            if response.status == 206:
                self._continue(response)
            else:
                self.unfinished.discard()
                self.unfinished.tag.write_text(_validator(response), "utf-8")
                self.file, self.size = self.unfinished.file.open("wb"), 0
        except OSError as error:
            raise NotSaved(error) from None
        self.whole = self.size + int(length) if length.isascii() and length.isdigit() else 0

    def _continue(self, response: Response) -> None:
        self.file = self.unfinished.file.open("ab")
        self.size = self.file.tell()
        if not response.headers.get("content-range", "").startswith(f"bytes {self.size}-"):
            raise RequestFailed(f"{response.host} sent another part of the file than requested")

    def receive(self, piece: bytes) -> None:
        try:
            self.size += self.file.write(piece)
            self.file.flush()
        except OSError as error:
            raise NotSaved(error) from None
        self.report(self.size, self.whole or None)

    def close(self) -> None:
        try:
            self.file.close()
        except OSError as error:
            raise NotSaved(error) from None


def checksum_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _validator(response: Response) -> str:
    """What If-Range accepts (RFC 9110, 13.1.5): no weak tag."""
    tag = response.headers.get("etag", "")
    return response.headers.get("last-modified", "") if not tag or tag.startswith("W/") else tag


def _read(file: Path) -> dict[str, str]:
    """A cache without its index is an empty one."""
    try:
        content = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
