"""Queries of the search and the results that must come first."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.support.listed import BY_ID, PAPERS, TOPICS
from tests.support.reference import choose
from tests.support.visits import QUERY, RESULT, WIDE, Visit, size

RESULTS = ".md-search-result__item"
FIRST, THREE = 1, 3
W4A8 = {f"papers/{paper['id']}/" for paper in PAPERS if "W4A8" in paper["title"]}
TRI_DAO = {f"papers/{paper['id']}/" for paper in PAPERS if "Tri Dao" in paper.get("authors", [])}
CACHE = {"topics/kv-cache/"}
# Query, expected pages, and the lowest position one of them may have.
BOTH = [
    ("int8", {"papers/llm-int8/"}, FIRST),
    ("LLM.int8()", {"papers/llm-int8/"}, FIRST),
    ("FlashAttention-2", {"papers/flashattention-2/"}, FIRST),
    ("flashattention 2", {"papers/flashattention-2/"}, FIRST),
    ("PagedAttention", {"papers/pagedattention/"}, FIRST),
    ("vLLM", {"papers/pagedattention/"}, FIRST),
    ("2309.06180", {"papers/pagedattention/"}, FIRST),
    ("FA2", {"papers/flashattention-2/"}, FIRST),
    ("W4A8", W4A8, THREE),
    ("Tri Dao", TRI_DAO, THREE),
    ("speculative decoding", {"topics/speculative-decoding/"}, THREE),
    ("KV eviction", CACHE, FIRST),
    ("Lancucki", {"papers/kvtc/"}, FIRST),
    ("flashatention", {"papers/flashattention/"}, FIRST),
]
ENGLISH = [(words, CACHE, THREE) for words in ("KV cache", "KV缓存", "KV 缓存")]
CHINESE = [
    *((words, CACHE, FIRST) for words in ("KV cache", "KV缓存", "KV 缓存")),
    ("量化", {"topics/quantization/"}, FIRST),
    ("缓存淘汰", CACHE, FIRST),
    ("连续批处理", {"papers/orca/", "topics/batching-scheduling/"}, THREE),
]


class Desk:
    """A window with the search of one language."""

    def __init__(self, browser, whole, site):
        self.site = site
        self.window = Visit(browser, whole, viewport=size(1280))
        self.page = self.window.page
        self.page.goto(site.url)
        self.page.locator(QUERY).click()

    def type(self, words):
        """One query at a time: waits until the previous results are gone.

        The last key is a real one, which the theme waits for; Chinese comes without keys.
        """
        field = self.page.locator(QUERY)
        field.fill("")
        field.dispatch_event("keyup")
        expect(self.page.locator(RESULTS)).to_have_count(0)
        if words.isascii():
            field.fill(words[:-1])
            field.press_sequentially(words[-1])
        else:
            field.fill(words)
            field.dispatch_event("keyup")
        expect(self.page.locator(RESULTS).first).to_be_attached()

    def found(self, words):
        """Addresses of the pages, best first."""
        self.type(words)
        links = self.page.locator(RESULT).evaluate_all("links => links.map(link => link.href)")
        return [link.partition("?")[0].removeprefix(self.site.url) for link in links]

    def first(self, words):
        """Text of the first result, without the separators between Chinese words."""
        self.type(words)
        shown = self.page.locator(RESULTS).first.inner_text().replace("\u200b", "")
        return " ".join(shown.split())


@pytest.fixture(scope="module")
def desks(chromium, whole, site, chinese):
    made = {"en": Desk(chromium, whole, site), "zh": Desk(chromium, whole, chinese)}
    yield made
    for desk in made.values():
        desk.window.context.close()
    assert [desk.window.wrong for desk in made.values()] == [[], []]


def test_there_are_papers_to_look_for():
    assert W4A8
    assert TRI_DAO


@pytest.mark.parametrize(("words", "wanted", "places"), BOTH + ENGLISH)
def test_the_english_search_brings_the_page(desks, words, wanted, places):
    assert wanted & set(desks["en"].found(words)[:places])


@pytest.mark.parametrize(("words", "wanted", "places"), BOTH + CHINESE)
def test_the_chinese_search_brings_the_page(desks, words, wanted, places):
    assert wanted & set(desks["zh"].found(words)[:places])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("words", "paper"), [("W4A8", "qserve"), ("KV cache", "kvzip"), ("Tri Dao", "flashattention")]
)
def test_the_search_brings_a_paper_among_others(desks, language, words, paper):
    assert f"papers/{paper}/" in desks[language].found(words)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "Paper · 2023-09"), ("zh", "论文 · 2023-09")]
)
def test_a_result_says_what_it_is_and_when_it_came(desks, language, shown):
    assert shown in desks[language].first("PagedAttention")


@pytest.mark.parametrize(("language", "shown"), [("en", "Documentation"), ("zh", "官方文档")])
def test_a_result_that_is_no_paper_says_so(desks, language, shown):
    assert shown in desks[language].first("PyTorch FSDP")


@pytest.mark.parametrize(("language", "words", "shown"), [("en", "KV cache", "Topic"),
                                                          ("zh", "KV 缓存", "主题")])  # fmt: skip
def test_the_result_of_a_topic_says_so(desks, language, words, shown):
    assert shown in desks[language].first(words)


@pytest.mark.parametrize(("language", "shown"), [("en", "Near spelling: "), ("zh", "拼写相近：")])
def test_a_result_of_a_near_spelling_says_so(desks, language, shown):
    assert f"{shown}orca · " in desks[language].first("orcaa")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Ignored (unknown): “foo:x”"), ("zh", "无法识别，已忽略：“foo:x”")],
)
def test_an_unknown_field_is_named(desks, language, said):
    assert f"{said} · " in desks[language].first("orca foo:x")
    assert desks[language].first("foo:x") == said


def test_a_topic_whose_name_is_searched_comes_before_others(desks):
    others = """async ([home, topics]) => {
      const { addPapers } = await import(`${home}assets/explorer.js`)
      const items = topics.map(id => [{ location: `topics/${id}/`, terms: {} }])
      const found = await addPapers(items, "缓存淘汰", `${home}assets/explorer.json`, home)
      return found.slice(0, 2).map(([{ location }]) => location)
    }"""
    desk = desks["en"]
    first = desk.page.evaluate(others, [desk.site.url, ["quantization", "kv-cache"]])
    assert first == ["topics/kv-cache/", "topics/quantization/"]


def test_more_papers_than_are_shown_are_in_the_list(desks):
    desk = desks["en"]
    found = len(choose(q="date:2023.."))
    assert desk.first("date:2023..") == f"Show all {found} papers in the list"
    assert (
        desk.page.locator(RESULT).first.get_attribute("href") == f"{desk.site.url}?q=date%3A2023.."
    )


def test_a_result_shows_its_title_exactly(desks):
    title = BY_ID["llm-int8"]["title"]
    assert title in desks["zh"].first("LLM.int8()")


def test_no_result_is_reported_in_the_language_of_the_page(desks):
    no_match = {"en": "No matching documents", "zh": "没有找到符合条件的结果"}
    for language, said in no_match.items():
        page = desks[language].page
        page.locator(QUERY).fill("zzqqxx")
        page.locator(QUERY).dispatch_event("keyup")
        expect(page.locator(".md-search-result__meta")).to_have_text(said)
        expect(page.locator(RESULTS)).to_have_count(0)


def test_names_for_the_search_are_not_shown(desks):
    desks["en"].type("attention")
    expect(desks["en"].page.locator(".md-search-result .md-tags:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [1220, 1280, 1920])
def test_nothing_lies_over_the_open_search(desks, width):
    page = desks["en"].page
    page.set_viewport_size(size(width))
    desks["en"].type("attention")
    field = page.locator(QUERY)
    places = [0.02, 0.1, 0.2, 0.3, 0.5, 0.8]
    above = field.evaluate(
        """(field, places) => { const {x, y, width, height} = field.getBoundingClientRect()
          return places.map(part => document.elementFromPoint(x + part * width, y + height / 2))
            .filter(found => !found.closest('.md-search')).map(found => found.textContent.trim())
        }""",
        places,
    )
    assert above == []


# When it is downloaded


LARGE = ("search_index.json", "workers/search")
OPENERS = {
    "mouse": (WIDE, lambda page: page.locator(QUERY).hover()),
    "focus": (WIDE, lambda page: page.locator(QUERY).focus()),
    "key": (WIDE, lambda page: page.keyboard.press("s")),
    "phone": (size(390), lambda page: page.locator("label.md-header__button[for=__search]").tap()),
}


@pytest.mark.parametrize("opener", OPENERS)
def test_the_search_is_downloaded_once_and_only_when_used(visit, opener):
    view, use = OPENERS[opener]
    window = visit(viewport=view, has_touch=opener == "phone")
    asked = []
    window.page.on("request", lambda request: asked.append(request.url))
    page = window.open("about/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if any(name in url for name in LARGE)] == []
    use(page)
    page.locator(QUERY).fill("orca")
    page.locator(QUERY).dispatch_event("keyup")
    expect(page.locator(RESULT).first).to_be_attached()
    assert [sum(name in url for url in asked) for name in LARGE] == [1, 1]


def test_a_link_with_a_query_searches_at_once(visit):
    """On pages without the explorer, as the theme offers it."""
    window = visit(viewport=WIDE)
    window.page.goto(f"{window.site.url}about/?q=orca")
    expect(window.page.locator(RESULT).first).to_have_attribute("href", re.compile("papers/orca/"))


# The index


@pytest.fixture(params=["en", "zh"])
def index(request, site, chinese):
    built = {"en": site, "zh": chinese}[request.param]
    found = json.loads((built.folder / "search/search_index.json").read_text("utf-8"))
    return {entry["location"]: entry for entry in found["docs"]}


def test_a_generated_page_is_in_the_index_once(index):
    """The papers are found by the index of the list."""
    made = [place for place in index if place.startswith(("papers/", "topics/", "collections/"))]
    assert [place for place in made if "#" in place or place.startswith("papers/")] == []
    assert {f"topics/{topic['id']}/" for topic in TOPICS} <= set(made)


def test_no_table_is_in_the_index(index):
    """A page has its own title in the index; a page written by hand may have an example."""
    titles = {text_of(paper["title"]): f"papers/{paper['id']}/" for paper in PAPERS}
    for place, entry in index.items():
        if not place.startswith("contribute/"):
            found = [titles[title] for title in titles if title in text_of(entry["text"])]
            assert set(found) <= {place}, place


def text_of(words):
    """Letters only: the index has HTML characters and separators between Chinese words."""
    return "".join(filter(str.isalnum, words.casefold()))
