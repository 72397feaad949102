"""The options of commands that send requests to other hosts."""

import click

from paperlist.sources import arxiv, doi

arxiv_option = click.option(
    "--arxiv-address", default=arxiv.ADDRESS, help="URL of the arXiv API.", show_default=True
)
doi_option = click.option(
    "--doi-address", default=doi.ADDRESS, help="URL of the DOI resolver.", show_default=True
)
