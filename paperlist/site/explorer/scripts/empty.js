// Shown instead of the table when no paper matches: which filters can be removed.

import { choose } from "./choice.js"
import { countNoun, element, fill, quoteAll } from "./elements.js"

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {import("./choice.js").Index} index
 */
export function showEmpty(explorer, index) {
  const { choice, find, rows, shown, words } = explorer
  const box = find(".pl-empty")
  box.hidden = shown.length > 0
  rows.table.hidden = !box.hidden
  if (box.hidden) return
  const chips = dropsOf(explorer, index).map(({ text, dropped }) => {
    const chip = element("button", { type: "button", class: "pl-chip pl-chip--on" }, text)
    chip.dropped = dropped
    return element("li", {}, chip)
  })
  const clear = element("button", { type: "button", class: "pl-chip", "data-do": "clear" })
  clear.append(words.clear_all)
  box.replaceChildren(
    element("b", {}, words.no_match),
    ...(choice.near ? [element("p", {}, nearButton(explorer, choice.near))] : []),
    ...widerOf(explorer),
    chips.length ? words.try_without : "",
    element("ul", { class: "pl-chips" }, ...chips, element("li", {}, clear)),
  )
}

/**
 * A button that searches for the nearest spelling.
 * @param {import("./explorer.js").Explorer} explorer
 * @param {string} near the query with it
 */
export function nearButton({ state, words }, near) {
  const text = fill(words.did_you_mean, { query: quoteAll([near]) })
  const button = element("button", { type: "button", class: "pl-link" }, text)
  button.dropped = { ...state, q: near }
  return button
}

/** A button that searches abstracts too, if there are any. */
function widerOf({ root, state, words }) {
  if (!root.dataset.abstracts || !state.q || state.abstracts) return []
  const button = element("button", { type: "button", class: "pl-link" }, words.search_abstracts)
  button.dropped = { ...state, abstracts: true }
  return [element("p", {}, button)]
}

/** Filters whose removal leaves papers, most papers first. */
function dropsOf(explorer, index) {
  const { controls, state, words } = explorer
  const drops = controls.active(state).map(({ label, dropped }) => {
    const { length } = choose(index, dropped, explorer.scope(index)).papers
    const values = { name: label, n: length, papers: countNoun(length, words.papers) }
    return { length, dropped, text: fill(words.drop, values) }
  })
  const useful = drops.filter(({ length }) => length > 0)
  useful.sort((one, other) => other.length - one.length)
  return useful
}
