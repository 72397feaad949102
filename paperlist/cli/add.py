"""`paperlist add`."""

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import click

from paperlist.catalogue.entries import did_you_mean
from paperlist.catalogue.load import PAPERS, load_catalogue
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.problems import Problem, quote, render_text
from paperlist.catalogue.values import Malformed, parse_link, parse_text
from paperlist.cli.asking import arxiv_option, doi_option
from paperlist.cli.group import data_option, today
from paperlist.cli.output import changing, fail, load_or_exit, print_text, write_or_exit
from paperlist.editing.adding import (
    NoPlace,
    Wishes,
    differences,
    find_known,
    insert_entries,
    make_record,
)
from paperlist.editing.suggestions import suggest_topics
from paperlist.sources import arxiv, doi
from paperlist.sources.identifiers import Identifier, parse_identifier
from paperlist.sources.metadata import Work
from paperlist.sources.network import Unanswered, session

Callback = Callable[[click.Context, click.Parameter, str | None], str | None]


def _valid(parse: Callable[[str], str]) -> Callback:
    """An option takes what the data would accept."""

    def callback(
        context: click.Context, parameter: click.Parameter, text: str | None
    ) -> str | None:
        try:
            return None if text is None else parse(text)
        except Malformed as error:
            raise click.BadParameter(_told(text or "", error), context, parameter) from None

    return callback


def _told(text: str, error: Malformed) -> str:
    return f"{quote(text)} {error}" + (f"; {error.hint}" if error.hint else "")


@click.command()
@click.argument("ids", metavar="ID-OR-ADDRESS...", nargs=-1, required=True)
@click.option("--topic", "topics", multiple=True, help="A topic of it; may be given again.")
@click.option("--code", callback=_valid(parse_link), help="Where its code is: https://…")
@click.option("--name", callback=_valid(parse_text), help="The short name people use.")
@click.option("--venue", callback=_valid(parse_text), help="Where it was published: SOSP 2023.")
@click.option("--recommended", type=click.Choice(["2", "3"]), help="2 recommended, 3 must read.")
@click.option("--dry-run", is_flag=True, help="Show the entry, and write nothing.")
@data_option
@arxiv_option
@doi_option
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
    """Add papers by arXiv id, DOI or the address of one.

    Title, authors and date come from arXiv or doi.org. The entry goes to its place in papers.yaml,
    where nothing else changes. When one of them cannot be had or would be wrong, none is written;
    one that is in the list already is told, and keeps no other out.
    """
    if len(ids) > 1 and (code or name or venue):
        raise click.UsageError("--code, --name and --venue are of one paper: add it alone")
    day = today()
    catalogue = load_or_exit(data)
    topics = tuple(dict.fromkeys(topics))
    _check_topics(topics, catalogue)
    wanted = dict.fromkeys(_identifier(text) for text in ids)
    works = _ask(list(wanted), arxiv_address, doi_address)
    wishes = Wishes(topics, code, name, venue, recommended)
    asked = [(work, _with_topics(wishes, work, catalogue)) for work in works]
    with nullcontext() if dry_run else changing(data):
        added = _Additions(data, day, dry_run=dry_run)
        for work, wish in asked:
            added.take(work, wish)
        added.finish()
    raise SystemExit(bool(added.known))


def _check_topics(topics: Sequence[str], catalogue: Catalogue) -> None:
    known = [topic.id for topic in catalogue.topics]
    for topic in topics:
        if topic not in known:
            every = f"the topics are {', '.join(known)}" if known else "topics.yaml has none yet"
            hint = did_you_mean(topic, known) or every
            raise click.BadParameter(f"'{topic}' is no topic: {hint}", param_hint="--topic")


def _identifier(text: str) -> Identifier:
    try:
        return parse_identifier(text)
    except Malformed as error:
        raise click.UsageError(_told(text, error)) from None


