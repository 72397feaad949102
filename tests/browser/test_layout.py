"""Where things are on the page, at every width."""

import re
import unicodedata
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support import builds
from tests.support.visits import PAGES, PAPER, WIDE, WIDTHS, citation, size, violations

HOMES = ["", "zh/"]
PAPERS = builds.load("papers.yaml")
LONGEST = max(PAPERS, key=lambda paper: len(paper["title"]))["id"]

# Pairs of texts, fields and charts that overlap. A box of text is higher than its letters, so its
# upper and lower fifth do not count; what an ancestor clips does not count either.
OVERLAPS = """() => {
  const clips = new Map([[document.documentElement, [-Infinity, -Infinity, Infinity, Infinity]]])
  const within = ([a, b, c, d], {left, top, right, bottom}) =>
    [Math.max(a, left), Math.max(b, top), Math.min(c, right), Math.min(d, bottom)]
  const clipOf = element => {
    if (!clips.has(element)) {
      const above = clipOf(element.parentElement)
      const clips_it = getComputedStyle(element).overflow != 'visible'
      clips.set(element, clips_it ? within(above, element.getBoundingClientRect()) : above)
    }
    return clips.get(element)
  }
  const boxes = []
  const add = (element, rects, text, shrunk) => {
    const shows = {contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true}
    if (!element.checkVisibility(shows) || element.closest('.pl-vh, .md-skip, noscript')) return
    for (const rect of rects) {
      const less = rect.height * shrunk
      const {left, right, top, bottom} = rect
      const box = within(clipOf(element), {left, right, top: top + less, bottom: bottom - less})
      if (box[2] - box[0] > 1 && box[3] - box[1] > 1) boxes.push({element, box, text})
    }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walker.nextNode());) {
    const text = node.data.trim()
    if (!text || node.parentElement.closest('select, script, style, svg')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    add(node.parentElement, range.getClientRects(), text.slice(0, 30), .2)
  }
  for (const element of document.querySelectorAll('input, select, .pl-spark, .pl-chart__axis')) {
    const name = element.name || element.getAttribute('class') || element.id
    add(element, [element.getBoundingClientRect()], `<${name}>`, 0)
  }
  boxes.sort((one, other) => one.box[1] - other.box[1])
  const found = []
  boxes.forEach(({element, box: [left, top, right, bottom], text}, n) => {
    for (let i = n + 1; i < boxes.length && boxes[i].box[1] < bottom - 1; i++) {
      const other = boxes[i]
      const shared = Math.min(right, other.box[2]) - Math.max(left, other.box[0])
      if (shared > 1 && element != other.element) found.push(`${text} | ${other.text}`)
    }
  })
  return found
}"""

# Texts that end with an ellipsis, dates and years of charts on two lines, and a footer beside the
# edge of the text. The name of a repository may be cut: its link has the whole of it.
CUT = """() => {
  const isShown = element => element.checkVisibility({visibilityProperty: true})
  const all = selector => [...document.querySelectorAll(selector)].filter(isShown)
  const cut = all('body *').filter(element => element.scrollWidth > element.clientWidth
    && getComputedStyle(element).textOverflow == 'ellipsis')
  const dates = all('time, .pl-quarters__year').filter(element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return new Set([...range.getClientRects()].map(({top}) => top)).size > 1
  })
  const [text, footer] = ['h1', '.md-copyright'].map(
    selector => document.querySelector(selector).getBoundingClientRect().left)
  return [...cut.filter(element => !element.closest('.pl-code, select, input')), ...dates]
    .map(element => element.textContent.trim()).concat(text == footer ? [] : ['footer'])
}"""


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("address", [*PAGES, f"papers/{LONGEST}/", "bookmarks/?ids=orca"])
def test_nothing_overlaps_leaves_the_page_or_is_cut_at_any_width(visit, address, home):
    window = visit(color_scheme="dark" if home else "light", reduced_motion="reduce")
    page = window.open(home + address)
    for width in WIDTHS:
        page.set_viewport_size(size(width))
        assert window.overflow() <= 0, width
        assert page.evaluate(OVERLAPS) == [], width
        assert page.evaluate(CUT) == [], width


FILL = """() => {
  const texts = document.querySelectorAll('h1, h1 + p, .pl-lead')
  texts.forEach(element => element.append(' word'.repeat(60)))
  const banner = document.createElement('div')
  banner.className = 'pl-banner'
  banner.textContent = 'error '.repeat(80)
  document.querySelector('article').prepend(banner)
}"""


