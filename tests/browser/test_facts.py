"""Facts and abstracts in a browser: what a search of abstracts loads, and which counts are old."""

import json

import pytest
from playwright.sync_api import expect

from tests.support import builds
from tests.support.visits import ROWS, TELL, Visit, ids, size, violations

FACTS = {
    "stars": {
        "bakery/sourdough": {
            "count": 36412,
            "archived": True,
            "date": "2026-11-01",
            "source": "https://github.com/bakery/sourdough",
        }
    },
    "links": {
        "https://bakery.example/rye.html": {"verdict": "gone", "date": "2026-11-01"},
        "https://github.com/bakery/sourdough": {"verdict": "gone", "date": "2026-11-01"},
    },
    "works": {
        "sourdough": {
            "date": "2026-11-01",
            "citations": {"count": 7, "date": "2026-10-01", "source": "https://openalex.org/W1"},
        }
    },
}
ABSTRACTS = {
    "2403.01234": {
        "text": "We feed a starter of Łódź with <flour> for ten days.",
        "date": "2026-11-01",
        "source": "https://arxiv.org/abs/2403.01234",
    }
}
PAPER = "papers/sourdough/"
TOGGLE = ".pl-count [name=abstracts]"
FILE = "assets/abstracts.json"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory):
    project = builds.copy_project(tmp_path_factory.mktemp("facts") / "project")
    builds.write_list(project)
    for name, content in (("facts", FACTS), ("abstracts", ABSTRACTS)):
        (project / f"data/{name}.json").write_text(json.dumps(content), "utf-8")
    with builds.built(project, tmp_path_factory.mktemp("facts-site")) as site:
        yield site


@pytest.fixture
def window(chromium, bakery):
    made = Visit(chromium, bakery, viewport=size(1280))
    made.page.add_init_script(TELL)
    made.loaded = []
    made.page.on("request", lambda request: made.loaded.append(request.url))
    yield made
    made.context.close()
    assert made.wrong == []


def number_of_loads(window):
    return sum(FILE in url for url in window.loaded)


@pytest.mark.parametrize("home", ["", "zh/"])
def test_abstracts_are_loaded_and_searched_when_the_reader_says_so(window, home):
    page = window.open(home)
    page.locator("input[name=q]").fill("lodz starter")
    expect(page.locator(ROWS)).to_have_count(0)
    assert number_of_loads(window) == 0
    page.locator(TOGGLE).check()
    expect(page.locator(ROWS)).to_have_count(1)
    assert ids(page) == ["sourdough"]
    page.locator("input[name=q]").fill("<flour>")
    expect(page.locator(ROWS)).to_have_count(1)
    assert number_of_loads(window) == 1
    page.locator(TOGGLE).uncheck()
    expect(page.locator(ROWS)).to_have_count(0)


def test_a_link_to_such_a_search_gives_it_back(window):
    page = window.open("?q=lodz&abstracts=yes")
    expect(page.locator(ROWS)).to_have_count(1)
    assert page.locator(TOGGLE).is_checked()
    page.locator(".pl-active .pl-chip", has_text="Search abstracts too").click()
    expect(page.locator(".pl-empty b")).to_be_visible()
    page.locator(".pl-empty button", has_text="Search abstracts too").click()
    expect(page.locator(ROWS)).to_have_count(1)
    page.wait_for_function("location.search === '?q=lodz&abstracts=yes'")


def test_a_list_without_abstracts_ignores_the_switch(visit):
    page = visit(viewport=size(1280)).open("?q=attention&abstracts=yes")
    expect(page.locator(".pl-notice")).to_have_text("Ignored (unknown): “abstracts=yes”")
    assert page.locator("[name=abstracts]").count() == 0


def test_abstracts_that_cannot_be_loaded_are_reported(window):
    window.context.route(f"**/{FILE}*", lambda route: route.abort())
    page = window.open("")
    page.locator(TOGGLE).check()
    expect(page.locator(".pl-notice")).to_contain_text("could not be loaded")
    window.wrong[:] = [line for line in window.wrong if "ERR_FAILED" not in line]


OLD = [
    ("2026-11-29", []),
    ("2026-12-01", ["2026-10-01"]),
    ("2025-01-01", []),
    ("2027-11-01", ["2026-11-01", "2026-10-01"]),
]


@pytest.mark.parametrize(("day", "old"), OLD)
def test_a_count_is_old_after_sixty_days(window, day, old):
    window.page.clock.set_fixed_time(f"{day}T12:00:00Z")
    page = window.open(PAPER)
    expect(page.locator("[data-mark][aria-pressed]").first).to_be_attached()
    expect(page.locator(".pl-aged")).to_have_count(len(old))
    found = page.locator("time:has(+ .pl-aged)").all_inner_texts()
    assert found == old
    for each in page.locator(".pl-aged").all():
        expect(each).to_have_text("· over 60 days old")


def test_without_scripts_the_date_stands_alone(chromium, bakery):
    window = Visit(chromium, bakery, java_script_enabled=False)
    page = window.open(PAPER)
    expect(page.locator("dd", has_text="36412")).to_have_text("36412 (2026-11-01) · archived")
    assert page.locator(".pl-aged").count() == 0
    window.context.close()
    assert window.wrong == []


@pytest.mark.parametrize("address", ["", f"zh/{PAPER}"])
def test_facts_are_accessible(window, axe, address):
    page = window.open(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.set_viewport_size(size(360))
    assert window.overflow() <= 0
    assert violations(axe, page) == []
