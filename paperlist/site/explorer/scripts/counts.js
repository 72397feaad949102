// How many papers each option of a filter would leave.

import { tally } from "./columns.js"
import { FILTERS, parseEnds } from "./filters.js"
import { topicsOf } from "./terms.js"
import { isWithin, orderSpan } from "./text.js"

/**
 * How many papers each option would leave, if it were chosen: by control and value.
 * @typedef {Record<string, Map<string, number>>} Counts
 */

const COUNTED = Object.entries(FILTERS).filter(([, { options }]) => options)

/** Counts papers that fail at most one filter. */
export class Counting {
  /**
   * @param {import("./filters.js").Context} context
   * @param {number[]} chosen positions of the papers that pass all filters
   * @param {Record<string, number[]>} failed by filter, of the papers that fail only this one
   */
  constructor(context, chosen, failed) {
    this.context = context
    this.chosen = chosen
    this.failed = failed
  }

  /** @returns {Counts} */
  counts() {
    const { index } = this.context
    const counted = COUNTED.map(([name, { options }]) => {
      const column = index.column(options(this.context))
      return [name, tally(column, this.chosen, this.failed[name] ?? [])]
    })
    const { date, ...others } = Object.fromEntries(counted)
    return { ...others, ...this.#years(date), ...this.#topics() }
  }

  #topics() {
    const { state, index } = this.context
    const widens = state.match === "any" && state.topic.length > 0
    const topic = new Map() // in addition to the chosen topics
    const one = new Map() // instead of the chosen topics
    const not = new Map()
    const column = index.column(topicsOf)
    const inTopic = tally(column, this.chosen)
    const beyondTopic = tally(column, this.failed.topic ?? [])
    const { length: chosen } = this.chosen
    for (const id of index.topics) {
      const inside = inTopic.get(id) ?? 0
      const more = widens ? chosen + (beyondTopic.get(id) ?? 0) : inside
      topic.set(id, state.topic.includes(id) ? chosen : more)
      not.set(id, chosen - inside)
      one.set(id, inside + (beyondTopic.get(id) ?? 0))
    }
    return { topic, one, not }
  }

  /** @param {Map<string, number>} byDate */
  #years(byDate) {
    const { state, index } = this.context
    const dates = state.date ? [...byDate] : sumYears(byDate)
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

/** Pairs of a year and its number: without a span, all dates of a year count alike. */
function sumYears(byDate) {
  const years = new Map()
  for (const [date, number] of byDate) {
    const year = date.slice(0, 4)
    years.set(year, (years.get(year) ?? 0) + number)
  }
  return [...years]
}
