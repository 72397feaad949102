// How many papers each option of a filter would leave.

import { FILTERS, parseEnds } from "./filters.js"
import { isWithin, orderSpan } from "./text.js"

/**
 * How many papers each option would leave, if it were chosen: by control and value.
 * @typedef {Record<string, Map<string, number>>} Counts
 */

const COUNTED = Object.entries(FILTERS).filter(([, { options }]) => options)

/** Counts every paper that fails at most one filter. */
export class Counting {
  #options = Object.fromEntries(COUNTED.map(([name]) => [name, new Map()]))
  #chosen = 0
  #inTopic = new Map() // of the papers that pass all filters
  #beyondTopic = new Map() // of the papers that fail only the topic filter

  /** @param {import("./filters.js").Context} context */
  constructor(context) {
    this.context = context
  }

  /** @param {import("./choice.js").Paper} paper @param {string} [failed] the only filter it fails */
  add(paper, failed) {
    if (failed === undefined) this.#chosen++
    const topics = { undefined: this.#inTopic, topic: this.#beyondTopic }[failed]
    if (topics) for (const topic of paper.topics) increase(topics, topic)
    for (const [name, { options }] of COUNTED) {
      if (failed !== undefined && failed !== name) continue
      for (const value of options(paper, this.context)) increase(this.#options[name], value)
    }
  }

  /** @returns {Counts} */
  counts() {
    const { date, ...others } = this.#options
    return { ...others, ...this.#years([...date]), ...this.#topics() }
  }

  #topics() {
    const { state, index } = this.context
    const widens = state.match === "any" && state.topic.length > 0
    const topic = new Map() // in addition to the chosen topics
    const one = new Map() // instead of the chosen topics
    const not = new Map()
    for (const id of index.topics) {
      const inside = this.#inTopic.get(id) ?? 0
      const more = widens ? this.#chosen + (this.#beyondTopic.get(id) ?? 0) : inside
      topic.set(id, state.topic.includes(id) ? this.#chosen : more)
      not.set(id, this.#chosen - inside)
      one.set(id, inside + (this.#beyondTopic.get(id) ?? 0))
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

export function increase(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1)
}
