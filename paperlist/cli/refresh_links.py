"""`paperlist refresh links`."""

import click

from paperlist.catalogue.reading.records import Record, load_entries
from paperlist.cli.refreshing import Kind, Run, refresh_options, run_steps, source_errors_exit
from paperlist.sources.links import listed_links, refresh_links
from paperlist.sources.refreshing import dates_of

OTHERS = ("engines.yaml", "collections.yaml")


@click.command("links")
@refresh_options
def links(run: Run) -> None:
    """Check whether the links of the list still work.

    Sends one request per second to each host, and to sixteen hosts at a time. A link that is
    missing in two runs at least three days apart is gone. An interrupted run resumes when it is
    started again on the same day.
    """
    listed = listed_links([*run.entries.values(), *_others(run)])
    is_whole = run.chosen.keys() == run.entries.keys()
    chosen = listed if is_whole else listed_links(run.chosen.values())
    due = run.due.of(dates_of(chosen, run.facts.links))
    kind = Kind("Links", "link", "links", listed, chosen, due)
    run_steps(run, kind, lambda refresh: refresh_links(refresh, due, listed, run.facts.links))


def _others(run: Run) -> list[Record]:
    """Engines and collections have links too."""
    files = [run.data / name for name in OTHERS if (run.data / name).exists()]
    with source_errors_exit():
        return list(load_entries(files).values())
