"""A new folder that has all of its files, or does not exist."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from paperlist.starting.new_list import CannotStart


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A temporary folder beside the target, which takes its place if all goes well."""
    target = target.absolute()
    _require_free(target)
    try:
        made = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise CannotStart(f"cannot write in {target.parent}: {error.strerror}") from None
    try:
        yield made
        made.chmod(0o755)  # mkdtemp creates it for its owner only
        _move(made, target)
    except OSError as error:
        raise CannotStart(f"cannot write {target}: {error.strerror}") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _require_free(target: Path) -> None:
    if not target.parent.is_dir():
        raise CannotStart(f"the folder {target.parent} does not exist")
    if target.is_dir():
        if any(target.iterdir()):
            raise CannotStart(f"{target} is not empty")
    elif target.exists() or target.is_symlink():
        raise CannotStart(f"{target} is not a folder")


def _move(made: Path, target: Path) -> None:
    """Into a folder that exists, which may be the current one: it is not replaced."""
    if not target.is_dir():
        made.rename(target)
        return
    for path in made.iterdir():
        path.rename(target / path.name)
