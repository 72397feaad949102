"""Facts in a browser: which counts are old, and what readers without sight or scripts get."""

import json

import pytest
from playwright.sync_api import expect

from tests.support import builds
from tests.support.visits import TELL, Visit, size, violations

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
PAPER = "papers/sourdough/"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory):
    project = builds.copy_project(tmp_path_factory.mktemp("facts") / "project")
    builds.write_list(project)
    (project / "data/facts.json").write_text(json.dumps(FACTS), "utf-8")
    with builds.built(project, tmp_path_factory.mktemp("facts-site")) as site:
        yield site


@pytest.fixture
def window(chromium, bakery):
    made = Visit(chromium, bakery, search=False, viewport=size(1280))
    made.page.add_init_script(TELL)
    yield made
    made.context.close()
    assert made.wrong == []


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
