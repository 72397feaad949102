"""Output of the commands: text to standard output, errors to standard error."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

import click

from paperlist.catalogue.load import Loaded, load_catalogue
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import count_of, render_text
from paperlist.editing.safe_write import locked, write_text
from paperlist.editing.working_copy import EditError, InvalidData, WorkingCopy, open_data


def print_text(text: str) -> None:
    """As UTF-8 on every terminal; a closed pipe, as of `head`, is not reported."""
    try:
        click.echo(text.encode(), nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        # Python flushes the rest when it exits, and would report the same error again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(f"cannot write the output: {error.strerror}")


def warn(message: object) -> None:
    click.echo(str(message), err=True)


def fail(message: str) -> NoReturn:
    warn(f"error: {message}")
    raise SystemExit(1)


def summary(loaded: Loaded) -> str:
    errors = sum(problem.severity == "error" for problem in loaded.problems)
    warnings = len(loaded.problems) - errors
    counts = f"{count_of(errors, 'error')}, {count_of(warnings, 'warning')}\n"
    if loaded.problems or loaded.catalogue is None:
        return counts if loaded.problems else ""
    sizes = (
        count_of(len(loaded.catalogue.papers), "paper"),
        count_of(len(loaded.catalogue.topics), "topic"),
        count_of(len(loaded.catalogue.collections), "collection"),
    )
    return f"{', '.join(sizes)}: no problems\n"


def load_or_exit(data: Path) -> Catalogue:
    """Ends the command with every problem when the data has an error."""
    loaded = load_catalogue(data, data.as_posix())
    if loaded.catalogue is None:
        _exit_with_problems(loaded)
    return loaded.catalogue


def open_or_exit(data: Path) -> WorkingCopy:
    """The same for a command that changes the data."""
    with invalid_data_exits():
        return open_data(data)


@contextmanager
def invalid_data_exits() -> Iterator[None]:
    try:
        yield
    except InvalidData as error:
        _exit_with_problems(error.loaded)


@contextmanager
def edit_errors_exit() -> Iterator[None]:
    """A change that is not possible ends the command with its reason."""
    try:
        yield
    except EditError as error:
        click.echo(render_text(error.problems), nl=False, err=True)
        fail(str(error))


def _exit_with_problems(loaded: Loaded) -> NoReturn:
    click.echo(render_text(loaded.problems) + summary(loaded), nl=False, err=True)
    raise SystemExit(1)


def write_or_exit(path: Path, text: str) -> None:
    try:
        write_text(path, text)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")


@contextmanager
def changing(data: Path) -> Iterator[None]:
    """No other command changes the data at the same time."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(data))
        except OSError as error:
            fail(f"cannot change {data}: {error.strerror}")
        yield
