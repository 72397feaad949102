"""What the commands share: their group, the options that several have, today's date."""

import os
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import click

from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import parse_day

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


# Module and function of each command; the module is imported when the command is asked for, since
# `check` needs neither network nor Markdown, and should answer at once.
COMMANDS = {
    "accept": ("accept", "accept"),
    "add": ("add", "add"),
    "check": ("check", "check"),
    "diff": ("diff", "diff"),
    "export": ("export", "export"),
    "format": ("format", "format_"),
    "import": ("import_", "import_"),
    "refresh": ("refresh", "refresh"),
    "write": ("write", "write"),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name]
        found: click.Command = getattr(import_module(f"paperlist.cli.{module}"), function)
        return found


@click.group(cls=_Commands)
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
