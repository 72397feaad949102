"""`paperlist format`."""

from contextlib import nullcontext
from itertools import zip_longest
from pathlib import Path

import click

from paperlist.catalogue.load import FILES
from paperlist.cli.group import data_option
from paperlist.cli.output import changing, load_or_exit, print_text, write_or_exit
from paperlist.editing.formatting import format_text


@click.command("format")
@data_option
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when a file would change.")
def format_(data: Path, *, check: bool) -> None:
    """Lay the data out anew: order of entries and keys, quotes, width. Comments stay.

    Papers come newest first, those of one month in the order they have.
    """
    with nullcontext() if check else changing(data):
        load_or_exit(data)
        texts = {name: (data / name).read_bytes().decode() for name in FILES}
        # An editor may save between the two.
        load_or_exit(data, texts)
        made = {name: format_text(texts[name], model, name) for name, model in FILES.items()}
        changed = [name for name in FILES if made[name] != texts[name]]
        for name in changed if not check else []:
            write_or_exit(data / name, made[name])
    for name in changed:
        place = f"{(data / name).as_posix()}:{_first_difference(texts[name], made[name])}"
        if check:
            hint = "  hint: `paperlist format` mends it"
            print_text(f"{place}:1: error: not laid out like the rest\n{hint}\n")
        else:
            print_text(f"{place}: laid out anew from here\n")
    if not changed:
        print_text(f"{len(FILES)} files are laid out well\n")
    raise SystemExit(bool(changed) and check)


def _first_difference(old: str, new: str) -> int:
    pairs = zip_longest(old.split("\n"), new.split("\n"))
    return next(number for number, (a, b) in enumerate(pairs, start=1) if a != b)
