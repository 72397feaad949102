"""The folder that `paperlist write` writes to: its own files are replaced, others stay."""

import os
from collections.abc import Set
from contextlib import suppress
from pathlib import Path, PurePosixPath
from stat import S_ISDIR

from paperlist.catalogue.reading.files import read_bytes, require_inside

LIST = ".written"
"""The names of the files that were written, one per line."""
MAX_BYTES = 50_000_000


class CannotWrite(Exception):
    """The folder is not a place for the pages, or two pages have the same address."""


def check_target(folder: Path) -> None:
    """Raises CannotWrite for anything but a new or empty folder, or one written before."""
    try:
        require_inside(folder)
        nearest = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
        if not S_ISDIR(nearest.stat().st_mode):
            raise CannotWrite(f"{nearest} is not a folder: choose another name")
        if nearest == folder and any(folder.iterdir()) and not (folder / LIST).exists():
            raise CannotWrite(f"{folder} contains other files: choose a new folder")
        _written(folder)
    except OSError as error:
        raise CannotWrite(f"{error.filename or folder}: {error.strerror}") from None


def move_files(made: Path, folder: Path) -> None:
    """Replaces the files written before; nothing is changed when a name has another file."""
    old, new = _written(folder), _files(made)
    _require_free(folder, new, old)
    folder.mkdir(exist_ok=True)
    _note(old | new, made, folder)  # after an interruption they are still known
    for name in sorted(old - new):
        (folder / name).unlink()
        for parent in PurePosixPath(name).parents:
            with suppress(OSError):  # others have files there
                (folder / parent).rmdir()
    for name in sorted(new):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).replace(folder / name)
    _note(new, made, folder)


def _note(names: Set[str], made: Path, folder: Path) -> None:
    (made / LIST).write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")
    (made / LIST).replace(folder / LIST)


def _written(folder: Path) -> Set[str]:
    """Those that are still there: a name in the list never leads out of the folder."""
    if not os.path.lexists(folder / LIST):
        return frozenset()
    return _files(folder) & {
        *read_bytes(folder / LIST, MAX_BYTES).decode(errors="replace").split("\n")
    }


def _files(folder: Path) -> Set[str]:
    """Regular files; it never writes others."""
    paths = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return {
        path.relative_to(folder).as_posix()
        for path in paths
        if path.is_file() and not path.is_symlink()
    }


def _require_free(folder: Path, new: Set[str], old: Set[str]) -> None:
    """Raises CannotWrite for a file or link where a folder must be, or another file where a file
    must be."""
    parents = {parent for name in new for parent in PurePosixPath(name).parents}
    blocked = [place for place in parents if _is_no_folder(folder / place)]
    blocked += [PurePosixPath(name) for name in new if os.path.lexists(folder / name)]
    foreign = sorted(str(place) for place in blocked if str(place) not in old)
    if foreign:
        reason = "was not written by `paperlist write`: move it, or choose a new folder"
        raise CannotWrite(f"{folder / foreign[0]} {reason}")


def _is_no_folder(path: Path) -> bool:
    return os.path.lexists(path) and (path.is_symlink() or not path.is_dir())
