"""The explorer as its readers use it: by mouse, keyboard and touch, in both languages."""

import re
from contextlib import suppress
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect
from pybtex.database import parse_string

from tests.support.reference import PAPERS, choose, exported
from tests.support.visits import FIRST, PAPER, ROWS, WIDE, download, ids, size

FIELD = "input[name=q]"
NUMBER = ".pl-count__n"
CHIPS = ".pl-active .pl-chip"
TOTAL = len(PAPERS)
BY_ID = {paper["id"]: paper for paper in PAPERS}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HOMES = ["", "zh/"]


def expect_view(page, **state):
    """The rows of these filters, in order, and their count; a long table is filled in steps."""
    wanted = choose(**state)
    with suppress(PlaywrightTimeout):
        page.wait_for_function(
            f"wanted => wanted === [...document.querySelectorAll('{ROWS}')].map(r => r.id).join()",
            arg=",".join(f"p-{paper}" for paper in wanted),
        )
    assert ids(page) == wanted
    expect(page.locator(f"{NUMBER} b")).to_have_text(str(len(wanted)))


def query(page):
    return unquote(page.url.partition("?")[2].partition("#")[0])


def expect_query(page, text):
    page.wait_for_function("text => decodeURIComponent(location.search) === text", arg=text)


# Search


@pytest.mark.parametrize("home", HOMES)
def test_the_list_narrows_with_every_key(visit, home):
    page = visit(viewport=WIDE).open(home)
    for typed in ("d", "da", "dao", "dao ", "dao f", "dao flash"):
        page.locator(FIELD).fill(typed)
        expect_view(page, q=typed.strip())
    expect_query(page, "?q=dao+flash")
    expect(page.locator(f"{ROWS} >> nth=0")).to_contain_text("FlashAttention-3")
    page.locator(FIELD).fill("")
    expect_view(page)
    expect_query(page, "")


@pytest.mark.parametrize(
    ("home", "said"), [("", "Papers under the name “Tri Dao”."), ("zh/", "署名“Tri Dao”的论文；")]
)
def test_names_lead_to_their_papers_and_hidden_authors_show_when_found(visit, home, said):
    page = visit(viewport=WIDE).open(home)
    lines = {name: page.locator(f"#p-{name} .pl-meta") for name in ("flexgen", "flashattention")}
    before = {name: line.inner_html() for name, line in lines.items()}
    assert "Fu" not in before["flexgen"]
    lines["flashattention"].hover()
    page.get_by_role("link", name="Tri Dao").click()
    expect_view(page, q='author:"Tri Dao"')
    expect_query(page, '?q=author:"Tri+Dao"')
    expect(page.locator(".pl-notice")).to_contain_text(said)
    hidden = page.locator("#p-flashattention-3 .pl-meta")
    expect(hidden).to_contain_text("Ganesh Bikshandi, Ying Zhang … Tri Dao +")
    page.locator("#p-flashattention .pl-name").focus()
    venue = lines["flashattention"].get_by_role("link", name="NeurIPS 2022")
    venue.focus()
    page.keyboard.press("Enter")
    expect_view(page, q='venue:"NeurIPS 2022"')
    expect(page.locator(".pl-notice")).to_be_empty()
    page.locator(FIELD).fill("fu")
    expect(lines["flexgen"]).to_contain_text("… Daniel Y. Fu et al. ·")
    page.locator(FIELD).fill("")
    expect_view(page)
    assert lines["flexgen"].inner_html() == before["flexgen"]


def test_summaries_show_if_wanted_or_if_the_search_found_them(visit):
    window = visit(viewport=WIDE)
    page = window.open("")
    gist = page.locator("#p-flashattention .pl-gist")
    expect(page.locator("thead [data-pick]")).to_be_attached()
    expect(gist).to_be_hidden()
    for typed, shown in (("slow traffic", True), ("flash exact attention", False)):
        page.locator(FIELD).fill(typed)
        expect_view(page, q=typed)
        expect(gist).to_be_visible(visible=shown)
    page.locator(".pl-count [name=long]").check()
    expect(gist).to_have_text(
        "Computes exact attention tile by tile, with little traffic to slow memory."
    )
    expect(gist).to_be_visible()
    page.set_viewport_size(size(390))
    window.open("zh/topics/attention/")  # the choice is kept
    expect(gist).to_have_text("逐块计算精确注意力，少访问慢速存储。")
    expect(gist).to_be_visible()
    page.locator("[data-do=sheet]").click()
    page.locator(".pl-sheet").get_by_label("显示简介").uncheck()
    expect(gist).to_be_hidden()
    window.open("?q=flash")
    expect_view(page, q="flash")
    expect(gist).to_be_hidden()


@pytest.mark.parametrize("address", ["", "zh/topics/attention/", "collections/v0.2/", PAPER])
def test_links_to_papers_have_the_name_in_their_label(visit, address):
    """Added by the explorer in its long tables, and part of the page elsewhere."""
    page = visit(viewport=WIDE).open(address)
    if page.locator("[data-explorer]").count():
        expect(page.locator("thead [data-pick]")).to_be_attached()
    colon = "：" if address.startswith("zh/") else ": "
    for row in page.locator(ROWS).all()[:5]:
        label = re.compile(f"{colon}{re.escape(row.locator('b').inner_text())}$")
        expect(row.locator(".pl-pdf")).to_have_accessible_name(label)


def test_controls_used_before_the_script_is_loaded_count(visit):
    window = visit(viewport=WIDE)
    held = window.hold(re.compile(r"/assets/explorer\.js\?"))
    page = window.open("")
    page.locator(FIELD).press_sequentially("kv")
    page.locator("select[name=one]").select_option("quantization")
    page.locator(".pl-filter [name=code]").check(force=True)
    held.pop().continue_()
    expect_view(page, q="kv", topic=["quantization"], code=True)


