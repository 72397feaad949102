// The papers that the reader has selected.

import { fill } from "./elements.js"
import { showRest } from "./rest.js"

/** @param {import("./explorer.js").Explorer} explorer */
export function showPicked({ find, picked, root, shownIds, words }) {
  const label = find(".pl-picked")
  label.textContent = fill(words.picked_n, { n: picked.size })
  label.hidden = find("[data-do=unpick]").hidden = picked.size === 0
  root.classList.toggle("has-picked", picked.size > 0)
  const shown = picked.size ? shownIds() : [] // reading them takes time
  const corner = find("thead [data-pick]")
  const number = shown.filter((id) => picked.has(id)).length
  corner.checked = number > 0 && number === shown.length
  corner.indeterminate = number > 0 && number < shown.length
}

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {string[]} ids
 * @param {boolean} isPicked
 */
export function pick(explorer, ids, isPicked) {
  const { picked, rows, words } = explorer
  for (const id of ids) {
    if (isPicked) picked.add(id)
    else picked.delete(id)
    const box = rows.byId.get(id)?.querySelector("[data-pick]")
    if (box) box.checked = isPicked
  }
  showPicked(explorer)
  explorer.announce(fill(words.picked_n, { n: picked.size }))
}

/** All papers that are shown. @param {import("./explorer.js").Explorer} explorer */
export async function pickAll(explorer, isPicked) {
  await showRest(explorer)
  pick(explorer, explorer.shownIds(), isPicked)
}
