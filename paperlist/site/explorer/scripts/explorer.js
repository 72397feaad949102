// The explorer of one page: its state and its view.

import { readAddress, writeAddress } from "./address.js"
import { addAbstracts, never, paperOf, readIndex } from "./choice.js"
import { changeLine, hiddenAuthors } from "./byline.js"
import { Controls, changeState } from "./controls.js"
import { showEmpty } from "./empty.js"
import { actionsOf, addGists, listenToReader } from "./events.js"
import { NOTHING } from "./filters.js"
import { chooseNear } from "./near.js"
import { ignoreLoadError, load, storageKey, today } from "./transfer.js"
import { Gists } from "./gists.js"
import { HiddenWords } from "./hidden_words.js"
import { ViewHistory } from "./history.js"
import { Marks, rememberVisit } from "./marks.js"
import { countNoun, element, fill, quoteAll } from "./elements.js"
import { noticeOf } from "./notice.js"
import { showDate } from "./make_row.js"
import { likenessTo } from "./order.js"
import { Rows } from "./rows.js"
import { showPicked } from "./picked.js"
import { idsOfPage, lastLeft, rowMaker, targetOf } from "./rest.js"
import { showSort } from "./sorting.js"

const ANNOUNCE = 300 // milliseconds after the last key until the number is announced to screen readers
const LATE = 2000 // milliseconds until a message says that the list is still loading
const LIKENESS = "assets/likeness.json"
const YEARS = { of: "years", keyOf: ({ date }) => date.slice(0, 4), isDelivered: true }
const MONTHS = { of: "months", keyOf: ({ added }) => added.slice(0, 7), isDelivered: false }
const GROUPS = { newest: YEARS, oldest: YEARS, added: MONTHS }

export class Explorer {
  state = NOTHING
  picked = new Set()
  /** @type {import("./choice.js").Paper[]} */
  shown = []
  /** @type {string[]} parts of the address, and of the words to hide, that could not be read */
  unread = []
  /** Resolved when the newest view is shown. */
  showing = Promise.resolve()
  #marked // as shown
  #within = null
  isUsed = false // whether the table may differ from the delivered one
  kinds = {} // labels of the kinds of papers
  actions = actionsOf(this)
  #timer = 0

  /**
   * @param {HTMLElement} root
   * @param {AbortSignal} signal aborted when the reader leaves the page
   * @param {string[]} lists those of the marks that have a button in each row
   */
  constructor(root, signal, lists = ["bookmarks"]) {
    this.root = root
    this.signal = signal
    this.words = JSON.parse(root.dataset.words)
    this.home = new URL(root.dataset.home, document.baseURI).href
    this.history = new ViewHistory(() => {
      this.notify("")
      this.start()
    })
    this.controls = new Controls(root, this.words)
    this.rows = new Rows(root.querySelector("table"), this.words, lists, rowMaker(this))
    this.marks = new Marks(storageKey(this.home, "marks"), () => this.notify(this.words.not_saved))
    const visits = storageKey(this.home, "visit")
    const isNew = rememberVisit(visits, JSON.parse(root.dataset.newest), Date.now())
    this.hasVisited = isNew !== null
    this.isNew = isNew ?? never
    for (const box of root.querySelectorAll("[name=new]")) box.parentElement.hidden = !isNew
    this.version = new URL(root.dataset.index, this.home).search // exports have the same version
    this.showMarks()
    this.rows.onAdd = (row, id) => this.#showState(row, id)
    this.links = { list: root.dataset.list, hint: this.words.same_name }
    this.gists = new Gists(root, this.home)
    this.hiddenWords = new HiddenWords(root, this.home)
    this.rows.onShow = (row, paper, words) => {
      changeLine(row, paper, this, { found: words.length ? hiddenAuthors(paper, words) : [] })
      this.gists.show(row, paper, words)
      showDate(row, paper, this.choice.sort === "added")
    }
    showSort(this, "newest")
    listenToReader(this, signal)
    signal.addEventListener("abort", () => {
      this.rows.stop()
      setWaiting(false)
    })
    if (this.gists.isLong) addGists(this)
  }

