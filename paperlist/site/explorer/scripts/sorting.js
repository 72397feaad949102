// The order of the table: the sort controls and the buttons in the table head.

const COLUMNS = {
  newest: ["date", "descending"],
  oldest: ["date", "ascending"],
  added: ["date", "descending"],
  name: ["name", "ascending"],
  stars: ["stars", "descending"],
}
// What the button of a column sets, and what it sets when used again.
const TURNS = { date: ["newest", "oldest"], name: ["name", ""], stars: ["stars", ""] }

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {string} sort the order in use
 */
export function showSort({ root, rows, state, words }, sort) {
  const [column, direction] = COLUMNS[sort] ?? []
  const isMatch = sort === "match" || Boolean(state.sort && state.q)
  for (const select of root.querySelectorAll("[name=sort]")) {
    select.options[0].label = isMatch ? words.sort_match : words.sort_newest
    select.options[1].hidden = !isMatch
  }
  for (const head of rows.table.tHead.querySelectorAll("[data-sort]")) {
    if (head.dataset.sort === "date") {
      head.firstChild.textContent = sort === "added" ? words.added : words.date
    }
    if (head.dataset.sort === column) head.setAttribute("aria-sort", direction)
    else head.removeAttribute("aria-sort")
  }
}

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {string} column whose button was used
 */
export function sortByColumn(explorer, column) {
  const [first, second] = TURNS[column]
  const now = explorer.choice?.sort ?? "newest"
  const sort = now === first ? second : first
  const isDefault = sort === "newest" && !explorer.state.q
  explorer.change({ ...explorer.state, sort: isDefault ? "" : sort })
}
