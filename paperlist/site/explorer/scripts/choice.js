// Which papers match the state of the explorer, and in which order.

import { makeColumn, remember } from "./columns.js"
import { Counting } from "./counts.js"
import { FILTERS, isSet, NOTHING } from "./filters.js"
import { orderBy, sortByLikeness, sortByMatch } from "./order.js"
import { parseQuery, rankedTerms } from "./query.js"
import { SearchText } from "./search.js"
import { fold, foldParts } from "./text.js"

/**
 * @typedef {object} Paper one row of the index by column, and what `readIndex` adds
 * @property {string} id
 * @property {string | null} name
 * @property {string[]} aka
 * @property {string} title
 * @property {string} date
 * @property {string} added
 * @property {string} kind
 * @property {string[]} authors
 * @property {0 | 1} et_al whether the list of authors is cut
 * @property {string[]} org
 * @property {string | null} venue
 * @property {string | null} series its venue without the year
 * @property {string[]} topics their ids
 * @property {number | null} recommended
 * @property {number | null} stars
 * @property {number | null} citations
 * @property {0 | 1} code
 * @property {0 | 1} pdf
 * @property {number} position among all papers, newest first
 * @property {string[]} collections ids of the collections it is in
 * @property {string[]} engines ids of the engines that document or implement it
 */

/**
 * @typedef {object} Index
 * @property {Paper[]} papers
 * @property {Map<string, Paper>} byId
 * @property {string[]} topics their ids
 * @property {string[][]} topicTexts their names, folded
 * @property {string[]} engines their ids
 * @property {string[][]} engineTexts their ids and names, folded
 * @property {Set<string>} years
 * @property {Map<string, string>} formerly the current id of each former id: a `Map`, because an id
 *   such as `constructor` is also a property of objects
 * @property {Map<string, string>} removed the titles of papers that were removed, by id
 * @property {Record<string, Record<string, string>>} kinds labels by language and kind
 * @property {string | null} summaryFile the file of the summaries
 * @property {Summaries} [summaries] once they are loaded
 * @property {string[]} [summaryTexts] by position of the paper, folded
 * @property {Record<string, string>} near the label of a near spelling, by language
 * @property {string[]} [abstracts] by position of the paper, folded; once they are loaded
 * @property {() => SearchText} text made at its first use, as is what follows
 * @property {(valuesOf: (paper: Paper) => string[]) => import("./columns.js").Column} column
 * @property {(sort: string) => Paper[]} ordered all papers
 * @property {(ids?: Set<string>) => {members: Paper[], years: Map<string, number>,
 *   months: Map<string, number>}} members the papers of a page, and how many there are by year and
 *   by month in which they were added
 */

/** @typedef {Record<string, Record<string, string>>} Summaries by language and id of the paper */

const NONE = Object.freeze([])

/**
 * @typedef {object} State everything that the address holds
 * @property {string} q
 * @property {boolean} abstracts whether q is searched in abstracts too
 * @property {string[]} topic
 * @property {"any" | "all"} match whether a paper needs one or all of the topics
 * @property {string[]} not excluded topics
 * @property {string} date a span
 * @property {string} kind
 * @property {string} venue without its year
 * @property {boolean} code
 * @property {number} recommended the lowest level: 0, 2 or 3
 * @property {number} stars the lowest number
 * @property {string} collection
 * @property {string} engine
 * @property {boolean} new since the last visit
 * @property {string[]} ids
 * @property {string} sort "" means the best match first for a query with words, else the newest
 */

/**
 * @typedef {object} Scope what belongs to the page rather than to the state
 * @property {Set<string>} [within] ids of papers of this page
 * @property {(paper: Paper) => boolean} isNew
 * @property {((paper: Paper) => boolean) | null} [hides] whether it has a word to hide
 * @property {number[]} [likeness] to the bookmarks, by position of the paper; once it is known
 */

/**
 * @param {object} file assets/explorer.json
 * @returns {Index}
 */
export function readIndex(file) {
  const topics = file.topics.map(([id]) => id)
  const collections = byPaper(file.collections)
  const engines = byPaper(file.engines)
  const papers = file.papers.map((row, position) => {
    const id = row[0]
    const paper = {
      position,
      collections: collections.get(id) ?? NONE,
      engines: engines.get(id) ?? NONE,
    }
    for (let n = 0; n < row.length; n++) paper[file.columns[n]] = row[n]
    paper.topics = paper.topics.map((topic) => topics[topic])
    return paper
  })
  return {
    papers,
    byId: new Map(papers.map((paper) => [paper.id, paper])),
    topics,
    topicTexts: file.topics.map((words) => words.map(fold)),
    engines: Object.keys(file.engines),
    engineTexts: Object.keys(file.engines).map((id) => [id, file.engine_names[id] ?? id].map(fold)),
    years: new Set(papers.map((paper) => paper.date.slice(0, 4))),
    formerly: new Map(Object.entries(file.formerly)),
    removed: new Map(Object.entries(file.removed)),
    kinds: file.kinds,
    summaryFile: file.summaries,
    words: file.words,
    text: remember(() => new SearchText(papers)),
    column: remember((valuesOf) => makeColumn(papers, valuesOf)),
    ordered: remember((sort) => orderBy(papers, sort)),
    members: remember((ids) => membersOf(papers, ids)),
  }
}

