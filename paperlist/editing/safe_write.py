"""Files written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from filelock import FileLock


def write_text(path: Path, text: str) -> None:
    """UTF-8, line ends as they are. Who reads meanwhile finds the old file or the new one.

    A link stays, and leads to the new text. A pipe or a device, as /dev/stdout is, has no old one.
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
    """One program at a time changes the files of a folder: others wait until it is done."""
    with FileLock(folder / ".lock"):
        yield
