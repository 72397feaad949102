"""What the commands share: their group, the options of several commands, today's date."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from paperlist.catalogue.problems import printable, quote
from paperlist.catalogue.values import Malformed, parse_day

Callback = Callable[[click.Context, click.Parameter, str | None], str | None]

data_option = click.option(
    "--data",
    default="data",
    type=click.Path(path_type=Path),
    help="Folder with the data files.",
    show_default=True,
)
config_option = click.option(
    "--config",
    default="mkdocs.yml",
    type=click.Path(path_type=Path),
    help="Configuration file of the site.",
    show_default=True,
)
quiet_option = click.option("--quiet", is_flag=True, help="No progress, only errors.")
account_option = click.option(
    "--json", "as_json", is_flag=True, help="Print an account of the run as JSON."
)


@dataclass(frozen=True)
class Command:
    """A function of a module in this package; `summary` is the first sentence of its help."""

    module: str
    function: str
    summary: str
    extra: str = ""
    """The optional dependencies in pyproject.toml that it needs."""


EXTRA = "bundle"
# A module is imported when its command runs: `check` and `--help` need neither network nor
# Markdown, and start faster without them.
COMMANDS: Mapping[str, Command] = {
    "accept": Command("accept", "accept", "Apply an issue form: add or correct a paper."),
    "add": Command("add", "add", "Add papers by arXiv id, DOI or link."),
    "bundle": Command("bundle", "bundle", "Join papers to one PDF with bookmarks.", EXTRA),
    "check": Command("check", "check", "Check the data files and print every problem."),
    "decide": Command("decide", "decide", "Add and refuse the papers ticked in an issue."),
    "diff": Command("diff", "diff", "Compare two versions of the data."),
    "download": Command(
        "download", "download", "Download papers as PDFs with readable names.", EXTRA
    ),
    "export": Command("export", "export", "Export papers as BibTeX, CSV, JSON or another format."),
    "find": Command("find", "find", "Find papers that may belong in the list."),
    "format": Command("format", "format_", "Sort and format the data files."),
    "import": Command("import_", "import_", "Convert another list to entries."),
    "mcp": Command("mcp", "mcp", "Serve the list to agents over MCP (stdio).", "mcp"),
    "new": Command("new", "new", "Start a list of your own."),
    "refresh": Command("refresh", "refresh", "Update facts.json with facts from other hosts."),
    "remove": Command("remove", "remove", "Remove a paper, and keep its page and the reason."),
    "report": Command("report", "report", "List what a maintainer should look at."),
    "search": Command("search", "search", "Search the list, best match first."),
    "write": Command("write", "write", "Write the generated pages as files."),
}


@contextmanager
def _printable_errors() -> Iterator[None]:
    """click repeats a wrong option or argument as it was typed."""
    try:
        yield
    except click.ClickException as error:
        error.message = printable(error.message)  # type: ignore[misc]
        raise


class _Commands(click.Group):
    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        with _printable_errors():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _printable_errors():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = COMMANDS[cmd_name]
        try:
            module = import_module(f"paperlist.cli.{command.module}")
        except ModuleNotFoundError as error:
            if not command.extra or (error.name or "").startswith("paperlist"):
                raise
            install = f"pip install --editable '.[{command.extra}]'"
            message = f"{cmd_name} needs more packages; install them with: {install}"
            raise click.UsageError(message) from None
        function: click.Command = getattr(module, command.function)
        return function

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Click imports every command for its summary, and cuts long ones."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].summary) for name in sorted(COMMANDS)])


@click.group(cls=_Commands)
@click.version_option(package_name="paperlist")
def main() -> None:
    """Maintain a list of papers that is kept as YAML files."""


def valid(parse: Callable[[str], str]) -> Callback:
    """The option accepts what the data accepts."""

    def callback(
        context: click.Context, parameter: click.Parameter, text: str | None
    ) -> str | None:
        try:
            return None if text is None else parse(text)
        except Malformed as error:
            message = f"{quote(text or '')} {error.with_hint}"
            raise click.BadParameter(message, context, parameter) from None

    return callback


def existing(config: Path) -> Path:
    if not os.path.lexists(config):
        message = f"{quote(str(config))} does not exist; write the path of mkdocs.yml"
        raise click.BadParameter(message, param_hint="--config")
    return config


def today() -> str:
    """YYYY-MM-DD; SOURCE_DATE_EPOCH sets it, for reproducible output."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return parse_day(now.date().isoformat())
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH {quote(epoch or '')} is not a valid time in seconds"
        raise click.UsageError(message) from None
