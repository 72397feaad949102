"""`paperlist format`."""

from contextlib import nullcontext
from pathlib import Path

import click

from paperlist.cli.changes import changing, open_or_exit, write_or_exit
from paperlist.cli.group import data_option
from paperlist.cli.output import place_of, print_text
from paperlist.editing import format_data


@click.command("format")
@data_option
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would change.")
def format_(data: Path, *, check: bool) -> None:
    """Sort and format the data files.

    Formatting covers the order of entries and fields, quotes and line width. Comments stay. Papers
    are sorted newest first; papers of one month keep their order.
    """
    with nullcontext() if check else changing(data):
        copy = open_or_exit(data)
        formatted = format_data(copy)
        for file in formatted if not check else []:
            write_or_exit(data / file.name, file.text)
    for file in formatted:
        place = place_of(data / file.name, file.line)
        if check:
            print_text(f"{place}:1: error: not formatted\n  hint: run `paperlist format`\n")
        else:
            print_text(f"{place}: formatted from this line on\n")
    if not formatted:
        number = sum((data / name).exists() for name in copy.folder.files)
        print_text(f"{number} files already formatted\n")
    raise SystemExit(bool(formatted) and check)
