"""`paperlist diff`."""

from collections.abc import Callable
from pathlib import Path

import click

from paperlist.catalogue.source import SourceError
from paperlist.cli.group import data_option
from paperlist.cli.output import fail, print_text
from paperlist.history.diff import (
    Difference,
    NotAlike,
    compare,
    render_diff_json,
    render_diff_markdown,
    render_diff_table,
    render_diff_text,
)
from paperlist.history.revisions import NotFound, data_of


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "table", "json"]),
    default="text",
    help="Lines to read, Markdown in lists or in a table, or JSON.",
)
def diff(old: str, new: str | None, data: Path, form: str) -> None:
    """Print which entries were added, changed and removed from OLD to NEW.

    Each is a folder of data, a file of entries, or a revision of git; NEW is the data as it stands
    unless given.
    """
    render: dict[str, Callable[[list[Difference]], str]] = {
        "text": render_diff_text,
        "markdown": render_diff_markdown,
        "table": render_diff_table,
        "json": render_diff_json,
    }
    try:
        with data_of(old, data) as before, data_of(new or str(data), data) as after:
            print_text(render[form](compare(before, after)))
    except (NotFound, NotAlike) as error:
        fail(str(error))
    except SourceError as error:
        click.echo(str(error.problem), err=True)
        raise SystemExit(1) from None
