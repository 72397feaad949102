"""`paperlist format`."""

from pathlib import Path

import click

from paperlist.cli.group import data_option, main
from paperlist.cli.output import changing, load_or_exit, print_text, write_or_exit
from paperlist.formatting import format_text
from paperlist.load import FILES


@main.command("format")
@data_option
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when a file would change.")
def format_(data: Path, *, check: bool) -> None:
    """Lay the data out anew: order of entries and keys, quotes, width. Comments stay.

    Papers come newest first, those of one month in the order they have.
    """
    load_or_exit(data)
    with changing(data):
        texts = {name: (data / name).read_bytes().decode() for name in FILES}
        made = {name: format_text(texts[name], model, name) for name, model in FILES.items()}
        changed = [name for name in FILES if made[name] != texts[name]]
        for name in changed:
            _report(data / name, texts[name], made[name], check=check)
            if not check:
                write_or_exit(data / name, made[name])
    if not changed:
        print_text(f"{len(FILES)} files are laid out well\n")
    raise SystemExit(bool(changed) and check)


def _report(path: Path, old: str, new: str, *, check: bool) -> None:
    """Where the first difference is."""
    pairs = zip(old.split("\n"), [*new.split("\n"), None], strict=False)
    line = next(number for number, (a, b) in enumerate(pairs, start=1) if a != b)
    if check:
        hint = "  hint: `paperlist format` mends it"
        print_text(f"{path.as_posix()}:{line}:1: error: not laid out like the rest\n{hint}\n")
    else:
        print_text(f"{path.as_posix()}:{line}: laid out anew from here\n")
