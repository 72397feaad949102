// The filters: one row each, with the same names and kinds as in filters.py, where the steps to add a
// filter are described.

import { remember } from "./columns.js"
import { parseQuery } from "./query.js"
import { dateOf, testOfAll, testOfSpan } from "./terms.js"
import { orderSpan, parseSpan, writeSpan } from "./text.js"

const LONGEST = 200 // characters of a query; the same as maxlength of its field
const LEVELS = ["2", "3"]
const STARS = ["100", "1000", "10000"] // the same as in filters.py
/** The value that the control for one topic has for several; no topic has this id. */
export const SEVERAL = "*"

/**
 * @typedef {import("./choice.js").Paper} Paper
 * @typedef {import("./choice.js").State} State
 */

/**
 * @typedef {object} Context what a filter may use besides its own value
 * @property {State} state
 * @property {import("./choice.js").Index} index
 * @property {(paper: Paper) => boolean} isNew
 */

/**
 * @typedef {object} Filter
 * @property {any} unset its value when it is not set
 * @property {(text: string, known: Set<string>) => [any, string[]]} read the text of an address as
 *   a value, or undefined, and the parts that cannot be read; `known` are the values on the page
 * @property {(value: any, context: Context) => ((paper: Paper) => boolean) | null} [test]
 * @property {(context: Context) => (paper: Paper) => string[]} [options] gives the values of a
 *   paper, to count what each option would leave; the same function for the same page
 * @property {string[]} [controls] names of its controls, if they are not just its own name
 * @property {(state: State, control: HTMLInputElement | HTMLSelectElement) => Partial<State>}
 *   [change] what a control that was used changes
 * @property {(value: any, control: string) => any} [show] the value that a control shows
 * @property {(value: any, labels: Labels) => [string, any][]} [chips] label of each chip, and the
 *   value that is left when it is removed
 */

/**
 * @typedef {object} Labels
 * @property {(value: unknown) => string} labelOf a value on its control
 * @property {(key: string, values?: Record<string, unknown>) => string} word
 */

/** @type {Record<string, Filter>} in the order of the address */
export const FILTERS = {
  q: query(),
  abstracts: wider(),
  topic: topics(),
  match: match(),
  not: excluded(),
  date: span(),
  kind: choice((paper) => [paper.kind]),
  venue: choice((paper) => (paper.series ? [paper.series] : [])),
  code: yes((paper) => paper.code),
  recommended: level((paper) => paper.recommended, LEVELS),
  stars: level((paper) => paper.stars, STARS),
  collection: choice((paper) => paper.collections),
  engine: choice((paper) => paper.engines),
  new: yes((paper, { isNew }) => isNew(paper)),
  ids: ids(),
}

/** @type {State} nothing is set */
export const NOTHING = Object.freeze({
  ...Object.fromEntries(Object.entries(FILTERS).map(([name, { unset }]) => [name, unset])),
  sort: "",
})

/** The name of the filter of each control. */
export const CONTROLS = new Map(
  Object.entries(FILTERS).flatMap(([name, { controls = [name] }]) =>
    controls.map((control) => [control, name]),
  ),
)

/** Whether a filter is set. @param {State} state @param {string} name */
export function isSet(state, name) {
  return String(state[name]) !== String(NOTHING[name])
}

/** Resets what has no effect. @param {State} state @returns {State} */
export function settle(state) {
  return state.topic.length < 2 ? { ...state, match: NOTHING.match } : state
}

// The kinds

function query() {
  return {
    unset: "",
    read: (text) => [text.slice(0, LONGEST).trim(), []],
    test: (text, { index, state }) => {
      const { alternatives } = parseQuery(text)
      if (alternatives.length === 0) return null
      const abstracts = state.abstracts ? index.abstracts : undefined
      const tests = alternatives.map((terms) => testOfAll(terms, index, abstracts))
      return tests.length === 1 ? tests[0] : (paper) => tests.some((passes) => passes(paper))
    },
    chips: (text) => [[`“${text}”`, ""]],
  }
}

/** Whether the query is searched in more than the fields of a paper. */
function wider() {
  return {
    unset: false,
    read: (text, known) => (known.has(text) ? [true, []] : [undefined, [text]]),
    change: (_, { name, checked }) => ({ [name]: checked }),
    chips: (_, { labelOf }) => [[labelOf("yes"), false]],
  }
}

function topics() {
  return {
    ...list(),
    controls: ["one", "topic"],
    test: (wanted, { state }) => {
      const all = state.match === "all"
      return ({ topics: own }) => wanted[all ? "every" : "some"]((topic) => own.includes(topic))
    },
    change: (state, control) => {
      const { name, value } = control
      const topic = name === "topic" ? toggle(state.topic, control) : [value].filter(Boolean)
      return { topic, not: leaveOut(state.not, topic) }
    },
    show: (topic, control) => {
      if (control === "topic") return topic
      return topic.length > 1 ? SEVERAL : (topic[0] ?? "")
    },
  }
}

