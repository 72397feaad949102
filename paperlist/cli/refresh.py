"""`paperlist refresh`."""

import click

from paperlist.cli.hosts import arxiv_option
from paperlist.cli.refresh_links import links
from paperlist.cli.refresh_stars import refresh_stars
from paperlist.cli.refresh_works import works
from paperlist.cli.refreshing import Kind, Run, refresh_options, run_steps
from paperlist.sources import arxiv_records
from paperlist.sources.refreshing import dates_of


@click.group()
def refresh() -> None:
    """Update facts.json with facts from other hosts."""


@refresh.command("arxiv")
@refresh_options
@arxiv_option
def refresh_arxiv(run: Run, arxiv_address: str) -> None:
    """Fetch titles, authors and abstracts of listed papers from arXiv.

    Sends one request per hundred papers, with three seconds between requests. An interrupted run
    resumes when it is started again on the same day.
    """
    listed = arxiv_records.arxiv_ids(run.entries.values())
    chosen = arxiv_records.arxiv_ids(run.chosen.values())
    due = run.due.of(dates_of(chosen, run.facts.arxiv))
    kind = Kind("arXiv", "paper", "arxiv", listed, chosen, due)
    run_steps(run, kind, lambda refresh: arxiv_records.refresh_arxiv(refresh, due, arxiv_address))


refresh.add_command(links)
refresh.add_command(refresh_stars)
refresh.add_command(works)
