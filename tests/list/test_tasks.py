"""What readers come for, as they do it: in English on a wide screen, in Chinese on a phone; in
Firefox too."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.firefox import take_download
from tests.support.own import PAPERS
from tests.support.visits import ROWS, Visit, size

pytestmark = pytest.mark.browser

FIELD = ".pl-explorer [name=q]"
NUMBER = ".pl-count__n"
NEWEST = max(paper["added"] for paper in PAPERS)[:7]
SHEET = "[data-dialog=sheet]"
READERS = {
    "en-wide": ("chromium", "", 1280),
    "zh-phone": ("chromium", "zh/", 390),
    "en-wide-firefox": ("firefox", "", 1280),
}


@pytest.fixture(scope="module", params=READERS.values(), ids=READERS)
def reader(request, own_site):
    browser, home, width = request.param
    made = Visit(request.getfixturevalue(browser), own_site, viewport=size(width))
    made.home = home
    made.allow_clipboard()
    yield made
    made.context.close()
    assert made.wrong == []


@pytest.fixture
def page(reader):
    """The front page."""
    page = reader.open(reader.home)
    appear(page, "thead [data-pick]", state="attached")
    return page


def appear(page, selector, state="visible"):
    """`expect` reads the whole page whenever it finds nothing: for 3 s in Firefox, on this list."""
    page.locator(selector).wait_for(state=state)


def search(page, query, *found):
    page.locator(FIELD).fill(query)
    for paper in found:
        appear(page, f"#p-{paper}")


def expect_found(page, papers):
    """The number above the list, which counts rows that are not in the table yet too."""
    expect(page.locator(f"{NUMBER} b")).to_have_text(str(len(papers)))


def of_topic(topic):
    return [paper for paper in PAPERS if topic in paper["topics"]]


def of_engine(engine):
    return [
        paper for paper in PAPERS if engine in {run["engine"] for run in paper.get("runs_in", ())}
    ]


def choose(page, name, value):
    """In the sheet of all filters, which every width has."""
    page.locator("[data-do=sheet]").click()
    control = page.locator(f"{SHEET} [name={name}]")
    if control.first.evaluate("it => it.tagName") == "SELECT":
        control.select_option(value)
    else:
        page.locator(f"{SHEET} label:has([name={name}][value='{value}'])").first.click()
    page.keyboard.press("Escape")


@pytest.fixture
def export(reader, downloads):
    """Saves a file from the export dialog, which is open; its text."""

    def save(file):
        reader.page.locator("[name=file]").select_option(file)
        button = reader.page.locator("[data-do=download]")
        if reader.is_firefox:
            button.click()
            return take_download(downloads, file)
        with reader.page.expect_download() as waiting:
            button.click()
        assert waiting.value.suggested_filename == file
        return waiting.value.path().read_text("utf-8")

    return save


def test_the_papers_on_the_kv_cache_to_read_first_in_order(reader, page):
    page.goto(f"{reader.site.url}{reader.home}start/")
    page.locator("main article a[href$='paths/kv-cache/']").first.click()
    page.wait_for_url("**/paths/kv-cache/")
    expect(page.locator("h1")).to_contain_text("MQA")
    steps = page.locator(".pl-steps > li")
    expect(steps.first).to_contain_text("MQA")
    assert 6 <= steps.count() <= 14


def test_what_a_paper_does_in_a_sentence(page):
    search(page, "orca", "orca")
    page.locator("#p-orca .pl-name").click()
    page.wait_for_url("**/papers/orca/")
    summary = {"en": "Schedules generation", "zh": "按迭代"}[
        page.locator("html").get_attribute("lang")
    ]
    expect(page.locator("main p").filter(has_text=summary).first).to_be_visible()


def test_what_an_engine_runs(page):
    for engine in ("vllm", "sglang"):
        choose(page, "engine", engine)
        page.wait_for_url(f"**/?engine={engine}")
        expect_found(page, of_engine(engine))
    choose(page, "engine", "")
    page.locator(FIELD).fill("engine:vllm OR engine:sglang")
    either = {paper["id"]: paper for name in ("vllm", "sglang") for paper in of_engine(name)}
    expect_found(page, either)
    page.locator(FIELD).fill("engine:llama.cpp")
    expect_found(page, of_engine("llama-cpp"))


def test_what_is_new(reader, page):
    page.goto(f"{reader.site.url}{reader.home}new/")
    expect(page.locator("main h2").first).to_contain_text(NEWEST)
    page.goto(f"{reader.site.url}{reader.home}?sort=added")
    expect(page.locator(".pl-year").first).to_contain_text(NEWEST)


def test_following_one_topic(reader, page):
    page.goto(f"{reader.site.url}{reader.home}topics/kv-cache/")
    feed = page.locator("main a", has_text="RSS").first.get_attribute("href")
    response = page.request.get(page.evaluate("feed => new URL(feed, location).href", feed))
    assert response.ok
    title = re.search(r"<title>(.*?)</title>", response.text())[1]
    assert {"": "KV Cache", "zh/": "KV 缓存"}[reader.home] in title


def test_twelve_papers_as_bibtex(page, export):
    for row in page.locator(ROWS).all()[:12]:
        row.locator("[data-pick]").check(force=True)
    page.locator("[data-do=export]").click()
    assert len(re.findall("^@", export("papers.bib"), re.MULTILINE)) == 12


SEARCHES = {
    "attention sinks": "streamingllm",
    'author:"Tri Dao"': "flashattention-2",
    'venue:"OSDI 2024"': "distserve",
    "flashatention": "flashattention",
    "推测解码": "speculative-decoding",
    "稀疏注意力": "quest",
    "键值缓存": "pagedattention",
    "显存": "flexgen",
}


def test_a_search_finds_the_paper(page):
    """Also with a typing error, and with four ordinary Chinese terms."""
    for query, paper in SEARCHES.items():
        page.locator(FIELD).fill("")
        expect_found(page, PAPERS)
        page.locator(FIELD).fill(query)
        expect(page.locator(NUMBER)).to_contain_text(re.compile(" of | / "))
        assert int(page.locator(f"{NUMBER} b").text_content()) < 200, query
        appear(page, f"#p-{paper}", state="attached")


def test_who_wrote_flashattention_and_what_else(page):
    search(page, "flashattention", "flashattention")
    page.locator("#p-flashattention .pl-name").click()
    page.wait_for_url("**/papers/flashattention/")
    page.locator("main a", has_text="Tri Dao").first.click()
    for paper in ("flashattention-3", "mamba"):
        appear(page, f"#p-{paper}", state="attached")


def test_sending_this_view(page):
    choose(page, "topic", "attention")
    choose(page, "code", "yes")
    page.wait_for_url("**/?topic=attention&code=yes")
    page.goto(page.url)
    expect_found(page, [paper for paper in of_topic("attention") if "code" in paper])


def test_printing_a_topic(reader, page):
    page.goto(f"{reader.site.url}{reader.home}topics/kv-cache/")
    header = page.locator(".md-header .md-ellipsis").first.text_content().strip()
    last = page.locator(ROWS).last
    date, name = last.locator(".pl-date").text_content(), last.locator("b").text_content()
    text = "".join(reader.printed())
    assert header not in text
    assert f"\n{date.strip()} {name} " in text


def test_all_pdfs_of_a_topic(page, export):
    choose(page, "topic", "attention")
    expect_found(page, of_topic("attention"))
    page.locator("[data-do=export]").click()
    addresses = export("pdfs.txt").split()
    assert len(addresses) > 20
    assert all(address.startswith("https://") for address in addresses if ":" in address)


def test_where_to_start(reader, page):
    page.goto(f"{reader.site.url}{reader.home}start/")
    assert page.locator(".pl-steps").first.locator("> li").count() == 10


def test_my_list_to_a_colleague(reader, page):
    search(page, "orca", "orca")
    page.locator("#p-orca [data-mark=bookmarks]").click()
    page.goto(f"{reader.site.url}{reader.home}bookmarks/")
    page.locator("[data-do=share]").click()
    expect(page.locator("[data-do=share]")).to_have_text(re.compile("^(Copied|已复制)$"))
    link = page.evaluate("navigator.clipboard.readText()")
    other = Visit(reader.context.browser, reader.site)
    other.page.goto(link)
    appear(other.page, "#p-orca")
    other.context.close()
    assert other.wrong == []


def test_with_the_keyboard_only(page):
    page.locator(FIELD).focus()
    page.keyboard.type("pagedattention")
    appear(page, "#p-pagedattention")
    page.keyboard.press("Escape")
    page.locator("#p-pagedattention .pl-name").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/pagedattention/")
