"""Imports point one way between packages, and a few things belong to one module each.

The catalogue knows no MkDocs; one module opens sockets, one starts programs, one reads the clock.
"""

import ast
import importlib
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter

import pytest

from tests.support.catalogues import ROOT

SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "paperlist").rglob("*.py"))
}
MODULES = sorted(SOURCES)
NETWORK = {
    *("aiohttp", "anyio", "ftplib", "http", "httpcore", "httpx"),
    *("requests", "smtplib", "socket", "ssl", "urllib3"),
}
CLOCK = {"now", "today", "utcnow"}
READS = {"read_text", "read_bytes", "copytree"}
READ_THEIR_OWN = {
    "paperlist.bundling.cache",
    *("paperlist.catalogue.languages", "paperlist.catalogue.names", "paperlist.exports.capitals"),
    *("paperlist.finding.pages", "paperlist.finding.recall", "paperlist.publishing.words"),
    *("paperlist.site.explorer.bundle", "paperlist.site.offline.files", "paperlist.site.writing"),
    *("paperlist.starting.project", "paperlist.starting.documents"),
}
PROGRAMS = {"multiprocessing", "pty", "subprocess"}
# Each package with those it may import from. CONTRIBUTING.md has the same map.
MAY_IMPORT = {
    "catalogue": {},
    "sources": {"catalogue"},
    "editing": {"catalogue", "sources"},
    "importing": {"catalogue", "sources", "editing"},
    "finding": {"catalogue", "sources", "editing", "importing"},
    "bundling": {"catalogue", "sources", "editing", "publishing"},
    "publishing": {"catalogue"},
    "health": {"catalogue", "publishing"},
    "history": {"catalogue", "publishing"},
    "searching": {"catalogue", "publishing"},
    "exports": {"catalogue", "publishing"},
    "site": {"catalogue", "publishing", "health", "exports"},
    "agents": {"catalogue", "publishing", "exports", "searching"},
    "starting": {"catalogue", "publishing", "exports", "site"},
    "cli": {
        *("catalogue", "sources", "editing", "importing", "finding"),
        *("publishing", "health", "history", "searching"),
        *("exports", "agents", "site", "starting", "bundling"),
    },
}


def package(module):
    """catalogue for paperlist.catalogue.rules.table."""
    return module.split(".")[1]


@cache
def tree(path):
    return ast.parse(path.read_text("utf-8"))


@cache
def imported(path):
    """Full names of modules, and of what is taken from them."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def roots(path):
    return {name.partition(".")[0] for name in imported(path)}


def own(path):
    """The modules of the project that a file imports; a package counts where its face is used."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & {*SOURCES}) | ({node.module} if inner - {*SOURCES} else set())
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return (found & {*SOURCES}) - {"paperlist"}


def called(path):
    """The names of the methods and of the functions that are called."""
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return (
        {func.attr for func in calls if isinstance(func, ast.Attribute)},
        {func.id for func in calls if isinstance(func, ast.Name)},
    )


def using(what, besides=()):
    """What each module uses of this, but for those that may; modules that use nothing left out."""
    found = {module: what(path) for module, path in SOURCES.items() if module not in besides}
    return {module: names for module, names in found.items() if names}


def test_all_modules_are_looked_at():
    assert {"paperlist.catalogue.model", "paperlist.site.pages", "paperlist.exports.bibtex"} <= set(
        MODULES
    )


def test_no_module_knows_mkdocs():
    assert using(lambda path: {*filter(is_mkdocs, roots(path))}) == {}


def is_mkdocs(root):
    return root.startswith(("mkdocs", "material"))


def test_only_one_module_opens_a_socket():
    assert using(sockets, besides={"paperlist.sources.network"}) == {}


def sockets(path):
    urllib = {name for name in imported(path) if name.startswith("urllib") and "parse" not in name}
    return (roots(path) & NETWORK) | (urllib - {"urllib"})


def test_only_one_module_opens_the_files_of_others():
    """Each of the exceptions reads files of this package, or its own copy of a document."""
    assert using(reads, besides=READ_THEIR_OWN) == {}


def reads(path):
    methods, functions = called(path)
    return (methods & READS) | (functions & {"open"})


def test_only_the_edge_asks_for_the_time():
    assert using(lambda path: called(path)[0] & CLOCK, besides={"paperlist.cli.group"}) == {}
    # A pause between two requests, and how long facts were not saved.
    timed = {"paperlist.sources.pacing", "paperlist.cli.refreshing"}
    assert using(lambda path: roots(path) & {"time"}, besides=timed) == {}


def test_every_package_has_its_place_and_its_face():
    folders = {path.parent.name for path in (ROOT / "paperlist").glob("*/__init__.py")}
    assert folders == set(MAY_IMPORT)
    for folder in folders:
        assert ast.get_docstring(tree(SOURCES[f"paperlist.{folder}"]))


