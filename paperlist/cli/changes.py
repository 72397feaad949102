"""What the commands that write files share: they open, lock, write and print, or end with the
reason."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from paperlist.catalogue.problems import printable, render_text
from paperlist.cli.output import exit_with_problems, fail, place_of, print_text, warn
from paperlist.editing import EditError, WorkingCopy, locked, open_data, write_text, write_texts
from paperlist.editing.removing import Written
from paperlist.editing.working_copy import InvalidData


def open_or_exit(data: Path, today: str = "") -> WorkingCopy:
    """Ends the command with every problem when the data has an error."""
    with invalid_data_exits():
        return open_data(data, today)


@contextmanager
def invalid_data_exits() -> Iterator[None]:
    try:
        yield
    except InvalidData as error:
        exit_with_problems(error.loaded)


@contextmanager
def edit_errors_exit() -> Iterator[None]:
    """A change that is not possible ends the command with its reason."""
    try:
        yield
    except EditError as error:
        click.echo(render_text(error.problems), nl=False, err=True)
        fail(str(error))


def write_or_exit(path: Path, text: str) -> None:
    try:
        write_text(path, text)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")


def write_all_or_exit(data: Path, texts: Mapping[str, str]) -> None:
    """All these files of the data, by name, or none."""
    try:
        write_texts({data / name: text for name, text in texts.items()})
    except OSError as error:
        fail(f"cannot change {data}: {error.strerror}")


@contextmanager
def changing(data: Path) -> Iterator[None]:
    """No other command changes the data at the same time."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(data, warn))
        except OSError as error:
            fail(f"cannot change {data}: {error.strerror}")
        yield


def print_entry(data: Path, entry: Written, outcome: str, sign: str) -> None:
    """An entry that came or went, as a change of its file."""
    lines = "".join(f"{sign}{printable(each)}\n" for each in entry.text.splitlines())
    print_text(f"{place_of(data / entry.file, entry.line)}: {outcome}\n{lines}")
