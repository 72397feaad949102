// The explorer: one view of the list, kept in the address, with what can be done to it.

import { readAddress, writeAddress } from "./address.js"
import { choose, NOTHING, readIndex } from "./choice.js"
import { Controls, changeState } from "./controls.js"
import { pickFromExport } from "./exports.js"
import { Marks, rememberVisit } from "./marks.js"
import { countNoun, element, fill, Rows } from "./rows.js"

const ANNOUNCE = 300 // milliseconds after the last key until a screen reader hears the number
const SETTLE = 150 // and until the address follows: browsers take their time, and count
const BY_DATE = ["newest", "oldest"]

/** @type {Map<string, Promise<any>>} files of the site, each asked for once */
const files = new Map()

/**
 * @template T
 * @param {string} address
 * @param {(answer: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
function load(address, read) {
  if (!files.has(address)) {
    const asked = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`)
      return read(answer)
    })
    asked.catch(() => files.delete(address))
    files.set(address, asked)
  }
  return files.get(address)
}

/** What the storage calls this site: others may stand on the same host. */
export function storageKey(home, name) {
  return `paperlist:${new URL(home, document.baseURI).pathname}:${name}`
}

export function today() {
  return new Date().toISOString().slice(0, 10)
}

export class Explorer {
  state = NOTHING
  picked = new Set()
  /** @type {import("./choice.js").Paper[]} */
  shown = []
  #typing = false
  #hasEntry = false // of the history, made by the typing that goes on
  #unwritten = false // the state, to the address
  #writing = 0
  #cleared = null
  #within = null
  #timer = 0

  /** @param {HTMLElement} root @param {string[]} lists marks that have a button in each row */
  constructor(root, lists = ["bookmarks"]) {
    this.root = root
    this.words = JSON.parse(root.dataset.words)
    this.home = new URL(root.dataset.home, document.baseURI).href
    this.page = location.pathname
    this.stop = new AbortController()
    this.rows = new Rows(root.querySelector("table"), this.words, lists)
    this.controls = new Controls(root, this.words)
    this.marks = new Marks(storageKey(this.home, "marks"), () => this.tell(this.words.unkept))
    const visits = storageKey(this.home, "visit")
    this.isNew = rememberVisit(visits, JSON.parse(root.dataset.newest), Date.now())
    this.showMarks()
    this.#listen()
  }

  /** Shows what the address asks for. */
  start() {
    const { state, ignored } = readAddress(location.search, this.controls.known)
    if (ignored.length) this.tell(fill(this.words.ignored, { what: ignored.join(" · ") }))
    return this.#show(state)
  }

  /** What was typed before this script was there. */
  async catchUp() {
    const q = this.controls.query.value.trim()
    await this.start()
    if (q && q !== this.state.q) await this.change({ ...this.state, q }, { typing: true })
  }

  find(selector) {
    return this.root.querySelector(selector)
  }

  // The view

