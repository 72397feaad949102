// Which papers match the state of the explorer, and in which order.

import { Counting, increase } from "./counts.js"
import { FILTERS, isSet } from "./filters.js"
import { parseQuery } from "./query.js"
import { fold } from "./text.js"

/**
 * @typedef {object} Paper one row of the index by column, and what `readIndex` adds
 * @property {string} id
 * @property {string | null} name
 * @property {string[]} aka
 * @property {string} title
 * @property {string} date
 * @property {string} added
 * @property {string} kind
 * @property {string | null} series its venue without the year
 * @property {string[]} topics their ids
 * @property {number | null} recommended
 * @property {number | null} stars
 * @property {0 | 1} code
 * @property {0 | 1} pdf
 * @property {number} position among all papers, newest first
 * @property {string[]} names its name and aliases, or its title, folded
 * @property {Record<string, string>} texts folded, by field of a query; "all" joins every field
 * @property {string[]} collections ids of the collections it is in
 */

/**
 * @typedef {object} Index
 * @property {Paper[]} papers
 * @property {Map<string, Paper>} byId
 * @property {string[]} topics their ids
 * @property {Set<string>} years
 * @property {Record<string, string>} formerly the current id of each former id
 * @property {Record<string, Record<string, string>>} kinds labels by language and kind
 */

/**
 * @typedef {object} State everything that the address holds
 * @property {string} q
 * @property {string[]} topic
 * @property {"any" | "all"} match whether a paper needs one or all of the topics
 * @property {string[]} not excluded topics
 * @property {string} date a span
 * @property {string} kind
 * @property {string} venue without its year
 * @property {boolean} code
 * @property {number} recommended the lowest level: 0, 2 or 3
 * @property {string} collection
 * @property {boolean} new since the last visit
 * @property {string[]} ids
 * @property {string} sort "" means the best match first for a query with words, else the newest
 */

/**
 * @typedef {object} Scope what belongs to the page rather than to the state
 * @property {Set<string>} [within] ids of papers of this page
 * @property {(paper: Paper) => boolean} isNew
 */

const LETTER = /[\p{L}\p{N}]/u

export const SORTS = ["newest", "oldest", "name", "recommended", "added", "stars"]

/**
 * @param {object} file assets/explorer.json
 * @returns {Index}
 */
export function readIndex(file) {
  const topics = file.topics.map(([id]) => id)
  const topicTexts = file.topics.map((words) => words.map(fold).join("\n"))
  const bundles = Object.entries(file.collections).map(([id, ids]) => [id, new Set(ids)])
  const papers = file.papers.map((row, position) => {
    const paper = Object.fromEntries(file.columns.map((column, n) => [column, row[n]]))
    const names = [paper.name, ...paper.aka].filter(Boolean).map(fold)
    const texts = {
      title: [...names, fold(paper.title)].join("\n"),
      author: paper.authors.map(fold).join("\n"),
      venue: fold(paper.venue ?? ""),
      topic: paper.topics.map((topic) => topicTexts[topic]).join("\n"),
    }
    const others = [...paper.org, paper.arxiv, paper.doi].filter(Boolean).map(fold)
    texts.all = [...Object.values(texts), ...others].join("\n")
    return {
      ...paper,
      position,
      topics: paper.topics.map((topic) => topics[topic]),
      names: names.length ? names : [fold(paper.title)],
      texts,
      collections: bundles.filter(([, ids]) => ids.has(paper.id)).map(([id]) => id),
    }
  })
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  const years = new Set(papers.map((paper) => paper.date.slice(0, 4)))
  return { papers, byId, topics, years, formerly: file.formerly, kinds: file.kinds }
}

/**
 * @typedef {object} Choice
 * @property {Paper[]} papers that match, sorted
 * @property {string} sort the order in use: "" resolved
 * @property {number} total papers of the page
 * @property {Map<string, number>} years papers of the page by year
 * @property {import("./counts.js").Counts} counts
 * @property {string[]} words to highlight in the rows, folded
 * @property {string[]} unclear parts of the query that could not be read
 *
 * @param {Index} index
 * @param {State} state
 * @param {Scope} scope
 * @returns {Choice}
 */