def test_what_is_typed_before_the_script_is_loaded_is_not_lost(visit):
    window = visit(viewport=WIDE)
    held = window.hold(re.compile(r"/assets/explorer\.js(on)?\b"))
    page = window.open("?topic=kv-cache")
    page.locator(FIELD).press_sequentially("quant")
    page.wait_for_timeout(200)
    held.pop(0).continue_()
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.locator(FIELD).press_sequentially("ization")
    page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    expect_view(page, topic=["kv-cache"], q="quantization")
    expect(page.locator(FIELD)).to_have_value("quantization")
    expect_query(page, "?q=quantization&topic=kv-cache")


def test_back_also_undoes_a_choice_made_before_the_script_was_loaded(visit):
    window = visit(viewport=WIDE)
    held = window.hold(re.compile(r"/assets/explorer\.js\?"))
    page = window.open("")
    page.locator("select[name=one]").select_option("attention")
    held.pop().continue_()
    expect_view(page, topic=["attention"])
    page.locator(FIELD).fill("flash")
    expect_view(page, topic=["attention"], q="flash")
    expect_query(page, "?q=flash&topic=attention")
    page.go_back()
    expect_view(page, topic=["attention"])
    page.go_back()
    expect_view(page)


@pytest.mark.parametrize(
    ("address", "button", "opened"),
    [
        ("", "[data-do=sheet]", "[data-dialog=sheet][open]"),
        (PAPER, "[data-mark=bookmarks]", "[data-mark=bookmarks][aria-pressed=true]"),
    ],
)
def test_a_click_before_the_script_is_loaded_is_not_lost(visit, address, button, opened):
    window = visit(viewport=WIDE)
    held = window.hold(re.compile(r"/assets/explorer\.js\?"))
    page = window.open(address)
    page.locator(button).click()
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
    expect(page.locator(opened)).to_have_count(1)


def test_what_is_typed_while_the_page_is_replaced_is_not_lost(visit):
    """Back from a page that was never shown: the theme fetches the current page again."""
    window = visit(viewport=WIDE)
    page = window.open("")
    held = []

    def hold(route):
        held.append(route)

    window.context.route(window.site.url + PAPER, hold)  # never answered
    page.locator("#p-flashattention-2 .pl-name").click()
    page.wait_for_url(f"**/{PAPER}")
    again = []

    def hold_again(route):
        again.append(route)

    window.context.route(window.site.url, hold_again)
    page.go_back()
    while not again:
        page.wait_for_timeout(20)
    page.evaluate("document.querySelector('table').setAttribute('data-old', '')")
    page.locator(FIELD).fill("dao flash")
    again.pop().continue_()
    expect(page.locator("table[data-old]")).to_have_count(0)
    expect_view(page, q="dao flash")
    expect(page.locator(FIELD)).to_have_value("dao flash")


def test_text_being_composed_is_not_searched(visit):
    """An input method for Chinese starts with Latin letters."""
    page = visit(viewport=WIDE).open("zh/")
    field = page.locator(FIELD)
    field.focus()
    client = page.context.new_cdp_session(page)
    composing = {"text": "liang'hua", "selectionStart": 9, "selectionEnd": 9}
    client.send("Input.imeSetComposition", composing)
    expect(field).to_have_value("liang'hua")
    page.wait_for_timeout(300)
    expect(page.locator(ROWS)).to_have_count(TOTAL)
    client.send("Input.insertText", {"text": "量化"})
    expect_view(page, q="量化")


def test_the_number_is_announced_once_the_typing_ends(visit):
    page = visit(viewport=WIDE).open("")
    status = page.locator(".pl-count [role=status]")
    expect(status).to_have_text("")
    page.locator(FIELD).press_sequentially("dao flash", delay=20)
    expect(status).to_have_text(f"{len(choose(q='dao flash'))} of {TOTAL} papers")


MARKED = """() => [...(CSS.highlights.get('pl-match') ?? [])].map(
  ({ startContainer, startOffset, endOffset }) =>
    startContainer.data?.slice(startOffset, endOffset).toLowerCase())"""  # no text once it is moved


@pytest.mark.parametrize(
    ("home", "marked"), [("", {"quant"}), ("zh/", {"quant", "kv 缓存"})], ids=["en", "zh"]
)
def test_matches_are_highlighted_in_the_rows(visit, home, marked):
    page = visit(viewport=WIDE).open(f"{home}?q={quote('KV缓存 quant')}")
    expect_view(page, q="KV缓存 quant")
    rows = f"document.querySelectorAll('{ROWS}').length"
    page.wait_for_function(f"() => ({MARKED})().length >= {rows}")
    assert {*page.evaluate(MARKED)} == marked
    page.locator(FIELD).fill("")
    expect_view(page)
    assert page.evaluate(MARKED) == []


def test_the_index_is_fetched_once_and_when_needed(visit):
    window = visit(viewport=WIDE)
    asked = []
    window.page.on("request", lambda request: asked.append(request.url))
    page = window.open("")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "explorer.json" in url] == []
    page.locator(FIELD).fill("orca")
    expect_view(page, q="orca")
    page.locator(FIELD).fill("vllm")
    expect_view(page, q="vllm")
    assert len([url for url in asked if "explorer.json" in url]) == 1


# Filters


@pytest.mark.parametrize("home", HOMES)
def test_filters_of_the_bar_combine_and_are_removed_again(visit, home):
    page = visit(viewport=WIDE).open(home)
    top = page.locator(".pl-table").bounding_box()["y"]
    page.locator("select[name=one]").select_option("kv-cache")
    expect_view(page, topic=["kv-cache"])
    page.locator("select[name=year]").select_option("2024")
    page.locator(".pl-filter [name=code]").check()
    expect_view(page, topic=["kv-cache"], date="2024", code=True)
    assert query(page) == "topic=kv-cache&date=2024&code=yes"
    assert page.locator(".pl-table").bounding_box()["y"] == top
    expect(page.locator(CHIPS)).to_have_count(3)
    page.locator(CHIPS).nth(1).click()
    expect_view(page, topic=["kv-cache"], code=True)
    expect(page.locator(CHIPS).nth(1)).to_be_focused()
    page.locator(CHIPS).nth(1).press("Enter")
    expect(page.locator(CHIPS).nth(0)).to_be_focused()
    page.locator(CHIPS).nth(0).press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    expect_view(page)
    assert "?" not in page.url


