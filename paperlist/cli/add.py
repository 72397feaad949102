"""`paperlist add`."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from paperlist.catalogue import Catalogue
from paperlist.catalogue.problems import printable, quote
from paperlist.catalogue.values import parse_link, parse_text
from paperlist.cli.additions import add_and_print, fetch_new
from paperlist.cli.changes import open_or_exit
from paperlist.cli.group import data_option, today, valid
from paperlist.cli.hosts import arxiv_option, doi_option, hosts_option
from paperlist.editing import EditError, Overrides
from paperlist.editing.adding import needs_topics
from paperlist.editing.form_values import identify
from paperlist.editing.suggestions import suggest_topics
from paperlist.editing.topics import UnknownTopic, require_topics, topic_ids
from paperlist.sources.identifiers import Identifier
from paperlist.sources.lookup import Addresses
from paperlist.sources.metadata import Metadata


class _NoTopic(click.UsageError):
    def __init__(self, title: str, topics: Mapping[str, str]) -> None:
        super().__init__(f"choose a topic for {quote(title)} with --topic")
        self.topics = topics

    def format_message(self) -> str:
        lines = (f"\n  {which}: {names}" for which, names in self.topics.items() if names)
        return "".join([self.message, *lines])


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--topic", "topics", multiple=True, help="Topic of the paper; can be repeated.")
@click.option("--code", callback=valid(parse_link), help="Link to the code: https://…")
@click.option("--name", callback=valid(parse_text), help="Short name that people use.")
@click.option("--venue", callback=valid(parse_text), help="Venue with the year: SOSP 2023.")
@click.option("--recommended", type=click.Choice(["2", "3"]), help="2 recommended, 3 must read.")
@click.option("--dry-run", is_flag=True, help="Print the entry, but do not write it.")
@data_option
@arxiv_option
@doi_option
@hosts_option
def add(  # noqa: PLR0913
    *,
    ids: tuple[str, ...],
    topics: tuple[str, ...],
    code: str | None,
    name: str | None,
    venue: str | None,
    recommended: str | None,
    dry_run: bool,
    data: Path,
    arxiv_address: str,
    doi_address: str,
) -> None:
    """Add papers by arXiv id, DOI or link.

    Title, authors and date come from arXiv or doi.org. Each entry is inserted by date into
    papers.yaml, or into the part of the list that has the newest paper; nothing else in the file
    changes. If any paper fails, nothing is written. Papers already listed are reported and
    skipped, and the exit code is 1.
    """
    if len(ids) > 1 and (code or name or venue):
        raise click.UsageError("--code, --name and --venue work with a single paper only")
    day = today()
    copy = open_or_exit(data, day)
    topics = tuple(dict.fromkeys(topics))
    _require_topics(topics, copy.catalogue)
    overrides = Overrides(topics, code, name, venue, recommended)
    identifiers = [_identifier(text) for text in ids]
    papers, is_listed = fetch_new(
        copy, identifiers, overrides, Addresses(arxiv_address, doi_address)
    )
    additions = [(paper, _with_topics(overrides, paper, copy.catalogue)) for paper in papers]
    add_and_print(copy, additions, day, dry_run=dry_run)
    raise SystemExit(is_listed)


def _require_topics(topics: tuple[str, ...], catalogue: Catalogue) -> None:
    try:
        require_topics(topics, catalogue)
    except UnknownTopic as error:
        raise click.BadParameter(str(error), param_hint="--topic") from None


def _identifier(text: str) -> Identifier:
    try:
        return identify(text)
    except EditError as error:
        raise click.UsageError(str(error)) from None


def _with_topics(overrides: Overrides, paper: Metadata, catalogue: Catalogue) -> Overrides:
    """The topics given, else those that a person at a terminal chooses."""
    if not needs_topics(paper, overrides, catalogue):
        return overrides
    likely = suggest_topics(catalogue, paper.title)
    every = ", ".join(topic.id for topic in catalogue.topics)
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise _NoTopic(paper.title, {"likely": ", ".join(likely), "all": every})
    click.echo(f"{printable(paper.title)}\n  all topics: {every}")

    def chosen(text: str) -> tuple[str, ...]:
        topics = topic_ids(text, catalogue.topics)
        if not topics:
            raise click.UsageError("enter at least one topic")
        _require_topics(topics, catalogue)
        return topics

    default = ", ".join(likely[:1]) or None
    topics = click.prompt("Topics (comma-separated)", default=default, value_proc=chosen)
    return replace(overrides, topics=topics)
