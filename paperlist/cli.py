"""The command line: `paperlist check` and `paperlist write`."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from paperlist.load import Loaded, load_catalogue
from paperlist.problems import as_records, render_github, render_text
from paperlist.write import CannotWrite, write_site


@click.group()
@click.version_option(package_name="paperlist")
def main() -> None:
    """Keep a list of papers as data."""


@main.command()
@click.option("--data", default="data", type=click.Path(path_type=Path), help="Folder of the data.")
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
    click.echo(render[form](loaded), nl=False)
    if loaded.catalogue is None or (strict and loaded.problems):
        raise SystemExit(1)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--data", default="data", type=click.Path(path_type=Path), help="Folder of the data.")
@click.option(
    "--config", default="mkdocs.yml", type=click.Path(path_type=Path, exists=True), help="The site."
)
def write(folder: Path, data: Path, config: Path) -> None:
    """Write the pages of the site into FOLDER, for a generator that runs no hooks."""
    loaded = load_catalogue(data, data.as_posix())
    if loaded.catalogue is None:
        click.echo(render_text(loaded.problems) + _summary(loaded), nl=False, err=True)
        raise SystemExit(1)
    try:
        number = write_site(loaded.catalogue, config, folder)
    except CannotWrite as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{_count(number, 'page')} in {folder}")


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