def test_options_say_how_many_papers_they_would_leave(visit):
    page = visit(viewport=WIDE).open("?topic=kv-cache&q=attention")
    expect_view(page, topic=["kv-cache"], q="attention")
    for year in ("2019", "2023", "2024"):
        left = len(choose(topic=["kv-cache"], q="attention", date=year))
        expect(page.locator(f"[name=year] option[value='{year}']")).to_have_text(f"{year} ({left})")
    none = [y for y in ("2018", "2020") if not choose(topic=["kv-cache"], q="attention", date=y)]
    for year in none:
        option = page.locator(f"[name=year] option[value='{year}']")
        expect(option).to_have_class("is-none")
        expect(option).to_have_attribute("disabled", "")


def exclude(sheet, topic):
    sheet.locator("summary").click()
    sheet.locator(f"[name=not][value={topic}]").check()


def test_all_filters_in_the_sheet(visit):
    page = visit(viewport=WIDE).open("")
    page.locator("[data-do=sheet]").click()
    sheet = page.locator("[data-dialog=sheet]")
    state = {}
    steps = [
        (lambda: sheet.locator("[name=topic][value=kv-cache]").check(), {"topic": ["kv-cache"]}),
        (
            lambda: sheet.locator("[name=topic][value=quantization]").check(),
            {"topic": ["kv-cache", "quantization"]},
        ),
        (lambda: sheet.locator("[name=from]").select_option("2024"), {"date": "2024.."}),
        (lambda: sheet.locator("[name=to]").select_option("2023"), {"date": "2023..2024"}),
        (lambda: sheet.locator("[name=venue]").select_option("MLSys"), {"venue": "MLSys"}),
        (lambda: sheet.locator("[name=kind]").select_option("paper"), {"kind": "paper"}),
        (lambda: sheet.locator("[name=recommended]").select_option("2"), {"recommended": 2}),
        (lambda: sheet.locator("[name=code]").check(), {"code": True}),
        (lambda: exclude(sheet, "long-context"), {"not": ["long-context"]}),
        (lambda: sheet.locator("[name=match][value=all]").check(), {"match": "all"}),
    ]
    for act, change in steps:
        act()
        state |= change
        left = len(choose(**state))
        noun = "paper" if left == 1 else "papers"
        expect(sheet.locator("[data-show]")).to_have_text(f"Show {left} {noun}")
    expect_view(page, **state)
    sheet.locator("[data-show]").click()
    expect(sheet).to_be_hidden()
    expect(page.locator("[data-do=sheet]")).to_be_focused()
    expect(page.locator("[data-do=sheet]")).to_have_text(f"Filters ({page.locator(CHIPS).count()})")
    assert query(page) == (
        "topic=kv-cache,quantization&match=all&not=long-context&date=2023..2024&kind=paper"
        "&venue=MLSys&code=yes&recommended=2"
    )
    page.locator("[data-do=sheet]").click()
    expect(sheet.locator("[name=collection] [value='v0.1']")).to_have_attribute("disabled", "")
    sheet.locator("[data-do=clear]").click()
    sheet.locator("[name=collection]").select_option("v0.1")
    page.keyboard.press("Escape")
    expect_view(page, collection="v0.1")


def test_an_engine_opens_the_list_of_its_papers(visit):
    page = visit(viewport=WIDE).open("engines/vllm/")
    page.locator(".pl-facts a", has_text="Show in the list").click()
    expect_view(page, engine="vllm")
    expect(page.locator(CHIPS)).to_contain_text(["vLLM"])


def test_all_can_be_cleared_and_that_undone(visit):
    page = visit(viewport=WIDE).open("?q=kv&topic=attention&code=yes")
    state = {"q": "kv", "topic": ["attention"], "code": True}
    expect_view(page, **state)
    page.locator(".pl-active [data-do=clear]").click()
    expect_view(page)
    expect(page.locator(FIELD)).to_have_value("")
    page.locator("[data-do=undo]").click()
    expect_view(page, **state)
    assert query(page) == "q=kv&topic=attention&code=yes"


def test_an_empty_result_lists_the_filters_to_remove(visit):
    window = visit(viewport=WIDE)
    page = window.open("?q=orca&date=2019")
    box = page.locator(".pl-empty")
    expect(box).to_contain_text("No matching papers.")
    expect(page.locator(ROWS)).to_have_count(0)
    left = len(choose(q="orca"))
    noun = "paper" if left == 1 else "papers"
    box.get_by_text(f"Without 2019: {left} {noun}").click()
    expect_view(page, q="orca")
    expect(box).to_be_hidden()
    window.open("zh/?q=zzz")
    expect(box).to_contain_text(f"移除：“zzz”（{TOTAL} 篇论文）")


def test_a_near_spelling_is_shown_and_said_if_nothing_else_matches(visit):
    window = visit(viewport=WIDE)
    page = window.open("?q=flashatention")
    expect_view(page, q="flashattention")
    notice = page.locator(".pl-notice")
    said = "No exact match; showing near spellings of “flashatention”. "
    expect(notice).to_have_text(f"{said}Did you mean “flashattention”?")
    notice.locator("button").click()
    expect_view(page, q="flashattention")
    expect(notice).to_be_hidden()
    expect(page.locator(FIELD)).to_have_value("flashattention")
    assert query(page) == "q=flashattention"
    page = window.open("?q=flashatention+foo:x&date=2019")
    expect(notice).to_have_text("Ignored (unknown): “foo:x”")
    box = page.locator(".pl-empty")
    box.get_by_role("button", name="Did you mean “flashattention foo:x”?").click()
    left = len(choose(q="flashattention"))
    expect(box).to_contain_text(f"Without 2019: {left} papers")


