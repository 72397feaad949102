"""A version of the data: a folder, a file, or a Git revision."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from paperlist.catalogue.load import FILES
from paperlist.catalogue.reading.parts import FOLDER
from paperlist.catalogue.reading.source import SourceError


class NotFound(Exception):
    """The name is neither a path nor a Git revision with data."""


@contextmanager
def data_of(name: str, folder: Path) -> Iterator[Path]:
    """The path of the data called `name`; for a Git revision, a copy of its `folder`."""
    if os.path.lexists(name):
        yield _with_data(Path(name))
        return
    with TemporaryDirectory() as made:
        _write_revision(name, folder, Path(made))
        try:
            yield Path(made)
        except SourceError as error:  # messages name the revision, not the copy
            path = error.problem.path.replace(f"{made}{os.sep}", f"{name}:")
            raise SourceError(replace(error.problem, path=path)) from None


def _with_data(path: Path) -> Path:
    if path.is_dir() and not any((path / name).exists() for name in (*FILES, FOLDER)):
        raise NotFound(f"folder '{path}' has no data files")
    return path


def _write_revision(revision: str, folder: Path, target: Path) -> None:
    """Git resolves a path that begins with ./ from the current folder."""
    if not folder.is_dir():
        raise NotFound(f"folder '{folder}' does not exist")
    if revision.startswith("-") or not _git(
        folder, "rev-parse", "--verify", f"{revision}^{{commit}}"
    ):
        raise NotFound(f"'{revision}' is not a file, a folder or a Git revision")
    names = (*FILES, *_parts(revision, folder))
    texts = {name: _git(folder, "show", f"{revision}:./{name}") for name in names}
    if not any(texts.values()):
        raise NotFound(f"revision '{revision}' has no data files in {folder}")
    for name, text in texts.items():
        if text:
            (target / name).parent.mkdir(exist_ok=True)
            (target / name).write_bytes(text)


def _parts(revision: str, folder: Path) -> list[str]:
    """The files of the folder with the parts of the list."""
    rows = _git(folder, "ls-tree", "-z", revision, f"./{FOLDER}/").split(b"\0")
    files = (row.partition(b"\t") for row in rows if b" blob " in row.partition(b"\t")[0])
    return [os.fsdecode(name) for _, _, name in files]


def _git(folder: Path, *arguments: str) -> bytes:
    """The output of Git; empty when it fails or is not installed."""
    try:
        run = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=folder,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return b""
    return run.stdout if run.returncode == 0 else b""
