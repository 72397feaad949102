"""Files written completely or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EAGAIN, EINVAL, ENOENT, ENXIO
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from filelock import FileLock, Timeout

from paperlist.catalogue.reading.files import NotAFile, read_bytes, require_inside
from paperlist.catalogue.reading.source import MAX_BYTES

# Until a message says that another program has the lock, and until this one gives up.
SECONDS, MOST_SECONDS = 1, 60


def write_text(path: Path, text: str) -> None:
    """UTF-8, line ends unchanged. A concurrent reader sees the old file or the new one.

    A symbolic link stays and its target is replaced. A pipe or device is written to directly.
    """
    if not os.path.abspath(path).startswith("/dev/"):  # noqa: PTH100 - /dev/stdout is a link
        require_inside(path)
    with suppress(FileNotFoundError):
        path.stat()  # raises OSError for a link to itself
    if path.exists() and not path.is_file():
        _write_directly(path, text)
        return
    with replacing(path) as file:
        file.write(text.encode())


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """The new content of a regular file, which becomes the file when all is written."""
    given, path = path, path.resolve()
    if path.exists() and not path.is_file():
        raise NotAFile(EINVAL, path, "is not a file", "choose a file")
    handle, name = mkstemp(prefix=f".{path.name[:100]}-", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(handle)
        made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        made.replace(path)
    except BaseException as error:
        if isinstance(error, OSError) and error.filename is None:  # the disk is full
            error.filename = str(given)
        with suppress(OSError):
            made.unlink()
        raise


def write_texts(texts: Mapping[Path, str]) -> None:
    """All these files or none: if one cannot be written, those before it get their old text."""
    old: dict[Path, bytes | None] = {}
    try:
        for path, text in texts.items():
            old[path] = read_bytes(path, MAX_BYTES) if path.exists() else None
            write_text(path, text)
    except BaseException:
        for path, before in old.items():
            with suppress(OSError):  # the one that could not be written is as it was
                _restore(path, before)
        raise


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink()
    else:
        write_text(path, before.decode())


def _write_directly(path: Path, text: str) -> None:
    if path.is_block_device():
        raise NotAFile(EINVAL, path, "is a device, not a file", "choose a file")
    if not path.is_fifo():
        path.write_bytes(text.encode())
        return
    try:  # opening waits for a program that reads
        handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        reason = "is a pipe that no program reads"
        raise NotAFile(ENXIO, path, reason, "choose a file") from None
    os.set_blocking(handle, True)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())


@contextmanager
def locked(folder: Path, report: Callable[[str], None]) -> Iterator[None]:
    """One program at a time changes the files of a folder; others wait for it, up to a minute.

    Raises OSError, and reports that it waits.
    """
    if not folder.is_dir():  # FileLock would create it
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(folder))
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=SECONDS)
    except Timeout:
        report(f"another program is changing {folder}; waiting for up to {MOST_SECONDS} seconds")
        _acquire_late(lock)
    try:
        yield
    finally:
        lock.release()


def _acquire_late(lock: FileLock) -> None:
    try:
        lock.acquire(timeout=MOST_SECONDS - SECONDS)
    except Timeout:
        reason = "another program is still changing it; try again when that has ended"
        raise OSError(EAGAIN, reason, lock.lock_file) from None
