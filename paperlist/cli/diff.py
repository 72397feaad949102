"""`paperlist diff`."""

from collections.abc import Callable
from pathlib import Path

import click

from paperlist.catalogue.reading.source import SourceError
from paperlist.cli.group import data_option
from paperlist.cli.output import fail, print_text, warn
from paperlist.history import Difference, compare, data_of
from paperlist.history.diff import (
    Incomparable,
    render_diff_json,
    render_diff_markdown,
    render_diff_table,
    render_diff_text,
)
from paperlist.history.revisions import NotFound


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "table", "json"]),
    default="text",
    help="Plain text, Markdown lists, a Markdown table, or JSON.",
)
def diff(old: str, new: str | None, data: Path, form: str) -> None:
    """Compare two versions of the data.

    Prints the entries that were added, changed and removed from OLD to NEW. Each is a data folder,
    a data file or a Git revision; NEW defaults to the current data.
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
    except (NotFound, Incomparable) as error:
        fail(str(error))
    except SourceError as error:
        warn(error.problem)
        raise SystemExit(1) from None
