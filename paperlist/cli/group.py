"""What the commands share: their group, the options that several have, today's date."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from paperlist import arxiv, doi
from paperlist.problems import quote
from paperlist.values import parse_day

data_option = click.option(
    "--data",
    default="data",
    type=click.Path(path_type=Path),
    help="Folder of the data.",
    show_default=True,
)
config_option = click.option(
    "--config",
    default="mkdocs.yml",
    type=click.Path(path_type=Path),
    help="The configuration of the site.",
    show_default=True,
)


arxiv_option = click.option(
    "--arxiv-address", default=arxiv.ADDRESS, help="Where arXiv is asked.", show_default=True
)
doi_option = click.option(
    "--doi-address", default=doi.ADDRESS, help="Where DOIs are asked.", show_default=True
)


@click.group()
@click.version_option(package_name="paperlist")
def main() -> None:
    """Keep a list of papers as data."""


def existing(config: Path) -> Path:
    if not config.is_file():
        message = f"'{config}' is missing; it has the address of the site"
        raise click.BadParameter(message, param_hint="--config")
    return config


def today() -> str:
    """YYYY-MM-DD; SOURCE_DATE_EPOCH sets it, for the same outcome at any time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return parse_day(now.date().isoformat())
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {quote(epoch or '')}, and no time in seconds"
        raise click.UsageError(message) from None
