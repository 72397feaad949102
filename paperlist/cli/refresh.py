"""`paperlist refresh`."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import click

from paperlist.catalogue.facts import Facts, load_facts, render_facts
from paperlist.catalogue.load import FACTS, PAPERS
from paperlist.catalogue.problems import quote, render_text
from paperlist.catalogue.records import load_entries
from paperlist.catalogue.source import SourceError
from paperlist.catalogue.values import ARXIV
from paperlist.cli.asking import arxiv_option
from paperlist.cli.group import data_option, today
from paperlist.cli.output import changing, count_of, fail, print_text, write_or_exit
from paperlist.sources import arxiv
from paperlist.sources.metadata import Work
from paperlist.sources.network import Unanswered, pause, session
from paperlist.sources.refreshing import SECONDS_BETWEEN, ask_patiently, batches, with_works


@click.group()
def refresh() -> None:
    """Ask other hosts for facts about the papers, and keep the answers in facts.json."""


@refresh.command("arxiv")
@data_option
@arxiv_option
def refresh_arxiv(data: Path, arxiv_address: str) -> None:
    """Ask arXiv for the title and the authors of every paper of the list that it has.

    A hundred papers in a request, three seconds between two. A run that was cut goes on where it
    stopped when it is started again on the same day.
    """
    day = today()
    ids = _arxiv_ids(data)
    left = batches(ids, _facts(data).arxiv, day)
    all_papers = count_of(len(ids), "paper")
    missing: list[str] = []
    done = len(ids) - sum(map(len, left))
    try:
        for batch, works in _answers(left, arxiv_address):
            with changing(data):
                facts = with_works(_facts(data), works, set(ids), day)
                write_or_exit(data / FACTS, render_facts(facts))
            done += len(batch)
            missing += [each for each in batch if each not in works]
            print_text(f"arXiv: {done} of {all_papers}\n")
            for each, work in works.items():
                if work.withdrawn:
                    click.echo(f"arXiv {each} was withdrawn: {quote(work.withdrawn)}", err=True)
    except Unanswered as error:
        fail(f"{error}; known: {done} of {all_papers}, start again later")
    if not left:
        print_text(f"arXiv: all of {all_papers} were asked for today\n")
    if missing:
        fail(f"arXiv has no paper {', '.join(missing)}")


def _answers(left: list[list[str]], address: str) -> Iterator[tuple[list[str], Mapping[str, Work]]]:
    with session() as hosts:
        for number, batch in enumerate(left):
            if number:
                pause(SECONDS_BETWEEN)
            ask = partial(arxiv.fetch_arxiv, hosts, batch, address)
            yield batch, ask_patiently(ask, partial(click.echo, err=True))


def _arxiv_ids(data: Path) -> list[str]:
    """Of the entries as they stand: an error of another kind is no reason to know less."""
    try:
        entries = load_entries(data / PAPERS)
    except SourceError as error:
        click.echo(str(error.problem), err=True)
        raise SystemExit(1) from None
    found = (str(entry.get("arxiv", "")) for entry in entries.values())
    return list(dict.fromkeys(arxiv_id for arxiv_id in found if ARXIV.fullmatch(arxiv_id)))


def _facts(data: Path) -> Facts:
    facts, problems = load_facts(data / FACTS, (data / FACTS).as_posix())
    if problems:
        click.echo(render_text(problems), nl=False, err=True)
        raise SystemExit(1)
    return facts
