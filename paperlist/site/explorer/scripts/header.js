// Adds papers to the results of the theme's search, whose own index has the other pages.

import { never, readIndex } from "./choice.js"
import { fill } from "./elements.js"
import { NOTHING } from "./filters.js"
import { loadSummaries } from "./gists.js"
import { chooseNear } from "./near.js"
import { parseQuery } from "./query.js"
import { load } from "./transfer.js"

const MOST = 50
const SPECIAL = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/**
 * @typedef {{location: string, title: string, text: string, score: number,
 *   terms: Record<string, boolean>}} Item of the theme; its title and its text are HTML
 *
 * @param {Item[][]} others results of the theme: the items of a page, best page first
 * @param {string} query
 * @param {string} address of the index
 * @param {string} home address of the site in its main language
 * @returns {Promise<Item[][]>} topics with all words of the query, papers, and the other results
 */
export async function addPapers(others, query, address, home) {
  const index = await load(address, "json", readIndex)
  await loadSummaries(index, home)
  const { papers, near } = chooseNear(index, { ...NOTHING, q: query }, { isNew: never })
  const isRead = parseQuery(query).alternatives.length > 0
  const found = isRead ? papers.slice(0, MOST).map((paper) => [asItem(paper, index, near)]) : []
  return [...others.filter(isTopic), ...found, ...others.filter((items) => !isTopic(items))]
}

function isTopic([{ location, terms }]) {
  return location.startsWith("topics/") && Object.values(terms).every(Boolean)
}

/** @param {string} near if it is set, its words were found instead of those of the query */
function asItem({ id, name, title, kind, date, authors, venue }, { kinds, near: words }, near) {
  const language = document.documentElement.lang
  const label = kinds[language]?.[kind] ?? kind
  const spelling = near && fill(words[language], { query: near })
  const facts = [spelling, label, date, authors.slice(0, 3).join(", "), venue]
  const text = facts.filter(Boolean).join(" · ")
  const whole = name && !title.startsWith(name) ? `${name}: ${title}` : title
  const location = `papers/${id}/`
  return { location, title: escape(whole), text: escape(text), score: 1, terms: {} }
}

function escape(text) {
  return text.replace(/[&<>"]/g, (character) => SPECIAL[character])
}
