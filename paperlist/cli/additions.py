"""What `add`, `accept` and `decide` share: they read issues, fetch papers, add them, and print the
entries."""

import re
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from paperlist.catalogue.problems import printable, quote
from paperlist.catalogue.reading.files import read_bytes
from paperlist.catalogue.values import MAX_TEXT
from paperlist.cli.changes import changing, edit_errors_exit, invalid_data_exits, write_or_exit
from paperlist.cli.output import fail, place_of, print_text, warn
from paperlist.editing import Added, Overrides, WorkingCopy, add_papers, up_to_date
from paperlist.editing.adding import Addition, KnownPaper, listed_papers
from paperlist.editing.known import require_not_seen
from paperlist.sources.identifiers import Identifier
from paperlist.sources.lookup import Addresses, NotAvailable, look_up
from paperlist.sources.metadata import Metadata
from paperlist.sources.text import has_markup

# Far more than the text of an issue may have on GitHub.
MAX_BYTES = 1_000_000


def read_issue(path: Path) -> str:
    """The text of an issue in a file; - is standard input."""
    try:
        is_input = str(path) == "-"
        raw = sys.stdin.buffer.read(MAX_BYTES) if is_input else read_bytes(path, MAX_BYTES)
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")
    return re.sub("\r\n?", "\n", raw.decode(errors="replace"))


def fetch_new(
    copy: WorkingCopy, identifiers: list[Identifier], overrides: Overrides, addresses: Addresses
) -> tuple[list[Metadata], bool]:
    """The metadata of the papers that are not listed yet, and whether one is; it is reported.

    Exits when one of them was refused or removed, or a host does not have it.
    """
    listed = listed_papers(identifiers, overrides, copy.catalogue)
    _warn_of_known(listed.values(), copy.path)
    new = [each for each in identifiers if each not in listed]
    with edit_errors_exit():
        for each in new:
            require_not_seen(copy.catalogue, **{each.kind: each.text})
    try:
        return look_up(new, addresses) if new else [], bool(listed)
    except NotAvailable as error:
        fail(f"{error}; nothing was added")


def add_and_print(
    copy: WorkingCopy, additions: list[Addition], day: str, *, dry_run: bool
) -> Added:
    """Another command may have changed the data during the requests: then it is read again."""
    with nullcontext() if dry_run else changing(copy.path):
        with invalid_data_exits(), edit_errors_exit():
            added = add_papers(up_to_date(copy), additions, day)
        _warn_of_known(added.known, copy.path)
        _warn_of(added)
        path = copy.path / added.file
        if added.entries and not dry_run:
            write_or_exit(path, added.text)
    outcome = "would be added" if dry_run else "added"
    for entry in added.entries:
        lines = "".join(f"+{printable(line)}\n" for line in entry.text.splitlines())
        print_text(f"{place_of(path, entry.line)}: '{entry.id}' {outcome}\n{lines}")
    if added.known:
        raise SystemExit(1)
    return added


def _warn_of_known(papers: Iterable[KnownPaper], data: Path) -> None:
    for known in papers:
        place = place_of(data / known.lines.file, known.lines.first)
        warn(f"{place}: {quote(known.paper.label)} is already listed")
        for difference in known.differences:
            warn(f"  {difference}")


def _warn_of(added: Added) -> None:
    for entry in added.entries:
        title = quote(entry.title, MAX_TEXT)
        if entry.is_recased:
            warn(f"title was all upper case and was re-cased; please check: {title}")
        if entry.removed:
            warn(f"removed invisible characters ({entry.removed}); please check: {title}")
        if has_markup(entry.title):
            warn(f"title may contain TeX or HTML; please check: {title}")
    for problem in added.warnings:
        warn(problem)
