"""`paperlist mcp`."""

import sys
from pathlib import Path

import click

from paperlist.agents import make_server
from paperlist.cli.group import config_option, data_option
from paperlist.cli.output import load_or_exit
from paperlist.cli.selecting import site_or_exit


@click.command()
@data_option
@config_option
def mcp(data: Path, config: Path) -> None:
    """Serve the list to agents over MCP (stdio).

    A client of the Model Context Protocol starts this command, and gets the tools search, get, cite
    and topics. They only read. The data is read once, at the start.
    """
    if sys.stdin.isatty():
        # The SDK would wait for a client, and not end with Ctrl+C.
        raise click.UsageError(
            "mcp talks to a program; start it from an MCP client, not a terminal"
        )
    make_server(load_or_exit(data), site_or_exit(config)).run("stdio")
