"""The command line: `paperlist check`, `write`, `export` and `diff`."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from paperlist.diff import (
    Difference,
    NotAlike,
    compare,
    render_diff_json,
    render_diff_markdown,
    render_diff_text,
)
from paperlist.entries import did_you_mean
from paperlist.exports import FORMATS
from paperlist.files import write_text
from paperlist.load import Loaded, load_catalogue
from paperlist.model import Catalogue
from paperlist.problems import as_records, render_github, render_text
from paperlist.revisions import NotFound, data_of
from paperlist.selection import Selection, Wanted, by_topic
from paperlist.site import Site
from paperlist.source import SourceError
from paperlist.values import Malformed, parse_date
from paperlist.write import CannotWrite, load_editions, write_site

data_option = click.option(
    "--data",
    default="data",
    type=click.Path(path_type=Path),
    help="Folder of the data.",
    show_default=True,
)
config_option = click.option(
    "--config",
    default="mkdocs.yml",
    type=click.Path(path_type=Path),
    help="The configuration of the site.",
    show_default=True,
)


@click.group()
@click.version_option(package_name="paperlist")
def main() -> None:
    """Keep a list of papers as data."""


@main.command()
@data_option
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Lines to read, GitHub annotations, or a JSON array.",
)
def check(data: Path, *, strict: bool, form: str) -> None:
    """Print every problem of the data; exit 0 when there is none, 1 otherwise."""
    loaded = load_catalogue(data, data.as_posix())
    render: dict[str, Callable[[Loaded], str]] = {
        "text": lambda loaded: render_text(loaded.problems) + _summary(loaded),
        "github": lambda loaded: render_github(loaded.problems),
        "json": lambda loaded: json.dumps(as_records(loaded.problems), ensure_ascii=False) + "\n",
    }
    _print(render[form](loaded))
    if loaded.catalogue is None or (strict and loaded.problems):
        raise SystemExit(1)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
@config_option
def write(folder: Path, data: Path, config: Path) -> None:
    """Write the pages of the site into FOLDER, for a generator that runs no hooks."""
    try:
        number = write_site(_load(data), _existing(config), folder)
    except CannotWrite as error:
        raise click.ClickException(str(error)) from None
    _print(f"{_count(number, 'page')} in {folder}\n")


@main.command()
@click.argument("form", metavar="FORMAT", type=click.Choice([*FORMATS]))
@click.option("--topic", "topics", multiple=True, help="Papers of this topic; may be given again.")
@click.option("--collection", help="Papers of this collection.")
@click.option("--id", "ids", multiple=True, help="The paper of this id; may be given again.")
@click.option(
    "--since", help="Papers that joined the list then or later: 2024, 2024-03, 2024-03-17."
)
@click.option("--output", type=click.Path(path_type=Path), help="The file to write.")
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
    """Print the list, or the papers that all options choose, as FORMAT.

    \b
    Citations: bibtex, biblatex, ris, csl-json.
    Data:      json, csv, markdown, pdfs, topics, llms, llms-full.
    Feeds:     atom, json-feed.
    """
    catalogue = _load(data)
    wanted = Wanted(topics, collection, ids, since)
    _check_wanted(wanted, catalogue)
    papers = wanted.choose(catalogue)
    if not papers:
        _fail("no paper matches all of that")
    site = _site(config) if FORMATS[form].is_addressed else Site("en", "", "")
    chosen = _selection(form, wanted, Selection(catalogue, site, papers, site.name))
    text = FORMATS[form].render(chosen)
    if output is None:
        _print(text)
        return
    try:
        write_text(output, text)
    except OSError as error:
        _fail(f"{output} cannot be written: {error.strerror}")


@main.command()
@click.argument("old")
@click.argument("new", required=False)
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="Lines to read, Markdown, or JSON.",
)
def diff(old: str, new: str | None, data: Path, form: str) -> None:
    """Print which entries were added, changed and removed from OLD to NEW.

    Each is a folder of data, a file of entries, or a revision of git; NEW is the data as it stands
    unless given.
    """
    render: dict[str, Callable[[list[Difference]], str]] = {
        "text": render_diff_text,
        "markdown": render_diff_markdown,
        "json": render_diff_json,
    }
    try:
        with data_of(old, data) as before, data_of(new or str(data), data) as after:
            _print(render[form](compare(before, after)))
    except (NotFound, NotAlike) as error:
        _fail(str(error))
    except SourceError as error:
        click.echo(str(error.problem), err=True)
        raise SystemExit(1) from None


def _load(data: Path) -> Catalogue:
    """Ends the command with every problem when the data has an error."""
    loaded = load_catalogue(data, data.as_posix())
    if loaded.catalogue is None:
        click.echo(render_text(loaded.problems) + _summary(loaded), nl=False, err=True)
        raise SystemExit(1)
    return loaded.catalogue


def _selection(form: str, wanted: Wanted, chosen: Selection) -> Selection:
    """One topic alone is what the site has of it; a feed of anything else has no address."""
    if wanted == Wanted(topics=wanted.topics) and len(wanted.topics) == 1:
        name = f"topics/{wanted.topics[0]}"
        named = [each for each in by_topic(chosen.catalogue, chosen.site) if each.file == name]
        chosen = named[0]
    parts = FORMATS[form].parts
    if wanted != Wanted() and (parts == "none" or (parts == "topic" and not chosen.page)):
        of = "the whole list" if parts == "none" else "the whole list or of one topic"
        raise click.UsageError(f"{form} is of {of}: leave out what chooses papers")
    return chosen


def _site(config: Path) -> Site:
    try:
        return load_editions(_existing(config))[0].site
    except CannotWrite as error:
        raise click.BadParameter(str(error), param_hint="--config") from None


def _existing(config: Path) -> Path:
    if not config.is_file():
        message = f"'{config}' is missing; it has the address of the site"
        raise click.BadParameter(message, param_hint="--config")
    return config


def _check_wanted(wanted: Wanted, catalogue: Catalogue) -> None:
    """What is asked for exists; whether any paper has all of it is another question."""
    named = (
        ("--topic", wanted.topics, [topic.id for topic in catalogue.topics]),
        ("--id", wanted.ids, [*catalogue.by_id]),
        (
            "--collection",
            [] if wanted.collection is None else [wanted.collection],
            [each.id for each in catalogue.collections],
        ),
    )
    for option, names, known in named:
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known)
                message = f"'{name}' is not in the list" + (f": {hint}" if hint else "")
                raise click.BadParameter(message, param_hint=option)
    if wanted.since is not None:
        _check_since(wanted.since)


def _check_since(since: str) -> None:
    try:
        parse_date(since if "-" in since else f"{since}-01")
    except Malformed:
        message = f"'{since}' is no date: write 2024, 2024-03 or 2024-03-17"
        raise click.BadParameter(message, param_hint="--since") from None


def _print(text: str) -> None:
    """As UTF-8, whatever the terminal; who stops reading, as `head` does, is no failure to tell."""
    try:
        click.echo(text.encode(), nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        # Python writes what is left once more when it ends, and would tell of the same error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _fail(f"the output cannot be written: {error.strerror}")


def _fail(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    raise SystemExit(1)


def _summary(loaded: Loaded) -> str:
    errors = sum(problem.severity == "error" for problem in loaded.problems)
    warnings = len(loaded.problems) - errors
    found = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}\n" if loaded.problems else ""
    if loaded.catalogue is None:
        return found
    sizes = (
        _count(len(loaded.catalogue.papers), "paper"),
        _count(len(loaded.catalogue.topics), "topic"),
        _count(len(loaded.catalogue.collections), "collection"),
    )
    return found or f"{', '.join(sizes)}: no problems\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


if __name__ == "__main__":
    main()
