"""`paperlist check`."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from paperlist.catalogue import Loaded, load_catalogue
from paperlist.catalogue.problems import as_records, render_github, render_text
from paperlist.cli.group import data_option, today
from paperlist.cli.output import print_text, summary


@click.command()
@data_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Text, GitHub annotations, or a JSON array.",
)
def check(data: Path, *, strict: bool, form: str) -> None:
    """Check the data files and print every problem.

    The exit code is 0 without errors and 1 otherwise.
    """
    loaded = load_catalogue(data, data.as_posix(), today=today())
    render: dict[str, Callable[[Loaded], str]] = {
        "text": lambda loaded: render_text(loaded.problems) + summary(loaded),
        "github": lambda loaded: render_github(loaded.problems),
        "json": lambda loaded: json.dumps(as_records(loaded.problems), ensure_ascii=False) + "\n",
    }
    print_text(render[form](loaded))
    if loaded.catalogue is None or (strict and loaded.problems):
        raise SystemExit(1)
