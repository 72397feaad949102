"""The command line: a module for each command, and `main`, which runs them."""

from paperlist.cli.group import main

__all__ = ["main"]
