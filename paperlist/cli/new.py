"""`paperlist new`."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import Malformed, parse_label
from paperlist.cli.import_ import import_
from paperlist.cli.output import fail, print_text
from paperlist.starting import (
    CannotStart,
    NewList,
    languages_of,
    new_folder,
    pages_url,
    parse_repository,
    parse_url,
    require_checkout,
    write_data,
    write_project,
)

QUESTIONS = {
    "name": "Name of the list",
    "repo": "Repository on GitHub (OWNER/NAME)",
    "url": "Address of the site",
}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the list.")
@click.option("--repo", metavar="OWNER/NAME", help="Its repository on GitHub.")
@click.option("--url", help="Address of its site; default: that of GitHub Pages.")
@click.option("--languages", metavar="en,zh", help="Languages of the site, the first one first.")
@click.option("--from", "source", metavar="LIST", help="List to import, as `paperlist import`.")
@click.pass_context
def new(  # noqa: PLR0913
    context: click.Context,
    *,
    folder: Path,
    name: str | None,
    repo: str | None,
    url: str | None,
    languages: str | None,
    source: str | None,
) -> None:
    """Start a list of your own.

    DIR becomes a project with the code of this checkout, data files without a paper, or with those
    of LIST, and the settings, pages, documents, forms and workflows of a new list. On a terminal,
    the command asks for what is not given. If anything is wrong, nothing is written.
    """
    try:
        root = require_checkout()
        with new_folder(folder) as made:
            known = languages_of(root)
            wanted = _languages(languages, known)
            title = _value("name", name, parse_label)
            place = _value("repo", repo, parse_repository)
            address = _value("url", url, parse_url, pages_url(place))
            started = NewList(title, place, address, wanted)
            write_data(made / "data", started, has_topic=source is None)
            if source is not None:
                context.invoke(import_, file=source, into=made / "data")
                (made / "data/.lock").unlink(missing_ok=True)
            write_project(made, started)
    except CannotStart as error:
        fail(str(error))
    print_text(f"The new list is in {folder}. Run `make serve` there to see its site.\n")


def _languages(text: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if text is None:
        return known
    wanted = tuple(part.strip() for part in text.split(","))
    if not {*wanted} <= {*known} or len({*wanted}) < len(wanted):
        fail(f"--languages {quote(text)}: choose from {','.join(known)}, each once")
    return wanted


def _value(
    option: str, given: str | None, parse: Callable[[str], str], default: str | None = None
) -> str:
    """The value of an option, or what a person at a terminal enters."""
    if given is None and not _is_terminal():
        given = default or fail(f"--{option} is missing, and there is no terminal to ask for it")

    def valid(text: str) -> str:
        try:
            return parse(text)
        except Malformed as error:
            raise click.UsageError(f"{quote(text)} {error.with_hint}") from None

    if given is None:
        answer: str = click.prompt(QUESTIONS[option], default=default, value_proc=valid)
        return answer
    try:
        return valid(given)
    except click.UsageError as error:
        fail(f"--{option} {error.message}")


def _is_terminal() -> bool:
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))
