// The bookmarks page: the explorer with the papers that are bookmarked in this browser.

import { writeAddress } from "./address.js"
import { NOTHING } from "./filters.js"
import { Explorer } from "./explorer.js"
import { bylineOf } from "./byline.js"
import { titleParts } from "./make_row.js"
import { sortByLikeness } from "./order.js"
import { copyText, download, ignoreLoadError, load, today } from "./transfer.js"
import { readMarksFile, writeMarks } from "./marks.js"
import { countNoun, element, fill, quoteAll } from "./elements.js"

const MOST_LIKE = 10 // papers

export class Bookmarks extends Explorer {
  #ready = null

  /** @param {HTMLElement} root @param {AbortSignal} signal aborted when the reader leaves the page */
  constructor(root, signal) {
    super(root, signal, ["bookmarks", "read"])
    const { index } = this
    this.index = () => (this.#ready ??= this.#prepare(index()))
    const { retry } = this.actions
    Object.assign(this.actions, {
      retry: () => {
        this.#ready = null
        return retry()
      },
      save: () => download(writeMarks(this.marks.load()), "bookmarks.json", "application/json"),
      share: (button) => this.#share(button),
      link: (button) => this.#share(button),
      "remove-gone": () => this.#removeGone(),
      "add-shared": () => this.#addShared(),
    })
    const file = this.find("[name=marks]")
    const importFile = () => this.#import(file).catch(this.report)
    file.addEventListener("change", importFile)
    importFile() // a file may have been chosen before this script was loaded
    this.marks.listen(() => this.show({ ...this.state }), signal)
  }

  /** Resolves with the index when there is a row for each paper, or the rows can be made. */
  async #prepare(loading) {
    try {
      const copying = this.rows.make ? null : this.#copyRows()
      const [index] = await Promise.all([loading, copying])
      this.#followIds(index)
      this.showMarks()
      return index
    } catch (error) {
      this.#ready = null
      throw error
    }
  }

