"""How every refresh runs: its options, its progress, and facts that are saved on the way."""

import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from paperlist.catalogue import Problem
from paperlist.catalogue.facts import Abstract, Abstracts, Facts, render_facts
from paperlist.catalogue.load import ABSTRACTS, FACTS
from paperlist.catalogue.problems import count_of, quote, render_text
from paperlist.catalogue.reading.entries import did_you_mean
from paperlist.catalogue.reading.facts import load_abstracts, load_facts
from paperlist.catalogue.reading.records import Record, load_papers
from paperlist.catalogue.reading.source import SourceError
from paperlist.cli.changes import changing, write_or_exit
from paperlist.cli.group import account_option, data_option, quiet_option, today
from paperlist.cli.hosts import hosts_option
from paperlist.cli.output import fail, print_text, warn
from paperlist.cli.progress import counting
from paperlist.sources.network import RequestFailed, session
from paperlist.sources.refreshing import Due, Refresh, Step

SECONDS_BETWEEN_WRITES = 10.0

Model = TypeVar("Model", Facts, Abstracts)


@dataclass(frozen=True)
class Run:
    """A refresh of the facts of a list."""

    data: Path
    entries: Mapping[str, Record]
    """All of the list, valid or not."""
    chosen: Mapping[str, Record]
    """Those that the run is about."""
    due: Due
    is_quiet: bool
    as_json: bool
    facts: Facts

    @property
    def today(self) -> str:
        return self.due.today

    def report(self, line: str) -> None:
        if not self.is_quiet:
            warn(line)


# Older versions of click have no type argument here.
class _Days(click.ParamType):  # type: ignore[type-arg]
    name = "days"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        number = value.removesuffix("d")
        if not (number.isascii() and number.isdigit() and len(number) < 5):
            self.fail(f"{quote(value)} is not a number of days; write 7d", param, ctx)
        return int(number)


OPTIONS = (
    data_option,
    click.option("--only", metavar="ID", multiple=True, help="Only the facts of this entry."),
    click.option(
        "--limit", metavar="N", type=click.IntRange(1), help="At most N, the oldest first."
    ),
    click.option(
        "--older-than",
        metavar="7d",
        type=_Days(),
        help="Facts more than this many days old; by default, all that are not from today.",
    ),
    quiet_option,
    account_option,
    hosts_option,
)


def refresh_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command gets the Run in their place."""

    @wraps(command)
    def call(  # noqa: PLR0913, PLR0917
        data: Path,
        only: tuple[str, ...],
        limit: int | None,
        older_than: int | None,
        quiet: bool,  # noqa: FBT001
        as_json: bool,  # noqa: FBT001
        **more: Any,
    ) -> None:
        with source_errors_exit():
            entries = load_papers(data)
        # Who names an entry wants its facts now.
        due = Due(today(), -1 if only and older_than is None else older_than, limit)
        run = Run(data, entries, _chosen(entries, only), due, quiet, as_json, _facts(data))
        command(run, **more)

    made = call
    for option in reversed(OPTIONS):
        made = option(made)
    return made


@contextmanager
def source_errors_exit() -> Iterator[None]:
    """A file of the list that cannot be read ends the command with its problem."""
    try:
        yield
    except SourceError as error:
        warn(error.problem)
        raise SystemExit(1) from None


def _chosen(entries: Mapping[str, Record], only: Sequence[str]) -> dict[str, Record]:
    for each in only:
        if each not in entries:
            hint = did_you_mean(each, entries)
            message = f"no entry has the id {quote(each)}" + (f"; {hint}" if hint else "")
            raise click.BadParameter(message, param_hint="--only")
    return {key: entries[key] for key in (only or entries)}


def _facts(data: Path) -> Facts:
    return _or_exit(load_facts(data / FACTS, (data / FACTS).as_posix()))


def _abstracts(data: Path) -> Mapping[str, Abstract]:
    return _or_exit(load_abstracts(data / ABSTRACTS, (data / ABSTRACTS).as_posix())).root


def _or_exit(loaded: tuple[Model, list[Problem]]) -> Model:
    content, problems = loaded
    if problems:
        click.echo(render_text(problems), nl=False, err=True)
        raise SystemExit(1)
    return content


@dataclass(frozen=True)
class Kind:
    """What a run refreshes."""

    name: str
    """At the start of its lines: arXiv."""
    unit: str
    """What it counts: paper."""
    table: str
    """The table of facts.json."""
    listed: Collection[str]
    """The keys of the whole list; facts about others are removed."""
    chosen: Collection[str]
    """Those of the entries that the run is about."""
    due: Collection[str]
    """Those whose facts are requested."""


@dataclass
class _Account:
    """What a run has done so far."""

    done: int = 0
    notices: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unsaved: list[Step] = field(default_factory=list)


def run_steps(run: Run, kind: Kind, steps: Callable[[Refresh], Iterable[Step]]) -> None:
    """Saves the facts on the way and at the end, however it ends."""
    account, failure = _Account(), ""
    requests: Mapping[str, int] = {}
    try:
        with session() as hosts, _progress(run, kind) as show:
            requests = hosts.requests
            written = time.monotonic()
            for step in steps(Refresh(hosts, run.today, run.report)):
                account.done += step.items
                account.notices += step.notices
                account.errors += step.errors
                account.unsaved.append(step)
                show(account.done)
                for notice in step.notices:
                    run.report(notice)
                if time.monotonic() - written > SECONDS_BETWEEN_WRITES:
                    _save(run, kind, account)
                    written = time.monotonic()
    except RequestFailed as error:
        failure = str(error)
    except KeyboardInterrupt:
        failure = "interrupted"
    _save(run, kind, account)
    if failure:
        done = f"updated {account.done} of {count_of(len(kind.due), kind.unit)}"
        account.errors.append(f"{failure}; {done}, run it again later")
    elif not kind.due and not run.as_json and not run.is_quiet:
        print_text(f"{kind.name}: all {count_of(len(kind.chosen), kind.unit)} are up to date\n")
    if run.as_json:
        print_text(_json(kind, account, requests))
    if account.errors:
        fail("; ".join(account.errors))


def _save(run: Run, kind: Kind, account: _Account) -> None:
    """The files may have changed since the run began."""
    if not account.unsaved:
        return
    listed = {*kind.listed}
    abstracts = {key: each for step in account.unsaved for key, each in step.abstracts.items()}
    with changing(run.data):
        if abstracts:
            abstracts = {**_abstracts(run.data), **abstracts}
        facts = _facts(run.data)
        for step in account.unsaved:
            facts = facts.updated(step.facts)
        table = getattr(facts, kind.table)
        kept = {key: record for key, record in table.items() if key in listed}
        write_or_exit(run.data / FACTS, render_facts(facts.model_copy(update={kind.table: kept})))
        if abstracts:
            kept = {key: each for key, each in abstracts.items() if key in listed}
            write_or_exit(run.data / ABSTRACTS, render_facts(Abstracts(kept)))
    account.unsaved.clear()


def _progress(run: Run, kind: Kind) -> AbstractContextManager[Callable[[int], None]]:
    if run.is_quiet or run.as_json:
        return nullcontext(lambda _: None)
    return counting(kind.name, kind.unit, len(kind.due))


def _json(kind: Kind, account: _Account, requests: Mapping[str, int]) -> str:
    content = {
        "kind": kind.table,
        "due": len(kind.due),
        "updated": account.done,
        "requests": dict(sorted(requests.items())),
        "notices": account.notices,
        "errors": account.errors,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
