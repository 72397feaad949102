// What every page needs, and the start of the explorer; the explorer is in paperlist/site/explorer/.

// One listener for the whole document, because the theme swaps pages without a reload.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button")
  if (button?.matches("[data-copy]")) copy(button)
  if (button?.matches("[data-open-search]")) openSearch()
  if (button?.matches("[data-do], [data-mark]") && started !== scriptRoot()) early = button
  sayThatItLoads(event.target)
  const language = event.target.closest?.(".md-select__link[hreflang]")
  if (language && document.querySelector("[data-explorer]")) language.search = location.search
})

document.addEventListener("input", (event) => sayThatItLoads(event.target))

// Browsers leave a focused link cut by the end of a row that scrolls sideways.
document.addEventListener("focusin", ({ target }) => {
  if (!target.closest?.(".pl-topics-strip")) return
  target.scrollIntoView({ block: "nearest", inline: "nearest" })
})

// The theme takes the focus from the field of its search at Tab. Safari then starts at the top again,
// so that the keyboard never comes to the page.
document.addEventListener("keydown", leaveSearch, { capture: true })

function leaveSearch(event) {
  if (event.key !== "Tab" || !event.target.matches?.(".md-search__input")) return
  event.stopPropagation()
  const toggle = document.querySelector("#__search")
  if (toggle.checked) toggle.click()
}

// Runs before the theme, which would replace the page when it follows the skip link: the next Tab
// would then start at the top again.
document.addEventListener("click", skipToContent, { capture: true })

function skipToContent(event) {
  const skip = event.target.closest?.("a.md-skip")
  if (!skip) return
  event.preventDefault()
  event.stopPropagation()
  const heading = document.getElementById(decodeURIComponent(skip.hash.slice(1)))
  heading.tabIndex = -1
  heading.focus()
  history.replaceState(history.state, "", skip.hash)
}

async function copy(button) {
  const box = button.closest(".pl-cite")
  const text = box.querySelector("pre")
  const words = button.firstChild // the text after it is for screen readers and stays
  const label = (button.label ??= words.data)
  let message = button.dataset.copied
  const content = text.textContent
  try {
    await navigator.clipboard.writeText(content)
  } catch {
    // No permission, or a page without HTTPS: the reader can copy the selection.
    getSelection().selectAllChildren(text)
    message = button.dataset.failed
  }
  words.data = message
  box.querySelector("[role=status]").textContent = message
  clearTimeout(button.timer)
  button.timer = setTimeout(() => {
    words.data = label
    box.querySelector("[role=status]").textContent = ""
  }, 2000)
}

// The theme loads its search with every page: a worker, and an index that is larger than most pages.
// Few readers search, so both wait until the pointer or the focus is on the search. Zensical, whose
// search is another one, has no such form.
if (document.forms.namedItem("search")) delaySearch()

// Reading offline can wait until all of the page is there, which works without it: a reader may leave
// the page while the script loads.
const { offline } = document.currentScript.dataset
if (offline) {
  const address = new URL(offline, location.href)
  addEventListener("load", () => later(() => import(address).then(startOffline, () => {})))
}

function startOffline({ start }) {
  return start(home)
}

const RESULT = 3 // the type of a message with results
const home = new URL(document.currentScript.dataset.home, location.href).href // of the main language

function delaySearch() {
  const isUsed = new Promise((resolve) => {
    for (const type of ["pointerover", "focusin"]) {
      addEventListener(type, ({ target }) => {
        if (target.closest?.(".md-search, [for=__search]")) resolve()
      })
    }
  })

  window.XMLHttpRequest = class extends XMLHttpRequest {
    #isIndex = false

    open(method, address) {
      this.#isIndex = address.endsWith("/search/search_index.json")
      super.open(method, address)
    }

    send() {
      if (this.#isIndex) isUsed.then(() => super.send())
      else super.send()
    }
  }

  const StartedWorker = Worker
  window.Worker = class extends EventTarget {
    #started
    #answered = Promise.resolve() // the results of queries stay in order

    constructor(address) {
      super()
      const { href } = new URL(address, location.href) // the reader may be on another page by then
      this.#started = isUsed.then(() => {
        const worker = new StartedWorker(href)
        worker.addEventListener("message", ({ data }) => {
          const query = document.querySelector(".md-search__input").value.trim()
          const answer = data.type === RESULT ? withPapers(data, query) : data
          this.#answered = this.#answer(answer, this.#answered)
        })
        return worker
      })
    }

    async #answer(message, before) {
      await before
      this.dispatchEvent(new MessageEvent("message", { data: await message }))
    }

    async postMessage(...message) {
      const worker = await this.#started
      worker.postMessage(...message)
    }
  }
}

/** The results of the theme and the papers that match; if the list cannot be loaded, without. */
async function withPapers(message, query) {
  try {
    // A page with the list has the addresses of its own version.
    const root = scriptRoot()
    const { addPapers } = await (root ? loadExplorer(root) : import(`${home}assets/explorer.js`))
    const address = new URL(root?.dataset.index ?? "assets/explorer.json", home).href
    const items = await addPapers(message.data.items, query, address, home)
    return { ...message, data: { ...message.data, items } }
  } catch (error) {
    console.warn(error)
    return message
  }
}

