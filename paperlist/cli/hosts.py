"""The options of commands that send requests to other hosts."""

import click

from paperlist.sources import arxiv, doi
from paperlist.sources.network import played_by

arxiv_option = click.option(
    "--arxiv-address", default=arxiv.ADDRESS, help="URL of the arXiv API.", show_default=True
)
doi_option = click.option(
    "--doi-address", default=doi.ADDRESS, help="URL of the DOI resolver.", show_default=True
)


def _play(context: click.Context, _: click.Parameter, address: str | None) -> None:
    if address is not None:
        context.with_resource(played_by(address))


# For tests: one server plays every host, in folders of their names.
hosts_option = click.option("--hosts", hidden=True, expose_value=False, callback=_play)