  /** From the page of the list. */
  async #copyRows() {
    const list = new URL(this.root.dataset.list, document.baseURI).href
    const text = await load(list, "text")
    const page = new DOMParser().parseFromString(text, "text/html")
    const rows = [...page.querySelectorAll(".pl-table tr[id^='p-']")]
    for (const link of rows.flatMap((row) => [...row.querySelectorAll("a[href]")])) {
      const address = link.getAttribute("href")
      // One of the data is absolute; if it is invalid, only that link fails.
      if (!address.startsWith("https:")) link.href = new URL(address, list)
    }
    this.rows.add(rows.map((row) => document.adoptNode(row)))
  }

  isUntouched() {
    return false
  }

  /** The papers of a shared link, or else the bookmarks of this browser. */
  scope(index) {
    const within = this.#ids().map((id) => currentId(index, id))
    return { within: new Set(within), isNew: this.isNew }
  }

  #ids() {
    return this.state.ids.length ? this.state.ids : Object.keys(this.marks.load().bookmarks)
  }

  /** Moves bookmarks and read status from former ids to the current ones. */
  #followIds({ formerly }) {
    const marks = this.marks.load()
    const moved = (list) =>
      Object.fromEntries(
        Object.entries(list)
          .filter(([id]) => formerly.has(id))
          .map(([id, day]) => [formerly.get(id), day]),
      )
    const current = { bookmarks: moved(marks.bookmarks), read: moved(marks.read) }
    if (!Object.values(current).some((list) => Object.keys(list).length)) return
    this.marks.add(current)
    this.marks.remove([...formerly.keys()])
  }

  /** Also shows the hint for an empty page, the button for a shared list, and removed papers. */
  showChoice(index, choice, how) {
    super.showChoice(index, choice, how)
    const ids = this.#ids()
    const isShared = this.state.ids.length > 0
    const isEmpty = choice.total === 0 && !isShared
    this.find(".pl-none").hidden = ids.length > 0
    for (const name of [".pl-count", ".pl-filter", "[data-do=share]"])
      this.find(name).hidden = isEmpty
    if (isEmpty) this.find(".pl-empty").hidden = this.rows.table.hidden = true
    this.find("[data-do=add-shared]").hidden = !isShared
    const shared = { n: choice.total, papers: countNoun(choice.total, this.words.papers) }
    this.find(".pl-shared").hidden = !isShared
    this.find(".pl-shared").textContent = fill(this.words.shared_with_you, shared)
    const gone = ids.filter((id) => !isListed(index, id))
    this.#showGone(index, [...new Set(gone.map((id) => currentId(index, id)))], isShared)
    this.#showLike(index).catch(ignoreLoadError)
  }

  /** The papers that have most in common with the bookmarks of this browser. */
  async #showLike(index) {
    await this.loadLikeness(index)
    const sums = this.likeness ?? []
    const papers = index.papers.filter(({ position }) => sums[position] > 0)
    const best = sortByLikeness(papers, sums).slice(0, MOST_LIKE)
    const box = this.find(".pl-like")
    box.hidden = best.length === 0
    box.querySelector("ol").replaceChildren(...best.map((paper) => this.#itemOf(paper)))
  }

  #itemOf(paper) {
    const [bold, rest] = titleParts(paper)
    const href = `${this.root.dataset.list}papers/${paper.id}/`
    const link = element("a", { class: "pl-name", href }, element("b", {}, bold), rest)
    const line = element("span", { class: "pl-meta" }, ...bylineOf(paper, this.kinds))
    return element("li", {}, link, line)
  }

  /** Papers that were removed from the list have a page that says why; the others are ids only. */
  #showGone({ removed }, gone, isShared) {
    const box = this.find(".pl-gone")
    box.hidden = gone.length === 0
    const { gone: message, papers, remove, removed_papers } = this.words
    const count = ({ length }) => ({ n: length, papers: countNoun(length, papers) })
    const left = gone.filter((id) => removed.has(id))
    const unknown = gone.filter((id) => !removed.has(id))
    const items = left.map((id) => element("li", {}, this.#linkTo(id, removed.get(id))))
    box.replaceChildren()
    if (left.length) box.append(fill(removed_papers, count(left)), element("ul", {}, ...items))
    if (unknown.length) {
      box.append(`${fill(message, { ...count(unknown), ids: quoteAll(unknown) })} `)
    }
    if (isShared) return
    box.append(element("button", { type: "button", class: "pl-link", "data-do": "remove-gone" }, remove))
  }

  #linkTo(id, title) {
    return element("a", { href: `${this.root.dataset.list}papers/${id}/` }, title)
  }

  #share(button) {
    return copyText(this.#sharedLink(), button, this.words)
  }

  async #sharedLink() {
    const index = await this.index()
    const ids = this.#ids().filter((id) => isListed(index, id))
    const search = writeAddress({ ...NOTHING, ids })
    return `${location.origin}${location.pathname}${search}`
  }

  async #removeGone() {
    const index = await this.index()
    const ids = Object.values(this.marks.load()).flatMap((list) => Object.keys(list))
    this.marks.remove(ids.filter((id) => !isListed(index, id)))
    await this.show({ ...this.state })
    this.#focusRest()
  }

  async #addShared() {
    const index = await this.index()
    const listed = this.state.ids.filter((id) => isListed(index, id))
    const days = listed.map((id) => [currentId(index, id), today()])
    this.marks.add({ bookmarks: Object.fromEntries(days), read: {} })
    this.showMarks()
    await this.change({ ...this.state, ids: [] })
    this.#focusRest()
  }

  /** The focused button has been removed. */
  #focusRest() {
    this.find("[data-do=save]").focus()
  }

  /** @param {HTMLInputElement} input */
  async #import(input) {
    const [file] = input.files
    if (!file) return
    const text = await file.text()
    input.value = ""
    const index = await this.index()
    const imported = readMarksFile(text, today(), (id) => isListedOrRemoved(index, id))
    if (!imported) return this.notify(fill(this.words.no_marks, { file: quoteAll([file.name]) }))
    this.marks.add(imported)
    this.#followIds(index)
    this.showMarks()
    await this.show({ ...this.state })
    const ids = [...new Set(Object.values(imported).flatMap((list) => Object.keys(list)))]
    const unknown = ids.filter((id) => !isListed(index, id)).length
    const values = { n: ids.length, papers: countNoun(ids.length, this.words.papers), unknown }
    const message = unknown ? this.words.imported_some : this.words.imported
    if (this.marks.isSaved) this.notify(fill(message, values))
  }
}

/** The id that a paper has now. */
function currentId({ formerly }, id) {
  return formerly.get(id) ?? id
}

function isListed(index, id) {
  return index.byId.has(currentId(index, id))
}

function isListedOrRemoved(index, id) {
  return isListed(index, id) || index.removed.has(currentId(index, id))
}
