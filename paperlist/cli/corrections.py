"""A corrected entry, written and printed."""

from collections.abc import Callable
from pathlib import Path

from paperlist.catalogue import Catalogue
from paperlist.catalogue.problems import printable
from paperlist.cli.changes import changing, edit_errors_exit, open_or_exit, write_or_exit
from paperlist.cli.group import today
from paperlist.cli.output import place_of, print_text, warn
from paperlist.editing import correct
from paperlist.editing.correcting import Value

Correction = tuple[str, str, Value]
"""The id of the entry, the field and its new value."""


def correct_and_print(data: Path, choose: Callable[[Catalogue], Correction]) -> str:
    """The id of the entry; the command ends if `choose` raises EditError or the check fails."""
    with changing(data):
        copy = open_or_exit(data, today())
        with edit_errors_exit():
            corrected = correct(copy, *choose(copy.catalogue))
        for problem in corrected.warnings:
            warn(problem)
        write_or_exit(data / corrected.file, corrected.text)
    place = place_of(data / corrected.file, corrected.line)
    lines = "".join(f" {printable(line)}\n" for line in corrected.entry.splitlines())
    print_text(f"{place}: '{corrected.id}' corrected: {corrected.key}\n{lines}")
    return corrected.id
