// Starts the explorer or the buttons of a page, and does so again when the theme swaps the page.

import { showAges } from "./ages.js"
import { Bookmarks } from "./bookmarks.js"
import { Explorer } from "./explorer.js"
export { addPapers } from "./header.js"
import { storageKey, today } from "./transfer.js"
import { Marks } from "./marks.js"

// What is running: its element, its abort controller, and the explorer if it is one.
let current = null
let stop = new AbortController()
let explorer = null

export function start() {
  const root = document.querySelector("[data-explorer], [data-marks]")
  if (root === current) return // the theme may report the same page twice
  stop.abort()
  stop = new AbortController()
  current = root
  explorer = null
  if (!root) return
  showAges(Date.now())
  if ("marks" in root.dataset) startMarks(root, stop.signal)
  else explorer = startExplorer(root, stop.signal)
}

/** @param {PopStateEvent} event received before the theme receives it */
export function onPopState(event) {
  explorer?.history.onPopState(event)
}

function startExplorer(root, signal) {
  const isOfMarks = root.dataset.explorer === "bookmarks"
  const made = isOfMarks ? new Bookmarks(root, signal) : new Explorer(root, signal)
  const { query, used } = made.controls
  made.start({ typed: query.value.trim(), used })
  return made
}

/** The buttons on the page of a paper or of a reading path, which says how many are read. */
function startMarks(root, signal) {
  const status = root.querySelector("[role=status]")
  const { not_saved: notSaved } = JSON.parse(root.dataset.words)
  const onNotSaved = () => (status.textContent = notSaved)
  const marks = new Marks(storageKey(root.dataset.home, "marks"), onNotSaved)
  const buttons = [...root.querySelectorAll("[data-mark]")]
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", marks.has(button.dataset.mark, button.dataset.id))
    }
    for (const progress of root.querySelectorAll("[data-progress]")) {
      const ids = progress.dataset.ids.split(" ")
      const read = ids.filter((id) => marks.has("read", id)).length
      progress.textContent = progress.dataset.progress.replace("{read}", read).replace("{all}", ids.length)
    }
  }
  show()
  marks.listen(show, signal)
  for (const button of buttons) {
    button.addEventListener("click", () => {
      // What the button says counts, not what is stored: another page may have changed that.
      const day = button.getAttribute("aria-pressed") === "true" ? "" : today()
      marks.set(button.dataset.mark, button.dataset.id, day)
      show()
    })
  }
}
