// The table: puts the rows of the page into the order of a view.

import { countNoun, element, fill } from "./elements.js"
import { makeFinder } from "./text.js"

const CHUNK = 50 // rows that the browser renders together
const LOWEST = 40 // pixels: no row is lower, so that the first chunk fills a screen
const ROW = "var(--pl-row)" // estimated height of a row, in papers.css
const HIGHLIGHT = "pl-match" // name of the highlight in papers.css

/**
 * How the rows are grouped, under rows such as that of a year.
 * @typedef {object} Groups
 * @property {(paper: {date: string, added: string}) => string} keyOf
 * @property {(key: string) => string} label
 * @property {Map<string, number>} totals of the page, by key
 * @property {boolean} isDelivered whether the page has these groups before it is used
 */

export class Rows {
  /** @type {Map<string, HTMLTableRowElement>} by id of the paper, in page order */
  byId = new Map()
  #shown = { papers: [], view: "" }
  #task = 0
  #mark = () => {}

  /**
   * @param {HTMLTableElement} table
   * @param {Record<string, string>} words
   * @param {string[]} lists those of the marks that have a button in each row
   * @param {((paper: import("./choice.js").Paper) => HTMLTableRowElement) | null} [make] makes the
   *   row of a paper that has none in the page
   */
  constructor(table, words, lists, make = null) {
    this.table = table
    this.words = words
    this.lists = lists
    this.make = make
    /** Takes the place of the rows that are not in the table yet. @type {HTMLElement | null} */
    this.rest = table.parentElement.querySelector(".pl-rest")
    this.onAdd = () => {}
    this.onShow = () => {}
    this.add(table.querySelectorAll("tr[id^='p-']"))
    for (const head of table.tHead.querySelectorAll("[data-sort]")) {
      head.replaceChildren(element("button", { type: "button" }, ...head.childNodes))
    }
    const corner = element("th", { role: "columnheader", class: "pl-mine" })
    corner.append(this.#box("select_shown", "all"))
    table.tHead.rows[0].prepend(corner)
    for (const head of table.querySelectorAll(".pl-year th")) head.colSpan = this.#columns
  }

  /** All columns, including those that a narrow screen hides; a year row spans them all. */
  get #columns() {
    return this.table.tHead.rows[0].cells.length
  }

  /**
   * @param {Iterable<HTMLTableRowElement>} rows each gets a checkbox, the buttons of its marks, and
   *   its name in the label of the PDF link
   */
  add(rows) {
    for (const row of rows) {
      const id = row.id.slice(2)
      this.byId.set(id, row)
      const name = row.querySelector("b").textContent
      const link = row.querySelector(".pl-pdf")
      link.setAttribute("aria-label", link.textContent + this.words.colon + name)
      const marks = this.lists.map((list) => {
        const label = element("span", { class: "pl-vh" }, this.words[list] + this.words.colon + name)
        return element("button", { type: "button", "data-mark": list, "data-id": id }, label)
      })
      const cell = element("td", { role: "cell", class: "pl-mine" })
      cell.append(...marks, this.#box("select", id, name))
      row.prepend(cell)
      this.onAdd(row, id)
    }
  }

  #box(word, id, name = "") {
    const label = [this.words[word], name].filter(Boolean).join(this.words.colon)
    const box = element("input", { type: "checkbox", "data-pick": id, "aria-label": label })
    box.autocomplete = "off"
    return element("label", {}, box)
  }

  /**
   * Shows the first rows at once and the rest when the browser is idle.
   * @param {{id: string, date: string, added: string}[]} papers
   * @param {{groups: Groups | null, words: string[], all: boolean, whole: boolean}} view `words` are
   *   highlighted; `all` means that no paper is filtered out; `whole` gives the table its full
   *   height at once
   * @param {() => unknown} [onProgress] called after each step
   */
  show(papers, { groups, words, all, whole }, onProgress = () => {}) {
    const shown = this.make ? papers : papers.filter(({ id }) => this.byId.has(id))
    const view = JSON.stringify([groups && [...groups.totals], all, words])
    if (view === this.#shown.view && areSame(shown, this.#shown.papers)) return
    const kept = groups?.isDelivered && all && !words.length ? this.#keep(shown) : 0
    this.#shown = { papers: shown, view }
    const task = ++this.#task
    const bodies = this.#bodies(shown, { groups, words, all, kept })
    this.#mark = this.#startMarking(words)
    const focused = document.activeElement
    if (!kept) for (const body of this.table.querySelectorAll("tbody")) body.remove()
    let most = whole && !this.rest ? Infinity : rowsOnScreen()
    let left = shown.length - kept
    const showNext = () => {
      const next = nextBodies(bodies, most)
      most = Math.max(most, CHUNK)
      this.table.append(...next)
      for (const body of next) left -= body.querySelectorAll("tr[id]").length
      this.#reserve(whole || kept ? left : 0)
      onProgress()
      // A row that was moved has lost the focus. If the focus is elsewhere by now, it stays there.
      const isLost = document.activeElement === document.body
      if (isLost && this.table.contains(focused)) focused.focus({ preventScroll: true })
      later(() => {
        if (task !== this.#task) return
        for (const body of next) this.mark(body)
        if (next.length) showNext()
        else if (!CSS.supports("overflow-anchor", "auto")) this.#layOut(task)
      })
    }
    showNext()
  }

  /**
   * Safari does not hold rows in place when rows above them get their real height instead of the
   * estimated one: there all rows get theirs while the browser is idle.
   */
  #layOut(task) {
    const skipped = this.table.querySelector(".pl-chunk")
    if (!skipped || task !== this.#task) return
    skipped.classList.remove("pl-chunk")
    later(() => this.#layOut(task))
  }

  /** How many rows can stay: those of the page as delivered, if the other papers follow them. */
  #keep(papers) {
    const isDelivered = this.rest && this.#task === 0
    const ids = isDelivered ? [...this.byId.keys()] : []
    return ids.every((id, n) => papers[n]?.id === id) ? ids.length : 0
  }

  /** Keeps the height of so many rows free below the table, for the scroll bar and for Back. */
  #reserve(rows) {
    if (!this.rest) return
    this.rest.replaceChildren()
    this.rest.style.blockSize = `calc(${rows} * ${ROW})`
  }

  #rowOf(paper) {
    if (!this.byId.has(paper.id)) this.add([this.make(paper)])
    return this.byId.get(paper.id)
  }

