// The service worker: pages that the reader has seen or kept open without a network.
//
// Pages come from the network whenever it responds. Files whose address changes with their content
// come from the cache. Each build has a cache of its own, so that what belongs together stays
// together; assets/offline.js copies what is needed from an older one and then deletes it.
// The build replaces NAMES, VERSION, INDEX and TEXTS.

const { prefix, kept } = NAMES
const CACHE = `${prefix}${registration.scope} ${VERSION}`
const KEPT = `${kept}${registration.scope}`
const MOST = 100 // pages that were seen
const IS_PAGE = /(\/|\.html)$/
const IS_PART = /\/(assets|search)\//
const IS_FIXED = /[?&]v=[0-9a-f]+$|\.[0-9a-f]{8}\.min\./ // its address changes with its content

let opened // the cache of this build

addEventListener("install", (event) => {
  skipWaiting()
  opened = caches.open(CACHE) // assets/offline.js finds it by its name
  event.waitUntil(opened)
})

addEventListener("activate", (event) => event.waitUntil(clients.claim()))

addEventListener("message", (event) => event.waitUntil(storeIndex().catch(() => {})))

addEventListener("fetch", (event) => {
  const { method, url, mode, cache } = event.request
  if (method !== "GET" || !url.startsWith(registration.scope)) return
  if (cache === "no-cache" && mode !== "navigate") return // of assets/offline.js
  const address = new URL(url)
  if (IS_PAGE.test(address.pathname)) event.respondWith(getPage(event, address))
  else if (IS_PART.test(address.pathname)) event.respondWith(getPart(event.request))
})

/** Opened once and never made again: what is put into it after it was deleted leaves nothing. */
function openCache() {
  return (opened ??= reopen())
}

/** After a restart of the worker. Fails if one that takes the place of this one has deleted the cache. */
async function reopen() {
  if (!(await caches.has(CACHE))) throw new TypeError(`${CACHE} was deleted`)
  return caches.open(CACHE)
}

/** The index of the list, and the script that reads it. */
async function storeIndex() {
  const cache = await openCache()
  for (const file of INDEX) {
    const address = new URL(file, registration.scope).href
    if (!(await cache.match(address))) await cache.add(address)
  }
}

/** A view of the list has a query; it is the same page. */
async function getPage(event, { origin, pathname }) {
  const page = origin + pathname
  try {
    const response = await fetch(event.request)
    const isWhole = response.ok && !response.redirected
    if (isWhole) event.waitUntil(store(page, response.clone()).then(removeOldest, () => {}))
    return response
  } catch {
    return (await find(page)) ?? noPage(pathname)
  }
}

async function getPart(request) {
  const isFixed = IS_FIXED.test(request.url)
  const stored = isFixed && (await find(request.url))
  if (stored) return stored
  try {
    const response = await fetch(request)
    if (response.ok) store(request.url, response.clone()).catch(() => {})
    return response
  } catch (error) {
    const other = await find(request.url, { ignoreSearch: !isFixed })
    if (other) return other
    throw error
  }
}

async function store(address, response) {
  const cache = await openCache()
  await cache.delete(address) // the newest is at the end
  await cache.put(address, response)
}

async function removeOldest() {
  const cache = await openCache()
  const pages = (await cache.keys()).filter(({ url }) => IS_PAGE.test(new URL(url).pathname))
  for (const page of pages.slice(0, -MOST)) await cache.delete(page)
}

/** The newest that is stored; a page without the list requests the index without its version. */
async function find(address, options) {
  try {
    const names = await caches.keys()
    const own = names.filter((name) => name.startsWith(`${prefix}${registration.scope} `))
    own.reverse()
    for (const cacheName of [...own, KEPT]) {
      const found = await caches.match(address, { ...options, cacheName })
      if (found) return found
    }
  } catch {
    // Firefox refuses to look for a moment after its storage was full.
  }
  return undefined
}

function noPage(pathname) {
  const folder = pathname.slice(new URL(registration.scope).pathname.length).split("/")[0]
  const { language, title, text, home } = TEXTS[Object.hasOwn(TEXTS, folder) ? folder : ""]
  const headers = { "Content-Type": "text/html; charset=utf-8" }
  const link = `<a href="${new URL(home, registration.scope).pathname}">`
  const head = `<meta name="viewport" content="width=device-width"><title>${title}</title>`
  const body = `<h1>${title}</h1><p>${text.replace("[", link).replace("]", "</a>")}</p>`
  const html = `<!doctype html><html lang="${language}"><head>${head}</head><body>${body}</body></html>`
  return new Response(html, { status: 503, headers })
}