def test_new_since_the_last_visit(visit):
    window = visit(viewport=WIDE)
    page = window.open("?new=yes")
    expect(page.locator(".pl-notice")).to_contain_text("new=yes")  # there was no visit before
    expect(page.locator(ROWS)).to_have_count(TOTAL)
    page.locator("[data-do=sheet]").click()
    expect(page.locator("[name=new]")).to_be_hidden()
    days = sorted({paper["added"] for paper in PAPERS})
    then, now = days[-4], days[-1]
    seen = [paper["id"] for paper in PAPERS if paper["added"] == then]
    page.evaluate(
        "([day, ids]) => localStorage.setItem('paperlist:/list/:visit',"
        " JSON.stringify({ at: 0, newest: { day, ids }, before: null }))",
        [then, seen],
    )
    page = window.open("?new=yes")
    fresh = [paper["id"] for paper in PAPERS if then < paper["added"] <= now]
    expect(page.locator(ROWS)).to_have_count(len(fresh))
    assert ids(page) == fresh
    page = window.open("?new=yes")  # still the same visit
    expect(page.locator(ROWS)).to_have_count(len(fresh))
    page.locator("[data-do=sheet]").click()
    expect(page.locator("[name=new]")).to_be_checked()


def test_papers_with_words_to_hide_are_hidden_also_on_later_visits(visit):
    window = visit(viewport=WIDE)
    page = window.open("")
    page.locator("[data-do=sheet]").click()
    field = page.get_by_label("Hide papers with any of these words")
    field.fill("survey, author:“Tri Dao”; date:x、“A Strong, Economical”")
    field.press("Enter")
    gone = {*choose(q='survey OR author:"Tri Dao" OR "A Strong, Economical"')}
    left = [paper for paper in choose() if paper not in gone]
    expect(page.locator(f"{NUMBER} b")).to_have_text(str(len(left)))
    page.keyboard.press("Escape")
    expect(page.locator(".pl-notice")).to_contain_text("date:x")
    page = window.open("zh/?sort=oldest")
    expect(page.locator(ROWS)).to_have_count(len(left))
    assert ids(page) == [paper for paper in choose(sort="oldest") if paper not in gone]
    hidden = page.locator("[data-do=hidden]")
    expect(hidden).to_have_text(f"已隐藏 {len(gone)} 篇")
    window.open("?ids=orca,flashattention")
    expect_view(page, ids=["orca", "flashattention"])
    expect(hidden).to_be_hidden()
    window.open("")
    hidden.click()
    expect(field).to_be_focused()
    field.fill("")
    field.press("Enter")
    expect(page.locator(f"{NUMBER} b")).to_have_text(str(TOTAL))
    expect(hidden).to_be_hidden()


# Order


def test_sorts_by_control_and_by_head(visit):
    page = visit(viewport=WIDE).open("")
    head = page.locator("th[data-sort=date]")
    for sort in ("oldest", "name", "recommended", "added"):
        page.locator(".pl-filter [name=sort]").select_option(sort)
        expect_view(page, sort=sort)
        years = page.locator(".pl-year").count()
        assert (years > 0) == (sort in ("oldest", "added"))
    added = [paper["added"] for paper in map(BY_ID.get, choose(sort="added"))]
    shown = page.locator(f"{ROWS} time")
    assert shown.evaluate_all("all => all.map(time => time.dateTime)") == added
    expect(shown.first).to_have_text(added[0][5:])
    months = [f"Added in {month}" for month in dict.fromkeys(day[:7] for day in added)]
    heads = page.locator(".pl-year th").all_text_contents()
    assert [head[: len("Added in 2026-01")] for head in heads] == months
    number = sum(day[:7] == added[0][:7] for day in added)
    assert heads[0].endswith(f" {number} paper{'s' * (number > 1)}")
    expect(head).to_have_text("Added")
    expect(head).to_have_attribute("aria-sort", "descending")
    page.locator("th[data-sort=name] button").click()
    expect_view(page, sort="name")
    expect(page.locator("th[data-sort=name]")).to_have_attribute("aria-sort", "ascending")
    expect(head).to_have_text("Date")
    dates = [BY_ID[paper]["date"][:7] for paper in choose(sort="name")]
    expect(shown).to_have_text(dates)
    assert query(page) == "sort=name"
    head.locator("button").press("Enter")
    expect_view(page)
    expect(head).to_have_attribute("aria-sort", "descending")
    head.locator("button").press("Enter")
    expect_view(page, sort="oldest")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("[aria-sort]")).to_have_count(1)


def test_year_rows_show_both_counts(visit):
    page = visit(viewport=WIDE).open("?topic=kv-cache")
    expect_view(page, topic=["kv-cache"])
    for row in page.locator(".pl-year").all():
        year, left, whole = re.fullmatch(
            r"(\d{4}) (\d+) of (\d+) papers?", row.text_content()
        ).groups()
        assert int(left) == len(choose(topic=["kv-cache"], date=year))
        assert int(whole) == len(choose(date=year))


SPANS = """() => {
  const table = document.querySelector(".pl-explorer table")
  return {
    rows: [...table.querySelectorAll(".pl-year th")].map(head => head.colSpan),
    head: table.tHead.rows[0].cells.length,
    papers: [...table.querySelectorAll("tbody tr[id]")].map(row => row.cells.length),
  }
}"""


@pytest.mark.parametrize("address", ["", "topics/kv-cache/"])
def test_year_rows_span_all_columns(visit, address):
    window = visit(viewport=WIDE)
    page = window.open(address)

    def check():
        spans = page.evaluate(SPANS)
        assert {*spans["rows"]} == {*spans["papers"]} == {spans["head"]}

    expect(page.locator("thead [data-pick]")).to_be_attached()
    check()
    page.locator("tbody [data-pick]").first.check(force=True)
    check()
    page.locator(".pl-filter [name=code]").check()
    expect(page.locator(CHIPS)).to_have_count(1)
    check()
    page.locator(".pl-filter [name=sort]").select_option("oldest")
    expect_query(page, "?code=yes&sort=oldest")
    for width in (800, 390):
        page.set_viewport_size(size(width))
        check()


# The width of the paper column, and the right edges of a year row and of the table.
PRINTED = """() => {
  const right = selector => document.querySelector(selector).getBoundingClientRect().right
  const cell = document.querySelector(".pl-explorer tbody .pl-paper-cell")
  return [cell.getBoundingClientRect().width, right(".pl-year th"), right(".pl-explorer table")]
}"""


