"""`paperlist export`."""

from pathlib import Path

import click

from paperlist.catalogue import Catalogue
from paperlist.catalogue.languages import MAIN
from paperlist.cli.changes import write_or_exit
from paperlist.cli.group import config_option, data_option
from paperlist.cli.output import fail, load_or_exit, print_text
from paperlist.cli.selecting import (
    choice_errors_exit,
    selection_options,
    site_or_exit,
)
from paperlist.exports import FORMATS, GROUPS
from paperlist.exports.choosing import require_known, select
from paperlist.publishing import Site
from paperlist.publishing.selection import Wanted


def _formats() -> str:
    """The formats by group, for the help; \\b keeps click from joining the lines."""
    rows = []
    for group in GROUPS:
        names = [name for name, form in FORMATS.items() if form.group == group]
        rows.append(f"{f'{group.capitalize()}:':<11}{', '.join(names)}")
    return "\n".join(["\b", *rows])


@click.command(
    help=f"""Export papers as BibTeX, CSV, JSON or another format.

Prints the papers that match all options, or the whole list.

{_formats()}
"""
)
@click.argument("form", metavar="FORMAT", type=click.Choice([*FORMATS]))
@selection_options
@click.option("--output", type=click.Path(path_type=Path), help="File to write.")
@data_option
@config_option
def export(  # noqa: PLR0913
    *, form: str, wanted: Wanted, output: Path | None, data: Path, config: Path
) -> None:
    catalogue = load_or_exit(data)
    text = _render(form, wanted, catalogue, config)
    if output is None:
        print_text(text)
        return
    write_or_exit(output, text)


def _render(form: str, wanted: Wanted, catalogue: Catalogue, config: Path) -> str:
    with choice_errors_exit():
        require_known(wanted, catalogue)
    if wanted != Wanted() and not wanted.choose(catalogue):
        fail("no paper matches all options")
    site = site_or_exit(config) if FORMATS[form].is_addressed else Site(MAIN, "", "")
    with choice_errors_exit():
        return FORMATS[form].render(select(form, wanted, catalogue, site))
