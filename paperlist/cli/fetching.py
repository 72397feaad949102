"""What `bundle` and `download` share: their options, progress, and account of the papers."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

import click
from rich.console import Console, Group
from rich.live import Live
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from paperlist.bundling.cache import Cache, cache_folder
from paperlist.bundling.downloading import Desk, Outcome, download
from paperlist.bundling.licences import why_not_shared
from paperlist.bundling.parts import Result
from paperlist.bundling.workers import Workers
from paperlist.catalogue import Catalogue
from paperlist.catalogue.model import Paper
from paperlist.catalogue.problems import count_of, printable
from paperlist.cli.group import account_option, data_option, quiet_option
from paperlist.cli.hosts import hosts_option
from paperlist.cli.output import fail, load_or_exit, print_text, warn
from paperlist.cli.progress import bar_on, counting_lines
from paperlist.cli.selecting import choice_errors_exit, selection_options
from paperlist.editing import locked
from paperlist.exports.choosing import require_known
from paperlist.publishing.selection import Wanted
from paperlist.sources.network import RequestFailed

OPTIONS = (
    selection_options,
    click.option(
        "--recommended",
        metavar="2|3",
        type=click.IntRange(2, 3),
        help="Papers recommended at least so much: 2 recommended, 3 must read.",
    ),
    click.option(
        "--max-pages", metavar="N", type=click.IntRange(1), help="Leave out longer papers."
    ),
    click.option(
        "--redistributable",
        is_flag=True,
        help="Leave out papers whose licence is not known or does not allow everyone to pass on "
        "copies.",
    ),
    data_option,
    quiet_option,
    account_option,
    hosts_option,
)


@dataclass(frozen=True)
class Run:
    """The papers of a run, and how it reports."""

    catalogue: Catalogue
    wanted: Wanted
    papers: Sequence[Paper]
    max_pages: int | None
    is_redistributable: bool
    is_quiet: bool
    as_json: bool


def fetching_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command gets the Run in their place."""

    @wraps(command)
    def call(  # noqa: PLR0913
        *,
        wanted: Wanted,
        recommended: int | None,
        max_pages: int | None,
        redistributable: bool,
        data: Path,
        quiet: bool,
        as_json: bool,
        **more: Any,
    ) -> None:
        catalogue = load_or_exit(data)
        with choice_errors_exit():
            require_known(wanted, catalogue)
        wanted = replace(wanted, recommended=recommended or 0)
        papers = wanted.choose(catalogue)
        if not papers:
            raise click.UsageError("no paper matches all options")
        run = Run(catalogue, wanted, papers, max_pages, redistributable, quiet, as_json)
        command(run=run, **more)

    made = call
    for option in reversed(OPTIONS):
        made = option(made)
    return made


@contextmanager
def fetched(run: Run) -> Iterator[tuple[Iterator[Outcome], Workers]]:
    """The outcomes of all downloads while they are known; ends the command when it cannot go on."""
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with Workers() as workers, _progress(run) as progress, locked(folder, warn):
            desk = Desk(Cache(folder), workers, progress)
            refused = _refused(run)
            papers = [paper for paper in run.papers if paper.id not in refused]
            # An interrupted command ends the requests of its threads.
            with closing(download(papers, desk)) as outcomes:
                yield progress.counted(chain(refused.values(), outcomes)), workers
    except RequestFailed as error:
        fail(str(error))
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        fail(f"cannot write{place}: {error.strerror}")
    except KeyboardInterrupt:
        fail("interrupted; downloaded files are kept, run it again to continue")


def _refused(run: Run) -> dict[str, Outcome]:
    """Of the papers that their licences exclude, by id."""
    if not run.is_redistributable:
        return {}
    reasons = ((paper, why_not_shared(paper, run.catalogue.facts)) for paper in run.papers)
    return {
        paper.id: Outcome(paper, reason=reason, is_left_out=True)
        for paper, reason in reasons
        if reason
    }


# --- progress


class _Silent:
    def received(self, paper: Paper, size: int, whole: int | None) -> None:
        pass

    def note(self, line: str) -> None:
        pass

    def finished(self, paper: Paper, done: int) -> None:
        pass

    def counted(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for number, outcome in enumerate(outcomes, start=1):
            self.finished(outcome.paper, number)
            yield outcome


class _Lines(_Silent):
    def __init__(self, total: int) -> None:
        self.show = counting_lines("PDFs", "paper", total)

    def note(self, line: str) -> None:
        warn(line)

    def finished(self, paper: Paper, done: int) -> None:  # noqa: ARG002
        self.show(done)


class _Bars(_Silent):
    """One for all papers, and one for each file that is being downloaded."""

    def __init__(self, all_papers: Progress, files: Progress, total: int) -> None:
        self.all_papers, self.files, self.lock = all_papers, files, Lock()
        self.total = all_papers.add_task("PDFs", total=total)
        self.tasks: dict[str, TaskID] = {}

    def received(self, paper: Paper, size: int, whole: int | None) -> None:
        with self.lock:
            if paper.id not in self.tasks:
                self.tasks[paper.id] = self.files.add_task(paper.id)
            self.files.update(self.tasks[paper.id], completed=size, total=whole)

    def note(self, line: str) -> None:
        self.files.console.print(printable(line), markup=False, highlight=False, soft_wrap=True)

    def finished(self, paper: Paper, done: int) -> None:
        with self.lock:
            if (task := self.tasks.pop(paper.id, None)) is not None:
                self.files.remove_task(task)
        self.all_papers.update(self.total, completed=done)


@contextmanager
def _progress(run: Run) -> Iterator[_Silent]:
    console = Console(stderr=True)
    if run.is_quiet or run.as_json:
        yield _Silent()
    elif not console.is_terminal:
        yield _Lines(len(run.papers))
    else:
        name = TextColumn("{task.description}", markup=False)
        files = Progress(
            name, BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console
        )
        all_papers = bar_on(console)
        with Live(Group(all_papers, files), console=console):
            yield _Bars(all_papers, files, len(run.papers))


# --- account


def report(run: Run, results: Sequence[Result], files: Sequence[tuple[Path, str]]) -> None:
    """A line for every paper and every file; ends the command if a paper is missing."""
    missing = [each for each in results if not each.file and not each.is_left_out]
    if run.as_json:
        print_text(_json(results, files))
    elif not run.is_quiet:
        for result in results:
            if result.file or result.is_left_out:
                print_text(f"{_line(result)}\n")
        for path, content in files:
            print_text(f"{path}: {content}\n")
    for result in missing:
        if not run.as_json:
            warn(_line(result))
    if not any(result.file for result in results):
        fail("no paper could be included")
    if missing:
        fail(f"{len(missing)} of {count_of(len(results), 'paper')} could not be included")


def _line(result: Result) -> str:
    if not result.file:
        return f"{result.paper.id}: left out: {result.reason}"
    source = ", from the cache" if result.is_cached else ""
    return f"{result.paper.id}: {count_of(result.pages, 'page')}{source}"


def _json(results: Sequence[Result], files: Sequence[tuple[Path, str]]) -> str:
    papers = [
        {
            "id": each.paper.id,
            "included": each.file is not None,
            "pages": each.pages,
            "cached": each.is_cached,
            "reason": each.reason,
        }
        for each in results
    ]
    content = {"papers": papers, "files": [str(path) for path, _ in files]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