function openSearch() {
  const toggle = document.querySelector("#__search")
  if (!toggle.checked) toggle.click()
  document.querySelector(".md-search__input").focus()
}

// The theme opens its own search for the parameter q: hide the query from it while it starts.
const address = location.href
if (document.querySelector("[data-explorer]") && new URLSearchParams(location.search).has("q")) {
  history.replaceState(history.state, "", location.pathname + location.hash)
}

// The theme causes several layouts of the page while it starts, so rows far down are skipped until
// then. They follow when the browser is idle, because Back needs their real heights. A reload or a
// link to a row needs them at once.
const visit = performance.getEntriesByType("navigation")[0]
const reloaded = visit?.type === "reload" ? location.pathname : "" // is not reloaded again
if (visit?.type === "navigate" && !location.hash) addEventListener("load", () => later(layOutNext))
else layOutAll()

function layOutNext() {
  const body = document.querySelector(".pl-late")
  body?.classList.remove("pl-late")
  if (body) later(layOutNext)
  else layOutAll()
}

/** Also applies to later pages, which the theme puts into this document. */
function layOutAll() {
  document.documentElement.dataset.plStarted = ""
}

function later(task) {
  if (window.requestIdleCallback) requestIdleCallback(task, { timeout: 200 })
  else setTimeout(task, 20)
}

let explorer // the module, after the first page that needs it
let attempts = 0 // to load it
let started = null // the element of this page whose script has started
let early = null // a button that was clicked before that: it is clicked again
let onPopState = () => {}
let shown = location.pathname // the page on the screen, which may lag behind the address
let back = {} // the page that Back or Forward leads to, and its scroll position
addEventListener("popstate", (event) => {
  // Runs before the theme, which scrolls at once, while the old page is still shown, and stores the
  // wrong position if the other page takes long to load.
  back = location.pathname === shown ? {} : { href: location.href, scrolled: event.state }
  onPopState(event)
})

// Does not wait for the theme, whose script is larger.
if (scriptRoot()) loadExplorer(scriptRoot()).catch(() => {}) // reported below

addEventListener("DOMContentLoaded", () => {
  if (location.href !== address) history.replaceState(history.state, "", address)
  document$.subscribe(() => {
    followLanguage()
    if (back.scrolled && back.href === location.href) scrollTo(back.scrolled.x, back.scrolled.y)
    back = {}
    shown = location.pathname
    return startPage()
  })
})

/** Starts the explorer or the buttons of the page, or stops those of the last page. */
async function startPage() {
  const root = scriptRoot()
  const loaded = await (root ? loadExplorer(root) : explorer)?.catch((error) => {
    if (root) sayThatItFailed(root)
    throw error
  })
  if (!loaded || root !== scriptRoot()) return // another page came meanwhile
  onPopState = loaded.onPopState
  if (root) {
    say(root)
    reloadIfOutdated(root, loaded.VERSION)
  }
  loaded.start()
  started = root
  if (early?.isConnected) early.click()
  early = null
}

function loadExplorer(root) {
  const { href } = new URL(root.dataset.script, location.href)
  // A browser may keep the failure of an address, and a host may have a fault at one.
  const again = () => import(`${href}&again=${++attempts}`)
  explorer ??= attempts ? again() : import(href).catch(again)
  explorer.catch(() => (explorer = undefined))
  return explorer
}

/** After the site was published again, a page or a script may still come from a cache. */
function reloadIfOutdated(root, version) {
  const isOutdated = !root.dataset.script.endsWith(`?v=${version}`)
  if (!isOutdated || location.pathname === reloaded) return
  setTimeout(() => location.reload(), 500) // what the reader has chosen is in the address by then
}

function sayThatItLoads(target) {
  const root = scriptRoot()
  const isLoading = explorer && root && started !== root
  if (!isLoading || !root.contains(target)) return
  if (target.closest("button, input, select")) say(root, textsOf(root).loading)
}

function sayThatItFailed(root) {
  document.documentElement.classList.remove("pl-waiting")
  const { not_started, retry } = textsOf(root)
  const button = Object.assign(document.createElement("button"), { type: "button" })
  button.className = "pl-link"
  button.append(retry)
  button.addEventListener("click", () => {
    say(root, textsOf(root).loading)
    startPage()
  })
  say(root, `${not_started} `, button)
}

function textsOf(root) {
  return JSON.parse(root.dataset.words)
}

function say(root, ...parts) {
  root.querySelector(".pl-notice, [role=status]").replaceChildren(...parts)
}

function scriptRoot() {
  return document.querySelector("[data-script]")
}

// The theme swaps the page and its head but keeps the header, so the language menu is updated here.
function followLanguage() {
  for (const link of document.querySelectorAll(".md-select__link[hreflang]")) {
    const here = document.querySelector(`head > link[hreflang="${link.hreflang}"]`)
    if (here) link.href = here.href
  }
}
