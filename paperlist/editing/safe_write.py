"""Files written completely or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ENOENT
from pathlib import Path
from tempfile import mkstemp

from filelock import FileLock


def write_text(path: Path, text: str) -> None:
    """UTF-8, line ends unchanged. A concurrent reader sees the old file or the new one.

    A symbolic link stays and its target is replaced. A pipe or device is written to directly.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(text.encode())
        return
    path = path.resolve()
    handle, name = mkstemp(prefix=f".{path.name}-", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(handle)
        made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        made.replace(path)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One program at a time changes the files of a folder; others wait for it."""
    if not folder.is_dir():  # FileLock would create it
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(folder))
    with FileLock(folder / ".lock"):
        yield
