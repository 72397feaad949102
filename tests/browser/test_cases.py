"""The `searches` of the cases: what the front page and the header find for a text, as ids."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.cases.test_cases import CASES
from tests.support import builds
from tests.support.visits import QUERY, RESULT, ROWS, WIDE, Visit

SEARCHES = {folder: case["searches"] for folder, case in CASES.items() if "searches" in case}


@pytest.fixture(scope="module", params=SEARCHES, ids=lambda folder: folder.name)
def case(request, chromium, tmp_path_factory):
    """A window on the site of the list, and the searches."""
    project = builds.copy_project(tmp_path_factory.mktemp("case") / "project")
    shutil.rmtree(project / "data")
    shutil.copytree(request.param, project / "data", ignore=shutil.ignore_patterns("case.yaml"))
    with builds.built(project, tmp_path_factory.mktemp("case-site")) as site:
        window = Visit(chromium, site, viewport=WIDE)
        yield window, SEARCHES[request.param]
        window.context.close()
        assert window.wrong == []


def test_the_front_page_finds_the_papers(case):
    window, searches = case
    page = window.open("")
    for text, papers in searches.items():
        page.locator("input[name=q]").fill(text)
        expect(page.locator(ROWS)).to_have_count(len(papers))
        for row, paper in zip(page.locator(ROWS).all(), papers, strict=True):
            expect(row).to_have_id(f"p-{paper}")


def test_the_header_finds_the_papers(case):
    window, searches = case
    page = window.open("about/")
    for text, papers in searches.items():
        page.locator(QUERY).fill("")
        page.locator(QUERY).press_sequentially(text)
        expect(page.locator(f"{RESULT}[href*='/papers/{papers[0]}/']").first).to_be_attached()
