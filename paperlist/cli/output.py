"""How the commands speak: text to standard output, failures to standard error."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

import click

from paperlist.catalogue.load import Loaded, load_catalogue
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import render_text
from paperlist.editing.safe_write import locked, write_text


def print_text(text: str) -> None:
    """As UTF-8, whatever the terminal; who stops reading, as `head` does, is no failure to tell."""
    try:
        click.echo(text.encode(), nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        # Python writes what is left once more when it ends, and would tell of the same error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(f"the output cannot be written: {error.strerror}")


def fail(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    raise SystemExit(1)


def summary(loaded: Loaded) -> str:
    errors = sum(problem.severity == "error" for problem in loaded.problems)
    warnings = len(loaded.problems) - errors
    found = (
        f"{count_of(errors, 'error')}, {count_of(warnings, 'warning')}\n" if loaded.problems else ""
    )
    if loaded.catalogue is None:
        return found
    sizes = (
        count_of(len(loaded.catalogue.papers), "paper"),
        count_of(len(loaded.catalogue.topics), "topic"),
        count_of(len(loaded.catalogue.collections), "collection"),
    )
    return found or f"{', '.join(sizes)}: no problems\n"


def count_of(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def load_or_exit(data: Path, texts: Mapping[str, str] | None = None) -> Catalogue:
    """Ends the command with every problem when the data has an error."""
    loaded = load_catalogue(data, data.as_posix(), texts)
    if loaded.catalogue is None:
        click.echo(render_text(loaded.problems) + summary(loaded), nl=False, err=True)
        raise SystemExit(1)
    return loaded.catalogue


def write_or_exit(path: Path, text: str) -> None:
    try:
        write_text(path, text)
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}")


@contextmanager
def changing(data: Path) -> Iterator[None]:
    """No other command changes the data meanwhile."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(data))
        except OSError as error:
            fail(f"{data} cannot be changed: {error.strerror}")
        yield
