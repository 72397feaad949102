"""Imports point one way; the catalogue knows no MkDocs; one module the network, one a clock."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter

import pytest

from tests.catalogues import ROOT

SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "paperlist").rglob("*.py"))
}
MODULES = sorted(SOURCES)
NETWORK = {
    *("aiohttp", "anyio", "ftplib", "http", "httpx"),
    *("requests", "smtplib", "socket", "ssl", "urllib3"),
}
CLOCK = {"now", "today", "utcnow"}
PROGRAMS = {"multiprocessing", "pty", "subprocess"}
EXPORTS = [module for module in MODULES if module.startswith("paperlist.exports")]
# What is made of the catalogue once it is read.
MADE = {
    "book", "charts", "citation", "links", "navigation", "pages", "related", "schema_org",
    "selection", "site", "titles", "trends", "words", "write",
}  # fmt: skip


def imported(path):
    """Full names of modules, and of what is taken from them."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def roots(path):
    return {name.partition(".")[0] for name in imported(path)}


def own(path):
    """The modules of the project that a file imports."""
    return {name for name in imported(path) if name in SOURCES} - {"paperlist"}


def test_all_modules_are_looked_at():
    assert {"paperlist.model", "paperlist.pages", "paperlist.exports.bibtex"} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_no_module_knows_mkdocs(module):
    assert not {root for root in roots(SOURCES[module]) if root.startswith(("mkdocs", "material"))}


@pytest.mark.parametrize("module", MODULES)
def test_only_one_module_opens_a_socket(module):
    names = imported(SOURCES[module])
    if module == "paperlist.network":
        return
    assert not roots(SOURCES[module]) & NETWORK
    assert not {name for name in names if name.startswith("urllib") and "parse" not in name} - {
        "urllib"
    }


@pytest.mark.parametrize("module", MODULES)
def test_only_the_edge_asks_for_the_time(module):
    tree = ast.parse(SOURCES[module].read_text("utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asks = {func.attr for func in calls if isinstance(func, ast.Attribute)} & CLOCK
    assert not asks or module == "paperlist.cli.group"
    # Of the network alone: how long an answer takes, and a pause between two questions.
    assert "time" not in roots(SOURCES[module]) or module == "paperlist.network"


def test_model_and_values_import_the_standard_library_pydantic_and_each_other():
    for module in ("model", "values"):
        path = SOURCES[f"paperlist.{module}"]
        assert roots(path) <= {*sys.stdlib_module_names, "pydantic", "paperlist"}
        assert own(path) <= {"paperlist.model", "paperlist.values"}


def test_problems_import_the_standard_library_only():
    assert roots(SOURCES["paperlist.problems"]) <= sys.stdlib_module_names


def test_no_two_modules_import_each_other():
    graph = {
        module: own(path) - {module} for module, path in SOURCES.items() if module != "paperlist"
    }
    assert set(TopologicalSorter(graph).static_order()) >= set(graph)


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_line_knows_the_command_line(module):
    if module.startswith("paperlist.cli"):
        return
    assert not {name for name in imported(SOURCES[module]) if name.startswith("paperlist.cli")}
    assert "click" not in roots(SOURCES[module])


@pytest.mark.parametrize("module", MODULES)
def test_reading_asks_nobody(module):
    """Only the commands `add` and `refresh` lead to the network."""
    asking = {"arxiv", "doi", "network", "refreshing"}
    names = {f"paperlist.{name}" for name in asking}
    may = module in names or module.startswith("paperlist.cli")
    assert may or not own(SOURCES[module]) & names


@pytest.mark.parametrize(
    "module",
    ["source", "syntax", "entries", "facts", "rules", "load", "model", "spelling", "values"],
)
def test_reading_the_data_knows_nothing_of_what_is_made_of_it(module):
    made = {f"paperlist.{name}" for name in MADE} | {*EXPORTS}
    assert not own(SOURCES[f"paperlist.{module}"]) & made
    assert "jinja2" not in roots(SOURCES[f"paperlist.{module}"])


@pytest.mark.parametrize("module", EXPORTS)
def test_exports_know_nothing_of_pages(module):
    pages = {
        f"paperlist.{name}" for name in ("navigation", "pages", "schema_org", "trends", "write")
    }
    assert not own(SOURCES[module]) & pages


@pytest.mark.parametrize("name", ["citation", "links", "selection", "site", "titles"])
def test_what_pages_and_exports_share_knows_neither(name):
    makers = {"paperlist.book", "paperlist.pages", "paperlist.write", *EXPORTS}
    assert not own(SOURCES[f"paperlist.{name}"]) & makers


@pytest.mark.parametrize("module", MODULES)
def test_only_what_asks_git_starts_a_program(module):
    names = imported(SOURCES[module])
    assert bool(roots(SOURCES[module]) & PROGRAMS) == (module == "paperlist.revisions")
    assert not names & {"os.system", "os.popen", "asyncio"}


def test_a_check_needs_no_network_no_markdown_and_no_templates():
    """Their modules take longer to load than the data to check."""
    names = "{'httpx', 'markdown_it', 'jinja2'}"
    code = f"import sys, paperlist.cli.check; print(*{names} & {{*sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"


def test_the_hooks_know_the_catalogue_and_the_catalogue_not_the_hooks():
    assert "paperlist" in roots(ROOT / "hooks" / "site.py")
    assert not [module for module, path in SOURCES.items() if "hooks" in roots(path)]