@pytest.mark.parametrize("name", ["paperlist", *(f"paperlist.{name}" for name in MAY_IMPORT)])
def test_a_face_exports_what_it_imports(name):
    """`__all__` holds every name once, in order, and each of them exists."""
    exported = getattr(importlib.import_module(name), "__all__", [])
    nodes = [node for node in ast.walk(tree(SOURCES[name])) if isinstance(node, ast.ImportFrom)]
    assert sorted(exported) == sorted(alias.name for node in nodes for alias in node.names)
    assert len({*exported}) == len(exported)
    assert all(hasattr(sys.modules[name], each) for each in exported)


FACES = {name: SOURCES[name].parent for name in MODULES if SOURCES[name].stem == "__init__"}
EDGES = [*(ROOT / "hooks").glob("*.py"), *(ROOT / "paperlist/cli").glob("*.py")]


def exported_by(face):
    """The full names that a face exports, and those that they have in their modules."""
    for node in ast.walk(tree(SOURCES[face])):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{face}.{alias.name}", f"{node.module}.{alias.name}"


@pytest.mark.parametrize("face", FACES)
def test_every_name_of_a_face_is_used_outside(face):
    """By another package or a hook; pyproject.toml starts `main`."""
    paths = {*SOURCES.values(), *EDGES}
    outside = [path for path in paths if not path.is_relative_to(FACES[face])]
    used = {"paperlist.cli.main"}.union(*map(imported, outside))
    assert [name for name, _ in exported_by(face) if name not in used] == []


@pytest.mark.parametrize("path", EDGES, ids=lambda path: path.name)
def test_hooks_and_commands_take_a_name_from_its_face(path):
    """If it has one there; a module is named for the others."""
    outside = [face for face, folder in FACES.items() if not path.is_relative_to(folder)]
    names = {module: name for face in outside for name, module in exported_by(face)}
    assert [names[name] for name in imported(path) if name in names] == []


def test_at_most_two_modules_lie_outside_a_package():
    assert len([*(ROOT / "paperlist").glob("*.py")]) <= 2


def test_packages_import_one_way():
    for module in {*MODULES} - {"paperlist"}:
        may = {package(module), *MAY_IMPORT[package(module)]}
        assert {package(name) for name in own(SOURCES[module])} <= may, module


def test_the_map_of_the_packages_has_no_circle():
    assert set(TopologicalSorter(MAY_IMPORT).static_order()) == set(MAY_IMPORT)


def test_the_values_of_the_catalogue_need_few_libraries():
    names = ("model", "facts", "fields", "values", "invisible", "repositories", "problems")
    modules = {f"paperlist.catalogue.{name}" for name in names}
    for module in modules:
        assert roots(SOURCES[module]) <= {*sys.stdlib_module_names, "pydantic", "idna", "paperlist"}
        assert own(SOURCES[module]) <= {
            *modules,
            "paperlist.catalogue",
            "paperlist.catalogue.languages",
            "paperlist.catalogue.names",
        }


def test_problems_import_the_standard_library_only():
    assert roots(SOURCES["paperlist.catalogue.problems"]) <= sys.stdlib_module_names


def test_no_two_modules_import_each_other():
    graph = {
        module: own(path) - {module} for module, path in SOURCES.items() if module != "paperlist"
    }
    assert set(TopologicalSorter(graph).static_order()) >= set(graph)


def test_only_the_command_line_knows_the_command_line():
    commands = {module for module in MODULES if module.startswith("paperlist.cli")}
    assert using(command_line, besides=commands) == {}


def command_line(path):
    names = {name for name in imported(path) if name.startswith("paperlist.cli")}
    return names | (roots(path) & {"click"})


def test_only_what_asks_git_or_reads_pdfs_starts_a_program():
    starts = {"paperlist.history.revisions", "paperlist.bundling.workers"}
    assert {*using(lambda path: roots(path) & PROGRAMS)} == starts
    assert using(lambda path: imported(path) & {"os.system", "os.popen", "asyncio"}) == {}


def test_a_check_loads_no_package_that_it_does_not_need():
    """Network, Markdown and templates take longer to load than the data to check."""
    names = "{'httpx', 'markdown_it', 'jinja2', 'paperlist.editing', 'paperlist.sources'}"
    code = f"import sys, paperlist.cli.check; print(*{names} & {{*sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"


def test_the_hooks_know_the_catalogue_and_the_catalogue_not_the_hooks():
    assert "paperlist" in roots(ROOT / "hooks" / "site.py")
    assert not [module for module, path in SOURCES.items() if "hooks" in roots(path)]
