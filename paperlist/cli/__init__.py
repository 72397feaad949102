"""The command line: each module has the command of its name."""

# ruff: noqa: A004 - a command is called format
from paperlist.cli import accept, add, check, diff, export, format, import_, refresh, write
from paperlist.cli.group import main

__all__ = [
    "accept",
    "add",
    "check",
    "diff",
    "export",
    "format",
    "import_",
    "main",
    "refresh",
    "write",
]
