"""Accessibility: assistive technology, keyboard, system settings, print, no JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import builds
from tests.support.visits import (
    COPY,
    FIRST,
    PAGES,
    PALETTES,
    PAPER,
    QUERY,
    RESULT,
    Visit,
    citation,
    size,
    violations,
)

CHINESE = tuple(f"zh/{address}" for address in (*PAGES[:-1], "404.html"))
TIMES = "getComputedStyle(element).transitionDuration.split(', ').map(parseFloat)"
# The theme fades from one palette to the next.
TRANSITIONS_END = (
    "Promise.all(document.getAnimations().map(each => each.finished)).then(() => null)"
)
MOVING = f"""elements => elements.filter(element => {TIMES}.some(time => time > 0)
  || getComputedStyle(element).animationName != 'none').map(element => element.className)"""
STYLE = "(element, [name, part]) => getComputedStyle(element, part).getPropertyValue(name)"


@pytest.fixture(scope="module")
def calm(chromium, whole):
    """One window for many pages, without motion."""
    window = Visit(chromium, whole, reduced_motion="reduce")
    yield window
    window.context.close()
    assert window.wrong == []


def style(locator, name, part=None):
    return locator.evaluate(STYLE, [name, part])


# What axe-core finds


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(calm, axe, address):
    assert violations(axe, calm.open(address)) == []


@pytest.mark.parametrize("address", CHINESE)
def test_axe_finds_nothing_in_chinese(calm, axe, address):
    """On a phone, where text has the least space; everything else is as on the English pages."""
    assert violations(axe, calm.open(address), widths=[390], schemes=["light"]) == []


@pytest.mark.parametrize("address", [PAPER, "trends/", "health/"])
def test_axe_finds_nothing_in_folded_parts(calm, axe, address):
    page = calm.open(address)
    for summary in page.locator("article summary").all():
        summary.click()
    assert page.locator("article details:not([open])").count() == 0
    for scheme, palette in PALETTES.items():
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
        assert axe.run(page, "article details").response["violations"] == []


def test_axe_finds_nothing_in_a_whole_table(calm, axe):
    page = calm.open("topics/quantization/")
    assert axe.run(page, ".pl-table").response["violations"] == []


@pytest.mark.parametrize(("home", "words"), [("", "attention"), ("zh/", "注意力")])
def test_axe_finds_nothing_in_an_open_search(calm, axe, home, words):
    page = calm.open(f"{home}about/")
    page.set_viewport_size(size(1280))
    page.locator(QUERY).fill(words)
    page.locator(QUERY).dispatch_event("keyup")
    expect(page.locator(RESULT).nth(5)).to_be_visible()
    assert violations(axe, page) == []


@pytest.mark.parametrize("home", ["", "zh/"])
def test_axe_finds_nothing_in_an_open_drawer(calm, axe, home):
    page = calm.open(f"{home}about/")
    page.set_viewport_size(size(390))
    page.locator("label.md-header__button[for=__drawer]").click()
    link = page.locator(".md-nav--primary .md-nav__link:visible").first
    expect(link).to_be_in_viewport()
    assert violations(axe, page) == []


@pytest.mark.parametrize("home", ["", "zh/"])
def test_axe_finds_nothing_in_an_open_language_menu(calm, axe, home):
    page = calm.open(f"{home}about/")
    page.locator(".md-select button").focus()
    expect(page.locator(".md-select a").last).to_be_visible()
    assert violations(axe, page) == []


# The keyboard

# The focus: its element, whether it is visible, and whether something covers it.
STOP = """() => {
  const element = document.activeElement
  const label = element.matches('.md-option') ? element.nextElementSibling : element
  const {x, y, right, bottom} = label.getBoundingClientRect()
  const look = getComputedStyle(label)
  const above = document.elementFromPoint((x + right) / 2, (y + bottom) / 2)
  const field = element.matches('input[type=text].md-search__input')
  return {
    name: (element.ariaLabel || (element.labels?.[0] ?? element).textContent).trim(),
    kind: element.closest('tbody tr') ? 'row' : element.closest('thead') ? 'head'
      : element.closest('.pl-filter') ? 'filter' : element.closest('.pl-count') ? 'count'
      : element.closest('.pl-chip') ? 'chip'
      : element.closest('.pl-hero-spark') ? 'chart' : element.closest('.pl-facts') ? 'fact'
      : element.closest('.md-tabs') ? 'tab'
      : element.closest('.md-select') ? 'language' : element.matches('.md-skip') ? 'skip'
      : element.matches('.md-option') ? 'palette' : element.matches('.md-logo') ? 'logo'
      : element.closest('.md-search') ? 'search' : element.closest('.md-header') ? 'repository'
      : element.tagName,
    outlined: field || (look.outlineStyle != 'none' && parseFloat(look.outlineWidth) >= 1
      && !look.outlineColor.endsWith(', 0)')),
    inside: right > x && bottom > y && x + right > 0 && x + right < 2 * innerWidth
      && y >= 0 && bottom <= innerHeight,
    free: Boolean(above) && (label.contains(above) || above.contains(label)),
    done: Boolean(element.closest('tbody tr')),
  }
}"""


def walk(page):
    """The elements that Tab reaches from the top of the page to its first row."""
    stops = []
    while not stops or not (stops[-1]["done"] or len(stops) > 60):
        page.keyboard.press("Tab")
        page.wait_for_function("document.getAnimations().length == 0")
        stops.append(page.evaluate(STOP))
    return stops


@pytest.mark.parametrize("home", ["", "zh/"])
def test_tab_goes_through_the_page_as_it_is_read(visit, home):
    window = visit(viewport=size(1280), reduced_motion="reduce")
    stops = walk(window.open(home))
    kinds = [stop["kind"] for stop in stops]
    order = list(dict.fromkeys(kinds))
    assert order == [
        "skip", "logo", "palette", "language", "search", "repository", "tab", "chart", "fact",
        "chip", "filter", "count", "head", "row",
    ]  # fmt: skip
    assert kinds.count("chip") == 8
    assert kinds.count("tab") == 10
    assert kinds.count("language") == 3
    assert all(stop["name"] for stop in stops)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_focused_element_is_visible(visit, width, scheme):
    window = visit(viewport=size(width), color_scheme=scheme, reduced_motion="reduce")
    stops = walk(window.open(""))
    assert stops[-1]["kind"] == "row"
    for what in ("outlined", "inside", "free"):
        hidden = [(stop["kind"], stop["name"]) for stop in stops if not stop[what]]
        assert hidden == [], what


@pytest.mark.parametrize("width", [1280, 390])
def test_every_control_of_the_header_is_reached_by_mouse_too(visit, width):
    page = visit(viewport=size(width), reduced_motion="reduce").open(PAPER)
    covered = page.locator(".md-header :is(a, button, label):visible").evaluate_all(
        """found => found.filter(element => {
          const {x, y, width, height} = element.getBoundingClientRect()
          const above = document.elementFromPoint(x + width / 2, y + height / 2)
          return x >= 0 && x < innerWidth && !element.closest('.md-search, .md-select__inner')
            && !element.contains(above)
        }).map(element => element.className)"""
    )
    assert covered == []


def test_shift_tab_leaves_no_row_under_the_header(visit):
    page = visit(viewport=size(1280), reduced_motion="reduce").open("")
    page.locator(".pl-table a.pl-name").nth(30).focus()
    seen = set()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        stop = page.evaluate(STOP)
        assert stop["inside"], stop
        assert stop["free"], stop
        seen.add(stop["kind"])
    assert seen == {"row"}


@pytest.mark.parametrize("home", ["", "zh/"])
def test_the_palette_changes_by_keyboard_and_is_kept_in_all_languages(visit, home):
    page = visit(viewport=size(1280), color_scheme="light").open(home)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate(STOP)["kind"] == "palette"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(page.url + "about/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(page.url.replace("/zh/", "/") if home else page.url.replace("about/", "zh/about/"))
    expect(page.locator("html")).to_have_attribute("lang", "en" if home else "zh")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_the_language_menu_works_by_keyboard(visit):
    page = visit(viewport=size(1280)).open(PAPER)
    page.locator(".md-select button").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/zh/{PAPER}")


@pytest.mark.parametrize("home", ["", "zh/"])
def test_a_result_is_opened_by_keyboard(visit, home):
    page = visit(viewport=size(1280)).open(f"{home}about/")
    page.keyboard.press("/")
    expect(page.locator(QUERY)).to_be_focused()
    page.locator(QUERY).fill("PagedAttention")  # at once: results of a later key take the focus
    page.locator(QUERY).dispatch_event("keyup")
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("/pagedattention/"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{home}papers/pagedattention/**")


def test_escape_leaves_the_search(visit):
    page = visit(viewport=size(1280)).open("about/")
    page.keyboard.press("/")
    expect(page.locator(QUERY)).to_be_focused()
    expect(page.locator("#__search")).to_be_checked()  # a moment later, and Escape needs it
    page.keyboard.press("Escape")
    expect(page.locator(QUERY)).not_to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()


# System settings


def test_reduced_motion_stops_all_our_transitions(visit):
    window = visit(viewport=size(1280), reduced_motion="reduce")
    for address in ("", PAPER, "topics/", "collections/", "trends/", "data/"):
        page = window.open(address)
        assert page.locator(".pl, .pl *, [class^=pl-]").evaluate_all(MOVING) == []
        assert style(page.locator("html"), "scroll-behavior") == "auto"


@pytest.mark.parametrize("name", [".pl-chip", ".pl-btn", ".pl-card"])
def test_only_borders_have_transitions(visit, name):
    page = visit(viewport=size(1280), reduced_motion="no-preference").open("collections/")
    box = page.locator(f"a{name}, {name}").first
    assert style(box, "transition-property") == "border-color"
    assert style(box, "transition-duration") == "0.12s"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_dots_and_the_current_tab(visit, scheme):
    window = visit(viewport=size(1280), forced_colors="active", color_scheme=scheme)
    page = window.open("")
    dots = page.locator(".pl-rec").first
    assert style(dots, "background-image").startswith("radial-gradient")
    assert style(dots, "forced-color-adjust") == "none"
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colours(style(dots, "background-image"))[0] != colours(paper)[0]
    box = dots.bounding_box()
    assert box["width"] >= 8
    assert box["height"] >= 8
    tab, other = (
        page.locator(f".md-tabs__item{state} a").first
        for state in ("--active", ":not(.md-tabs__item--active)")
    )
    assert style(tab, "text-decoration-line") == "underline"
    assert style(other, "text-decoration-line") == "none"


def colours(look):
    return re.findall(r"rgba?\([^)]*\)", look)


def test_forced_colours_keep_a_frame_around_chips_and_buttons(visit):
    page = visit(viewport=size(1280), forced_colors="active").open(PAPER)
    for name in (".pl-chip", ".pl-btn", "a.pl-code"):
        box = page.locator(name).first
        assert style(box, "border-top-style") == "solid", name
        assert style(box, "border-top-color") != style(box, "background-color"), name


@pytest.mark.parametrize("home", ["", "zh/"])
@pytest.mark.parametrize("width", [1220, 1280])
def test_tabs_end_before_the_controls_of_the_header(visit, home, width):
    page = visit(viewport=size(width)).open(home)
    last = page.locator(".md-tabs__item").last.bounding_box()
    control = page.locator(".md-header__option").first.bounding_box()
    assert last["x"] + last["width"] <= control["x"]


# Print


@pytest.mark.parametrize("home", ["", "zh/"])
def test_print_has_the_table_and_no_controls(visit, home):
    page = visit(viewport=size(794)).open(home)
    page.emulate_media(media="print")
    for name in (".md-header", ".md-tabs", ".md-footer", ".pl-chips", ".pl-topics", ".pl-spark"):
        assert page.locator(f"{name}:visible").count() == 0, name
    table = page.locator(".pl-table")
    assert style(table.locator("thead"), "display") == "table-header-group"
    expect(table.locator("thead th:visible")).to_have_count(4)
    assert style(table.locator("tbody tr").nth(1), "break-inside") == "avoid"
    paper = table.locator("#p-flashattention-2")
    expect(paper.locator(".pl-name")).to_be_visible()
    assert (
        style(paper.locator(".pl-pdf"), "content", "::after")
        == '"https://arxiv.org/pdf/2307.08691"'
    )
    assert style(paper.locator(".pl-pdf"), "font-size") == "0px"
    assert max(numbers(style(paper.locator(".pl-name"), "color"))) < 64
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_print_of_a_paper_has_its_facts_and_no_controls(visit):
    page = visit(viewport=size(794), color_scheme="dark").open(PAPER)
    page.emulate_media(media="print")
    for name in (".pl-btn", ".pl-chip", "button", ".md-header"):
        assert page.locator(f"{name}:visible").count() == 0, name
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".pl-authors")).to_be_visible()
    expect(page.locator(".pl-side")).to_contain_text("2307.08691")
    expect(citation(page).locator("pre")).to_be_visible()
    expect(page.locator(".pl-cite pre:visible, summary:visible")).to_have_count(1)


def test_print_is_dark_on_white_in_the_dark_palette_too(visit):
    page = visit(viewport=size(794), color_scheme="dark").open(PAPER)
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate(TRANSITIONS_END)
    for name in ("h1", ".pl-authors", ".pl-cite pre >> nth=0", ".pl-side dd >> nth=0"):
        assert max(numbers(style(page.locator(name), "color"))) < 128, name
    for ground in page.locator("body, .md-content, .pl-cite pre").all():
        red, green, blue, *clear = numbers(style(ground, "background-color"))
        assert clear == [0] or min(red, green, blue) > 200


def numbers(colour):
    return [float(number) for number in re.findall(r"[\d.]+", colour)]


# Without scripts


def test_without_scripts_the_chinese_site_is_complete(visit, chinese):
    window = visit(java_script_enabled=False, viewport=size(1280))
    page = window.open("zh/")
    table = page.locator("table.pl-table")
    expect(table.locator("a.pl-name")).to_have_count(len(builds.rows(chinese.pages[""])))
    expect(table.locator(f"#p-{FIRST} a.pl-name")).to_be_visible()
    for name in (".md-search", "label[for=__search]", "[data-md-component=palette] label"):
        assert page.locator(f"{name}:visible").count() == 0, name
    page.locator(".md-tabs a", has_text="主题").click()
    expect(page.locator("h1")).to_have_text("主题")
    page.locator(".pl-card h3 a").first.click()
    expect(page.locator("h1")).to_have_text("注意力机制")
    page.locator("#p-flashattention-2 a.pl-name").click()
    expect(citation(page).locator("pre")).to_contain_text("@inproceedings{flashattention-2")
    page.locator("summary", has_text="RIS").click()
    expect(citation(page, "RIS").locator("pre")).to_be_visible()
    expect(page.locator(COPY)).not_to_have_count(0)
    expect(page.locator(f"{COPY}:visible")).to_have_count(0)
    page.locator(".md-select button").hover()
    page.locator(".md-select a[hreflang=en]").click()
    page.wait_for_url(f"**/{PAPER}")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_without_scripts_the_chinese_missing_page_offers_the_list(visit):
    page = visit(java_script_enabled=False).open("zh/404.html")
    expect(page.locator("article [data-open-search]")).to_be_hidden()
    page.locator("article a").first.click()
    expect(page.locator("h1")).to_have_text("LLM 推理论文")


def test_without_scripts_the_drawer_opens_on_a_phone(visit):
    page = visit(java_script_enabled=False, viewport=size(390)).open("zh/")
    page.locator("label.md-header__button[for=__drawer]").click()
    link = page.locator(".md-nav--primary a", has_text="关于").first
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.locator("h1")).to_have_text("关于")
