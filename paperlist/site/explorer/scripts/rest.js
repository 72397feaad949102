// Pages of a large list: only the newest rows are in the HTML, the script makes the others.

import { makeRow } from "./make_row.js"

const NEAR = "1500px 0px" // so close to the end of the rows, the others are loaded

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @returns {((paper: import("./choice.js").Paper) => HTMLTableRowElement) | null} null if the list
 *   is not large
 */
export function rowMaker(explorer) {
  const { controls, root, words } = explorer
  const { large, list, topic } = root.dataset
  if (large === undefined) return null
  const topicName = (id) => controls.labels.get(`topic ${id}`) ?? id
  const page = { list, topic, words, topicName }
  return (paper) => makeRow(paper, { ...page, kinds: explorer.kinds })
}

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {import("./choice.js").Index} index
 */
export function idsOfPage({ root }, { papers }) {
  const { topic } = root.dataset
  const own = topic ? papers.filter(({ topics }) => topics.includes(topic)) : papers
  return own.map(({ id }) => id)
}

/**
 * The paper in the address, if its row may have to be made; else "".
 * @param {import("./explorer.js").Explorer} explorer
 */
export function targetOf({ rows }) {
  return rows.make ? (/^#p-(.+)$/.exec(location.hash)?.[1] ?? "") : ""
}

// The row from which the reader went to another page. Back must find it, and the height of the rows
// above it is only estimated while they are being made.
let left = { address: "", paper: "" }

/** @param {Element} target of a click */
export function rememberLeft(target) {
  const row = target.closest("a[href]")?.closest("tr[id]")
  if (row) left = { address: location.href, paper: row.id.slice(2) }
}

/**
 * The paper whose row the reader left this page from, if its row may have to be made; else "".
 * @param {import("./explorer.js").Explorer} explorer
 */
export function lastLeft({ rows }) {
  return rows.make && left.address === location.href ? left.paper : ""
}

/**
 * Shows all papers of a page that still is as delivered.
 * @param {import("./explorer.js").Explorer} explorer
 */
export async function showRest(explorer) {
  if (!explorer.rows.rest || explorer.choice) return
  explorer.isUsed = true
  await explorer.show(explorer.state)
}

/**
 * Shows the other papers when the reader comes near the end of the rows, or follows a link to one.
 * @param {import("./explorer.js").Explorer} explorer
 * @param {AbortSignal} signal
 */
export function listenToEnd(explorer, signal) {
  const { rows } = explorer
  if (!rows.rest) return
  const onSeen = ([{ isIntersecting }]) => isIntersecting && showRest(explorer)
  const observer = new IntersectionObserver(onSeen, { rootMargin: NEAR })
  observer.observe(rows.rest)
  signal.addEventListener("abort", () => observer.disconnect())
  const onHash = () => {
    const target = targetOf(explorer)
    if (target && !rows.byId.get(target)?.isConnected) explorer.show(explorer.state, { target })
  }
  window.addEventListener("hashchange", onHash, { signal })
}
