"""`paperlist decide`."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from paperlist.catalogue.problems import quote
from paperlist.catalogue.seen import SeenPapers
from paperlist.cli.additions import add_and_print, fetch_new, read_issue
from paperlist.cli.changes import (
    changing,
    edit_errors_exit,
    open_or_exit,
    print_entry,
    write_or_exit,
)
from paperlist.cli.group import data_option, today
from paperlist.cli.hosts import arxiv_option, doi_option, hosts_option
from paperlist.cli.output import fail, warn
from paperlist.editing import Overrides
from paperlist.editing.refusing import refuse_paper
from paperlist.editing.removing import SEEN
from paperlist.editing.topics import require_topics
from paperlist.finding.issue import Decision, Decisions, read
from paperlist.sources.identifiers import Identifier
from paperlist.sources.lookup import Addresses
from paperlist.sources.pacing import ARXIV_SECONDS, paced


@click.command()
@click.argument("issue", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--outcome",
    type=click.Path(path_type=Path),
    help="Write the arXiv ids that were added and refused to this file, as JSON.",
)
@data_option
@arxiv_option
@doi_option
@hosts_option
def decide(  # noqa: PLR0913
    *,
    issue: Path,
    outcome: Path | None,
    data: Path,
    arxiv_address: str,
    doi_address: str,
) -> None:
    """Add and refuse the papers ticked in an issue.

    ISSUE is the text of the issue that `paperlist find` wrote; `-` reads it from standard input.
    Papers whose box "add" is ticked are added, as `paperlist add` does; those whose box "refuse" is
    ticked are written to seen.yaml with the reason, and never proposed again. When one of them is
    not possible, the others are done all the same, and the exit code is 1.
    """
    text = read_issue(issue)
    day, addresses = today(), Addresses(arxiv_address, doi_address)
    decisions = read(text, open_or_exit(data, day).catalogue)
    for error in decisions.errors:
        warn(f"error: {error}")
    if decisions == Decisions((), (), ()):
        warn("no box of a paper is ticked")
    failed: list[str] = []
    added = [
        each.arxiv
        for each in paced(decisions.added, ARXIV_SECONDS)
        if _done(each, failed, lambda each: _add(data, each, addresses, day))
    ]
    refused = [
        each.arxiv
        for each in decisions.refused
        if _done(each, failed, lambda each: _refuse(data, each, day))
    ]
    if outcome:
        made = {"form": "decide", "added": added, "refused": refused}
        write_or_exit(outcome, json.dumps(made) + "\n")
    if failed:
        fail(f"neither added nor refused: {', '.join(failed)}")
    if decisions.errors:
        raise SystemExit(1)


def _done(decision: Decision, failed: list[str], carry_out: Callable[[Decision], bool]) -> bool:
    """Whether the data has changed. A decision that is not possible has said why, and the next one
    follows."""
    try:
        return carry_out(decision)
    except SystemExit:
        failed.append(decision.arxiv)
        return False


def _add(data: Path, decision: Decision, addresses: Addresses, day: str) -> bool:
    copy = open_or_exit(data, day)
    with edit_errors_exit():
        require_topics(decision.topics, copy.catalogue)
    overrides = Overrides(decision.topics)
    papers, is_listed = fetch_new(copy, [Identifier("arxiv", decision.arxiv)], overrides, addresses)
    if not is_listed:
        add_and_print(copy, [(paper, overrides) for paper in papers], day, dry_run=False)
    return not is_listed


def _refuse(data: Path, decision: Decision, day: str) -> bool:
    record = {
        "arxiv": decision.arxiv,
        "title": decision.title,
        "reason": decision.reason,
        "date": day,
    }
    with changing(data):
        copy = open_or_exit(data, day)
        if seen := SeenPapers(copy.catalogue.refusals).find(arxiv=decision.arxiv):
            warn(f"{quote(seen.title)} was {seen.decision}")
            return False
        with edit_errors_exit():
            text, entry = refuse_paper(copy, record)
        write_or_exit(data / SEEN, text)
    print_entry(data, entry, f"{quote(decision.arxiv)} refused", "+")
    return True
