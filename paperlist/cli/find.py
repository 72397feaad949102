"""`paperlist find`."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import click

from paperlist.catalogue import Catalogue
from paperlist.catalogue.problems import printable
from paperlist.catalogue.values import parse_day
from paperlist.cli.additions import read_issue
from paperlist.cli.group import config_option, data_option, existing, quiet_option, today, valid
from paperlist.cli.hosts import arxiv_option, hosts_option
from paperlist.cli.output import fail, load_or_exit, print_text, warn
from paperlist.cli.progress import counting_parts
from paperlist.cli.selecting import configuration_errors_exit
from paperlist.finding.candidates import Candidate
from paperlist.finding.issue import left_out, render
from paperlist.finding.other_lists import OtherPapers, known_ids, newer_ids, papers_with, read_lists
from paperlist.finding.pages import DAYS, Reader, Window, conditions_of, folder_of, windows
from paperlist.finding.ranking import rank
from paperlist.site.editions import load_editions
from paperlist.sources.arxiv_records import BATCH
from paperlist.sources.metadata import Metadata
from paperlist.sources.network import RequestFailed, session
from paperlist.sources.refreshing import batches


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
@config_option
@quiet_option
@arxiv_option
@hosts_option
def find(  # noqa: PLR0913
    *,
    since: str | None,
    limit: int,
    form: str,
    issue: Path | None,
    data: Path,
    config: Path,
    quiet: bool,
    arxiv_address: str,
) -> None:
    """Find papers that may belong in the list.

    Reads what arXiv has of the last weeks in the categories that --config names, and the lists in
    watch.yaml; leaves out what is in the list or in seen.yaml, and prints the papers most like
    those of the list, with the reasons. Nothing is written. An interrupted run resumes when it is
    started again on the same day.
    """
    day = today()
    if issue and form != "markdown":
        raise click.BadParameter("write --format markdown", param_hint="--issue")
    old = read_issue(issue) if issue else ""
    since = since or (date.fromisoformat(day) - timedelta(DAYS)).isoformat()
    if since > day:
        raise click.BadParameter(f"{since} is in the future", param_hint="--since")
    with configuration_errors_exit():
        categories = load_editions(existing(config))[0].arxiv_categories
    catalogue = load_or_exit(data)
    left = left_out(old)
    search = _Search(catalogue, categories, windows(since, day), left, arxiv_address)
    found, lists = _found(search, day, is_quiet=quiet)
    candidates = _chosen(rank(found, catalogue, lists), left, limit)
    if form == "markdown":
        print_text(render(candidates, old, catalogue))
    else:
        print_text((_json if form == "json" else _text)(candidates))


@dataclass(frozen=True)
class _Search:
    catalogue: Catalogue
    categories: Sequence[str]
    windows: Sequence[Window]
    ids: Sequence[str]
    """Of papers that are read whether the search finds them or not."""
    address: str


def _found(
    search: _Search, day: str, *, is_quiet: bool
) -> tuple[list[Metadata], list[OtherPapers]]:
    """The papers of arXiv, also those of other lists that its search does not find."""
    catalogue = search.catalogue
    phrases = [phrase for topic in catalogue.topics for phrase in topic.watch]
    conditions = conditions_of(search.categories, phrases)
    papers: list[Metadata] = []
    try:
        folder = folder_of(day)
        with session() as hosts, counting_parts("paper", is_quiet=is_quiet) as show:
            report = (lambda _: None) if is_quiet else warn
            reader = Reader(hosts, folder, search.address, report, show)
            for window in search.windows:
                papers += reader.papers(window, conditions)
            missing = set(search.ids) - {paper.arxiv for paper in papers}
            for batch in batches(sorted(missing), BATCH):
                papers += reader.papers_with(batch)
            lists = list(read_lists(reader, catalogue.other_lists, warn))
            known = known_ids(catalogue, papers)
            newer = newer_ids(lists, search.windows[0][0], known)
            papers += papers_with(reader, newer, warn)
    except RequestFailed as error:
        fail(f"{error}; run it again later, it resumes on the same day")
    except KeyboardInterrupt:
        fail("interrupted; run it again to continue")
    except OSError as error:
        fail(f"cannot write {error.filename}: {error.strerror}")
    return papers, lists


def _chosen(candidates: Sequence[Candidate], left: Sequence[str], limit: int) -> list[Candidate]:
    """Those that had no room in the issue, and the best of the others."""
    returned = [each for each in candidates if each.arxiv in left]
    others = [each for each in candidates if each.arxiv not in left]
    return returned + others[:limit]


def _text(candidates: Sequence[Candidate]) -> str:
    return "".join(
        printable(f"{each.score:6.2f}  {each.arxiv}  {each.title}") + "\n"
        f"        {printable('; '.join(each.reasons))}\n"
        for each in candidates
    )


def _json(candidates: Sequence[Candidate]) -> str:
    return json.dumps([asdict(each) for each in candidates], ensure_ascii=False, indent=1) + "\n"
