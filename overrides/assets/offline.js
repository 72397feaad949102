// Reading without a network: registers the service worker, and keeps the pages that the reader asks for.

const AT_ONCE = 6 // requests
const KEY = "paperlist:offline:"

let home // the address of the site
let searchFiles // of the search in the header
let worker // resolves when pages can be stored, else to null
let turn = Promise.resolve()

/** @param {string} address of the front page in the main language */
export function start(address) {
  home = address
  // The theme keeps this when a link replaces the page, so its paths belong to the first page.
  const { base, search } = JSON.parse(document.getElementById("__config").textContent)
  searchFiles = [search, `${base}/search/search_index.json`].map((file) => new URL(file, location.href).href)
  worker = register()
  document$.subscribe(showControls)
  for (const type of ["online", "offline"]) addEventListener(type, showNetwork)
  showNetwork()
}

/** @returns {Promise<ServiceWorkerRegistration | null>} null if the browser refuses */
async function register() {
  if (!navigator.serviceWorker) return null
  const isFirst = !navigator.serviceWorker.controller // many readers open one page only
  try {
    await navigator.serviceWorker.register(new URL("worker.js", home))
    const registration = await navigator.serviceWorker.ready
    upgradeLater()
    if (!isFirst) storeSearch(registration)
    navigator.serviceWorker.addEventListener("controllerchange", upgradeLater)
    return registration
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error
    return null // the browser does not allow it, or it was offline
  }
}

// The caches

const caching = {
  /** Those of the builds, the newest last; the worker opens them. */
  names: async () => (await caches.keys()).filter((name) => name.startsWith(`paperlist pages ${home} `)),
  newest: async () => caches.open((await caching.names()).at(-1)),
  kept: () => caches.open(`paperlist kept ${home}`),
}

/** The files of this page were loaded before the worker had started. The browser still has them. */
async function storeOwnFiles() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name)
  const files = loaded.filter((url) => url.startsWith(home) && /\/(assets|search)\//.test(url))
  await addFiles(await caching.newest(), [location.origin + location.pathname, ...files])
}

/** What the search of the list and the search in the header need. */
async function storeSearch({ active }) {
  active.postMessage("store the index")
  await addFiles(await caching.newest(), searchFiles).catch(console.warn)
}

async function addFiles(cache, addresses) {
  for (const address of new Set(addresses)) {
    if (await cache.match(address)) continue
    const response = await fetch(address)
    if (response.ok) await cache.put(address, response)
  }
}

/** @param {Cache} cache of the page @param {string} address @returns {Promise<boolean>} */
async function storePage(cache, address) {
  const response = await fetchNewest(address)
  if (!response.ok) return false
  const text = await response.clone().text()
  const files = [...text.matchAll(/ (?:src|href|data-script|data-offline)="([^"]*\bassets\/[^"]+)"/g)]
  const addresses = files.map(([, file]) => new URL(file, address).href)
  await addFiles(await caching.newest(), addresses.filter((url) => url.startsWith(home)))
  await cache.put(address, response)
  return true
}

/** If the network fails, the next page tries again. */
const upgradeLater = () => upgrade().catch(console.warn)

/** After a new build: stores its pages in place of the old ones, and then deletes the old cache. */
async function upgrade() {
  await storeOwnFiles()
  const older = (await caching.names()).slice(0, -1)
  if (older.length === 0) return
  const cache = await caching.newest()
  for (const name of older) {
    const pages = (await (await caches.open(name)).keys()).filter(({ url }) => url.endsWith("/"))
    await forEach(pages, async ({ url }) => {
      if (!(await cache.match(url))) await storePage(cache, url)
    })
  }
  await inTurn(() => keepPages(readKept()))
  for (const name of older) await caches.delete(name)
}

// What is kept

/** @returns {string[]} the sets that the reader keeps: "topics/x/", "zh/paths/y/"; "" and "zh/" are all pages */
function readKept() {
  try {
    return JSON.parse(localStorage.getItem(KEY + home)) ?? []
  } catch {
    return []
  }
}

const writeKept = (names) => localStorage.setItem(KEY + home, JSON.stringify([...new Set(names)]))

/** Changes of what is kept run one after another, also after one that failed. */
const inTurn = (run) => (turn = turn.then(run, run))

/**
 * @typedef {object} PageList offline.json
 * @property {Record<string, [number, string]>} pages size in bytes and checksum by address
 * @property {Record<string, string[]>} sets pages of each topic and path, in any language
 * @property {string[]} folders of the languages: "" and "zh/"
 */

/** @returns {Promise<PageList>} */
async function loadList() {
  const response = await fetchNewest(new URL("offline.json", home))
  if (!response.ok) throw new TypeError(`status ${response.status}`)
  return response.json()
}

/** The addresses of the pages of some sets. @param {string[]} kept @param {PageList} list */
function pagesOf(kept, { pages, sets, folders }) {
  const chosen = new Set()
  for (const name of kept) {
    const folder = folders.find((each) => each && name.startsWith(each)) ?? ""
    const others = folders.filter((each) => each !== folder && each.length > folder.length)
    const isOwn = (page) => page.startsWith(folder) && !others.some((each) => page.startsWith(each))
    const set = name.slice(folder.length)
    const own = set ? sets[set]?.map((page) => folder + page) : Object.keys(pages).filter(isOwn)
    for (const page of own ?? []) if (page in pages) chosen.add(page)
  }
  return chosen
}

const SUMS = "sums.json" // the checksums of the pages that are kept, beside them in the cache

