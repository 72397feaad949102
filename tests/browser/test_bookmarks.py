"""Bookmarks and read status: stored in the browser, saved, shared, imported, not lost silently."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.support import builds
from tests.support.reference import exported
from tests.support.visits import PAPER, QUERY, RESULT, ROWS, WIDE, download, ids, size

MARKED = "[data-mark=bookmarks][aria-pressed=true]"
TWO = ["orca", "flashattention-2"]  # newest first: the second is later
HOMES = ["", "zh/"]
REFUSED = {
    "full": "Storage.prototype.setItem = "
    "() => { throw new DOMException('', 'QuotaExceededError') }",
    "forbidden": "for (const name of ['localStorage', 'sessionStorage']) "
    "Object.defineProperty(window, name, "
    "{ configurable: true, get() { throw new DOMException('', 'SecurityError') } })",
}
SAVED = "text => localStorage.setItem('paperlist:/list/:marks', text)"
STORED = "JSON.parse(localStorage.getItem('paperlist:/list/:marks'))"


def mark(page, paper):
    page.locator(f"#p-{paper}").hover()
    page.locator(f"#p-{paper} [data-mark=bookmarks]").click()


def marked(window, papers=TWO, address="bookmarks/"):
    """The bookmarks page, after these papers have been bookmarked in the list."""
    page = window.open("")
    for paper in papers:
        mark(page, paper)
    return window.open(address)


def shown(page, *papers):
    expect(page.locator(ROWS)).to_have_count(len(papers))
    assert {*ids(page)} == {*papers}


@pytest.mark.parametrize("home", HOMES)
def test_papers_like_the_bookmarks_are_listed_and_sorted_first(visit, home):
    window = visit(viewport=WIDE)
    page = window.open(f"{home}?sort=like")
    shown_first = page.locator(ROWS).first
    expect(page.locator(".pl-notice")).not_to_be_empty()  # there are no bookmarks
    option = page.locator(".pl-filter [name=sort] [value=like]")
    expect(option).to_have_attribute("hidden", "")
    for paper in TWO:
        mark(page, paper)
    expect(option).not_to_have_attribute("hidden", "")
    page = window.open(f"{home}bookmarks/")
    links = page.locator(".pl-like li a")
    expect(links).to_have_count(10)
    first = links.first.get_attribute("href").split("/")[-2]
    assert first not in TWO
    page.locator(".pl-like p a").click()
    expect(shown_first).to_have_attribute("id", f"p-{first}")
    expect(page.locator(ROWS)).to_have_count(len(builds.load("papers.yaml")))


@pytest.mark.parametrize("home", HOMES)
def test_bookmarked_papers_are_on_the_bookmarks_page(visit, home):
    window = visit(viewport=WIDE)
    page = window.open(home)
    page.locator("[data-marked]").click()
    page.wait_for_url("**/bookmarks/")
    expect(page.locator(".pl-none")).to_be_visible()
    page.go_back()
    for paper in TWO:
        mark(page, paper)
    expect(page.locator("[data-marked]")).to_have_text(re.compile(r"\(2\)"))
    page.locator("[data-marked]").click()
    page.wait_for_url("**/bookmarks/")
    shown(page, *TWO)
    expect(page.locator(".pl-none")).to_be_hidden()
    page.locator("#p-orca .pl-name").click()
    page.wait_for_url(f"**/{home}papers/orca/")
    expect(page.locator(".pl-marks")).to_be_visible()
    page.go_back()
    shown(page, *TWO)
    page.locator("input[name=q]").fill("orca")
    shown(page, "orca")


def test_a_paper_has_the_same_marks_on_its_own_page(visit):
    window = visit(viewport=WIDE)
    page = window.open(PAPER)
    bookmark, read = (
        page.locator(f".pl-marks [data-mark={name}]") for name in ("bookmarks", "read")
    )
    expect(bookmark).to_have_attribute("aria-pressed", "false")
    bookmark.click()
    read.press("Enter")
    expect(bookmark).to_have_attribute("aria-pressed", "true")
    page = window.open("bookmarks/")
    shown(page, "flashattention-2")
    row = page.locator("#p-flashattention-2")
    expect(row).to_have_class("is-read")
    row.locator("[data-mark=read]").click()
    expect(row).not_to_have_class("is-read")
    row.locator("[data-mark=bookmarks]").click()
    shown(page, "flashattention-2")  # stays until the page is left, to be marked again
    page = window.open(PAPER)
    expect(bookmark).to_have_attribute("aria-pressed", "false")


def test_marks_survive_the_visit_and_another_tab_sees_them(visit):
    window = visit(viewport=WIDE)
    page = window.open("")
    other = window.context.new_page()
    other.goto(page.url)
    mark(page, "orca")
    expect(other.locator(f"#p-orca {MARKED}")).to_be_attached()
    mark(other, "pagedattention")
    expect(page.locator(MARKED)).to_have_count(2)
    other.close()
    shown(window.open("bookmarks/"), "orca", "pagedattention")


def test_a_papers_page_follows_another_tab(visit):
    window = visit(viewport=WIDE)
    page = window.open(PAPER)
    other = window.context.new_page()
    other.goto(page.url)
    other.locator(".pl-marks [data-mark=bookmarks]").click()
    bookmark = page.locator(".pl-marks [data-mark=bookmarks]")
    expect(bookmark).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("address", "place"), [("", "#p-flashattention-2"), (PAPER, ".pl-marks")])
def test_a_page_that_is_out_of_date_loses_no_mark(visit, address, place):
    """As after Back from a page on which the paper was marked. Chromium restores no page in tests,
    so the marks are changed under the page; `test_firefox.py` has the same with Back."""
    page = visit(viewport=WIDE).open(address)
    bookmark = page.locator(f"{place} [data-mark=bookmarks]")
    expect(bookmark).to_have_attribute("aria-pressed", "false")
    page.evaluate(SAVED, '{"bookmarks": {"flashattention-2": "2024-01-01"}, "read": {}}')
    page.locator(place).hover()
    bookmark.click()
    expect(bookmark).to_have_attribute("aria-pressed", "true")
    assert "flashattention-2" in page.evaluate(STORED)["bookmarks"]
    page.evaluate(SAVED, '{"bookmarks": {}, "read": {}}')
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(bookmark).to_have_attribute("aria-pressed", "false")


def test_marks_are_this_sites_own(visit):
    """Many sites may share a host, as on GitHub Pages."""
    page = marked(visit(viewport=WIDE))
    keys = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('paperlist'))")
    assert sorted(keys) == ["paperlist:/list/:marks", "paperlist:/list/:visit"]


# Files and links


def test_marks_go_to_a_file_and_come_back(visit, tmp_path):
    page = marked(visit(viewport=WIDE))
    with page.expect_download() as waiting:
        page.locator("[data-do=save]").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "bookmarks.json"
    assert {*json.loads(saved.read_text())["bookmarks"]} == {*TWO}

    fresh = visit(viewport=WIDE).open("bookmarks/")
    expect(fresh.locator(".pl-none")).to_be_visible()
    fresh.locator("[name=marks]").set_input_files(saved)
    shown(fresh, *TWO)
    expect(fresh.locator(".pl-notice")).to_have_text("2 papers imported.")


def test_marks_go_to_bibtex_and_come_back(visit, tmp_path):
    page = marked(visit(viewport=WIDE))
    shown(page, *TWO)
    saved = tmp_path / "library.bib"
    download(page, "papers.bib").save_as(saved)
    assert saved.read_text("utf-8") == exported("bibtex", TWO)
    more = "@article{some-other-paper, title = {X}}\n@comment{orca,}\n"
    saved.write_text(saved.read_text("utf-8") + more, "utf-8")

    fresh = visit(viewport=WIDE).open("bookmarks/")
    fresh.locator("[name=marks]").set_input_files(saved)
    shown(fresh, *TWO)
    expect(fresh.locator(".pl-notice")).to_have_text("2 papers imported.")
    expect(fresh.locator(".pl-gone")).to_be_hidden()
    assert fresh.url.endswith("/bookmarks/")


def test_imported_marks_are_added_to_existing_ones(visit, tmp_path):
    saved = tmp_path / "marks.json"
    saved.write_text('{"bookmarks": {"orca": "2020-01-01", "vllm-x": "2020-01-01"}}')
    page = marked(visit(viewport=WIDE), ["flashattention-2"])
    page.locator("[name=marks]").set_input_files(saved)
    shown(page, *TWO)


def test_a_file_that_is_chosen_before_the_script_is_loaded_is_read(visit, tmp_path):
    saved = tmp_path / "marks.json"
    saved.write_text('{"bookmarks": {"orca": "2020-01-01"}}')
    window = visit(viewport=WIDE)
    held = window.hold(re.compile(r"/explorer\.js\b"))
    page = window.open("bookmarks/")
    page.locator("[name=marks]").set_input_files(saved)
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
    shown(page, "orca")
    expect(page.locator("[name=marks]")).to_have_value("")


def test_a_file_without_marks_is_refused_by_name(visit, tmp_path):
    saved = tmp_path / "notes.json"
    saved.write_text("{}")
    page = marked(visit(viewport=WIDE))
    page.locator("[name=marks]").set_input_files(saved)
    expect(page.locator(".pl-notice")).to_contain_text("“notes.json” contains no bookmarks")
    shown(page, *TWO)


def test_marks_are_shared_as_a_link(visit, site):
    window = visit(viewport=WIDE)
    window.allow_clipboard()
    page = marked(window)
    page.locator("[data-do=share]").click()
    expect(page.locator("[data-do=share]")).to_have_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{site.url}bookmarks/?ids={','.join(TWO)}"

    other = visit(viewport=WIDE)
    page = other.open(link.removeprefix(site.url) + ",not-there")
    shown(page, *TWO)
    expect(page.locator(".pl-gone")).to_contain_text("not-there")
    expect(page.locator(MARKED)).to_have_count(0)
    page.locator("[data-do=add-shared]").click()
    expect(page.locator(MARKED)).to_have_count(2)
    expect(page.locator(".pl-gone")).to_be_hidden()
    expect(page.locator("[data-do=save]")).to_be_focused()
    shown(other.open("bookmarks/"), *TWO)


def test_years_are_those_of_the_papers_on_the_page(visit):
    page = visit(viewport=WIDE).open("bookmarks/?ids=orca,flashattention-2,pagedattention")
    shown(page, "orca", "flashattention-2", "pagedattention")
    assert page.locator(".pl-year").all_text_contents() == ["2023 2 papers", "2022 1 paper"]
    page.locator("select[name=year]").select_option("2023")
    expect(page.locator(".pl-year")).to_have_text("2023 2 of 2 papers")
    page.locator(".pl-active [data-do=clear]").click()
    expect(page.locator(".pl-none")).to_be_visible()
    for name in ("table", ".pl-empty", "[data-do=add-shared]", ".pl-filter"):
        expect(page.locator(f".pl-explorer {name}")).to_be_hidden()


# Nothing is lost, and nothing breaks


def test_a_paper_that_left_the_list_breaks_nothing(visit):
    window = visit(viewport=WIDE)
    page = marked(window)
    page.evaluate(
        """() => { const key = "paperlist:/list/:marks"
        const marks = JSON.parse(localStorage.getItem(key))
        marks.bookmarks["left-long-ago"] = "2024-01-01"
        localStorage.setItem(key, JSON.stringify(marks)) }"""
    )
    page = window.open("bookmarks/")
    shown(page, *TWO)
    expect(page.locator(".pl-gone")).to_contain_text("left-long-ago")
    page.locator("[data-do=remove-gone]").click()
    expect(page.locator(".pl-gone")).to_be_hidden()
    shown(page, *TWO)


@pytest.mark.parametrize(
    ("home", "words", "remove"),
    [
        ("", "1 paper removed from the list:", "Remove from bookmarks"),
        ("zh/", "1 篇论文已从列表移除：", "移出收藏"),
    ],
)
def test_a_bookmark_of_a_removed_paper_says_so(visit, axe, home, words, remove):
    page = visit(viewport=WIDE).open(f"{home}about/")
    marks = {"bookmarks": dict.fromkeys(["model-zoo", "orca"], "2024-01-01"), "read": {}}
    page.evaluate(SAVED, json.dumps(marks))
    page.goto(page.url.replace("about/", "bookmarks/"))
    shown(page, "orca")
    gone = page.locator(".pl-gone")
    expect(gone).to_contain_text(words)
    link = gone.get_by_role("link")
    expect(link).to_have_text("Model Zoo: A Collection of Models")
    assert axe.run(page, "article").response["violations"] == []
    link.click()
    page.wait_for_url(f"**/list/{home}papers/model-zoo/")
    expect(page.locator("h1")).to_have_text("Model Zoo: A Collection of Models")
    expect(page.locator(".pl-note").last).to_contain_text("a collection of links, not a paper")
    assert axe.run(page, "article").response["violations"] == []
    page.go_back()
    gone.get_by_role("button", name=remove).click()
    expect(gone).to_be_hidden()
    shown(page, "orca")
    stored = page.evaluate(STORED)
    assert {*stored["bookmarks"]} == {"orca"}


def test_bookmarks_of_removed_papers_only_leave_no_empty_table(visit):
    page = visit(viewport=WIDE).open("about/")
    marks = {"bookmarks": {"model-zoo": "2024-01-01", "never-there": "2024-01-01"}, "read": {}}
    page.evaluate(SAVED, json.dumps(marks))
    page.goto(page.url.replace("about/", "bookmarks/"))
    gone = page.locator(".pl-gone")
    expect(gone).to_contain_text("1 paper removed from the list:")
    expect(gone).to_contain_text("1 paper not in the list: “never-there”")
    for name in ("table", ".pl-empty", ".pl-none", ".pl-filter", "[data-do=share]"):
        expect(page.locator(f".pl-explorer {name}")).to_be_hidden()
    page.locator("[data-do=remove-gone]").click()
    expect(page.locator(".pl-none")).to_be_visible()


def test_a_shared_link_with_a_removed_paper_adds_the_others(visit):
    window = visit(viewport=WIDE)
    page = window.open("bookmarks/?ids=orca,model-zoo")
    shown(page, "orca")
    expect(page.locator(".pl-gone a")).to_have_text("Model Zoo: A Collection of Models")
    expect(page.locator("[data-do=remove-gone]")).to_have_count(0)
    page.locator("[data-do=add-shared]").click()
    expect(page.locator(".pl-gone")).to_be_hidden()
    shown(window.open("bookmarks/"), "orca")


def test_a_file_with_a_removed_paper_is_read(visit, tmp_path):
    saved = tmp_path / "library.bib"
    saved.write_text("@article{model-zoo, title = {X}}\n@article{orca, title = {X}}\n", "utf-8")
    page = visit(viewport=WIDE).open("bookmarks/")
    page.locator("[name=marks]").set_input_files(saved)
    shown(page, "orca")
    message = "2 papers imported; 1 of them are not in the list."
    expect(page.locator(".pl-notice")).to_have_text(message)
    expect(page.locator(".pl-gone")).to_contain_text("1 paper removed from the list:")


def test_unreadable_marks_are_kept_under_another_key(visit):
    window = visit(viewport=WIDE)
    page = window.open("")
    page.evaluate("localStorage.setItem('paperlist:/list/:marks', '{broken')")
    page = marked(window, ["orca"])
    shown(page, "orca")
    kept = page.evaluate("localStorage.getItem('paperlist:/list/:marks:unreadable')")
    assert kept == "{broken"


@pytest.mark.parametrize("reason", REFUSED)
def test_a_browser_that_stores_nothing_is_reported(visit, reason):
    window = visit(viewport=WIDE)
    window.context.add_init_script(REFUSED[reason])
    page = window.open("")
    mark(page, "orca")
    expect(page.locator(f"#p-orca {MARKED}")).to_be_attached()
    expect(page.locator(".pl-notice")).to_contain_text("Bookmarks cannot be saved")
    page.locator("input[name=q]").fill("orca")
    expect(page.locator(f"#p-orca {MARKED}")).to_be_attached()
    page = window.open(PAPER)
    page.locator(".pl-marks [data-mark=bookmarks]").click()
    status = page.locator(".pl-marks [role=status]")
    expect(status).to_contain_text("Bookmarks cannot be saved")
    # The theme uses the storage too.
    page.locator(QUERY).press_sequentially("orca")
    expect(page.locator(RESULT).first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("label[title='Switch to light mode']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_marks_follow_a_paper_that_has_another_id(project, tmp_path, chromium):
    builds.edit(project / "data/papers.yaml", "- id: rye\n", "- id: rye\n  formerly: [rye-bread]\n")
    with builds.serve(tmp_path / "site") as url:
        run = builds.build(project, tmp_path / "site", SITE_URL=url)
        assert run.returncode == 0, run.stdout
        page = chromium.new_page()
        page.goto(f"{url}about/")
        text = json.dumps({"bookmarks": {"rye-bread": "2024-01-01"}, "read": {}})
        page.evaluate("text => localStorage.setItem('paperlist:/list/:marks', text)", text)
        page.goto(f"{url}bookmarks/")
        shown(page, "rye")
        stored = page.evaluate(STORED)
        assert stored == {"bookmarks": {"rye": "2024-01-01"}, "read": {}}
        expect(page.locator(".pl-gone")).to_be_hidden()
        page.close()


def test_marks_follow_a_removed_paper_that_had_another_id(project, tmp_path, chromium):
    seen = "- {id: loaf, formerly: [bread-loaf], url: https://bakery.example/loaf, title: A loaf, "
    seen += "reason: not about bread, date: 2026-06-22}\n"
    (project / "data/seen.yaml").write_text(seen, "utf-8")
    with builds.built(project, tmp_path / "site") as site:
        page = chromium.new_page()
        page.goto(f"{site.url}about/")
        page.evaluate(SAVED, json.dumps({"bookmarks": {"bread-loaf": "2024-01-01"}, "read": {}}))
        page.goto(f"{site.url}bookmarks/")
        expect(page.locator(".pl-gone a")).to_have_text("A loaf")
        stored = page.evaluate(STORED)
        assert stored == {"bookmarks": {"loaf": "2024-01-01"}, "read": {}}
        page.close()


def test_without_scripts_the_page_says_so(visit):
    page = visit(java_script_enabled=False).open("bookmarks/")
    expect(page.locator(".pl-unscripted")).to_have_text("Bookmarks need JavaScript.")
    for name in ("button", "input", "select"):
        assert page.locator(f"article {name}:visible").count() == 0


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_page(visit, axe, width, home):
    window = visit(viewport=size(width), reduced_motion="reduce")
    page = window.open(f"{home}bookmarks/")
    expect(page.locator(".pl-none")).to_be_visible()
    assert axe.run(page, "article").response["violations"] == []
    page = window.open(f"{home}bookmarks/?ids=orca,flashattention-2,gone")
    expect(page.locator(ROWS)).to_have_count(2)
    assert window.overflow() <= 0
    assert axe.run(page, "article").response["violations"] == []
