// The address of the page follows its state, and the state the address; back and forward work.

const SETTLE = 150 // milliseconds after the last key: browsers take their time, and count

export class ViewHistory {
  #page = location.pathname
  #search = location.search // as it was seen last
  #unwritten = null // what it has to become
  #isTyping = false
  #hasEntry = false // the typing that goes on has made one in the history
  #timer = 0

  /** @param {() => unknown} showView called when the address names another view of the page */
  constructor(showView) {
    this.showView = showView
  }

  /** @param {AbortSignal} signal that ends it */
  listen(signal) {
    const options = { signal, capture: true }
    document.addEventListener("click", (event) => this.#onLink(event), options)
    signal.addEventListener("abort", () => {
      clearTimeout(this.#timer)
      this.#write() // the page may come anew, and read it
    })
  }

  /**
   * @param {string} search with its "?", or ""
   * @param {{typing: boolean}} how a word that is being typed is one step back, not one a key
   */
  follow(search, { typing }) {
    if (!(typing && this.#isTyping)) this.#write()
    this.#isTyping = typing
    this.#unwritten = search
    clearTimeout(this.#timer)
    if (typing) this.#timer = setTimeout(() => this.#write(), SETTLE)
    else this.#write()
  }

  /** The first key of a word makes an entry of the history, the others change it. */
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

  /** Back or forward: the theme, told of it, would fetch the page again. @param {Event} event */
  onPopState(event) {
    if (!this.#isHere(location) || location.search === this.#search) return
    event.stopImmediatePropagation()
    this.#show()
  }

  /** A link to another view of this page: the theme would go back at once. */
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