function excluded() {
  return {
    ...list(),
    test: (unwanted) => (paper) => !unwanted.some((topic) => paper.topics.includes(topic)),
    change: (state, control) => {
      const not = toggle(state.not, control)
      return { not, topic: leaveOut(state.topic, not) }
    },
  }
}

/** What the kinds with a list of known values share. */
function list() {
  return {
    unset: [],
    read: (text, known) => several(text, (value) => known.has(value)),
    chips: (values, { labelOf }) =>
      values.map((value) => [labelOf(value), leaveOut(values, [value])]),
  }
}

function match() {
  return {
    unset: "any",
    read: (text) => readOne(text, ["all"]),
    change: (_, { name, value }) => ({ [name]: value }),
  }
}

function span() {
  return {
    unset: "",
    read: (text) => {
      const ends = parseSpan(text)
      return ends ? [writeSpan(ends), []] : [undefined, [text]]
    },
    test: (text, { index }) => testOfSpan(parseEnds(text), index, dateOf),
    options: () => dateOf,
    controls: ["year", "from", "to"],
    change: ({ date }, { name, value }) => {
      if (name === "year") return { date: value }
      const { from, to } = orderSpan({ ...parseEnds(date), [name]: value })
      return { date: from || to ? writeSpan({ from, to }) : "" }
    },
    show: (text, control) => (control === "year" ? text : parseEnds(text)[control]),
    chips: (text, { word }) => {
      const { from, to } = parseEnds(text)
      if (!to) return [[word("date_from", { date: from }), ""]]
      return [[from ? text.replace("..", " – ") : word("date_to", { date: to }), ""]]
    },
  }
}

/** @param {string} text @returns {import("./text.js").Span} both ends open when it is not a span */
export function parseEnds(text) {
  return parseSpan(text) ?? { from: "", to: "" }
}

/** One of several values. @param {(paper: Paper) => string[]} valuesOf */
function choice(valuesOf) {
  return {
    unset: "",
    read: (text, known) => readOne(text, [...known]),
    test: (wanted) => (paper) => valuesOf(paper).includes(wanted),
    options: () => valuesOf,
    change: (_, { name, value }) => ({ [name]: value }),
    chips: (value, { labelOf }) => [[labelOf(value), ""]],
  }
}

/** On or off. @param {(paper: Paper, page: {isNew: Context["isNew"]}) => unknown} holds */
function yes(holds) {
  const valuesOf = remember((isNew) => (paper) => (holds(paper, { isNew }) ? ["yes"] : []))
  return {
    unset: false,
    read: (text) => (text === "yes" ? [true, []] : [undefined, [text]]),
    test: (_, { isNew }) => (paper) => Boolean(holds(paper, { isNew })),
    options: ({ isNew }) => valuesOf(isNew),
    change: (_, { name, checked }) => ({ [name]: checked }),
    chips: (_, { labelOf }) => [[labelOf("yes"), false]],
  }
}

/**
 * At least a level.
 * @param {(paper: Paper) => number | null} levelOf
 * @param {string[]} levels the lowest first
 */
function level(levelOf, levels) {
  const valuesOf = (paper) => levels.filter((each) => levelOf(paper) >= Number(each))
  return {
    unset: 0,
    read: (text) => (levels.includes(text) ? [Number(text), []] : [undefined, [text]]),
    test: (least) => (paper) => levelOf(paper) >= least,
    options: () => valuesOf,
    change: (_, { name, type, checked, value }) => ({
      [name]: type === "checkbox" && !checked ? 0 : Number(value),
    }),
    show: (value) => value || "",
    chips: (value, { labelOf }) => [[labelOf(value), 0]],
  }
}

function ids() {
  return {
    unset: [],
    read: (text) => several(text, (id) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
    test: (wanted, { index }) => {
      const known = new Set(wanted.map((id) => index.formerly.get(id) ?? id))
      return (paper) => known.has(paper.id)
    },
    chips: (wanted, { word }) => [[word("some_papers", { n: wanted.length }), []]],
  }
}

/** @param {string} text @param {string[]} known */
export function readOne(text, known) {
  return known.includes(text) ? [text, []] : [undefined, [text]]
}

function several(text, isKnown) {
  const parts = [...new Set(text.split(","))]
  return [parts.filter(isKnown), parts.filter((part) => !isKnown(part))]
}

/** @param {string[]} values @param {HTMLInputElement} control a checkbox of one of them */
function toggle(values, { checked, value }) {
  return checked ? [...values, value] : leaveOut(values, [value])
}

function leaveOut(values, others) {
  return values.filter((value) => !others.includes(value))
}
