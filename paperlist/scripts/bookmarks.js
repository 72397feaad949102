// The page of the reader's own bookmarks: the explorer over the papers marked in this browser.

import { Explorer } from "./explorer.js"
import { copyText, download, today } from "./files.js"
import { readMarksFile, writeMarks } from "./marks.js"
import { countNoun, element, fill } from "./rows.js"

export class Bookmarks extends Explorer {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, ["bookmarks", "read"])
    Object.assign(this.actions, {
      save: () => download(writeMarks(this.marks.load()), "bookmarks.json", "application/json"),
      share: (button) => copyText(this.#shareAddress(), button, this.words),
      link: (button) => copyText(this.#shareAddress(), button, this.words),
      forget: () => this.#forget(),
      "add-shared": () => this.#addShared(),
    })
    this.find("[name=marks]").addEventListener("change", ({ target }) => this.#import(target))
  }

  /** The rows are those of the list's own page. */
  async start() {
    try {
      const list = new URL(this.root.dataset.list, document.baseURI).href
      const [index, answer] = await Promise.all([this.index(), fetch(list)])
      const page = new DOMParser().parseFromString(await answer.text(), "text/html")
      const rows = [...page.querySelectorAll(".pl-table tr[id^='p-']")]
      for (const link of rows.flatMap((row) => [...row.querySelectorAll("a[href]")])) {
        link.href = new URL(link.getAttribute("href"), list)
      }
      this.rows.add(rows.map((row) => document.adoptNode(row)))
      this.#followIds(index)
      this.showMarks()
    } catch (error) {
      this.tell(this.words.not_loaded)
      throw error
    }
    await super.start()
    await this.#showRest()
  }

  isUntouched() {
    return false
  }

  /** Papers that somebody else has named, else those marked here. */
  scope() {
    const { bookmarks } = this.marks.load()
    const within = this.state.ids.length ? this.state.ids : Object.keys(bookmarks)
    return { within: new Set(within), isNew: this.isNew }
  }

  async marksChanged() {
    super.marksChanged()
    await this.change(this.state)
    await this.#showRest()
  }

  /** Marks of a paper that has another id now go with it. */
  #followIds({ formerly }) {
    const marks = this.marks.load()
    const moved = (list) =>
      Object.fromEntries(
        Object.entries(list)
          .filter(([id]) => Object.hasOwn(formerly, id))
          .map(([id, day]) => [formerly[id], day]),
      )
    const found = { bookmarks: moved(marks.bookmarks), read: moved(marks.read) }
    if (!Object.values(found).some((list) => Object.keys(list).length)) return
    this.marks.add(found)
    this.marks.remove(Object.keys(formerly))
  }

  /** What stands around the table: nothing marked yet, a shared list, papers that left the list. */
  async #showRest() {
    const { byId } = await this.index()
    const { bookmarks } = this.marks.load()
    const isShared = this.state.ids.length > 0
    const ids = isShared ? this.state.ids : Object.keys(bookmarks)
    this.find(".pl-none").hidden = ids.length > 0
    this.find(".pl-count").hidden = ids.length === 0
    this.rows.table.hidden ||= ids.length === 0
    if (ids.length === 0) this.find(".pl-empty").hidden = true
    this.find("[data-do=add-shared]").hidden = !isShared
    this.find("[data-do=share]").hidden = ids.length === 0
    const gone = ids.filter((id) => !byId.has(id))
    const box = this.find(".pl-gone")
    box.hidden = gone.length === 0
    if (box.hidden) return
    const { gone: told, papers, forget } = this.words
    const values = { n: gone.length, papers: countNoun(gone.length, papers), ids: gone.join(", ") }
    box.replaceChildren(`${fill(told, values)} `)
    if (isShared) return
    box.append(element("button", { type: "button", class: "pl-link", "data-do": "forget" }, forget))
  }

  #shareAddress() {
    const ids = this.state.ids.length ? this.state.ids : Object.keys(this.marks.load().bookmarks)
    return `${location.origin}${location.pathname}?ids=${ids.join(",")}`
  }

  async #forget() {
    const { byId } = await this.index()
    const ids = Object.values(this.marks.load()).flatMap((list) => Object.keys(list))
    this.marks.remove(ids.filter((id) => !byId.has(id)))
    await this.marksChanged()
  }

  async #addShared() {
    const days = this.state.ids.map((id) => [id, today()])
    this.marks.add({ bookmarks: Object.fromEntries(days), read: {} })
    this.showMarks()
    await this.change({ ...this.state, ids: [] })
    await this.#showRest()
  }

  /** @param {HTMLInputElement} input */
  async #import(input) {
    const [file] = input.files
    if (!file) return
    const found = readMarksFile(await file.text(), today())
    input.value = ""
    if (!found) return this.tell(fill(this.words.no_marks, { file: file.name }))
    const { byId } = await this.index()
    const ids = [...new Set(Object.values(found).flatMap((list) => Object.keys(list)))]
    const unknown = ids.filter((id) => !byId.has(id)).length
    this.marks.add(found)
    await this.marksChanged()
    const values = { n: ids.length, papers: countNoun(ids.length, this.words.papers), unknown }
    const text = fill(unknown ? this.words.imported_some : this.words.imported, values)
    if (this.marks.isKept) this.tell(text)
  }
}
