"""The sites that many tests look at, built once, and a browser to look at them."""

import gc
import os
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from paperlist.catalogue.languages import LANGUAGES
from tests.support import builds, engines, hosts
from tests.support.chromium import FLAGS, find_chromium
from tests.support.firefox import launch
from tests.support.visits import Visit

expect.set_options(timeout=15_000)  # a busy machine takes its time
# The same examples in every run: a pull request of data never fails for a title nobody wrote.
settings.register_profile(
    "every test",
    max_examples=int(os.environ.get("EXAMPLES", "200")),
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("every test")
SLOW = {"built", "server", "browser"}
# They start many programs or requests, or read the whole list in every format.
LONG = {
    *("cli/test_add.py", "cli/test_find.py", "cli/test_fuzz.py", "cli/test_refresh_links.py"),
    *("cli/test_refresh_stars.py", "cli/test_refresh_works.py", "importing/test_report.py"),
    *("bundling/test_bundle.py", "bundling/test_downloading.py", "importing/test_round_trip.py"),
    *("list/test_data_examples.py", "list/test_new_lists.py", "project/test_facts_workflow.py"),
    *("project/test_find_workflow.py", "project/test_workflows.py", "starting/test_new.py"),
}
# The first to run, so that none is left for the end, when all other processes have finished.
LONGEST_FIRST = ("server", "list", "starting", "browser", "built", "cli")
# One process runs them all, so that the site of this project is built once; no build takes longer.
OWN_SITE = ("list/test_tasks.py", "browser/test_own_pages.py", "built/test_own_site.py")
PLACES = {folder: place for place, folder in enumerate(LONGEST_FIRST)}


def pytest_configure():
    """Without this, hundreds of tests fail and none names the file."""
    if missing := {"en", "zh"} - {*LANGUAGES}:
        names = " and ".join(sorted(missing))
        file = "paperlist/catalogue/languages.yaml"
        raise pytest.UsageError(f"{file} lacks {names}, which the sample list of the tests uses")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Python does not look for garbage among thousands of tests, which are needed to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items):
    """Every test has the name of its folder as a marker; those of `make quick` build no site."""
    items.sort(key=lambda item: PLACES.get(folder_of(item.path), len(PLACES)))
    for item in items:
        item.add_marker(folder_of(item.path))
        if name_of(item.path) in LONG:
            item.add_marker("long")
        if "own_site" in item.fixturenames and name_of(item.path) not in OWN_SITE:
            raise pytest.UsageError(
                f"{item.nodeid} looks at the own site: name its file in OWN_SITE"
            )
        is_slow = SLOW & {mark.name for mark in item.iter_markers()}
        if not is_slow and {"whole", "own_site"} & {*item.fixturenames}:
            raise pytest.UsageError(f"{item.nodeid} needs a built site: move it to tests/built")


class Scopes(LoadScopeScheduling):
    """Each module is a scope, and those that look at the own site are one."""

    def _split_scope(self, nodeid):
        module = nodeid.partition("::")[0].removeprefix("tests/")
        return "own site" if module in OWN_SITE else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return Scopes(config, log)


@cache
def name_of(path):
    return path.relative_to(Path(__file__).parent).as_posix()


def folder_of(path):
    return name_of(path).partition("/")[0]


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The project with the sample as its list. Tests that change files take `project`."""
    return builds.copy_project(tmp_path_factory.mktemp("sample") / "project")


@pytest.fixture(scope="session")
def rendered(tmp_path_factory):
    """The exports of the sample and the other files of its site, without pages and MkDocs."""
    return builds.write_files(tmp_path_factory.mktemp("files"), "https://papers.example/list/")


@pytest.fixture(scope="session")
def whole(sample, tmp_path_factory):
    """The site of the sample in both its languages."""
    with builds.built(sample, tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def own_site(tmp_path_factory):
    """The site of this project: its own papers, texts and languages, whatever they are."""
    with builds.built(builds.ROOT, tmp_path_factory.mktemp("own")) as site:
        yield site


@pytest.fixture(scope="session")
def site(whole):
    """The English pages."""
    return builds.Site(whole.folder, whole.url, whole.log, leave_out="zh")


@pytest.fixture(scope="session")
def chinese(whole):
    return builds.Site(whole.folder / "zh", f"{whole.url}zh/")


@pytest.fixture(scope="session")
def browsers():
    """Starts browsers; a process can have only one such."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(browsers):
    browser = browsers.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def downloads(tmp_path_factory):
    """The folder in which Firefox saves files."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def firefox(browsers, downloads):
    engines.needs("Firefox")
    browser = launch(browsers, downloads)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def axe():
    return Axe()


@pytest.fixture
def visit(chromium, whole):
    """Opens windows on both languages, in which nothing may go wrong."""
    visits = []

    def start(**settings):
        visits.append(Visit(chromium, whole, **settings))
        return visits[-1]

    yield start
    wrong = [line for each in visits for line in each.wrong]
    for each in visits:
        each.context.close()
    assert wrong == []


@pytest.fixture
def host(monkeypatch):
    """arXiv and doi.org with one paper, on a day that does not change."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    with hosts.running() as running:
        running.papers = {"2309.06180": hosts.atom_entry("2309.06180", "A new paper", ["Ada"])}
        yield running


@pytest.fixture
def project(tmp_path):
    """The project with two papers on bread as its list, to be changed."""
    folder = builds.copy_project(tmp_path / "project")
    builds.write_list(folder)
    return folder
