// Parses a query: words, "phrases", words*, -words and fields, all of which a paper must match, and OR
// between alternatives. `paperlist/searching/query.py` is the same in Python.

import { readIdentifier, withoutLabels } from "./identifiers.js"
import { fold, parseSpan } from "./text.js"

/** What each field is called in a query. */
const FIELD_NAMES = {
  author: "author",
  title: "title",
  venue: "venue",
  org: "org",
  topic: "topic",
  engine: "engine",
  date: "date",
  year: "date",
  added: "added",
}
const TERM = /(?<not>-)?(?:(?<field>[a-zA-Z]{2,})[:：](?!\/\/))?(?:["“](?<phrase>[^"”]*)(?<end>["”]?)|(?<word>\S+))/gu
const NAMES = new Set(["author", "venue", "org"])
const OR = /^(?:OR|或|\|)$/u
const UNFINISHED = new RegExp(`^-?(?:${Object.keys(FIELD_NAMES).join("|")})?[:：]?$`, "iu")

/**
 * @typedef {object} Term
 * @property {boolean} not whether papers with it are excluded
 * @property {"" | "author" | "title" | "venue" | "org" | "topic" | "engine" | "date" | "added"} field
 *   "" means all fields
 * @property {string} text folded, see text.js
 * @property {boolean} isStart whether only the start of a word counts
 * @property {boolean} isName whether it is a whole name, in quotes: author:"Yu Wang"; if nobody has it,
 *   names with these words
 * @property {import("./text.js").Span} [span] for the fields date and added
 */

/**
 * @param {string} text
 * @returns {{alternatives: Term[][], unclear: string[]}} a paper must match all terms of one
 *   alternative; `unclear` are invalid dates and unknown fields
 */
export function parseQuery(text) {
  const alternatives = [[]]
  const unclear = []
  for (const { 0: whole, groups } of withoutLabels(text).matchAll(TERM)) {
    if (OR.test(whole)) alternatives.push([])
    else if (!UNFINISHED.test(whole)) {
      const term = readTerm(whole, groups)
      if (!term) unclear.push(whole)
      else if (term.text) alternatives.at(-1).push(term)
    }
  }
  return { alternatives: alternatives.filter(({ length }) => length), unclear }
}

/** @returns {Term | null} null if it cannot be read; its text is empty if it has nothing to find */
function readTerm(whole, { not, field: name, phrase, end, word }) {
  const written = phrase ?? word
  const field = FIELD_NAMES[name?.toLowerCase()] ?? ""
  const term = { not: Boolean(not), field, text: fold(written), isStart: false, isName: false }
  if (field === "date" || field === "added") {
    const span = parseSpan(written)
    return span || !written ? { ...term, span } : null
  }
  if (name && !field) {
    // The label of an identifier, such as arXiv:2309.06180, looks like a field.
    const identifier = readIdentifier(whole)
    return identifier === whole ? null : { ...term, text: fold(identifier) }
  }
  if (phrase !== undefined) return { ...term, isName: NAMES.has(field) && Boolean(end) }
  const isStart = /[^*]\*$/u.test(word)
  const plain = isStart ? word.slice(0, -1) : word.replace(/[:：]$/u, "")
  return { ...term, isStart, text: fold(field ? plain : readIdentifier(plain)) }
}

/** The terms that the order of the papers depends on. @param {Term[]} terms */
export function rankedTerms(terms) {
  return terms.filter(({ not, field }) => !not && (field === "" || field === "title"))
}

/**
 * A query with other words.
 * @param {string} text
 * @param {(term: Term) => string} change the text for a term, or "" to keep it
 */
export function changeWords(text, change) {
  return withoutLabels(text).replace(TERM, (whole, ...match) => {
    const groups = match.at(-1)
    const term = OR.test(whole) || UNFINISHED.test(whole) ? null : readTerm(whole, groups)
    const changed = term?.text && change(term)
    if (!changed) return whole
    const written = groups.phrase ?? groups.word
    const at = whole.lastIndexOf(written)
    return whole.slice(0, at) + changed + whole.slice(at + written.length)
  })
}