@pytest.mark.parametrize("address", ["", "topics/kv-cache/"])
def test_the_head_of_a_list_has_room_for_long_texts_and_a_banner(visit, address):
    page = visit(reduced_motion="reduce").open(address)
    field = page.locator("[name=q]")
    page.evaluate(FILL)
    for width in WIDTHS:
        page.set_viewport_size(size(width))
        assert page.evaluate(OVERLAPS) == [], width
        assert field.bounding_box()["width"] >= (320 if width > 400 else 200), width


STYLE = "(element, [name, part]) => getComputedStyle(element, part).getPropertyValue(name)"
TOP = "element => element.getBoundingClientRect().top"
LEFT = "element => element.getBoundingClientRect().left"


def test_selected_papers_can_be_seen_and_exported_from_any_row(visit):
    page = visit(viewport=size(1280), reduced_motion="reduce").open("")
    box = page.locator("tbody [data-pick]").first
    expect(box).to_be_visible()
    assert box.evaluate("element => getComputedStyle(element.parentElement).opacity") == "1"
    bar = page.locator(".pl-filter .pl-toggle").last
    before = bar.bounding_box()
    bar.locator("small").evaluate("element => { element.textContent = 1 }")
    assert bar.bounding_box() == before
    box.check()
    for width in (1280, 390):
        page.set_viewport_size(size(width))
        page.locator("#p-orca").scroll_into_view_if_needed()
        for name in ("unpick", "export"):
            expect(page.locator(f"[data-do={name}]")).to_be_in_viewport(ratio=1)
    assert page.locator("[data-do=unpick]").evaluate(TOP) > 700  # at the lower edge of a phone
    assert page.locator(".pl-count__end").inner_text().split() == ["1", "selected", "Export", "✕"]


def test_the_name_of_the_site_stays_in_the_header(visit):
    page = visit(viewport=size(1280), reduced_motion="reduce").open("contribute/")
    page.evaluate("scrollTo(0, 2000)")
    expect(page.locator(".md-header__topic").first).to_be_in_viewport()
    expect(page.locator(".md-header__topic").last).to_be_hidden()
    left = page.locator("h1").evaluate(LEFT)
    assert page.locator(".md-copyright").evaluate(LEFT) == left


def test_a_paper_has_its_facts_before_its_citation(visit):
    page = visit(viewport=size(390), reduced_motion="reduce").open(PAPER)
    places = [
        ".pl-authors",
        ".pl-main .pl-org >> nth=0",
        ".pl-actions",
        ".pl-side",
        ".pl-cite >> nth=0",
    ]
    tops = [page.locator(place).evaluate(TOP) for place in places]
    assert tops == sorted(tops)
    expect(page.locator(".pl-when")).to_have_text("2023-07 · ICLR 2024 · Recommended")
    box = citation(page)
    text = box.locator("pre")
    short = text.bounding_box()["height"]
    assert short < 90
    box.get_by_label("Show all").check(force=True)
    assert text.bounding_box()["height"] > short
    page.set_viewport_size(size(1280))
    left = page.locator(".pl-side").evaluate(LEFT)
    assert page.locator(".pl-cite").first.bounding_box()["width"] < left


def test_the_sheet_and_the_chart_stay_in_their_frames(visit):
    page = visit(viewport=size(360), reduced_motion="reduce").open("")
    page.locator("[data-do=sheet]").click()
    inside = "found => found.filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"
    labels = page.locator(".pl-sheet :is(.pl-toggle, .pl-tick, small)")
    assert labels.count() > 20
    assert labels.evaluate_all(inside) == []
    page = visit(viewport=size(320), reduced_motion="reduce").open("trends/")
    chart = page.locator(".pl-chart__scroll")
    for width in (320, 1280):
        page.set_viewport_size(size(width))
        assert chart.evaluate(
            "e => [e.scrollHeight <= e.clientHeight, getComputedStyle(e).overflowY]"
        ) == [True, "hidden"]


def test_forced_colours_show_what_is_marked_as_read(visit):
    window = visit(viewport=size(1280), forced_colors="active")
    button = window.open(PAPER).locator("[data-mark=read]").first
    look = [
        button.evaluate(STYLE, each)
        for each in (["outline-style", None], ["background-color", "::before"])
    ]
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    other = [
        button.evaluate(STYLE, each)
        for each in (["outline-style", None], ["background-color", "::before"])
    ]
    assert look[0] != other[0]
    assert look[1] != other[1]


def test_the_source_in_the_drawer_has_the_colours_of_the_page(visit):
    page = visit(viewport=size(390)).open("about/")
    source = page.locator(".md-nav__source")
    ground, surface = (
        source.evaluate(STYLE, [name, None]) for name in ("background-color", "--pl-surface")
    )
    assert ground == "rgb(245, 247, 248)"
    assert surface == "#f5f7f8"


