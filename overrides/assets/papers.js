// One listener for the whole document: pages are swapped without a reload.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button")
  if (button?.matches("[data-copy]")) copy(button)
  if (button?.matches("[data-open-search]")) openSearch()
  const language = event.target.closest?.(".md-select__link[hreflang]")
  if (language && document.querySelector("[data-explorer]")) language.search = location.search
})

// Before the theme, which puts the page in anew when it follows a link to a heading: the next Tab would
// start at the top again.
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
  const words = button.firstChild // what follows is for screen readers and stays
  const label = (button.label ??= words.data)
  let said = button.dataset.copied
  const content = text.textContent
  try {
    await navigator.clipboard.writeText(content)
  } catch {
    // No permission, or a page without HTTPS: the reader can copy the selection.
    getSelection().selectAllChildren(text)
    said = button.dataset.failed
  }
  words.data = said
  box.querySelector("[role=status]").textContent = said
  clearTimeout(button.timer)
  button.timer = setTimeout(() => {
    words.data = label
    box.querySelector("[role=status]").textContent = ""
  }, 2000)
}

function openSearch() {
  const toggle = document.querySelector("#__search")
  if (!toggle.checked) toggle.click()
  document.querySelector(".md-search__input").focus()
}

// The theme would open its own search with the words of this address: it gets the address without
// them, for as long as it starts.
const asked = location.href
if (document.querySelector("[data-explorer]") && new URLSearchParams(location.search).has("q")) {
  history.replaceState(history.state, "", location.pathname + location.hash)
}

// The theme lays the page out several times while it starts, so rows far down wait for that to end.
// Then they are laid out when the browser is idle: Back needs their true heights. A reload and a link
// to a row need them at once.
const visit = performance.getEntriesByType("navigation")[0]
if (visit?.type === "navigate" && !location.hash) addEventListener("load", () => later(layOutNext))
else layOutAll()

function layOutNext() {
  const body = document.querySelector(".pl-late")
  body?.classList.remove("pl-late")
  if (body) later(layOutNext)
  else layOutAll()
}

/** Of the pages to come too: the theme puts them into this document. */
function layOutAll() {
  document.documentElement.classList.add("pl-started")
}

function later(task) {
  if (window.requestIdleCallback) requestIdleCallback(task, { timeout: 200 })
  else setTimeout(task, 20)
}

let explorer // the module, once a page has needed it
let onPopState = () => {}
let standing = location.pathname // the page that is shown, whatever the address says by now
let back = {} // the page that is gone back to, and how far it was scrolled
addEventListener("popstate", (event) => {
  // Before the theme hears it, which goes to the place at once, in the page that still stands, and
  // keeps where it came to when the other takes its time.
  back = location.pathname === standing ? {} : { href: location.href, scrolled: event.state }
  onPopState(event)
})

addEventListener("DOMContentLoaded", () => {
  if (location.href !== asked) history.replaceState(history.state, "", asked)
  document$.subscribe(async () => {
    followLanguage()
    if (back.scrolled && back.href === location.href) scrollTo(back.scrolled.x, back.scrolled.y)
    back = {}
    standing = location.pathname
    const place = document.querySelector("[data-script]")
    if (place) explorer ??= import(new URL(place.dataset.script, location.href))
    try {
      const loaded = await explorer
      if (loaded) onPopState = loaded.onPopState
      loaded?.start()
    } catch (error) {
      explorer = undefined // the next page asks again
      throw error
    }
  })
})

// The theme swaps the page and its head, and keeps the header: its language menu has to follow.
function followLanguage() {
  for (const link of document.querySelectorAll(".md-select__link[hreflang]")) {
    const here = document.querySelector(`head > link[hreflang="${link.hreflang}"]`)
    if (here) link.href = here.href
  }
}
