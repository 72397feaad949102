// Which papers a state of the explorer leaves, in which order, and what each other choice would leave.

import { parseQuery } from "./query.js"
import { fold, isWithin, orderSpan, parseSpan } from "./text.js"

/**
 * @typedef {object} Paper one row of the index by its columns, and what is made of it here
 * @property {number} place among all papers, newest first
 * @property {string[]} names what it is called, folded
 * @property {Record<string, string>} texts folded, by field of the query; "all" is every field
 *
 * @typedef {object} Index
 * @property {Paper[]} papers
 * @property {Map<string, Paper>} byId
 * @property {string[]} topics their ids
 * @property {Set<string>} years
 * @property {Record<string, string[]>} collections ids of papers
 * @property {Record<string, string>} formerly former ids of papers
 *
 * @typedef {object} State everything the address of a view says
 * @property {string} q
 * @property {string[]} topic
 * @property {"any" | "all"} match of several topics
 * @property {string[]} not topics that are left out
 * @property {string} date a span
 * @property {string} kind
 * @property {string} venue without its year
 * @property {boolean} code
 * @property {number} recommended at least that: 0, 2 or 3
 * @property {string} collection
 * @property {boolean} new since the last visit
 * @property {string[]} ids
 * @property {string} sort "" is the best match first when words are searched, else the newest
 *
 * @typedef {object} Scope what the page is about, whatever the state
 * @property {Set<string>} [within] ids of papers of this page
 * @property {(paper: Paper) => boolean} isNew
 */

/** @type {State} */
export const NOTHING = Object.freeze({
  q: "",
  topic: [],
  match: "any",
  not: [],
  date: "",
  kind: "",
  venue: "",
  code: false,
  recommended: 0,
  collection: "",
  new: false,
  ids: [],
  sort: "",
})

export const SORTS = ["newest", "oldest", "name", "recommended", "added", "stars"]

/**
 * @param {object} file assets/explorer.json
 * @returns {Index}
 */
export function readIndex(file) {
  const topics = file.topics.map(([id]) => id)
  const topicTexts = file.topics.map((words) => words.map(fold).join("\n"))
  const papers = file.papers.map((row, place) => {
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
      place,
      topics: paper.topics.map((topic) => topics[topic]),
      names: names.length ? names : [fold(paper.title)],
      texts,
    }
  })
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  const years = new Set(papers.map((paper) => paper.date.slice(0, 4)))
  return { papers, byId, topics, years, collections: file.collections, formerly: file.formerly }
}

/**
 * @typedef {object} Choice
 * @property {Paper[]} papers in their order
 * @property {string} sort what "" means here
 * @property {number} total papers of the page
 * @property {Map<string, number>} years papers of the page by year
 * @property {Counts} counts
 * @property {string[]} words to mark in a row, folded
 * @property {string[]} unclear parts of the query
 *
 * @param {Index} index
 * @param {State} state
 * @param {Scope} scope
 * @returns {Choice}
 */