  /**
   * @param {import("./choice.js").State} state
   * @param {{typing?: boolean}} [how] a word that is being typed is one step back, not one a key
   */
  change(state, { typing = false } = {}) {
    if (!(typing && this.#typing)) this.#writeAddress()
    this.#typing = typing
    this.#unwritten = true
    this.tell("")
    const shown = this.#show(state)
    clearTimeout(this.#writing)
    if (typing) this.#writing = setTimeout(() => this.#writeAddress(), SETTLE)
    else this.#writeAddress()
    return shown
  }

  /** The first of a row of changes by typing makes an entry of the history, the others mend it. */
  #writeAddress() {
    if (!this.#unwritten) return
    this.#unwritten = false
    const address = location.pathname + writeAddress(this.state)
    if (address === location.pathname + location.search) return
    if (this.#typing && this.#hasEntry) history.replaceState(history.state, "", address)
    else history.pushState(null, "", address)
    this.#hasEntry = this.#typing
  }

  async #show(state) {
    this.state = state
    this.controls.show(state)
    if (this.isUntouched(state)) return
    try {
      const index = await this.index()
      if (this.state === state) this.#showChoice(index, choose(index, state, this.scope(index)))
    } catch (error) {
      this.tell(this.words.not_loaded)
      throw error
    }
  }

  /** Whether the page is as it came. */
  isUntouched(state) {
    return !this.shown.length && !this.choice && writeAddress(state) === ""
  }

  /** @returns {Promise<import("./choice.js").Index>} */
  index() {
    const address = new URL(this.root.dataset.index, this.home).href
    return load(address, async (answer) => readIndex(await answer.json()))
  }

  /** @returns {import("./choice.js").Scope} */
  scope() {
    this.#within ??= new Set(this.rows.byId.keys())
    return { within: this.#within, isNew: this.isNew }
  }

  #showChoice(index, choice) {
    const { papers, sort, total, counts, words } = choice
    this.choice = choice
    this.shown = papers
    const all = papers.length === total
    this.rows.show(papers, { byYear: BY_DATE.includes(sort), words, all })
    this.controls.showCounts(counts)
    this.#showSort(sort)
    this.#showNumber(papers.length, total)
    this.#showEmpty(index)
    this.#showPicked()
    if (choice.unclear.length) {
      this.tell(fill(this.words.ignored, { what: choice.unclear.join(" · ") }))
    }
  }

  #showSort(sort) {
    const order = {
      newest: ["date", "descending"],
      oldest: ["date", "ascending"],
      name: ["name", "ascending"],
      stars: ["stars", "descending"],
    }
    const [column, direction] = order[sort] ?? []
    const { sort_match, sort_newest } = this.words
    for (const select of this.root.querySelectorAll("[name=sort]")) {
      if (!this.state.sort) select.options[0].label = sort === "match" ? sort_match : sort_newest
    }
    for (const head of this.rows.table.tHead.querySelectorAll("[data-sort]")) {
      if (head.dataset.sort === column) head.setAttribute("aria-sort", direction)
      else head.removeAttribute("aria-sort")
    }
  }

  #showNumber(number, total) {
    const { count, count_of, papers, show_papers } = this.words
    const text = number === total ? count : count_of
    const values = { n: number, all: total, papers: countNoun(total, papers) }
    const [before, after] = fill(text, { ...values, n: "\n" }).split("\n")
    const visible = this.find(".pl-count__n")
    visible.replaceChildren(before, element("b", {}, String(number)), after)
    const shown = { n: number, papers: countNoun(number, papers) }
    this.find("[data-show]").textContent = fill(show_papers, shown)
    clearTimeout(this.#timer)
    const status = this.find(".pl-count > [role=status]")
    this.#timer = setTimeout(() => (status.textContent = visible.textContent), ANNOUNCE)
  }

  /** Says which filter to drop, and how many papers that would leave. */
  #showEmpty(index) {
    const box = this.find(".pl-empty")
    box.hidden = this.shown.length > 0
    this.rows.table.hidden = !box.hidden
    if (box.hidden) return
    const { no_match, drop, try_without, clear_all, papers } = this.words
    const drops = this.controls.active(this.state).map(({ label, dropped }) => {
      const left = choose(index, dropped, this.scope(index)).papers.length
      const text = fill(drop, { name: label, n: left, papers: countNoun(left, papers) })
      const chip = element("button", { type: "button", class: "pl-chip pl-chip--on" }, text)
      chip.dropped = dropped
      return { left, item: element("li", {}, chip) }
    })
    const useful = drops.filter(({ left }) => left > 0).sort((one, other) => other.left - one.left)
    const clear = element(
      "button",
      { type: "button", class: "pl-chip", "data-do": "clear" },
      clear_all,
    )
    box.replaceChildren(
      element("b", {}, no_match),
      useful.length ? try_without : "",
      element(
        "ul",
        { class: "pl-chips" },
        ...useful.map(({ item }) => item),
        element("li", {}, clear),
      ),
    )
  }

  /** A line above the table, with a button where there is something to do about it. */
  tell(text, ...more) {
    const notice = this.find(".pl-notice")
    notice.replaceChildren(text, ...more)
    notice.hidden = !text
  }

  clear() {
    const before = this.state
    const undo = element("button", { type: "button", class: "pl-link", "data-do": "undo" })
    undo.append(this.words.undo)
    this.change({ ...NOTHING, sort: this.state.sort })
    this.#cleared = before
    this.tell(`${this.words.cleared} `, undo)
  }

  // Papers picked and marked

  #showPicked() {
    const { picked_n, unpick } = this.words
    const button = this.find("[data-do=unpick]")
    button.hidden = this.picked.size === 0
    button.textContent = `${fill(picked_n, { n: this.picked.size })} ✕`
    button.setAttribute("aria-label", `${fill(picked_n, { n: this.picked.size })}: ${unpick}`)
    this.root.classList.toggle("has-picked", this.picked.size > 0)
    const shown = this.#shownIds()
    const corner = this.find("[data-pick=all]")
    const number = shown.filter((id) => this.picked.has(id)).length
    corner.checked = number > 0 && number === shown.length
    corner.indeterminate = number > 0 && number < shown.length
  }

