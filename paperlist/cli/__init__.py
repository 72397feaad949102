"""The command line: each module has the command of its name."""

from paperlist.cli import add, check, diff, export, format, refresh, write  # noqa: A004
from paperlist.cli.group import main

__all__ = ["add", "check", "diff", "export", "format", "main", "refresh", "write"]
