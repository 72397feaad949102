// How many papers each option of a filter would leave.

import { FILTERS, parseEnds } from "./filters.js"
import { isWithin, orderSpan } from "./text.js"

/**
 * How many papers each option would leave, if it were chosen: by control and value.
 * @typedef {Record<string, Map<string, number>>} Counts
 */

const COUNTED = Object.entries(FILTERS).filter(([, { options }]) => options)

/**
 * The values of a filter as numbers: those of paper n are `codes` from `starts[n]` to
 * `starts[n + 1]`, positions in `values`.
 * @typedef {{values: string[], starts: Int32Array, codes: number[]}} Column
 */

/** @type {WeakMap<object, Map<string, Column>>} by index, or by the function that says what is new */
const columns = new WeakMap()

/** Counts every paper that fails at most one filter. */
export class Counting {
  #chosen = 0

  /** @param {import("./filters.js").Context} context */
  constructor(context) {
    this.context = context
    this.options = COUNTED.map(([name, { options }]) => new Tally(name, context, options))
    this.inTopic = new Tally("topic", context, ({ topics }) => topics) // pass all filters
    this.beyondTopic = new Tally("topic", context, ({ topics }) => topics) // fail only this one
  }

  /** @param {import("./choice.js").Paper} paper @param {string} [failed] the only filter it fails */
  add({ position }, failed) {
    if (failed === undefined) this.#chosen++
    if (failed === undefined) this.inTopic.add(position)
    if (failed === "topic") this.beyondTopic.add(position)
    for (const tally of this.options) {
      if (failed === undefined || failed === tally.name) tally.add(position)
    }
  }

  /** @returns {Counts} */
  counts() {
    const { date, ...others } = Object.fromEntries(
      this.options.map((tally) => [tally.name, tally.counts()]),
    )
    return { ...others, ...this.#years([...date]), ...this.#topics() }
  }

  #topics() {
    const { state, index } = this.context
    const widens = state.match === "any" && state.topic.length > 0
    const topic = new Map() // in addition to the chosen topics
    const one = new Map() // instead of the chosen topics
    const not = new Map()
    const [inTopic, beyondTopic] = [this.inTopic.counts(), this.beyondTopic.counts()]
    for (const id of index.topics) {
      const inside = inTopic.get(id) ?? 0
      const more = widens ? this.#chosen + (beyondTopic.get(id) ?? 0) : inside
      topic.set(id, state.topic.includes(id) ? this.#chosen : more)
      not.set(id, this.#chosen - inside)
      one.set(id, inside + (beyondTopic.get(id) ?? 0))
    }
    return { topic, one, not }
  }

  #years(dates) {
    const { state, index } = this.context
    const span = parseEnds(state.date)
    const sum = (ends) => {
      const ordered = orderSpan(ends)
      return dates.reduce((all, [date, n]) => all + (isWithin(date, ordered) ? n : 0), 0)
    }
    const year = new Map()
    const from = new Map()
    const to = new Map()
    for (const name of index.years) {
      year.set(name, sum({ from: name, to: name }))
      from.set(name, sum({ from: name, to: span.to }))
      to.set(name, sum({ from: span.from, to: name }))
    }
    return { year, from, to }
  }
}

/** How many of the added papers have each value of a filter. */
class Tally {
  /**
   * @param {string} name
   * @param {import("./filters.js").Context} context
   * @param {(paper: import("./choice.js").Paper, context: object) => string[]} valuesOf
   */
  constructor(name, context, valuesOf) {
    this.name = name
    this.column = columnOf(name, context, valuesOf)
    this.numbers = new Int32Array(this.column.values.length)
  }

  /** @param {number} position of the paper */
  add(position) {
    const { starts, codes } = this.column
    for (let n = starts[position]; n < starts[position + 1]; n++) this.numbers[codes[n]]++
  }

  /** Without the values that no paper has. */
  counts() {
    const pairs = this.column.values.map((value, n) => [value, this.numbers[n]])
    return new Map(pairs.filter(([, number]) => number))
  }
}

function columnOf(name, context, valuesOf) {
  const key = name === "new" ? context.isNew : context.index
  if (!columns.has(key)) columns.set(key, new Map())
  const made = columns.get(key)
  if (!made.has(name)) made.set(name, makeColumn(context, valuesOf))
  return made.get(name)
}

/** @returns {Column} */
function makeColumn(context, valuesOf) {
  const { papers } = context.index
  const known = new Map()
  const starts = new Int32Array(papers.length + 1)
  const codes = []
  for (const [n, paper] of papers.entries()) {
    for (const value of valuesOf(paper, context)) {
      if (!known.has(value)) known.set(value, known.size)
      codes.push(known.get(value))
    }
    starts[n + 1] = codes.length
  }
  return { values: [...known.keys()], starts, codes }
}

export function increase(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1)
}
