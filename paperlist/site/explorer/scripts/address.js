// Writes the state of the explorer as a query string, and reads it again.

import { SORTS } from "./order.js"
import { FILTERS, isSet, NOTHING, readOne, settle } from "./filters.js"

/**
 * The values of each filter that have an option on this page.
 * @typedef {Record<string, Set<string>>} Known
 */

/** Other names of parameters that people try. */
const ALIASES = { year: "date" }

const READ = {
  ...Object.fromEntries(Object.entries(FILTERS).map(([name, { read }]) => [name, read])),
  sort: (text) => readOne(text, SORTS),
}

/**
 * @param {string} search the query string of an address
 * @param {Known} known
 * @returns {{state: import("./choice.js").State, ignored: string[]}} `ignored` could not be read
 */
export function readAddress(search, known) {
  const state = { ...NOTHING }
  const ignored = []
  for (const [given, value] of new URLSearchParams(search)) {
    const name = Object.hasOwn(ALIASES, given) ? ALIASES[given] : given
    if (Object.hasOwn(READ, name) && state[name] === NOTHING[name]) {
      const [parsed, odd] = READ[name](value, known[name])
      if (parsed !== undefined) state[name] = parsed
      if (odd.length) ignored.push(`${given}=${odd.join(",")}`)
    } else {
      ignored.push(`${given}=${value}`)
    }
  }
  state.not = state.not.filter((topic) => !state.topic.includes(topic))
  return { state: settle(state), ignored }
}

/**
 * @param {import("./choice.js").State} state
 * @returns {string} with its "?"; "" for the whole list
 */
export function writeAddress(state) {
  const pairs = Object.entries(state)
    .filter(([name]) => isSet(state, name))
    .map(([name, value]) => [name, value === true ? "yes" : String(value)])
  const text = String(new URLSearchParams(pairs))
  return text && `?${text.replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/")}`
}