@pytest.mark.parametrize("width", [794, 1280])
def test_year_rows_add_no_column_in_print(visit, width):
    """A year row that spans more columns than the table has would narrow the paper column."""
    page = visit(viewport=size(width)).open("")
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.emulate_media(media="print")
    papers, year, table = page.evaluate(PRINTED)
    assert papers > table / 2
    assert year == table


# Addresses


@pytest.mark.parametrize("home", HOMES)
def test_a_link_opened_cold_shows_its_view(visit, home):
    address = "?q=kv&topic=quantization,kv-cache&date=2023..2024-06&sort=name"
    page = visit(viewport=WIDE).open(home + address)
    state = {"topic": ["quantization", "kv-cache"], "date": "2023..2024-06", "sort": "name"}
    expect_view(page, q="kv", **state)
    expect(page.locator(FIELD)).to_have_value("kv")
    expect(page.locator("[data-dialog=sheet] [name=to]")).to_have_value("2024-06")
    expect(page.locator("#__search")).not_to_be_checked()
    assert page.url.endswith(address)
    assert page.locator(".pl-notice").is_hidden()


def test_back_and_forward_go_from_view_to_view(visit):
    window = visit(viewport=WIDE)
    page = window.open("")
    page.evaluate("window.stays = true")
    page.locator("select[name=one]").select_option("attention")
    expect_view(page, topic=["attention"])
    page.locator(FIELD).press_sequentially("flash", delay=10)
    expect_view(page, topic=["attention"], q="flash")
    page.locator(f"{ROWS} .pl-name").first.click()
    page.wait_for_url("**/papers/**")
    expect(page.locator(".pl-marks")).to_be_visible()  # its address comes before it
    page.go_back()
    expect_view(page, topic=["attention"], q="flash")
    page.go_back()
    expect_view(page, topic=["attention"])
    page.go_back()
    expect_view(page)
    page.go_forward()
    expect_view(page, topic=["attention"])
    page.go_forward()
    expect_view(page, topic=["attention"], q="flash")
    expect(page.locator(FIELD)).to_have_value("flash")
    assert page.evaluate("window.stays")


@pytest.mark.parametrize("home", HOMES)
def test_a_mark_of_the_trends_leads_to_its_papers(visit, home):
    page = visit(viewport=WIDE).open(f"{home}trends/")
    page.evaluate("window.stays = true")
    link = page.locator(".pl-quarters a").nth(-3)
    span = re.search(r"date=([\d.-]+)", link.get_attribute("href"))[1]
    link.click()
    expect_query(page, f"?date={span}")
    expect_view(page, date=span)
    assert page.evaluate("window.stays")
    page.go_back()
    expect(page.locator(".pl-quarters")).to_be_visible()


def test_back_keeps_the_page_and_what_was_selected(visit):
    """Without our listener the theme would fetch the page again."""
    page = visit(viewport=WIDE).open("")
    page.locator(f"#p-{FIRST} [data-pick]").check(force=True)
    page.locator(".pl-explorer").evaluate("root => (root.stays = true)")
    page.locator("select[name=year]").select_option("2024")
    expect_view(page, date="2024")
    page.go_back()
    expect_view(page)
    assert page.locator(".pl-explorer").evaluate("root => root.stays")
    expect(page.locator(".pl-picked")).to_have_text("1 selected")


def test_what_is_typed_is_never_the_address_of_another_page(visit):
    window = visit(viewport=WIDE)
    page = window.open("about/")
    page.locator(".md-tabs a", has_text="Papers").click()
    expect(page.locator("thead [data-pick]")).to_be_attached()
    # At once, because the query is written into the address a moment later.
    page.locator(FIELD).evaluate(
        """field => {
          field.value = "kv"
          field.dispatchEvent(new Event("input", { bubbles: true }))
          history.back()
        }"""
    )
    page.wait_for_url("**/about/")
    page.wait_for_timeout(400)
    assert page.url.endswith("/about/")


def test_the_other_language_shows_the_same_view(visit):
    page = visit(viewport=WIDE).open("?topic=kv-cache&q=quant")
    expect_view(page, topic=["kv-cache"], q="quant")
    page.locator(".md-select button").hover()
    page.locator(".md-select a[hreflang=zh]").click()
    page.wait_for_url("**/zh/?topic=kv-cache&q=quant")
    expect_view(page, topic=["kv-cache"], q="quant")


def test_focus_is_never_lost(visit):
    page = visit(viewport=WIDE).open("?topic=kv-cache")
    expect_view(page, topic=["kv-cache"])
    page.locator(".pl-active [data-do=clear]").press("Enter")
    expect(page.locator("[data-do=undo]")).to_be_focused()
    page.locator("[data-do=undo]").press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    page.locator("tbody [data-pick]").first.check(force=True)
    page.locator("[data-do=unpick]").press("Enter")
    expect(page.locator("[data-do=export]")).to_be_focused()


def test_rows_that_come_later_take_no_focus(visit):
    page = visit(viewport=WIDE).open("")
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.locator("th[data-sort=name] button").focus()
    page.evaluate(
        """async () => {
          document.querySelector("th[data-sort=name] button").click()
          while (document.querySelectorAll("tbody tr[id]").length > 200)
            await new Promise(done => setTimeout(done))
          document.querySelector(".md-logo").focus()
        }"""
    )
    expect_view(page, sort="name")
    expect(page.locator(".md-logo").first).to_be_focused()


def test_a_script_that_failed_to_load_is_fetched_again(visit):
    window = visit(viewport=WIDE)
    window.context.route("**/assets/explorer.js*", lambda route: route.abort())
    page = window.open("")
    page.wait_for_load_state("networkidle")
    assert window.wrong
    window.context.unroute("**/assets/explorer.js*")
    page.locator(".md-tabs a", has_text="Topics").click()
    page.wait_for_url("**/topics/")
    page.locator(".md-tabs a", has_text="Papers").click()
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.locator(FIELD).fill("orca")
    expect_view(page, q="orca")
    window.wrong.clear()


