// Adds papers to the results of the theme's search, whose own index has the other pages.

import { never, readIndex } from "./choice.js"
import { fill, quoteAll } from "./elements.js"
import { NOTHING } from "./filters.js"
import { loadSummaries } from "./gists.js"
import { chooseNear } from "./near.js"
import { parseQuery } from "./query.js"
import { fold } from "./text.js"
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
 * @returns {Promise<Item[][]>} topics with all words of the query, the list if it has
 *   more papers than are shown, papers, and the other results
 */
export async function addPapers(others, query, address, home) {
  const index = await load(address, "json", readIndex)
  await loadSummaries(index, home)
  const { papers, near, unclear } = chooseNear(index, { ...NOTHING, q: query }, { isNew: never })
  const isRead = parseQuery(query).alternatives.length > 0
  const words = index.words[document.documentElement.lang]
  const ignored = unclear.length ? fill(words.ignored, { what: quoteAll(unclear) }) : ""
  const said = [near && fill(words.near_spelling, { query: near }), ignored]
  const shown = isRead ? papers : []
  const found = shown.slice(0, MOST).map((paper) => [asItem(paper, index, said)])
  if (found.length < shown.length) {
    found.unshift([asView(query, fill(words.all_found, { n: shown.length }))])
  }
  if (ignored && !isRead) found.push([asView(query, ignored)])
  const topics = others.filter(isTopic)
  const named = topics.filter((items) => isNamed(items, index, fold(query)))
  const rest = topics.filter((items) => !named.includes(items))
  return [...named, ...rest, ...found, ...others.filter((items) => !isTopic(items))]
}

function isTopic([{ location, terms }]) {
  return location.startsWith("topics/") && Object.values(terms).every(Boolean)
}

/** Whether the query is in a name of the topic. */
function isNamed([{ location }], { topics, topicTexts }, query) {
  const names = topicTexts[topics.indexOf(location.split("/")[1])] ?? []
  return names.some((name) => name.includes(query))
}

/** @param {string[]} said about the query */
function asItem({ id, name, title, kind, date, authors, venue }, { kinds }, said) {
  const label = kinds[document.documentElement.lang]?.[kind] ?? kind
  const facts = [...said, label, date, authors.slice(0, 3).join(", "), venue]
  const text = facts.filter(Boolean).join(" · ")
  const whole = name && !title.startsWith(name) ? `${name}: ${title}` : title
  const location = `papers/${id}/`
  return { location, title: escape(whole), text: escape(text), score: 1, terms: {} }
}

/** The list, with the papers that the query finds. */
function asView(query, title) {
  const location = `?${new URLSearchParams({ q: query })}`
  return { location, title: escape(title), text: "", score: 1, terms: {} }
}

function escape(text) {
  return text.replace(/[&<>"]/g, (character) => SPECIAL[character])
}
