// The address of a view: every state has one, and gives the same state back.

import { NOTHING, SORTS } from "./choice.js"
import { parseSpan, writeSpan } from "./text.js"

/**
 * What an address may name on this page.
 * @typedef {Record<"topic" | "kind" | "venue" | "collection", Set<string>>} Known
 */

/**
 * @param {string} search the part of an address behind "?"
 * @param {Known} known
 * @returns {{state: import("./choice.js").State, ignored: string[]}} what could not be understood
 */
export function readAddress(search, known) {
  const state = { ...NOTHING }
  const ignored = []
  for (const [name, value] of new URLSearchParams(search)) {
    const before = state[name]
    if (Object.hasOwn(READ, name) && before === NOTHING[name]) {
      const [found, odd] = READ[name](value, known)
      if (found !== undefined) state[name] = found
      if (odd.length) ignored.push(`${name}=${odd.join(",")}`)
    } else {
      ignored.push(`${name}=${value}`)
    }
  }
  if (state.topic.length < 2) state.match = "any"
  state.not = state.not.filter((topic) => !state.topic.includes(topic))
  return { state, ignored }
}

const LONGEST = 200 // letters of a query, as in its field

/** Of each parameter: its text to a value, with the parts that mean nothing. */
const READ = {
  q: (text) => [text.slice(0, LONGEST).trim(), []],
  topic: (text, known) => several(text, (id) => known.topic.has(id)),
  match: (text) => one(text, ["all"]),
  not: (text, known) => several(text, (id) => known.topic.has(id)),
  date: (text) => {
    const span = parseSpan(text)
    return span ? [writeSpan(span), []] : [undefined, [text]]
  },
  kind: (text, known) => one(text, [...known.kind]),
  venue: (text, known) => one(text, [...known.venue]),
  code: (text) => truth(text),
  recommended: (text) => (["2", "3"].includes(text) ? [Number(text), []] : [undefined, [text]]),
  collection: (text, known) => one(text, [...known.collection]),
  new: (text) => truth(text),
  ids: (text) => several(text, (id) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
  sort: (text) => one(text, SORTS),
}

function one(text, known) {
  return known.includes(text) ? [text, []] : [undefined, [text]]
}

function truth(text) {
  return text === "yes" ? [true, []] : [undefined, [text]]
}

function several(text, isKnown) {
  const parts = [...new Set(text.split(","))]
  return [parts.filter(isKnown), parts.filter((part) => !isKnown(part))]
}

/**
 * @param {import("./choice.js").State} state
 * @returns {string} with its "?", or "" for the whole list
 */
export function writeAddress(state) {
  const pairs = Object.entries(state)
    .filter(([name, value]) => String(value) !== String(NOTHING[name]))
    .map(([name, value]) => [name, value === true ? "yes" : String(value)])
  const text = String(new URLSearchParams(pairs))
  return text && `?${text.replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/")}`
}