def _ask(wanted: list[Identifier], arxiv_address: str, doi_address: str) -> list[Work]:
    """Each work once, in the order asked for; ends the command when one cannot be had."""
    on_arxiv = [each.text for each in wanted if each.kind == "arxiv"]
    try:
        with session() as hosts:
            found = arxiv.fetch_arxiv(hosts, on_arxiv, arxiv_address) if on_arxiv else {}
            works = {
                each: found.get(each.text)
                if each.kind == "arxiv"
                else doi.fetch_doi(hosts, each.text, doi_address)
                for each in wanted
            }
    except Unanswered as error:
        fail(f"{error}; nothing was added")
    for identifier, work in works.items():
        if work is None:
            fail(f"{identifier} does not exist, says arXiv; nothing was added")
        elif work.withdrawn:
            fail(f"{identifier} was withdrawn: {quote(work.withdrawn)}; nothing was added")
    return [work for work in works.values() if work]


def _with_topics(wishes: Wishes, work: Work, catalogue: Catalogue) -> Wishes:
    """The topics given; else those that a person at a terminal chooses; else the end."""
    if wishes.topics or find_known(work, catalogue):
        return wishes
    likely = suggest_topics(catalogue, work.title)
    every = [topic.id for topic in catalogue.topics]
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        shown = f"\n  likely: {', '.join(likely)}" if likely else ""
        raise click.UsageError(
            f"which topic has {quote(work.title)}? Give it with --topic, one or more times"
            f"{shown}\n  all: {', '.join(every)}"
        )
    click.echo(f"{work.title}\n  all topics: {', '.join(every)}")

    def chosen(text: str) -> tuple[str, ...]:
        topics = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        if not topics:
            raise click.UsageError("name one topic at least")
        _check_topics(topics, catalogue)
        return topics

    default = ", ".join(likely[:1]) or None
    topics = click.prompt("Topics, parted by commas", default=default, value_proc=chosen)
    return replace(wishes, topics=topics)


class _Additions:
    """The new text of papers.yaml, grown entry by entry and written at the end."""

    def __init__(self, data: Path, day: str, *, dry_run: bool) -> None:
        self.data = data
        self.day = day
        self.dry_run = dry_run
        self.path = data / PAPERS
        self.shown = self.path.as_posix()
        # Another run may have changed it while this one asked.
        self.catalogue = load_or_exit(data)
        self.problems: tuple[Problem, ...] = ()
        self.text = self.path.read_bytes().decode()
        self.ids: list[str] = []
        self.known: list[str] = []

    def take(self, work: Work, wishes: Wishes) -> None:
        if paper := find_known(work, self.catalogue):
            self._tell_known(paper, work, wishes)
            return
        record = make_record(work, wishes, self.catalogue, self.day)
        try:
            self.text = insert_entries(self.text, [record], self.shown)
        except NoPlace as error:
            fail(f"{self.shown}: {error}; run `paperlist format` first")
        loaded = load_catalogue(self.data, self.data.as_posix(), {PAPERS: self.text})
        if loaded.catalogue is None:
            click.echo(render_text(loaded.problems), nl=False, err=True)
            fail(f"the entry of {quote(work.title)} would be wrong; nothing was added")
        self.catalogue, self.problems = loaded.catalogue, loaded.problems
        self.ids.append(str(record["id"]))
        if record["title"] != work.title:
            click.echo(f"the title was in capitals, look at it: {record['title']}", err=True)

    def finish(self) -> None:
        """Writes what has changed, and shows it."""
        if not self.ids:
            return
        places = [self.catalogue.lines[each] for each in self.ids]
        for problem in self.problems:
            if any(first <= problem.line <= last for first, last in places):
                click.echo(str(problem), err=True)
        if not self.dry_run:
            write_or_exit(self.path, self.text)
        outcome = "would be added" if self.dry_run else "added"
        lines = self.text.splitlines()
        for each, (first, last) in zip(self.ids, places, strict=True):
            entry = "".join(f"+{line}\n" for line in lines[first - 1 : last])
            print_text(f"{self.shown}:{first}: '{each}' {outcome}\n{entry}")

    def _tell_known(self, paper: Paper, work: Work, wishes: Wishes) -> None:
        self.known.append(paper.id)
        place = f"{self.shown}:{self.catalogue.lines[paper.id][0]}"
        click.echo(f"{place}: {quote(paper.label)} is in the list already", err=True)
        for difference in differences(paper, work, wishes):
            click.echo(f"  {difference}", err=True)
