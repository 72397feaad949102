// Starts what a page has, again after each change of the page without a reload.

import { Bookmarks } from "./bookmarks.js"
import { Explorer } from "./explorer.js"
import { storageKey, today } from "./files.js"
import { Marks } from "./marks.js"

/** @type {Explorer | undefined} */
let running

/** @type {WeakSet<Element>} what runs already: the theme may tell of one page twice */
const started = new WeakSet()

export function start() {
  if (running && !running.root.isConnected) running.stop.abort()
  for (const place of document.querySelectorAll("[data-explorer], [data-marks]")) {
    if (started.has(place)) continue
    started.add(place)
    if ("marks" in place.dataset) startMarks(place)
    else startExplorer(place)
  }
}

/** @param {PopStateEvent} event heard before the theme hears it */
export function onPopState(event) {
  running?.address.onPopState(event)
}

function startExplorer(root) {
  running = root.dataset.explorer === "bookmarks" ? new Bookmarks(root) : new Explorer(root)
  running.start({ typed: running.controls.query.value.trim() })
}

/** The buttons of a paper's own page. */
function startMarks(place) {
  const status = place.querySelector("[role=status]")
  const tellUnkept = () => (status.textContent = place.dataset.unkept)
  const marks = new Marks(storageKey(place.dataset.home, "marks"), tellUnkept)
  const buttons = [...place.querySelectorAll("[data-mark]")]
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", marks.has(button.dataset.mark, button.dataset.id))
    }
  }
  show()
  window.addEventListener("storage", show)
  for (const button of buttons) {
    button.addEventListener("click", () => {
      marks.toggle(button.dataset.mark, button.dataset.id, today())
      show()
    })
  }
}
