"""`paperlist find`."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import click

from paperlist.catalogue import Catalogue
from paperlist.catalogue.problems import printable
from paperlist.catalogue.values import parse_day
from paperlist.cli.additions import read_issue
from paperlist.cli.group import data_option, quiet_option, today, valid
from paperlist.cli.hosts import arxiv_option, hosts_option
from paperlist.cli.output import fail, load_or_exit, print_text, warn
from paperlist.finding.candidates import Candidate
from paperlist.finding.issue import render
from paperlist.finding.other_lists import OtherPapers, known_ids, newer_ids, papers_with, read_lists
from paperlist.finding.pages import DAYS, Reader, Window, folder_of, windows
from paperlist.finding.ranking import rank
from paperlist.sources.metadata import Metadata
from paperlist.sources.network import RequestFailed, session


@click.command()
@click.option(
    "--since",
    metavar="YYYY-MM-DD",
    callback=valid(parse_day),
    help="Papers submitted from this day on; by default, in the last 14 days.",
)
@click.option(
    "--limit",
    metavar="N",
    default=30,
    type=click.IntRange(1),
    help="At most N, the best first.",
    show_default=True,
)
@click.option(
    "--format",
    "form",
    default="text",
    type=click.Choice(("text", "markdown", "json")),
    show_default=True,
)
@click.option(
    "--issue",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Present text of the issue; for --format markdown, which keeps what waits there.",
)
@data_option
@quiet_option
@arxiv_option
@hosts_option
def find(  # noqa: PLR0913, PLR0917
    since: str | None,
    limit: int,
    form: str,
    issue: Path | None,
    data: Path,
    quiet: bool,  # noqa: FBT001
    arxiv_address: str,
) -> None:
    """Find papers that may belong in the list.

    Reads what arXiv has of the last weeks, and the lists in watch.yaml; leaves out what is in the
    list or in seen.yaml, and prints the papers most like those of the list, with the reasons.
    Nothing is written. An interrupted run resumes when it is started again on the same day.
    """
    day, report = today(), (lambda _: None) if quiet else warn
    if issue and form != "markdown":
        raise click.BadParameter("write --format markdown", param_hint="--issue")
    old = read_issue(issue) if issue else ""
    since = since or (date.fromisoformat(day) - timedelta(DAYS)).isoformat()
    if since > day:
        raise click.BadParameter(f"{since} is in the future", param_hint="--since")
    catalogue = load_or_exit(data)
    found, lists = _found(catalogue, (since, day), arxiv_address, report)
    candidates = rank(found, catalogue, lists)[:limit]
    if form == "markdown":
        print_text(render(candidates, old, catalogue))
    else:
        print_text((_json if form == "json" else _text)(candidates))


def _found(
    catalogue: Catalogue, span: Window, address: str, report: Callable[[str], None]
) -> tuple[list[Metadata], list[OtherPapers]]:
    """The papers of arXiv, also those of other lists that its search does not find."""
    phrases = [phrase for topic in catalogue.topics for phrase in topic.watch]
    papers: list[Metadata] = []
    since, day = span
    try:
        folder = folder_of(day)
        with session() as hosts:
            reader = Reader(hosts, folder, address, report)
            for window in windows(since, day):
                papers += reader.papers(window, phrases)
            lists = list(read_lists(reader, catalogue.other_lists, warn))
            known = known_ids(catalogue, papers)
            papers += papers_with(reader, newer_ids(lists, since, known), warn)
    except RequestFailed as error:
        fail(f"{error}; run it again later, it resumes on the same day")
    except KeyboardInterrupt:
        fail("interrupted; run it again to continue")
    except OSError as error:
        fail(f"cannot write {error.filename}: {error.strerror}")
    return papers, lists


def _text(candidates: Sequence[Candidate]) -> str:
    return "".join(
        printable(f"{each.score:6.2f}  {each.arxiv}  {each.title}") + "\n"
        f"        {printable('; '.join(each.reasons))}\n"
        for each in candidates
    )


def _json(candidates: Sequence[Candidate]) -> str:
    return json.dumps([asdict(each) for each in candidates], ensure_ascii=False, indent=1) + "\n"
