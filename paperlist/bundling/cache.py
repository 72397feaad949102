"""Downloaded files in the user's cache folder, by the checksum of their content.

`index.json` has for every address the checksum of its file; a file with another content than its
name says is not used. Unfinished files are apart, with the tag of the content that they belong to.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from platformdirs import user_cache_path

from paperlist.editing import write_text


def cache_folder() -> Path:
    return user_cache_path("paperlist") / "pdf"


@dataclass
class Cache:
    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.lock = Lock()
        self.index: dict[str, str] = _read(self.folder / "index.json")

    def find(self, address: str) -> Path | None:
        """The whole file of an address."""
        checksum = self.index.get(address, "")
        file = self.folder / f"{checksum}.pdf"
        return file if checksum and file.is_file() and checksum_of(file) == checksum else None

    def unfinished(self, address: str) -> "Unfinished":
        name = hashlib.sha256(address.encode()).hexdigest()
        return Unfinished(self.folder / f"{name}.part", self.folder / f"{name}.tag")

    def keep(self, address: str, unfinished: "Unfinished") -> Path:
        """Makes a finished file the one of the address."""
        checksum = checksum_of(unfinished.file)
        file = self.folder / f"{checksum}.pdf"
        os.replace(unfinished.file, file)
        unfinished.tag.unlink(missing_ok=True)
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
        """Asks for the rest, or for the whole if it has changed meanwhile."""
        try:
            size, validator = self.file.stat().st_size, self.tag.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return {}
        return {"Range": f"bytes={size}-", "If-Range": validator} if size and validator else {}

    def discard(self) -> None:
        self.file.unlink(missing_ok=True)
        self.tag.unlink(missing_ok=True)


def checksum_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _read(file: Path) -> dict[str, str]:
    """A cache without its index is an empty one."""
    try:
        content = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
