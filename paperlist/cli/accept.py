"""`paperlist accept`."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from paperlist.cli.additions import add_and_print, fetch_new, read_issue
from paperlist.cli.changes import edit_errors_exit, open_or_exit, write_or_exit
from paperlist.cli.corrections import correct_and_print
from paperlist.cli.group import data_option, today
from paperlist.cli.hosts import arxiv_option, doi_option, hosts_option
from paperlist.cli.output import fail
from paperlist.editing.correcting import find_paper
from paperlist.editing.form_values import read_addition, read_correction
from paperlist.editing.forms import NotAForm, parse_form
from paperlist.sources.lookup import Addresses


@click.command()
@click.argument("form", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--outcome",
    type=click.Path(path_type=Path),
    help="Write the kind of the form and the id of the paper to this file, as JSON.",
)
@data_option
@arxiv_option
@doi_option
@hosts_option
def accept(  # noqa: PLR0913
    *,
    form: Path,
    outcome: Path | None,
    data: Path,
    arxiv_address: str,
    doi_address: str,
) -> None:
    """Apply an issue form: add or correct a paper.

    FORM is a file with the text of the issue, or - for standard input. The text is not trusted: a
    change that the check rejects is not made.
    """
    try:
        parsed = parse_form(read_issue(form))
    except NotAForm as error:
        fail(str(error))
    if parsed.kind == "correct":
        paper = _correct(data, parsed.values)
    else:
        paper = _add(data, parsed.values, Addresses(arxiv_address, doi_address))
    if outcome:
        write_or_exit(outcome, json.dumps({"form": parsed.kind, "id": paper}) + "\n")


def _add(data: Path, values: Mapping[str, str], addresses: Addresses) -> str:
    """The id of the new entry."""
    day = today()
    copy = open_or_exit(data, day)
    with edit_errors_exit():
        identifier, overrides = read_addition(values, copy.catalogue)
    papers, is_listed = fetch_new(copy, [identifier], overrides, addresses)
    if is_listed:
        raise SystemExit(1)
    added = add_and_print(copy, [(paper, overrides) for paper in papers], day, dry_run=False)
    return added.entries[0].id


def _correct(data: Path, values: Mapping[str, str]) -> str:
    """The id of the paper, which the correction may have changed."""
    return correct_and_print(
        data,
        lambda catalogue: (
            find_paper(values.get("paper", ""), catalogue),
            *read_correction(values, catalogue),
        ),
    )
