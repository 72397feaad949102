"""`paperlist refresh`."""

from pathlib import Path

import click

from paperlist.catalogue.facts import Facts, load_facts, render_facts
from paperlist.catalogue.load import FACTS
from paperlist.catalogue.problems import count_of, quote, render_text
from paperlist.catalogue.reading.records import load_papers
from paperlist.catalogue.reading.source import SourceError
from paperlist.cli.changes import changing, write_or_exit
from paperlist.cli.group import data_option, today
from paperlist.cli.hosts import arxiv_option, hosts_option
from paperlist.cli.output import fail, print_text, warn
from paperlist.sources.network import RequestFailed
from paperlist.sources.refreshing import batches, fetch_batches, listed_ids, with_metadata


@click.group()
def refresh() -> None:
    """Update facts.json with facts from other hosts."""


@refresh.command("arxiv")
@data_option
@arxiv_option
@hosts_option
def refresh_arxiv(data: Path, arxiv_address: str) -> None:
    """Fetch titles and authors of listed papers from arXiv.

    Sends one request per hundred papers, with three seconds between requests. An interrupted run
    resumes when it is started again on the same day.
    """
    day = today()
    ids = _arxiv_ids(data)
    left = batches(ids, _facts(data).arxiv, day)
    total = count_of(len(ids), "paper")
    missing: list[str] = []
    done = len(ids) - sum(map(len, left))
    try:
        for batch, fetched in fetch_batches(left, arxiv_address, warn):
            with changing(data):
                facts = with_metadata(_facts(data), fetched, set(ids), day)
                write_or_exit(data / FACTS, render_facts(facts))
            done += len(batch)
            missing += [each for each in batch if each not in fetched]
            print_text(f"arXiv: {done} of {total}\n")
            for each, metadata in fetched.items():
                if metadata.withdrawn:
                    warn(f"arXiv {each} was withdrawn: {quote(metadata.withdrawn)}")
    except RequestFailed as error:
        fail(f"{error}; updated {done} of {total}, run it again later")
    if not left:
        print_text(f"arXiv: all {total} are up to date for today\n")
    if missing:
        fail(f"arXiv has no paper {', '.join(missing)}")


def _arxiv_ids(data: Path) -> list[str]:
    try:
        return listed_ids(load_papers(data).values())
    except SourceError as error:
        warn(error.problem)
        raise SystemExit(1) from None


def _facts(data: Path) -> Facts:
    facts, problems = load_facts(data / FACTS, (data / FACTS).as_posix())
    if problems:
        click.echo(render_text(problems), nl=False, err=True)
        raise SystemExit(1)
    return facts