def test_a_page_without_a_clipboard_says_so(visit):
    window = visit(viewport=WIDE)
    window.context.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    )
    page = window.open("?q=orca")
    expect_view(page, q="orca")
    page.locator(".pl-count [data-do=link]").click()
    expect(page.locator(".pl-count [data-do=link]")).to_have_text("Could not copy")
    page.locator("[data-do=export]").click()
    page.locator("[data-do=copy-export]").click()
    expect(page.locator("[data-do=copy-export]")).to_have_text("Could not copy")


def test_links_to_the_page_itself_show_the_whole_list(visit):
    page = visit(viewport=WIDE).open("?topic=kv-cache")
    expect_view(page, topic=["kv-cache"])
    page.locator(".md-tabs a", has_text="Papers").click()
    expect_view(page)
    assert "?" not in page.url


def test_a_message_repeats_an_address_cut_and_in_quotes(visit):
    """A link could make the site say anything."""
    many = "&".join(
        f"x{number}={'Send+your+password+to+evil.example.+' * 9}" for number in range(30)
    )
    page = visit(viewport=WIDE).open(f"?a=%0A%E2%80%AEb&{many}")
    notice = page.locator(".pl-notice")
    expect(notice).to_contain_text("Ignored (unknown): “a=\ufffd\ufffdb”, “x0=Send your password")
    shown = notice.inner_text()
    assert shown.count("“") == 10
    assert shown.endswith("…” …")
    assert len(shown) < 800


def test_unknown_parameters_are_reported(visit):
    page = visit(viewport=WIDE).open("?topic=nothing,kv-cache&foo=%3Cb%3E&date=soon")
    expect_view(page, topic=["kv-cache"])
    notice = page.locator(".pl-notice")
    expect(notice).to_have_text("Ignored (unknown): “topic=nothing”, “foo=<b>”, “date=soon”")
    page.locator("select[name=year]").select_option("2024")
    expect(notice).to_be_hidden()
    page.locator(FIELD).fill("date:soon")
    expect(notice).to_contain_text("date:soon")
    page.goto(f"{page.url.split('?')[0]}?foo=1&q=author:%22Tri+Dao%22")
    expect(notice).to_have_text(
        "Ignored (unknown): “foo=1” · Papers under the name “Tri Dao”. Several people may share it."
    )


def test_a_topic_page_filters_its_own_papers(visit):
    page = visit(viewport=WIDE).open("topics/kv-cache/?date=2023")
    expect_view(page, topic=["kv-cache"], date="2023")
    own = len(choose(topic=["kv-cache"]))
    shown = len(choose(topic=["kv-cache"], date="2023"))
    expect(page.locator(NUMBER)).to_have_text(f"{shown} of {own} papers")
    expect(page.locator("[name=one] option[value=kv-cache]")).to_have_count(0)
    page.locator("select[name=one]").select_option("quantization")
    expect_view(page, topic=["kv-cache", "quantization"], match="all", date="2023")


# Export


def address_of(whole):
    return whole.url.rstrip("/")


FILES = {
    "bibtex": "papers.bib",
    "biblatex": "papers.biblatex.bib",
    "ris": "papers.ris",
    "csl-json": "papers.csl.json",
    "csv": "papers.csv",
    "markdown": "papers.md",
    "pdfs": "pdfs.txt",
}


@pytest.mark.parametrize("home", HOMES)
def test_shown_papers_are_exported_in_every_format(visit, whole, home):
    page = visit(viewport=WIDE).open(f"{home}?q=dao+flash")
    wanted = choose(q="dao flash")
    expect_view(page, q="dao flash")
    for form, file in FILES.items():
        saved = download(page, file)
        assert saved.suggested_filename == file
        text = saved.path().read_bytes().decode()
        ours = exported(form, wanted)
        hosted = "https://deftruth.github.io/LLMs-Inference-Papers"
        assert text.replace(address_of(whole), hosted) == ours
        if form == "bibtex":
            assert {*parse_string(text, "bibtex").entries} == {*wanted}


def test_selected_papers_are_exported(visit):
    window = visit(viewport=WIDE)
    window.allow_clipboard()
    page = window.open("?topic=kv-cache")
    expect_view(page, topic=["kv-cache"])
    one, two = choose(topic=["kv-cache"])[3:5]
    page.locator(f"#p-{one}").hover()
    page.locator(f"#p-{one} [data-pick]").check()
    page.locator(f"#p-{two} [data-pick]").check()
    page.locator("select[name=one]").select_option("")
    expect_view(page)
    expect(page.locator(".pl-picked")).to_have_text("2 selected")
    page.locator("[data-do=export]").click()
    expect(page.locator("[name=what][value=picked]")).to_be_checked()
    page.locator("[data-do=copy-export]").click()
    expect(page.locator(".pl-notice")).to_have_text("2 papers copied: BibTeX")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == exported("bibtex", [one, two])
    page.locator("[data-do=unpick]").click()
    expect(page.locator("[data-pick]:checked")).to_have_count(0)
    page.locator("[data-pick=all]").check()
    expect(page.locator(".pl-picked")).to_have_text(f"{TOTAL} selected")


def test_an_empty_selection_is_reported(visit):
    page = visit(viewport=WIDE).open("?q=zzz")
    expect(page.locator(".pl-empty")).to_be_visible()
    page.locator("[data-do=export]").click()
    expect(page.locator("[name=what][value=picked]")).to_be_disabled()
    page.locator("[data-do=download]").click()
    expect(page.locator("[data-dialog=export] [role=status]")).to_have_text("No papers selected.")


