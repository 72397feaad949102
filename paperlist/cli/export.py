"""`paperlist export`."""

from pathlib import Path

import click

from paperlist.catalogue import Catalogue
from paperlist.catalogue.languages import MAIN
from paperlist.cli.changes import write_or_exit
from paperlist.cli.group import config_option, data_option, existing
from paperlist.cli.output import fail, load_or_exit, print_text
from paperlist.exports import FORMATS, GROUPS
from paperlist.exports.choosing import CannotChoose, require_known, select
from paperlist.publishing import Site
from paperlist.publishing.selection import Wanted
from paperlist.site.editions import InvalidConfiguration, load_editions

OPTIONS = {"topics": "--topic", "ids": "--id", "collection": "--collection", "since": "--since"}


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
@click.option("--topic", "topics", multiple=True, help="Papers of this topic; can be repeated.")
@click.option("--collection", help="Papers of this collection.")
@click.option("--id", "ids", multiple=True, help="The paper with this id; can be repeated.")
@click.option("--since", help="Papers added since then: 2024, 2024-03 or 2024-03-17.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write.")
@data_option
@config_option
def export(  # noqa: PLR0913
    *,
    form: str,
    topics: tuple[str, ...],
    collection: str | None,
    ids: tuple[str, ...],
    since: str | None,
    output: Path | None,
    data: Path,
    config: Path,
) -> None:
    catalogue = load_or_exit(data)
    wanted = Wanted(topics, collection, ids, since)
    text = _render(form, wanted, catalogue, config)
    if output is None:
        print_text(text)
        return
    write_or_exit(output, text)


def _render(form: str, wanted: Wanted, catalogue: Catalogue, config: Path) -> str:
    try:
        require_known(wanted, catalogue)
        if wanted != Wanted() and not wanted.choose(catalogue):
            fail("no paper matches all options")
        site = _site(config) if FORMATS[form].is_addressed else Site(MAIN, "", "")
        return FORMATS[form].render(select(form, wanted, catalogue, site))
    except CannotChoose as error:
        if error.condition:
            raise click.BadParameter(str(error), param_hint=OPTIONS[error.condition]) from None
        raise click.UsageError(str(error)) from None


def _site(config: Path) -> Site:
    try:
        return load_editions(existing(config))[0].site
    except InvalidConfiguration as error:
        raise click.BadParameter(str(error), param_hint="--config") from None
