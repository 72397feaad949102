"""Ids and texts that are also names in JavaScript, or in the scripts of the site."""

import json

import pytest
from playwright.sync_api import expect

from tests.support import builds
from tests.support.visits import QUERY, RESULT, WIDE, Visit, download, ids

# `constructor` is a property of every object, the others are values in the page.
ODD = ["constructor", "all", "several", "bookmarks", "length"]
TEXTS = ["__proto__", "toString", "hasOwnProperty", "valueOf", "constructor"]
PAPERS = "\n".join(
    f"""\
- id: {paper}
  title: "A paper on {paper} {text}"
  authors: ["{text}", Ada Miller]
  date: 2024-03
  venue: "{text} 2024"
  org: ["{text}"]
  url: https://papers.example/{paper}.html
  topics: [{paper}, plain]
  added: 2024-04-01
"""
    for paper, text in zip(ODD, TEXTS, strict=True)
)
OTHER = """
- id: other
  formerly: [prototype]
  title: Another paper
  date: 2023-01
  url: https://papers.example/other.html
  topics: [plain]
  added: 2024-04-01
"""
TOPICS = "\n".join(
    f"""\
- id: {topic}
  name: About {topic}
  name_zh: 关于{topic}
  description: Papers.
  description_zh: 论文。
"""
    for topic in (*ODD, "plain")
)
COLLECTIONS = """\
- id: constructor
  title: A bundle
  title_zh: 合集
  pages: 12
  date: 2024-05-01
  url: https://papers.example/bundle.zip
  contents:
    - name: Papers
      papers: [constructor, all]
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    project = builds.copy_project(tmp_path_factory.mktemp("odd") / "project")
    builds.write_list(project, PAPERS + OTHER, TOPICS, COLLECTIONS)
    with builds.built(project, tmp_path_factory.mktemp("odd-site")) as site:
        yield site


@pytest.fixture
def window(chromium, odd):
    window = Visit(chromium, odd, viewport=WIDE)
    yield window
    window.context.close()
    assert window.wrong == []


def shown(page, *papers):
    expect(page.locator(".pl-count__n b")).to_have_text(str(len(papers)))
    assert {*ids(page)} == {*papers}


def test_papers_are_bookmarked_and_shared(window):
    page = window.open("")
    for paper in ODD:
        page.locator(f"#p-{paper}").hover()
        page.locator(f"#p-{paper} [data-mark=bookmarks]").click()
    expect(page.locator("[data-marked]")).to_contain_text(f"({len(ODD)})")
    page = window.open("bookmarks/")
    shown(page, *ODD)
    expect(page.locator(".pl-gone")).to_be_hidden()
    shown(window.open("bookmarks/?ids=constructor,prototype"), "constructor", "other")
    page.locator("[data-do=add-shared]").click()
    shown(page, *ODD, "other")
    page = window.open("papers/constructor/")
    expect(page.locator(".pl-marks [data-mark=bookmarks]")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_ids_that_the_list_lacks_are_reported(window):
    page = window.open("bookmarks/?ids=constructor,tostring")
    shown(page, "constructor")
    expect(page.locator(".pl-gone")).to_contain_text("tostring")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "bookmarks.json",
            '{"bookmarks": {"__proto__": "2024-01-01", "constructor": "2024-01-01"}}',
        ),
        ("papers.bib", "@misc{__proto__,\n}\n@misc{constructor,\n}\n@misc{toString,\n}\n"),
    ],
)
def test_a_file_of_bookmarks_is_imported_and_saved(window, name, text):
    page = window.open("bookmarks/")
    file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.locator("[name=marks]").set_input_files([file])
    shown(page, "constructor")
    with page.expect_download() as waiting:
        page.locator("[data-do=save]").click()
    saved = json.loads(waiting.value.path().read_text("utf-8"))
    unknown = {"__proto__"} if name.endswith("json") else set()
    assert saved["bookmarks"].keys() == {"constructor"} | unknown
    gone = page.locator(".pl-gone")
    if unknown:
        expect(gone).to_contain_text("1 paper not in the list: “__proto__”")
        page.locator("[data-do=remove-gone]").click()
    expect(gone).to_be_hidden()
    shown(page, "constructor")


@pytest.mark.parametrize(
    ("query", "papers"),
    [
        *((f"topic={each}", [each]) for each in ODD),
        *((f"venue={text}", [paper]) for paper, text in zip(ODD, TEXTS, strict=True)),
        *((f"q=author:{text}", [paper]) for paper, text in zip(ODD, TEXTS, strict=True)),
        ("collection=constructor", ["constructor", "all"]),
        ("ids=constructor,all,prototype", ["constructor", "all", "other"]),
        ("not=constructor,all,plain", []),
        ("q=topic:constructor", ["constructor"]),
    ],
)
def test_filters_find_and_count_them(window, query, papers):
    page = window.open(f"?{query}")
    if papers:
        shown(page, *papers)
    else:
        expect(page.locator(".pl-empty")).to_be_visible()
    expect(page.locator(".pl-notice")).to_be_empty()


def test_the_counts_of_options_are_right(window):
    page = window.open("?q=paper")
    shown(page, *ODD, "other")
    for name, value in (("one", "constructor"), ("venue", "__proto__"), ("venue", "constructor")):
        option = page.locator(f"select[name={name}] option[value={value}]")
        expect(option.first).to_have_text(f"{option.first.get_attribute('data-label')} (1)")


def test_several_topics_are_not_the_topic_of_this_name(window):
    page = window.open("?topic=constructor,all")
    shown(page, "constructor", "all")
    select = page.locator("select[name=one]").first
    assert select.evaluate("select => select.selectedOptions[0].textContent") == "2 topics"
    page = window.open("?topic=several")
    shown(page, "several")
    assert select.input_value() == "several"


def test_one_row_is_selected_and_exported(window):
    page = window.open("")
    for paper in ("all", "constructor"):
        page.locator(f"#p-{paper} [data-pick]").check()
    expect(page.locator(".pl-picked")).to_contain_text("2 selected")
    picked = download(page, "papers.bib").path().read_text("utf-8")
    assert picked.count("\n}") == 2
    assert all(f"{{{paper},\n" in picked for paper in ("all", "constructor"))


@pytest.mark.parametrize("query", TEXTS)
def test_the_search_in_the_header_finds_them(window, query):
    page = window.open("about/")
    page.locator(QUERY).press_sequentially(query)
    paper = ODD[TEXTS.index(query)]
    link = page.locator(f"{RESULT}[href*='/papers/{paper}/']")
    expect(link.first).to_be_attached()
