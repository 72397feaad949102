"""Where things are on the page, at every width."""

import pytest

from tests.support import builds
from tests.support.visits import PAGES, WIDTHS, size

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


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("address", [*PAGES, f"papers/{LONGEST}/", "bookmarks/?ids=orca"])
def test_nothing_overlaps_or_leaves_the_page_at_any_width(visit, address, home):
    window = visit(color_scheme="dark" if home else "light", reduced_motion="reduce")
    page = window.open(home + address)
    for width in WIDTHS:
        page.set_viewport_size(size(width))
        assert window.overflow() <= 0, width
        assert page.evaluate(OVERLAPS) == [], width


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