  #shownIds() {
    return this.choice ? this.shown.map(({ id }) => id) : [...this.rows.byId.keys()]
  }

  /** @param {string[]} ids @param {boolean} picked */
  pick(ids, picked) {
    for (const id of ids) {
      if (picked) this.picked.add(id)
      else this.picked.delete(id)
      const box = this.rows.byId.get(id)?.querySelector("[data-pick]")
      if (box) box.checked = picked
    }
    this.#showPicked()
  }

  /** In another tab. */
  marksChanged() {
    this.showMarks()
  }

  showMarks() {
    const { bookmarks, read } = this.marks.load()
    for (const [id, row] of this.rows.byId) {
      row.classList.toggle("is-read", Object.hasOwn(read, id))
      for (const button of row.querySelectorAll("[data-mark]")) {
        const list = { bookmarks, read }[button.dataset.mark]
        button.setAttribute("aria-pressed", Object.hasOwn(list, id))
      }
    }
    const number = Object.keys(bookmarks).length
    const link = this.find("[data-marked]")
    link.textContent = number ? `${this.words.all_bookmarks} (${number})` : this.words.all_bookmarks
  }

  // What a reader does

  #listen() {
    const { signal } = this.stop
    const on = (target, type, does, options = {}) =>
      target.addEventListener(type, does.bind(this), { signal, ...options })
    on(this.root, "input", this.#onInput)
    on(this.root, "change", this.#onChange)
    on(this.root, "click", this.#onClick)
    on(this.root, "keydown", this.#onKey)
    on(this.root, "submit", (event) => event.preventDefault())
    on(this.root, "focusin", () => this.index().catch(() => {}), { once: true })
    on(window, "storage", ({ key }) => key === this.marks.key && this.marksChanged())
    // Before the theme: it would fetch the page again for an address of the same page.
    on(window, "popstate", this.#onPopState, { capture: true })
    on(document, "click", this.#onLink, { capture: true })
  }

  #onInput({ target }) {
    if (target.name === "q")
      this.change({ ...this.state, q: target.value.trim() }, { typing: true })
  }

  #onChange({ target }) {
    if (target.dataset.pick === "all") this.pick(this.#shownIds(), target.checked)
    else if (target.dataset.pick) this.pick([target.dataset.pick], target.checked)
    else if (this.controls.all.includes(target)) this.change(changeState(this.state, target))
  }

  #onClick(event) {
    const { target } = event
    const button = target.closest("button")
    if (target.matches("dialog")) target.close() // the dark around it
    if (!button) return
    const sort = button.closest("[data-sort]")?.dataset.sort
    if (sort) this.#sortBy(sort)
    else if (button.dataset.mark) this.toggleMark(button.dataset.mark, button.dataset.id)
    else if (button.dropped) this.#drop(button)
    else if (button.dataset.do) this.actions[button.dataset.do]?.(button)
  }

  /** Of each button that has `data-do`. */
  actions = {
    sheet: () => this.open("sheet"),
    help: () => this.open("help"),
    take: () => this.#openTake(),
    close: (button) => button.closest("dialog").close(),
    clear: () => this.clear(),
    undo: () => {
      this.change(this.#cleared)
      this.controls.query.focus()
    },
    unpick: () => this.pick([...this.picked], false),
    link: (button) => this.copy(location.href, button),
    download: () => this.#take((text, file, media) => download(text, file, media)),
    "copy-export": (button) => this.#take((text) => this.copy(text, button)),
  }

  #sortBy(column) {
    const turns = { date: ["newest", "oldest"], name: ["name", ""], stars: ["stars", ""] }[column]
    const now = this.choice?.sort ?? "newest"
    const sort = now === turns[0] ? turns[1] : turns[0]
    this.change({ ...this.state, sort: sort === "newest" && !this.state.q ? "" : sort })
  }

  #drop(button) {
    const place = [...this.find(".pl-active").querySelectorAll(".pl-chip")].indexOf(button)
    this.change(button.dropped)
    const chips = this.find(".pl-active").querySelectorAll(".pl-chip")
    const next = place < 0 ? null : (chips[place] ?? chips[place - 1])
    ;(next ?? this.controls.query).focus()
  }

  toggleMark(list, id) {
    this.marks.toggle(list, id, today())
    this.showMarks()
  }

  open(name) {
    this.find(`[data-dialog=${name}]`).showModal()
  }

  async copy(text, button) {
    const { copied, not_copied } = this.words
    const label = (button.label ??= button.textContent)
    const said = await navigator.clipboard.writeText(text).then(
      () => copied,
      () => not_copied,
    )
    button.textContent = said
    clearTimeout(button.timer)
    button.timer = setTimeout(() => (button.textContent = label), 2000)
  }

  // Away with it

  #openTake() {
    const shown = this.#shownIds().length
    const { picked, words } = this
    this.find("[data-shown]").textContent = fill(words.take_shown, { n: shown })
    this.find("[data-picked]").textContent = fill(words.take_picked, { n: picked.size })
    const what = picked.size ? "picked" : "shown"
    this.find(`[name=what][value=${what}]`).checked = true
    this.find("[data-dialog=take] [role=status]").textContent = ""
    this.open("take")
  }

  /** @param {(text: string, file: string, media: string) => unknown} hand */
  async #take(hand) {
    const select = this.find("[name=file]")
    const { value: file } = select
    const { media } = select.selectedOptions[0].dataset
    const what = this.find("[name=what]:checked").value
    const ids = new Set(what === "picked" ? this.picked : this.#shownIds())
    const say = (text) => (this.find("[data-dialog=take] [role=status]").textContent = text)
    if (ids.size === 0) return say(this.words.nothing)
    try {
      const read = (answer) => answer.text()
      const [index, whole] = await Promise.all([this.index(), load(this.home + file, read)])
      const text = pickFromExport(file, whole, index, ids)
      say(text === null ? this.words.changed : "")
      if (text !== null) await hand(text, file, media)
    } catch {
      say(this.words.not_loaded)
    }
  }

  // The keyboard: single keys work only while the focus is in the explorer

  #onKey(event) {
    const { key, target } = event
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (target.closest("dialog")) return
    const isField = target.matches("input[type=search]")
    const does = isField ? this.fieldKeys[key] : target.matches("select") ? null : this.keys[key]
    if (does?.(target) === true) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  /** Each says whether it has used the key. */
  fieldKeys = {
    ArrowDown: () => this.#step(0, 1),
    Escape: (field) => {
      if (field.value) this.change({ ...this.state, q: "" })
      else field.blur()
      return true
    },
  }

  keys = {
    "/": () => {
      this.controls.query.focus()
      this.controls.query.select()
      return true
    },
    "?": () => (this.open("help"), true),
    j: (target) => this.#step(this.#place(target), 1),
    k: (target) => this.#step(this.#place(target), -1),
    ArrowDown: (target) => (target.closest("tr[id]") ? this.keys.j(target) : false),
    ArrowUp: (target) => (target.closest("tr[id]") ? this.keys.k(target) : false),
    o: (target) => this.#withRow(target, (row) => row.querySelector(".pl-name").click()),
    b: (target) => this.#withRow(target, (row) => this.toggleMark("bookmarks", row.id.slice(2))),
    r: (target) => this.#withRow(target, (row) => this.toggleMark("read", row.id.slice(2))),
    x: (target) => this.#withRow(target, (row) => row.querySelector("[data-pick]").click()),
  }

  /** The place of the row that has the focus, counted from 1; 0 for none. */
  #place(target) {
    return this.rows.visible.indexOf(target.closest("tr[id]")) + 1
  }

  #step(place, by) {
    const link = this.rows.visible[place - 1 + by]?.querySelector(".pl-name")
    if (link) link.focus()
    else if (by < 0) this.controls.query.focus()
    return true
  }

  #withRow(target, does) {
    const row = target.closest("tr[id]")
    if (row) does(row)
    return Boolean(row)
  }

  // Addresses

  #onPopState(event) {
    if (!this.#isHere(location) || location.search === writeAddress(this.state)) return
    event.stopImmediatePropagation()
    this.#showAddress()
  }

  #showAddress() {
    this.#typing = this.#hasEntry = this.#unwritten = false
    this.tell("")
    this.start()
  }

  /** A link to another view of this page: the theme would go back at once. */
  #onLink(event) {
    const link = event.target.closest?.("a[href]")
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey)
    if (link) this.#writeAddress()
    if (!link || !isPlain || link.target || link.hasAttribute("download")) return
    if (!this.#isHere(link) || link.search === location.search) return
    event.preventDefault()
    event.stopImmediatePropagation()
    history.pushState(null, "", link.href)
    this.#showAddress()
    scrollTo(0, 0)
  }

  #isHere({ origin, pathname }) {
    return origin === location.origin && pathname === this.page
  }
}

/** Gives the reader a file. */
export function download(text, file, media) {
  const address = URL.createObjectURL(new Blob([text], { type: `${media};charset=utf-8` }))
  element("a", { href: address, download: file }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