export function choose(index, state, scope) {
  const { terms, unclear } = parseQuery(state.q)
  const context = { index, state, isNew: scope.isNew }
  const tests = testsOf(context)
  const within = papersOf(index, scope)
  const counting = new Counting(context)
  const left = []
  for (const paper of within) {
    const failed = []
    for (const [name, passes] of tests) {
      if (!passes(paper) && failed.push(name) > 1) break
    }
    if (failed.length === 0) left.push(paper)
    if (failed.length <= 1) counting.add(paper, failed[0])
  }
  const wanted = terms.filter((term) => !term.not && term.field !== "date")
  const ranked = wanted.filter(({ field }) => field === "" || field === "title")
  const sort = state.sort || (ranked.length ? "match" : "newest")
  return {
    papers: sortPapers(left, sort, ranked),
    sort,
    total: within.length,
    years: countYears(within),
    counts: counting.counts(),
    words: [...new Set(wanted.map((term) => term.text))],
    unclear,
  }
}

/** @type {WeakMap<Paper[], [Set<string>, Paper[]]>} the ids and the papers of the last page */
const ofPage = new WeakMap()

function papersOf({ papers }, { within }) {
  if (!within) return papers
  if (ofPage.get(papers)?.[0] !== within) {
    ofPage.set(papers, [within, papers.filter(({ id }) => within.has(id))])
  }
  return ofPage.get(papers)[1]
}

function countYears(papers) {
  const years = new Map()
  for (const { date } of papers) increase(years, date.slice(0, 4))
  return years
}

/** Pairs of the name and the test of each filter that is set. */
function testsOf(context) {
  const { state } = context
  return Object.entries(FILTERS)
    .filter(([name]) => isSet(state, name))
    .map(([name, { test }]) => [name, test?.(state[name], context)])
    .filter(([, passes]) => passes)
}

// Order

/** @param {Paper[]} papers newest first */
function sortPapers(papers, sort, terms) {
  const keys = {
    match: (paper) => rank(paper, terms),
    oldest: (paper) => paper.date.slice(0, 7),
    name: (paper) => fold(paper.name ?? paper.title),
    recommended: (paper) => -(paper.recommended ?? 0),
    added: (paper) => -Number(paper.added.replaceAll("-", "")),
    stars: (paper) => -(paper.stars ?? -1),
  }
  return keys[sort] ? sortBy(papers, keys[sort]) : papers
}

/** Ascending by key; papers with equal keys keep their order. Most keys have many papers. */
function sortBy(papers, key) {
  const groups = new Map()
  for (const paper of papers) {
    const value = key(paper)
    const group = groups.get(value)
    if (group) group.push(paper)
    else groups.set(value, [paper])
  }
  const keys = [...groups.keys()]
  keys.sort((one, other) => (one < other ? -1 : Number(one > other)))
  return keys.flatMap((value) => groups.get(value))
}

/** Smaller is better: name before title before other fields, whole words before parts of words. */
function rank(paper, terms) {
  const whole = terms.map((term) => term.text).join(" ")
  const start = paper.names.includes(whole) ? -1 : 0
  return terms.reduce((sum, { text }) => sum + rankWord(paper, text), start)
}

function rankWord({ names, texts }, word) {
  if (names.includes(word)) return 0
  if (names.some((name) => startsAWord(name, word))) return 1
  if (names.some((name) => name.includes(word))) return 2
  if (startsAWord(texts.title, word)) return 3
  return texts.title.includes(word) ? 4 : 6 // in another field: two steps behind a part of the title
}

function startsAWord(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !isInWord(text.charCodeAt(at - 1))) return true
  }
  return false
}

/** Whether a character is a letter or a digit; folded text has no capitals. */
function isInWord(code) {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  return LETTER.test(String.fromCharCode(code))
}