def test_the_link_of_a_view_is_copied(visit):
    window = visit(viewport=WIDE)
    window.allow_clipboard()
    page = window.open("?topic=kv-cache")
    expect_view(page, topic=["kv-cache"])
    page.locator(".pl-count [data-do=link]").click()
    expect(page.locator(".pl-count [data-do=link]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    expect(page.locator(".pl-count [data-do=link]")).to_have_text("Copy link")


def test_an_unreachable_site_is_reported(visit):
    window = visit(viewport=WIDE)
    window.context.route("**/assets/explorer.json*", lambda route: route.abort())
    page = window.open("")
    page.locator(FIELD).fill("orca")
    expect(page.locator(".pl-notice")).to_contain_text("could not be loaded")
    expect(page.locator(ROWS)).to_have_count(TOTAL)
    window.context.unroute("**/assets/explorer.json*")
    page.locator(FIELD).fill("orca ")
    page.locator(FIELD).fill("vllm")
    expect_view(page, q="vllm")
    window.wrong[:] = [
        line for line in window.wrong if "ERR_FAILED" not in line and "fetch" not in line
    ]


def open_export(page):
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.locator("[data-do=export]").click()
    page.locator("[data-do=download]").click()
    return page.locator("[data-dialog=export] [role=status]")


def test_an_export_that_cannot_be_fetched_is_reported(visit):
    window = visit(viewport=WIDE)
    window.context.route("**/papers.bib*", lambda route: route.abort())
    status = open_export(window.open(""))
    expect(status).to_contain_text("could not be loaded")
    window.wrong[:] = [line for line in window.wrong if "ERR_FAILED" not in line]


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("pickFromExport", open_export),
        ("readIndex", open_export),
        ("choose", lambda page: page.locator(FIELD).fill("orca")),
    ],
)
def test_a_bug_is_not_reported_as_a_failed_download(visit, name, act):
    """It reaches the console, and no message blames the connection."""
    window = visit(viewport=WIDE)

    def break_script(route):
        text = route.fetch().text()
        assert text.count(f"function {name}(") == 1
        fault = f"function {name}() {{ missing.fault() }}\nfunction whole_{name}("
        broken = text.replace(f"function {name}(", fault)
        route.fulfill(body=broken, content_type="text/javascript")

    window.context.route(re.compile(r"/explorer\.js\b"), break_script)
    page = window.open("")
    with page.expect_event("pageerror") as error:
        expect(page.locator("thead [data-pick]")).to_be_attached()
        act(page)
    assert "missing is not defined" in str(error.value)
    for text in page.locator(".pl-notice, [role=status]").all_text_contents():
        assert "could not be loaded" not in text
    window.wrong[:] = [line for line in window.wrong if "missing is not defined" not in line]


# The keyboard


