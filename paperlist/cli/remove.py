"""`paperlist remove`."""

from pathlib import Path

import click

from paperlist.catalogue.values import parse_text
from paperlist.cli.changes import (
    changing,
    edit_errors_exit,
    open_or_exit,
    print_entry,
    write_all_or_exit,
)
from paperlist.cli.group import data_option, today, valid
from paperlist.cli.output import warn
from paperlist.editing import remove_paper
from paperlist.editing.correcting import find_paper


@click.command()
@click.argument("paper", metavar="ID")
@click.option("--reason", required=True, callback=valid(parse_text), help="Why, in your own words.")
@data_option
def remove(*, paper: str, reason: str, data: Path) -> None:
    """Remove a paper, and keep its page and the reason.

    Its entry moves from papers.yaml to seen.yaml, with the reason and the day. Its page stays, and
    says so; no other paper can have its id. Collections that contain the paper keep it;
    reading paths must not contain it.
    """
    day = today()
    with changing(data):
        copy = open_or_exit(data, day)
        with edit_errors_exit():
            paper_id = find_paper(paper, copy.catalogue)
            removed = remove_paper(copy, paper_id, reason, day)
        write_all_or_exit(data, removed.texts)
    for mention in removed.mentions:
        warn(mention)
    print_entry(data, removed.old, f"'{paper_id}' removed", "-")
    print_entry(data, removed.new, f"'{paper_id}' recorded as removed", "+")