  /**
   * Shows the view of the address.
   * @param {{typed?: string, used?: HTMLElement[]}} [before] text that was typed, and controls that
   *   were used, before this script was loaded
   */
  start({ typed = "", used = [] } = {}) {
    const { state, ignored } = readAddress(location.search, this.controls.known)
    if (state.new && !this.hasVisited) {
      state.new = false // nobody knows what is new to a reader who was not here before
      ignored.push("new=yes")
    }
    if (used.length || (typed && typed !== state.q)) {
      const changed = used.reduce(changeState, { ...state, q: typed || state.q })
      return this.change(changed, { typing: used.length === 0 })
    }
    this.unread = ignored
    if (ignored.length) this.notify(fill(this.words.ignored, { what: quoteAll(ignored) }))
    setWaiting(!this.isUntouched(state))
    const whole = scrollY > 0 // the reader may have come back to a scrolled page
    return this.show(state, { whole, target: whole ? lastLeft(this) : targetOf(this) })
  }

  find = (selector) => this.root.querySelector(selector)

  // The view

  /**
   * @param {import("./choice.js").State} state
   * @param {{typing?: boolean}} [how] typing a word makes one entry in the history, not one per key
   */
  change(state, { typing = false } = {}) {
    this.history.follow(writeAddress(state), { typing })
    this.unread = []
    this.notify("")
    return this.show(state)
  }

  /** @param {{whole?: boolean, target?: string}} [how] `target` is scrolled to when it is shown */
  show(state, how = {}) {
    this.showing = this.#show(state, how)
    return this.showing
  }