/**
 * Stores the pages of these sets, as far as they are not stored or have changed, and removes all others.
 * @param {string[]} kept
 * @param {(done: number, all: number) => unknown} [onProgress]
 */
async function keepPages(kept, onProgress = () => {}) {
  const cache = await caching.kept()
  const stored = await cache.match(new URL(SUMS, home))
  const sums = stored ? await stored.json() : {}
  if (kept.length === 0) return caches.delete(`paperlist kept ${home}`)
  const list = await loadList()
  const wanted = pagesOf(kept, list)
  const missing = [...wanted].filter((page) => sums[page] !== list.pages[page][1])
  const added = []
  let done = 0
  try {
    await forEach(missing, async (page) => {
      if (!(page in sums)) added.push(page) // Firefox may have stored a page that it refuses
      const isStored = await storePage(cache, new URL(page, home).href)
      if (!isStored) throw new TypeError(`${page} is missing`)
      onProgress(++done, missing.length)
    })
    const now = Object.fromEntries([...wanted].map((page) => [page, list.pages[page][1]]))
    await cache.put(new URL(SUMS, home), new Response(JSON.stringify(now)))
  } catch (error) {
    await removePages(cache, added)
    throw error
  }
  await removePages(cache, Object.keys(sums).filter((page) => !wanted.has(page)))
}

/** For a moment after its storage was full, Firefox may refuse to remove a page too. */
async function removePages(cache, pages, attempts = 20) {
  const refused = []
  for (const page of pages) await cache.delete(new URL(page, home)).catch(() => refused.push(page))
  if (!refused.length || !attempts) return
  await new Promise((resolve) => setTimeout(resolve, 250))
  await removePages(cache, refused, attempts - 1)
}

/** Not from a cache; the worker leaves such requests alone. */
const fetchNewest = (address) => fetch(address, { cache: "no-cache" })

/** Some at once; after an error no more are started. */
async function forEach(items, run) {
  const left = [...items]
  const work = async () => {
    try {
      while (left.length) await run(left.shift())
    } catch (error) {
      left.length = 0
      throw error
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work))
  const failed = ends.find(({ status }) => status === "rejected")
  if (failed) throw failed.reason
}

// What the reader sees

function showNetwork() {
  document.documentElement.classList.toggle("pl-offline", !navigator.onLine)
  for (const note of document.querySelectorAll(".pl-offline-note")) note.hidden = navigator.onLine
}

function showControls() {
  showNetwork()
  for (const root of document.querySelectorAll("[data-keep]")) showKept(root)
}

/** @param {HTMLElement} root shows that its pages are kept, or a button that keeps them */
function showKept(root) {
  const { name, words } = optionsOf(root)
  const isKept = readKept().includes(name)
  if (isKept) show(root, words.kept, button(words.remove_kept, () => remove(root)))
  else show(root, "", button(words.keep, () => ask(root)))
}

const optionsOf = ({ dataset }) => ({ name: dataset.keep, words: JSON.parse(dataset.words) })

/** Says how much it would be. */
async function ask(root) {
  const { name, words } = optionsOf(root)
  const registration = await worker
  if (!registration) return show(root, words.keep_refused)
  storeSearch(registration)
  try {
    const kept = readKept()
    for (const names of [[...kept, name], kept]) writeKept(names) // fails if nothing can be stored
    const list = await loadList()
    const pages = [...pagesOf([name], list)]
    const bytes = pages.reduce((sum, page) => sum + list.pages[page][0], 0)
    const text = words.keep_size.replace("{n}", pages.length).replace("{size}", sizeOf(bytes))
    const yes = button(words.keep_now, () => keep(root))
    show(root, text, yes, button(words.cancel, () => showKept(root)))
  } catch (error) {
    showFailure(root, error)
  }
}

async function keep(root) {
  const { name, words } = optionsOf(root)
  const bar = document.createElement("progress")
  bar.setAttribute("aria-label", words.keeping)
  show(root, words.keeping, bar)
  const onProgress = (done, all) => Object.assign(bar, { value: done, max: all })
  try {
    await inTurn(() => keepPages([...readKept(), name], onProgress))
    writeKept([...readKept(), name])
    showKept(root)
  } catch (error) {
    showFailure(root, error)
  }
}

async function remove(root) {
  writeKept(readKept().filter((name) => name !== optionsOf(root).name))
  showKept(root)
  // The list of pages may be out of reach: next time.
  await inTurn(() => keepPages(readKept())).catch(console.warn)
}

function showFailure(root, error) {
  const { words } = optionsOf(root)
  if (error.name === "SecurityError") return show(root, words.keep_refused)
  const isFull = /^QuotaExceeded|_NO_DEVICE_SPACE$/.test(error.name) // the second in Firefox
  if (!isFull && !(error instanceof TypeError)) console.warn(error)
  show(root, isFull ? words.keep_full : words.keep_failed, button(words.keep, () => ask(root)))
}

function show(root, text, ...more) {
  const hadFocus = root.contains(document.activeElement)
  const status = root.querySelector("[role=status]") ?? document.createElement("span")
  status.setAttribute("role", "status")
  status.textContent = text ? `${text} ` : ""
  root.replaceChildren(status, ...more)
  root.parentElement.hidden = false
  if (hadFocus) root.querySelector("button")?.focus()
}

function button(text, run) {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "pl-link"
  made.textContent = text
  made.addEventListener("click", run)
  return made
}

function sizeOf(bytes) {
  const number = bytes / 1e6
  return `${number.toLocaleString(undefined, { maximumFractionDigits: number < 10 ? 1 : 0 })} MB`
}