def test_keys_go_through_rows_while_the_focus_is_in_the_explorer(visit):
    page = visit(viewport=WIDE).open("")
    first, second = (f"#p-{paper['id']} .pl-name" for paper in PAPERS[:2])
    page.locator(FIELD).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(first)).to_be_focused()
    for key, target in [("j", second), ("k", first), ("ArrowDown", second), ("ArrowUp", first)]:
        page.keyboard.press(key)
        expect(page.locator(target)).to_be_focused()
        expect(page.locator(target)).to_be_in_viewport()
    page.keyboard.press("k")
    page.keyboard.type("orca")
    page.keyboard.press("ArrowDown")  # before the list has changed
    expect(page.locator("#p-orca .pl-name")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator(first)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("b")
    expect(page.locator(f"#p-{FIRST} [data-mark=bookmarks]")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("b")
    expect(page.locator(f"#p-{FIRST} [data-mark=bookmarks]")).to_have_attribute(
        "aria-pressed", "false"
    )
    page.keyboard.press("x")
    expect(page.locator(f"#p-{FIRST} [data-pick]")).to_be_checked()
    page.keyboard.press("r")
    expect(page.locator(f"#p-{FIRST}")).to_have_class("is-read")
    page.keyboard.press("?")
    expect(page.locator("[data-dialog=help]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()
    page.keyboard.type("jkb?/")
    expect(page.locator(FIELD)).to_have_value("jkb?/")
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).not_to_be_focused()
    page.locator(first).focus()
    page.keyboard.press("o")
    page.wait_for_url(f"**/papers/{FIRST}/")


@pytest.mark.parametrize(
    ("home", "messages"),
    [
        ("", ["Bookmarked: {}", "Bookmark removed: {}", "Marked as read: {}",
              "Marked as unread: {}"]),
        ("zh/", ["已收藏：{}", "已取消收藏：{}", "已标为已读：{}", "已标为未读：{}"]),
    ],
    ids=["en", "zh"],
)  # fmt: skip
def test_bookmarks_and_read_status_are_announced_as_sentences(visit, home, messages):
    page = visit(viewport=WIDE).open(home)
    expect(page.locator("thead [data-pick]")).to_be_attached()
    row = page.locator(f"#p-{FIRST} .pl-name")
    link, colon = page.locator(f"#p-{FIRST} .pl-pdf"), "：" if home else ": "
    label = f"{link.text_content()}{colon}{row.locator('b').text_content()}"
    expect(link).to_have_attribute("aria-label", label)
    row.focus()
    for key, message in zip("bbrr", messages, strict=True):
        page.keyboard.press(key)
        text = message.format(row.locator("b").text_content())
        expect(page.locator(".pl-count > [role=status]")).to_have_text(text)


def test_keys_do_nothing_outside_the_explorer(visit):
    page = visit(viewport=WIDE).open("")
    page.locator(".md-tabs a").first.focus()
    for key in ("j", "k", "o", "b", "x", "r", "?"):
        page.keyboard.press(key)
    expect(page.locator(".md-tabs a").first).to_be_focused()
    expect(page.locator("[data-dialog=help]")).to_be_hidden()
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)
    page.locator("select[name=one]").focus()
    page.keyboard.press("x")
    expect(page.locator("[data-pick]:checked")).to_have_count(0)


def test_keys_with_a_modifier_belong_to_the_browser(visit):
    page = visit(viewport=WIDE).open("")
    name = page.locator(f"#p-{FIRST} .pl-name")
    name.focus()
    for key in ("Control+b", "Alt+j", "Meta+x"):
        page.keyboard.press(key)
    expect(name).to_be_focused()
    expect(page.locator("[aria-pressed=true], [data-pick]:checked")).to_have_count(0)


def test_everything_works_by_keyboard(visit):
    page = visit(viewport=WIDE).open("")
    page.locator(FIELD).focus()
    page.keyboard.type("kv")
    page.keyboard.press("Tab")
    page.keyboard.type("Quant")  # a native control goes to the option
    expect(page.locator("select[name=one]")).to_have_value("quantization")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect_view(page, q="kv", topic=["quantization"], code=True)
    page.locator("[data-do=sheet]").focus()
    page.keyboard.press("Enter")
    sheet = page.locator("[data-dialog=sheet]")
    expect(sheet.locator("[data-do=close]").first).to_be_focused()
    for _ in range(70):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || "
                             "document.activeElement.closest('dialog') !== null")  # fmt: skip
        if sheet.locator("summary").evaluate("s => s.matches(':focus')"):
            page.keyboard.press("Enter")
        if sheet.locator("[name=not][value=long-context]").evaluate("b => b.matches(':focus')"):
            break
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect_view(page, q="kv", topic=["quantization"], code=True, **{"not": ["long-context"]})
    expect(page.locator("[data-do=sheet]")).to_be_focused()


# Touch


@pytest.mark.parametrize("home", HOMES)
def test_a_phone_filters_in_a_sheet(visit, home):
    window = visit(**PHONE)
    page = window.open(home)
    page.locator("[data-do=sheet]").tap()
    sheet = page.locator("[data-dialog=sheet]")
    expect(sheet).to_be_visible()
    sheet.locator("[name=sort]").select_option("name")
    sheet.locator(".pl-toggle", has=page.locator("[name=code]")).tap()
    sheet.locator(".pl-tick", has=page.locator("[name=topic][value=kv-cache]")).tap()
    assert window.overflow() <= 0
    sheet.locator("[data-show]").tap()
    expect(sheet).to_be_hidden()
    expect_view(page, topic=["kv-cache"], code=True, sort="name")
    first = choose(topic=["kv-cache"], code=True, sort="name")[0]
    page.locator(f"#p-{first} [data-mark=bookmarks]").tap()
    page.locator(f"#p-{first} [data-pick]").tap()
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    expect(page.locator("[data-pick]:checked")).to_have_count(1)
    page.locator(CHIPS).last.tap()
    expect_view(page, topic=["kv-cache"], sort="name")
    page.locator(f"#p-{first} .pl-name").tap()
    page.wait_for_url(f"**/papers/{first}/")


SMALL = """found => found.map(e => [e.closest('label') ?? e, e]).filter(([box, e]) => {
    const { width, height } = box.getBoundingClientRect()
    return width && (width < 24 || height < 24) }).map(([, e]) => e.outerHTML)"""


@pytest.mark.parametrize("width", [360, 390, 768])
def test_targets_are_large_enough_and_nothing_scrolls_sideways(visit, width):
    window = visit(viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
    page = window.open("?topic=kv-cache&code=yes&q=cache&date=2024")
    expect_view(page, topic=["kv-cache"], code=True, q="cache", date="2024")
    assert window.overflow() <= 0
    parts = ".pl-explorer > :is(form, .pl-count), .pl-explorer tbody tr:nth-child(-n+4)"
    controls = page.locator(f":is({parts}) :is(button, input, select, a.pl-pdf, a.pl-link)")
    assert controls.evaluate_all(SMALL) == []
    for name in ("sheet", "export"):
        page.locator(f"[data-do={name}]").tap()
        dialog = page.locator(f"[data-dialog={name}]")
        assert dialog.locator("button, input, select").evaluate_all(SMALL) == []
        assert dialog.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        assert window.overflow() <= 0
        page.keyboard.press("Escape")


# Accessibility


DIALOGS = ("sheet", "export", "help")


COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize(
    ("width", "scheme", "home"),
    [(1280, "light", ""), (390, "light", "zh/"), (1280, "dark", "zh/")],
)
def test_axe_finds_nothing_in_a_view_and_its_dialogs(visit, axe, width, scheme, home):
    """Only colours change with the palette."""
    window = visit(viewport=size(width), color_scheme=scheme, reduced_motion="reduce")
    page = window.open(f"{home}?q=dao+flash&topic=attention")
    expect_view(page, q="dao flash", topic=["attention"])
    rules = COLOURS if scheme == "dark" else {}

    def found(place):
        return axe.run(page, place, rules).response["violations"]

    page.locator("tbody [data-pick]").first.check(force=True)
    assert found(".pl-explorer") == []
    for name in DIALOGS if width > 400 else DIALOGS[:2]:
        page.locator(f"[data-do={name}]").first.click()
        expect(page.locator(f"[data-dialog={name}]")).to_be_visible()
        assert found(f"[data-dialog={name}]") == []
        page.keyboard.press("Escape")
    page.locator(FIELD).fill("no such paper")
    expect(page.locator(".pl-empty")).to_be_visible()
    assert found(".pl-explorer") == []


@pytest.mark.parametrize("home", HOMES)
def test_without_scripts_there_is_the_table_and_no_control(visit, home):
    window = visit(java_script_enabled=False, viewport=WIDE)
    page = window.open(f"{home}?topic=kv-cache&q=orca")
    assert ids(page) == [paper["id"] for paper in PAPERS]
    explorer = page.locator(".pl-explorer")
    for name in ("input", "select", "button", "form", "dialog", ".pl-count", ".pl-notice"):
        assert explorer.locator(f"{name}:visible").count() == 0, name
    expect(page.locator(".pl-topics-strip a").first).to_be_visible()


def test_no_control_is_shown_in_print(visit):
    page = visit(viewport=size(794)).open("?topic=kv-cache")
    expect_view(page, topic=["kv-cache"])
    page.emulate_media(media="print")
    for name in ("input", "select", "button:not(thead *, .pl-chip)", "dialog", ".pl-mine"):
        assert page.locator(f".pl-explorer :is({name}):visible").count() == 0, name
    rows = page.locator(f"{ROWS}:visible")
    expect(rows).to_have_count(len(choose(topic=["kv-cache"])))
