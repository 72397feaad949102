"""Output of the commands: text to standard output, errors to standard error."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from paperlist.catalogue import Catalogue, Loaded, Problem, load_catalogue
from paperlist.catalogue.problems import count_of, printable, render_text


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


def place_of(path: Path, line: int) -> str:
    return f"{printable(path.as_posix())}:{line}"


def warn(message: str | Problem) -> None:
    click.echo(printable(message) if isinstance(message, str) else message, err=True)


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
        exit_with_problems(loaded)
    return loaded.catalogue


def exit_with_problems(loaded: Loaded) -> NoReturn:
    click.echo(render_text(loaded.problems) + summary(loaded), nl=False, err=True)
    raise SystemExit(1)
