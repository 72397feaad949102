"""Opens the files that others write: regular ones only, and never more than a limit."""

import os
from collections.abc import Iterator
from errno import EFBIG, EINVAL, EISDIR, ELOOP, EXDEV
from pathlib import Path
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISREG

# A pipe without a writer would keep the program waiting; Windows has neither.
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
ROOTS = (".git", "mkdocs.yml")


class NotAFile(OSError):
    """A pipe, device or socket, or a link that leaves the repository; `advice` is what to do."""

    def __init__(self, number: int, path: Path, reason: str, advice: str) -> None:
        super().__init__(number, f"{reason}; {advice}", str(path))
        self.reason = reason
        self.advice = advice


class TooLarge(OSError):
    """More bytes than the limit."""

    strerror: str


def read_bytes(path: Path, most: int) -> bytes:
    """Raises OSError, whose `strerror` is the reason, for everything but a regular file.

    The path is looked at again once it is open: another file may have taken its place.
    """
    _require_file(path, path.stat(), most)
    with os.fdopen(os.open(path, FLAGS), "rb") as file:
        _require_file(path, os.fstat(file.fileno()), most)
        content = file.read(most + 1)
    if len(content) > most:
        raise _too_large(path, most)
    return content


def _require_file(path: Path, status: os.stat_result, most: int) -> None:
    _require_regular(path, status.st_mode)
    if status.st_size > most:
        raise _too_large(path, most)


def _require_regular(path: Path, mode: int) -> None:
    if S_ISDIR(mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    if not S_ISREG(mode):
        kind = (
            "pipe" if S_ISFIFO(mode) else "device" if S_ISCHR(mode) or S_ISBLK(mode) else "socket"
        )
        raise NotAFile(EINVAL, path, f"is a {kind}, not a file", "put a file in its place")


def _too_large(path: Path, most: int) -> TooLarge:
    return TooLarge(EFBIG, f"file is larger than {most // 1_000_000} MB", str(path))


def require_inside(path: Path) -> None:
    """Raises NotAFile if links lead from the path out of its repository, or into `.git`.

    The repository is the closest folder above the path with `.git` or `mkdocs.yml`; without one, it
    is the folder of the path.
    """
    folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 - links must not be followed here
    root = _real(next((each for each in (folder, *folder.parents) if _is_root(each)), folder))
    real = _real(path)
    if not real.is_relative_to(root) or ".git" in real.relative_to(root).parts:
        reason, advice = "is a link that leaves the repository", "put what it leads to in its place"
        raise NotAFile(EXDEV, path, reason, advice)


def _is_root(folder: Path) -> bool:
    return not folder.is_symlink() and any((folder / name).exists() for name in ROOTS)


def _real(path: Path) -> Path:
    """Without links; `Path.resolve` raises RuntimeError for a link to itself."""
    return Path(os.path.realpath(path))


def files_below(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """The files in a folder and in its folders.

    Raises OSError for what is neither a file nor a folder, leaves the repository, or has no end.
    """
    real = _real(folder)
    if real in above:
        raise NotAFile(ELOOP, folder, "is a link to a folder that it is in", "remove it")
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".#"):  # Emacs locks a file with a link that leads nowhere
            continue
        require_inside(path)
        if path.is_dir():
            yield from files_below(path, above | {real})
        else:
            _require_regular(path, path.stat().st_mode)
            yield path
