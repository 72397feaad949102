"""The options of commands that ask other hosts."""

import click

from paperlist.sources import arxiv, doi

arxiv_option = click.option(
    "--arxiv-address", default=arxiv.ADDRESS, help="Where arXiv is asked.", show_default=True
)
doi_option = click.option(
    "--doi-address", default=doi.ADDRESS, help="Where DOIs are asked.", show_default=True
)
