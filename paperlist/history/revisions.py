"""The data as it was: a folder, a file, or a revision of git."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from paperlist.catalogue.load import FILES
from paperlist.catalogue.source import SourceError


class NotFound(Exception):
    """Neither a path nor a revision."""


@contextmanager
def data_of(name: str, folder: Path) -> Iterator[Path]:
    """The path that holds the data called so; of a revision, a copy of what `folder` was then."""
    if os.path.exists(name):  # noqa: PTH110 - Path raises for a name that is too long
        yield _with_data(Path(name))
        return
    with TemporaryDirectory() as made:
        _write_revision(name, folder, Path(made))
        try:
            yield Path(made)
        except SourceError as error:  # the reader knows the revision, not the copy
            path = error.problem.path.replace(f"{made}{os.sep}", f"{name}:")
            raise SourceError(replace(error.problem, path=path)) from None


def _with_data(path: Path) -> Path:
    if path.is_dir() and not any((path / name).exists() for name in FILES):
        raise NotFound(f"folder '{path}' has no data")
    return path


def _write_revision(revision: str, folder: Path, target: Path) -> None:
    """Git reads a path that begins with ./ from where it runs."""
    if not folder.is_dir():
        raise NotFound(f"the folder {folder} is missing")
    if revision.startswith("-") or not _git(
        folder, "rev-parse", "--verify", f"{revision}^{{commit}}"
    ):
        raise NotFound(f"'{revision}' is neither a file, nor a folder, nor a revision of git")
    texts = {name: _git(folder, "show", f"{revision}:./{name}") for name in FILES}
    if not any(texts.values()):
        raise NotFound(f"revision '{revision}' has no data in {folder}")
    for name, text in texts.items():
        if text:
            (target / name).write_bytes(text)


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints; nothing when it fails, or is not there."""
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