  *#bodies(papers, { groups, words, all, kept }) {
    const parts = groups ? groupBy(papers, groups.keyOf) : [["", papers]]
    let before = 0
    let size = rowsOnScreen()
    for (const [key, group] of parts) {
      const first = Math.max(0, kept - before) // of this group; its head row stays too
      before += group.length
      for (let start = first, end; start < group.length; start = end) {
        end = Math.min(start + size, group.length)
        const part = group.slice(start, end)
        const body = element("tbody", { role: "rowgroup", class: "pl-chunk" })
        if (key && start === 0) {
          const total = all ? null : groups.totals.get(key)
          body.append(this.#headRow(groups.label(key), group.length, total))
        }
        const rows = part.map((paper) => this.#rowOf(paper))
        rows.forEach((row, n) => this.onShow(row, part[n], words))
        body.append(...rows)
        body.style.setProperty("--pl-n", part.length)
        yield body
        if (before - group.length + end >= size) size = CHUNK // the screen is full
      }
    }
  }

  #headRow(label, number, total) {
    const { count, count_of, papers } = this.words
    const values = { n: number, all: total, papers: countNoun(total ?? number, papers) }
    const small = element("small", {}, fill(total === null ? count : count_of, values))
    const head = { role: "rowheader", scope: "rowgroup", colspan: this.#columns }
    const row = element("tr", { class: "pl-year", role: "row" })
    row.append(element("th", head, `${label} `, small))
    return row
  }

  /** Highlights the words of the view in new text. @param {HTMLElement} part */
  mark(part) {
    this.#mark(part)
  }

  /** Highlights matches with the Highlight API, which does not change the rows. */
  #startMarking(words) {
    CSS.highlights?.delete(HIGHLIGHT)
    this.table.classList.toggle("pl-marked", words.length > 0)
    if (!CSS.highlights || !words.length) return () => {}
    const highlight = new Highlight()
    CSS.highlights.set(HIGHLIGHT, highlight)
    const find = makeFinder(words)
    return (body) => addMatches(highlight, body, find)
  }

  /** Stops adding and highlighting rows when the reader leaves the page. */
  stop() {
    this.#task++
    CSS.highlights?.delete(HIGHLIGHT)
  }

  /** @returns {HTMLTableRowElement[]} rows of papers that are in the table */
  get visible() {
    return [...this.table.querySelectorAll("tbody tr[id]")]
  }
}

function rowsOnScreen() {
  return Math.min(CHUNK, Math.ceil(innerHeight / LOWEST))
}

function areSame(some, others) {
  return some.length === others.length && some.every((each, n) => each === others[n])
}

/** Groups neighbours with the same key. */
function groupBy(items, keyOf) {
  const groups = []
  for (const item of items) {
    const key = keyOf(item)
    if (groups.at(-1)?.[0] !== key) groups.push([key, []])
    groups.at(-1)[1].push(item)
  }
  return groups
}

/**
 * @param {Generator<HTMLTableSectionElement>} bodies
 * @param {number} most rows; the last chunk may exceed it
 */
function nextBodies(bodies, most) {
  const made = []
  for (let number = 0; number < most; number += made.at(-1).rows.length) {
    const { value, done } = bodies.next()
    if (done) break
    made.push(value)
  }
  return made
}

function addMatches(highlight, body, find) {
  for (const part of body.querySelectorAll(".pl-name, .pl-meta, .pl-gist, .pl-topics a")) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (const [startOffset, endOffset] of find(text.data)) {
        const ends = { startContainer: text, startOffset, endContainer: text, endOffset }
        highlight.add(new StaticRange(ends))
      }
    }
  }
}

function later(task) {
  if (window.requestIdleCallback) requestIdleCallback(task, { timeout: 200 })
  else setTimeout(task, 10)
}