# One field, one button for each purpose


def test_keys_start_at_the_first_row_on_the_screen(visit):
    page = visit(viewport=size(1280), reduced_motion="reduce").open("")
    expect(page.locator("thead [data-pick]")).to_be_attached()
    page.locator("#p-orca").evaluate(
        "row => scrollTo(0, row.offsetTop + row.offsetParent.offsetTop)"
    )
    page.keyboard.press("j")
    name = page.locator(".pl-name:focus")
    expect(name).to_be_in_viewport(ratio=1)
    assert 100 < name.evaluate(TOP) < 300
    page.locator(".md-tabs a").first.focus()
    page.keyboard.press("/")
    expect(page.locator("[name=q]")).to_be_focused()
    page.keyboard.type("?/")
    expect(page.locator("[name=q]")).to_have_value("?/")
    assert page.locator(".md-search__form").bounding_box()["width"] < 50
    page.locator(".md-search__input").focus()
    page.keyboard.type("/")
    expect(page.locator(".md-search__input")).to_have_value("/")


def test_help_opens_at_its_top_and_an_export_closes_with_a_message(visit):
    page = visit(viewport={"width": 1280, "height": 360}, reduced_motion="reduce").open("?q=orca")
    expect(page.locator(".pl-count__n")).to_contain_text(" of ")
    number = page.locator(".pl-count__n b").text_content()
    page.locator(".pl-count [data-do=help]").click()
    expect(page.locator("#pl-help-head")).to_be_in_viewport(ratio=1)
    assert page.locator("[data-dialog=help]").evaluate("e => e.scrollTop") == 0
    page.locator("[data-dialog=help] [data-do=close]").click()
    page.locator("[data-do=export]").click()
    with page.expect_download():
        page.locator("[data-do=download]").click()
    expect(page.locator("[data-dialog=export]")).to_be_hidden()
    expect(page.locator(".pl-notice")).to_contain_text(f"{number} paper")
    expect(page.locator(".pl-notice")).to_contain_text("exported: papers.bib")
    page.goto(f"{page.url.split('?')[0]}?ids=orca,deepep,flashmla")
    page.locator("[data-do=export]").click()
    page.locator("[name=file]").select_option("pdfs.txt")
    with page.expect_download():
        page.locator("[data-do=download]").click()
    expect(page.locator(".pl-notice")).to_have_text(
        "1 paper exported: pdfs.txt · 2 papers without a PDF"
    )


