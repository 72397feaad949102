"""What `add` and `accept` share: they fetch papers, add them, and print the entries."""

from contextlib import nullcontext
from pathlib import Path

from paperlist.catalogue.problems import quote
from paperlist.cli.changes import changing, edit_errors_exit, invalid_data_exits, write_or_exit
from paperlist.cli.output import fail, print_text, warn
from paperlist.editing import Added, WorkingCopy, add_papers, up_to_date
from paperlist.editing.adding import Addition
from paperlist.sources.identifiers import Identifier
from paperlist.sources.lookup import Addresses, NotAvailable, look_up
from paperlist.sources.metadata import Metadata


def fetch_or_exit(identifiers: list[Identifier], addresses: Addresses) -> list[Metadata]:
    try:
        return look_up(identifiers, addresses)
    except NotAvailable as error:
        fail(f"{error}; nothing was added")


def add_and_print(
    copy: WorkingCopy, additions: list[Addition], day: str, *, dry_run: bool
) -> Added:
    """Another command may have changed the data during the requests: then it is read again."""
    with nullcontext() if dry_run else changing(copy.path):
        with invalid_data_exits(), edit_errors_exit():
            added = add_papers(up_to_date(copy), additions, day)
        _warn_of(added, copy.path)
        path = copy.path / added.file
        if added.entries and not dry_run:
            write_or_exit(path, added.text)
    outcome = "would be added" if dry_run else "added"
    for entry in added.entries:
        lines = "".join(f"+{line}\n" for line in entry.text.splitlines())
        print_text(f"{path.as_posix()}:{entry.line}: '{entry.id}' {outcome}\n{lines}")
    if added.known:
        raise SystemExit(1)
    return added


def _warn_of(added: Added, data: Path) -> None:
    for known in added.known:
        place = f"{(data / known.lines.file).as_posix()}:{known.lines.first}"
        warn(f"{place}: {quote(known.paper.label)} is already listed")
        for difference in known.differences:
            warn(f"  {difference}")
    for entry in added.entries:
        if entry.fixed_title:
            warn(f"title was all upper case and was re-cased; please check: {entry.fixed_title}")
    for problem in added.warnings:
        warn(problem)
