// Keeps the address of the page and the state in step, so that Back and Forward work.

const SETTLE = 150 // milliseconds after the last key: browsers limit how often the address may change

export class ViewHistory {
  #page = location.pathname
  #search = location.search // as last seen
  #unwritten = null // to be written to the address
  #isTyping = false
  #hasEntry = false // whether the current typing has its entry in the history
  #timer = 0

  /** @param {() => unknown} showView called when the address has another view of the page */
  constructor(showView) {
    this.showView = showView
  }

  /** @param {AbortSignal} signal that ends it */
  listen(signal) {
    const options = { signal, capture: true }
    document.addEventListener("click", (event) => this.#onLink(event), options)
    signal.addEventListener("abort", () => {
      clearTimeout(this.#timer)
      this.#write() // the theme may load the page again, which reads it
    })
  }

  /**
   * @param {string} search with its "?", or ""
   * @param {{typing: boolean}} how typing a word makes one entry in the history, not one per key
   */
  follow(search, { typing }) {
    if (!(typing && this.#isTyping)) this.#write()
    this.#isTyping = typing
    this.#unwritten = search
    clearTimeout(this.#timer)
    if (typing) this.#timer = setTimeout(() => this.#write(), SETTLE)
    else this.#write()
  }

  /** The first key of a word adds an entry to the history, the others replace it. */
  #write() {
    const search = this.#unwritten
    this.#unwritten = null
    if (search === null || search === location.search || !this.#isHere(location)) return
    this.#search = search
    const address = location.pathname + search
    if (this.#isTyping && this.#hasEntry) history.replaceState(history.state, "", address)
    else history.pushState(null, "", address)
    this.#hasEntry = this.#isTyping
  }

  /** Back or Forward: without this the theme would fetch the page again. @param {Event} event */
  onPopState(event) {
    if (!this.#isHere(location) || location.search === this.#search) return
    event.stopImmediatePropagation()
    this.#show()
  }

  /** A link to another view of this page: without this the theme would undo it. */
  #onLink(event) {
    const link = event.target.closest?.("a[href]")
    if (!link) return
    this.#write()
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey)
    if (!isPlain || link.target || link.hasAttribute("download")) return
    if (!this.#isHere(link) || link.search === location.search) return
    event.preventDefault()
    event.stopImmediatePropagation()
    history.pushState(null, "", link.href)
    this.#show()
    scrollTo(0, 0)
  }

  #show() {
    this.#search = location.search
    this.#unwritten = null
    this.#isTyping = this.#hasEntry = false
    this.showView()
  }

  #isHere({ origin, pathname }) {
    return origin === location.origin && pathname === this.#page
  }
}