def test_a_phone_offers_the_link_the_share_and_the_help_in_the_sheet(visit):
    window = visit(viewport=size(390), reduced_motion="reduce")
    window.allow_clipboard()
    page = window.open("?q=orca")
    page.locator("[data-do=sheet]").click()
    sheet = page.locator("[data-dialog=sheet]")
    expect(sheet.locator("[data-do=send]")).to_be_hidden()  # this system has no sharing
    sheet.locator("[data-do=link]").click()
    expect(sheet.locator("[data-do=link]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    sheet.locator("[data-do=help]").click()
    expect(page.locator("#pl-help-head")).to_be_in_viewport(ratio=1)
    window.context.add_init_script("navigator.share = async (link) => { window.sent = link }")
    page.reload()
    page.locator("[data-do=sheet]").click()
    sheet.locator("[data-do=send]").click()
    assert page.evaluate("window.sent") == {"title": page.title(), "url": page.url}


@pytest.mark.parametrize("home", HOMES)
def test_the_number_of_papers_to_export_stays_beside_its_label(visit, home):
    page = visit(viewport=WIDE).open(home)
    page.locator("[data-do=export]").click()
    labels = page.locator("[data-dialog=export] .pl-toggle span")
    labels.evaluate_all(
        "all => { for (const e of all) e.textContent = e.textContent.replace(/\\d+/, 838) }"
    )
    for width in WIDTHS:
        page.set_viewport_size(size(width))
        lines = labels.evaluate_all("all => all.map(e => Math.round(e.offsetHeight / 17))")
        assert lines == [1, 1], width


IS_ON_TOP = """element => {
  const { x, y } = element.getBoundingClientRect()
  return document.elementFromPoint(x + 20, y + 9) === element
}"""


def test_what_an_export_did_is_said_where_it_can_be_seen(visit):
    window = visit(viewport=size(1280), reduced_motion="reduce")
    window.allow_clipboard()
    page = window.open("")
    page.locator("tbody [data-pick]").nth(30).check()
    for width in (1280, 390):
        page.set_viewport_size(size(width))
        page.locator("[data-do=export]").click()
        page.locator("[data-do=copy-export]").click()
        notice = page.locator(".pl-notice")
        expect(notice).to_have_text("1 paper copied: BibTeX")
        expect(notice).to_be_in_viewport(ratio=1)
        assert notice.evaluate(IS_ON_TOP)
        expect(page.locator("[data-do=export]")).to_be_in_viewport(ratio=1)
        expect(page.locator("[data-do=export]")).to_be_focused()


def test_the_receiver_of_a_link_sees_how_many_papers_are_shared(visit):
    page = visit(viewport=size(1280)).open("bookmarks/?ids=orca,flashattention-2")
    expect(page.locator(".pl-shared")).to_have_text("2 papers shared with you")
    expect(page.locator("[data-do=link]")).to_have_count(0)
    page.locator("[data-do=add-shared]").click()
    expect(page.locator(".pl-shared")).to_be_hidden()


# Zoom and text spacing: at 200 % and 400 % a window of 1280 px has 640 and 320 px

SPACING = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""


@pytest.mark.parametrize("address", ["", PAPER, "trends/"])
def test_a_page_fits_when_it_is_zoomed_or_its_text_spaced(visit, axe, address):
    window = visit(reduced_motion="reduce")
    page = window.open(address)
    for width in (640, 320):
        page.set_viewport_size(size(width))
        assert window.overflow() <= 0, width
    page.evaluate(SPACING)
    for width in (1280, 390, 320):
        page.set_viewport_size(size(width))
        assert window.overflow() <= 0, width
        assert page.evaluate(OVERLAPS) == [], width
    assert violations(axe, page, widths=[640, 320], schemes=["light"]) == []


# Print


def read_back(page):
    """The lines of a page as it is printed, each without repeated spaces.

    Fonts may have one picture for a Chinese character and the radical that looks like it.
    """
    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    text = "\n".join(each.extract_text(extraction_mode="layout") for each in pages)
    lines = unicodedata.normalize("NFKC", text).splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def test_what_is_printed_names_the_filters_and_has_the_facts_first(visit):
    window = visit(reduced_motion="reduce")
    page = window.open("?topic=kv-cache&date=2024")
    expect(page.locator(".pl-active .pl-chip")).to_have_count(2)
    number = page.locator(".pl-count__n").text_content()
    lines = read_back(page)
    place = lines.index(f"{number} KV Cache 2024")
    shown = [name.text_content() for name in page.locator("tbody a.pl-name b:visible").all()]
    assert number.startswith(f"{len(shown)} of ")
    rows = " ".join(lines[place:])
    assert [name for name in shown if name not in rows] == []
    for home, date, cite, edit in (("", "Date", "Cite", "Edit"), ("zh/", "日期", "引用", "编辑")):
        lines = read_back(window.open(f"{home}{PAPER}"))
        facts, heading = lines.index(f"{date} 2023-07"), lines.index(cite)
        citation_starts = next(n for n, line in enumerate(lines) if line.startswith("@"))
        assert facts < heading < citation_starts
        assert [line for line in lines if edit in line] == []


def test_a_filtered_list_says_so_in_print(visit):
    page = visit(viewport=size(794)).open("?topic=kv-cache")
    chip = page.locator(".pl-active .pl-chip")
    expect(chip).to_have_text("KV Cache")
    page.emulate_media(media="print")
    expect(page.locator(".pl-count__n")).to_have_text(re.compile(r"\d+ of \d+ papers"))
    expect(page.locator(".pl-count__n")).to_be_visible()
    expect(chip).to_be_visible()
    expect(page.locator(".pl-explorer [data-do]:visible")).to_have_count(0)


def test_a_printed_paper_has_facts_first_and_the_address_of_its_code(visit):
    page = visit(viewport=size(794)).open(PAPER)
    page.emulate_media(media="print")
    assert page.locator(".pl-side").evaluate(TOP) < page.locator(".pl-cite").first.evaluate(TOP)
    expect(page.locator("text=Edit this entry")).to_be_hidden()
    code = page.locator(".pl-actions .pl-code")
    expect(code).to_be_visible()
    assert code.evaluate("e => e.scrollHeight <= e.clientHeight")
    assert citation(page).locator("pre").bounding_box()["height"] > 150
    assert code.evaluate(STYLE, ["content", "::after"]) == f'"{code.get_attribute("href")}"'
    date, title = (
        page.locator(f".pl-table--brief tbody {each}").first
        for each in (".pl-date", ".pl-paper-cell")
    )
    assert date.bounding_box()["width"] < title.bounding_box()["width"] / 3
