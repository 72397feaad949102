"""The help of the commands: whole, complete, and quick."""

import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from paperlist.cli import main
from paperlist.cli.group import COMMANDS
from paperlist.cli.refresh import refresh
from paperlist.exports import CITATIONS, FORMATS
from tests.support.catalogues import ROOT

HELPERS = {
    "__init__",
    "__main__",
    "group",
    "hosts",
    "output",
    "changes",
    "corrections",
    "additions",
    "progress",
    "refreshing",
    "fetching",
    "selecting",
}


def help_of(*args):
    result = CliRunner().invoke(main, [*args, "--help"], terminal_width=80)
    assert result.exit_code == 0
    return result.stdout


def test_every_module_of_a_command_is_in_the_table():
    """Add a `Command` to `COMMANDS` in paperlist/cli/group.py for each module listed here."""
    modules = {path.stem for path in (ROOT / "paperlist/cli").glob("*.py")}
    modules = {name for name in modules if not name.startswith("refresh_")}  # of the group
    assert sorted(modules - HELPERS) == sorted({command.module for command in COMMANDS.values()})


def test_every_summary_is_whole_and_on_one_line():
    lines = help_of().splitlines()
    for name, command in COMMANDS.items():
        assert [line.split() for line in lines].count([name, *command.summary.split()]) == 1
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_a_summary_is_how_the_help_of_its_command_begins(name):
    assert help_of(name).split("\n\n")[1].strip() == COMMANDS[name].summary


def test_the_commands_of_a_group_have_whole_summaries():
    listed = help_of("refresh").partition("Commands:\n")[2].split("\n")
    for name, command in refresh.commands.items():
        summary = command.help.partition("\n")[0]
        assert [line.split() for line in listed].count([name, *summary.split()]) == 1


def test_the_help_imports_no_command():
    """Their modules need the network, Markdown and templates, which take long to import."""
    names = "{'httpx', 'markdown_it', 'jinja2', 'paperlist.cli.add'}"
    code = (
        "import sys\nfrom paperlist.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"assert not {names} & {{*sys.modules}}"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Commands:" in run.stdout


def test_the_help_of_export_lists_every_format_in_its_group():
    rows = dict(re.findall(r"(?m)^  (\w+): +(.+)$", help_of("export")))
    listed = {group: names.split(", ") for group, names in rows.items()}
    assert sorted(name for names in listed.values() for name in names) == sorted(FORMATS)
    assert listed["Citations"] == [*CITATIONS]
    assert listed["Feeds"] == ["atom", "json-feed"]


NEEDED = {"bundle": "pikepdf", "mcp": "mcp"}


@pytest.mark.parametrize(
    ("name", "extra"),
    [(name, command.extra) for name, command in COMMANDS.items() if command.extra],
)
def test_a_command_without_its_packages_says_what_to_install(name, extra):
    code = (
        f"import sys\nsys.modules['{NEEDED[extra]}'] = None\n"
        f"from paperlist.cli import main\nmain(['{name}', '--help'])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1] == (
        f"Error: {name} needs more packages; install them with: pip install --editable '.[{extra}]'"
    )