/** @param {Index} index @param {Summaries} file assets/summaries.json */
export function addSummaries(index, file) {
  if (index.summaries) return
  index.summaries = file
  const texts = Object.values(file)
  const textsOf = ({ id }) => texts.flatMap((each) => each[id] ?? []).join("\0")
  index.summaryTexts = index.papers.map((paper) => foldParts(textsOf(paper)))
}

/** @param {Index} index @param {Record<string, string>} file assets/abstracts.json */
export function addAbstracts(index, file) {
  index.abstracts ??= index.papers.map(({ id }) => fold(file[id] ?? ""))
}

/** The names of the lists that each paper is in. @param {Record<string, string[]>} lists of ids */
function byPaper(lists) {
  const names = new Map()
  for (const [name, ids] of Object.entries(lists)) {
    for (const id of ids) names.set(id, [...(names.get(id) ?? []), name])
  }
  return names
}

/** The papers of a page, and how many there are by year, and by month in which they were added. */
function membersOf(papers, ids) {
  const members = ids ? papers.filter((paper) => ids.has(paper.id)) : papers
  const years = countAll(members.map(({ date }) => date.slice(0, 4)))
  const months = countAll(members.map(({ added }) => added.slice(0, 7)))
  return { members, years, months }
}

/** @param {string[]} keys @returns {Map<string, number>} */
function countAll(keys) {
  const counts = new Map()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/**
 * @typedef {object} Choice
 * @property {Paper[]} papers that match, sorted
 * @property {string} sort the order in use: "" resolved
 * @property {number} total papers of the page
 * @property {Map<string, number>} years papers of the page by year
 * @property {Map<string, number>} months papers of the page by month in which they were added
 * @property {import("./counts.js").Counts} counts
 * @property {string[]} words to highlight in the rows, folded
 * @property {number} hidden papers that only the words to hide leave out
 * @property {string} author the only author whose whole name is searched, as written; or ""
 * @property {string[]} unclear parts of the query that could not be read
 *
 * @param {Index} index
 * @param {State} state
 * @param {Scope} scope
 * @returns {Choice}
 */
export function choose(index, state, scope) {
  const { alternatives, unclear } = parseQuery(state.q)
  const context = { index, state, isNew: scope.isNew }
  const { members, years, months } = index.members(scope.within)
  const { left, failed } = select(members, testsOf(context, scope.hides))
  const positions = left.map(({ position }) => position)
  const terms = alternatives.flat()
  const wanted = terms.filter(({ not, span }) => !not && !span)
  const sort = state.sort || (rankedTerms(terms).length ? "match" : "newest")
  const papersBy = {
    match: () => sortByMatch(left, index.text(), alternatives),
    like: () => (scope.likeness ? sortByLikeness(left, scope.likeness) : left),
  }
  return {
    papers: papersBy[sort]?.() ?? sortLeft(index, sort, left),
    sort,
    total: members.length,
    years,
    months,
    counts: new Counting(context, positions, failed).counts(),
    words: [...new Set(wanted.map(({ text }) => text))],
    hidden: failed.hidden?.length ?? 0,
    author: alternatives.length === 1 ? authorOf(left, wanted) : "",
    unclear,
  }
}

/** @param {Paper[]} papers @param {import("./query.js").Term[]} terms */
function authorOf([paper], terms) {
  const [name, another] = terms.filter(({ field, isName }) => isName && field === "author")
  if (!name || another) return ""
  return paper?.authors.find((author) => fold(author) === name.text) ?? ""
}

/** @param {Index} index @param {string} id which may be a former one */
export function paperOf({ byId, formerly }, id) {
  return byId.get(formerly.get(id) ?? id)
}

/** The `isNew` of a scope in which no paper is new. */
export function never() {
  return false
}

/** Does now what the first key would have to wait for. @param {Index} index @param {Scope} scope */
export function prepare(index, scope) {
  choose(index, { ...NOTHING, q: "a" }, scope)
}

/** The papers that pass all tests, and by name of a test the positions of those that fail it only. */
function select(papers, tests) {
  const left = []
  const failed = Object.fromEntries(tests.map(([name]) => [name, []]))
  for (const paper of papers) {
    let only = ""
    let number = 0
    for (const [name, passes] of tests) {
      if (passes(paper)) continue
      only = name
      if (++number > 1) break
    }
    if (number === 0) left.push(paper)
    else if (number === 1) failed[only].push(paper.position)
  }
  return { left, failed }
}

/** Pairs of the name and the test of each filter that is set, and of the words to hide. */
function testsOf(context, hides) {
  const { state } = context
  const visible = hides ? [["hidden", (paper) => !hides(paper)]] : []
  const tests = Object.entries(FILTERS)
    .filter(([name]) => isSet(state, name))
    .map(([name, { test }]) => [name, test?.(state[name], context)])
    .filter(([, passes]) => passes)
  return [...tests, ...visible]
}

/** @param {Paper[]} left newest first */
function sortLeft(index, sort, left) {
  if (sort === "newest") return left
  const isLeft = new Uint8Array(index.papers.length)
  for (const { position } of left) isLeft[position] = 1
  return index.ordered(sort).filter(({ position }) => isLeft[position])
}
