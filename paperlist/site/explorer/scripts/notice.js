// The message above the table: what was not read, which other words are shown, and that names repeat.

import { nearButton } from "./empty.js"
import { fill, quoteAll } from "./elements.js"

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {import("./choice.js").Choice & {near: string}} choice
 * @returns {(Node | string)[]} empty if there is nothing to say
 */
export function noticeOf(explorer, { author, near, papers, sort, unclear }) {
  const { likeness, state, unread, words } = explorer
  const parts = []
  const add = (...more) => parts.push(...(parts.length ? [" · "] : []), ...more)
  const ignored = [...unread, ...unclear]
  if (ignored.length) add(fill(words.ignored, { what: quoteAll(ignored) }))
  if (near && papers.length) {
    const text = fill(words.near_shown, { query: quoteAll([state.q]) })
    add(`${text} `, nearButton(explorer, near))
  }
  if (sort === "like" && !likeness) add(words.no_bookmarks)
  if (author) add(fill(words.papers_under, { name: author }))
  return parts
}