export function choose(index, state, scope) {
  const { terms, unclear } = parseQuery(state.q)
  const filters = makeFilters(index, state, terms, scope)
  const within = index.papers.filter((paper) => !scope.within || scope.within.has(paper.id))
  const counting = new Counting(index, state, scope)
  const left = []
  for (const paper of within) {
    const failed = []
    for (const [name, holds] of filters) {
      if (!holds(paper) && failed.push(name) > 1) break
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

function countYears(papers) {
  const years = new Map()
  for (const { date } of papers) increase(years, date.slice(0, 4))
  return years
}

/** Name of each filter that is set, and whether a paper passes it. */
function makeFilters(index, state, terms, { isNew }) {
  const span = parseSpan(state.date)
  const bundle = new Set(index.collections[state.collection])
  const ids = new Set(state.ids.map((id) => index.formerly[id] ?? id))
  const has = (paper) => (topic) => paper.topics.includes(topic)
  const filters = {
    q: terms.length && ((paper) => terms.every((term) => matches(paper, term) !== term.not)),
    topic:
      state.topic.length &&
      ((paper) => state.topic[state.match === "all" ? "every" : "some"](has(paper))),
    not: state.not.length && ((paper) => !state.not.some(has(paper))),
    date: span && ((paper) => isWithin(paper.date, span)),
    kind: state.kind && ((paper) => paper.kind === state.kind),
    venue: state.venue && ((paper) => paper.series === state.venue),
    code: state.code && ((paper) => paper.code),
    recommended: state.recommended && ((paper) => paper.recommended >= state.recommended),
    collection: state.collection && ((paper) => bundle.has(paper.id)),
    new: state.new && isNew,
    ids: ids.size && ((paper) => ids.has(paper.id)),
  }
  return Object.entries(filters).filter(([, holds]) => holds)
}

/** @param {Paper} paper @param {import("./query.js").Term} term */
function matches(paper, term) {
  if (term.field === "date") return isWithin(paper.date, term.span)
  return paper.texts[term.field || "all"].includes(term.text)
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

/** The smallest key first; papers of one key keep their order. */
function sortBy(papers, key) {
  const pairs = papers.map((paper) => [key(paper), paper])
  pairs.sort(([one], [other]) => (one < other ? -1 : Number(one > other)))
  return pairs.map(([, paper]) => paper)
}

/** The name before the title before the rest, whole words before parts; the best is the smallest. */
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
  return texts.title.includes(word) ? 4 : 6 // only elsewhere: two steps behind the last
}

function startsAWord(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) return true
  }
  return false
}

// Counts

/**
 * How many papers each option would leave, were it chosen: by control and value.
 * @typedef {Record<"topic" | "one" | "not" | "year" | "from" | "to" | "kind" | "venue" | "collection"
 *   | "code" | "recommended" | "new", Map<string, number>>} Counts
 */

/** Takes every paper that at most one filter leaves out. */
class Counting {
  #found = {
    kind: new Map(),
    venue: new Map(),
    collection: new Map(),
    code: new Map(),
    recommended: new Map(),
    new: new Map(),
  }
  #dates = new Map()
  #chosen = 0
  #inTopic = new Map() // of the papers chosen
  #beyondTopic = new Map() // of those that only the choice of topics leaves out

  constructor(index, state, { isNew }) {
    this.index = index
    this.state = state
    this.isNew = isNew
    this.bundles = Object.entries(index.collections).map(([id, ids]) => [id, new Set(ids)])
  }

  /** @param {Paper} paper @param {string} [failed] the only filter that leaves it out */
  add(paper, failed) {
    const without = (name) => failed === undefined || failed === name
    if (failed === undefined) this.#chosen++
    const topics = { undefined: this.#inTopic, topic: this.#beyondTopic }[failed]
    if (topics) for (const topic of paper.topics) increase(topics, topic)
    if (without("date")) increase(this.#dates, paper.date)
    if (without("kind")) increase(this.#found.kind, paper.kind)
    if (without("venue") && paper.series) increase(this.#found.venue, paper.series)
    if (without("code") && paper.code) increase(this.#found.code, "yes")
    if (without("new") && this.isNew(paper)) increase(this.#found.new, "yes")
    if (without("recommended")) {
      for (let level = 2; level <= paper.recommended; level++) {
        increase(this.#found.recommended, `${level}`)
      }
    }
    if (without("collection")) {
      for (const [id, ids] of this.bundles)
        if (ids.has(paper.id)) increase(this.#found.collection, id)
    }
  }

  /** @returns {Counts} */
  counts() {
    return {
      ...this.#found,
      ...this.#years(),
      ...this.#topics(),
    }
  }

  #topics() {
    const { topic: wanted, match } = this.state
    const widens = match === "any" && wanted.length > 0
    const topic = new Map() // joins those chosen
    const one = new Map() // takes their place
    const not = new Map()
    for (const id of this.index.topics) {
      const inside = this.#inTopic.get(id) ?? 0
      const more = widens ? this.#chosen + (this.#beyondTopic.get(id) ?? 0) : inside
      topic.set(id, wanted.includes(id) ? this.#chosen : more)
      not.set(id, this.#chosen - inside)
      one.set(id, inside + (this.#beyondTopic.get(id) ?? 0))
    }
    return { topic, one, not }
  }

  #years() {
    const span = parseSpan(this.state.date) ?? { from: "", to: "" }
    const dates = [...this.#dates]
    const sum = (ends) => {
      const ordered = orderSpan(ends)
      return dates.reduce((all, [date, n]) => all + (isWithin(date, ordered) ? n : 0), 0)
    }
    const year = new Map()
    const from = new Map()
    const to = new Map()
    for (const name of this.index.years) {
      year.set(name, sum({ from: name, to: name }))
      from.set(name, sum({ from: name, to: span.to }))
      to.set(name, sum({ from: span.from, to: name }))
    }
    return { year, from, to }
  }
}

function increase(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1)
}