  async #show(state, { whole = false, target = "" }) {
    this.state = state
    this.controls.show(state)
    if (this.isUntouched(state) && (!target || this.rows.byId.has(target))) return
    const late = setTimeout(() => this.notify(`${this.words.loading} `, this.#retryButton()), LATE)
    try {
      const index = await this.index()
      if (state.q || this.gists.isLong || this.hiddenWords.text) await this.gists.load(index)
      if (state.sort === "like") await this.loadLikeness(index)
      if (state.abstracts) addAbstracts(index, await this.#loadAbstracts())
      const isCurrent = this.state === state && !this.signal.aborted
      if (!isCurrent) return
      this.kinds = index.kinds[document.documentElement.lang]
      this.showChoice(index, chooseNear(index, state, this.scope(index)), { whole, target })
    } catch (error) {
      this.report(error)
    } finally {
      clearTimeout(late)
    }
  }

  /** Says that a file could not be loaded. Any other error is a bug and goes to the console. */
  report = (error) => {
    setWaiting(false)
    ignoreLoadError(error)
    this.notify(`${this.words.not_loaded} `, this.#retryButton())
  }

  #retryButton() {
    return element("button", { type: "button", class: "pl-link", "data-do": "retry" }, this.words.retry)
  }

  /** Whether the table is still as the page was delivered. */
  isUntouched(state) {
    return !this.choice && !this.isUsed && !this.hiddenWords.text && writeAddress(state) === ""
  }

  /** @returns {Promise<import("./choice.js").Index>} */
  index = () => {
    const address = new URL(this.root.dataset.index, this.home).href
    return load(address, "json", readIndex)
  }

  /** What each paper has in common with the bookmarks. @param {import("./choice.js").Index} index */
  async loadLikeness(index) {
    const likeness = await load(new URL(LIKENESS + this.version, this.home).href, "json")
    const papers = Object.keys(this.marks.load().bookmarks).map((id) => paperOf(index, id))
    const positions = papers.filter(Boolean).map(({ position }) => position)
    const isOfIndex = likeness.length === index.papers.length
    this.likeness = isOfIndex && positions.length ? likenessTo(likeness, positions) : undefined
  }

  /** @returns {Promise<Record<string, string>>} */
  #loadAbstracts() {
    return load(new URL(this.root.dataset.abstracts, this.home).href, "json")
  }

  /** The papers of the page. @returns {import("./choice.js").Scope} */
  scope(index) {
    this.#within ??= new Set(this.rows.make ? idsOfPage(this, index) : this.rows.byId.keys())
    // A link to certain papers shows them all.
    const hides = this.state.ids.length ? null : this.hiddenWords.testIn(index)
    return { within: this.#within, isNew: this.isNew, likeness: this.likeness, hides }
  }

  showChoice(index, choice, { whole, target }) {
    setWaiting(false)
    if (this.find(".pl-notice [data-do=retry]")) this.notify("")
    const { papers, sort, total, counts, words } = choice
    this.choice = choice
    this.shown = papers
    const all = papers.length === total
    const view = { groups: this.#groupsOf(choice), words, all, whole }
    this.rows.show(papers, view, () => {
      const row = this.rows.byId.get(target)
      if (!row?.isConnected) return
      target = ""
      if (location.hash === `#${row.id}`) location.replace(location.hash) // also makes it the target of the page
      else row.scrollIntoView({ block: "nearest" })
    })
    this.controls.showCounts(counts)
    showSort(this, sort)
    this.#showNumber(papers.length, total)
    this.#showHidden(choice.hidden)
    showEmpty(this, index)
    showPicked(this)
    const notice = noticeOf(this, choice)
    if (notice.length) this.notify(...notice)
  }

  /** @returns {import("./rows.js").Groups | null} */
  #groupsOf(choice) {
    const groups = GROUPS[choice.sort]
    if (!groups) return null
    const label = (key) => (groups === MONTHS ? fill(this.words.added_in, { month: key }) : key)
    return { ...groups, label, totals: choice[groups.of] }
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
    this.#timer = setTimeout(() => this.announce(visible.textContent), ANNOUNCE)
  }

  #showHidden(number) {
    const button = this.find("[data-do=hidden]")
    button.hidden = number === 0
    button.textContent = fill(this.words.hidden_n, { n: number })
  }

  /** Shows a message above the table, with a button if something can be done. */
  notify(text, ...more) {
    this.find(".pl-notice").replaceChildren(...(text ? [text, ...more] : []))
  }

  // Selected papers and bookmarks

  shownIds = () => (this.choice ? this.shown.map(({ id }) => id) : [...this.rows.byId.keys()])

  showMarks() {
    this.#marked = this.marks.load()
    for (const [id, row] of this.rows.byId) this.#showState(row, id)
    const number = Object.keys(this.#marked.bookmarks).length
    for (const option of this.root.querySelectorAll("[name=sort] [value=like]")) {
      option.hidden = this.root.dataset.explorer !== "list" || !number
    }
    const link = this.find("[data-marked]")
    link.textContent = number ? `${this.words.all_bookmarks} (${number})` : this.words.all_bookmarks
  }

  #showState(row, id) {
    row.classList.toggle("is-read", Object.hasOwn(this.#marked.read, id))
    for (const button of row.querySelectorAll("[data-mark]")) {
      const list = this.#marked[button.dataset.mark]
      button.setAttribute("aria-pressed", Object.hasOwn(list, id))
    }
    if (this.picked.has(id)) row.querySelector("[data-pick]").checked = true
  }

  /** Changes what is shown, which may not be what is stored: another page may have changed that. */
  toggleMark(list, id) {
    const change = Object.hasOwn(this.#marked[list], id) ? "unmarked" : "marked"
    this.marks.set(list, id, change === "marked" ? today() : "")
    const name = this.rows.byId.get(id).querySelector("b").textContent
    this.announce(fill(this.words[`${change}_${list}`], { name }))
    this.showMarks()
  }

  /** For screen readers. */
  announce = (text) => (this.find(".pl-count > [role=status]").textContent = text)

  open = (name) => this.find(`[data-dialog=${name}]`).showModal()
}

/** Hides the table while it does not show the view of the address yet, see first.html. */
function setWaiting(isWaiting) {
  document.documentElement.classList.toggle("pl-waiting", isWaiting)
}
