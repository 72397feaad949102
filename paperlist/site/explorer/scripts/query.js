// Parses a query: words, "phrases", -words and fields; a paper must match all of them.

import { readIdentifier, withoutLabels } from "./identifiers.js"
import { fold, parseSpan } from "./text.js"

const TERM =
  /(?<not>-)?(?:(?<field>author|title|venue|org|date|topic)[:：])?(?:["“](?<phrase>[^"”]*)(?<end>["”]?)|(?<word>\S+))/giu
const UNFINISHED = /^-?(author|title|venue|org|date|topic)?[:：]?$/iu
const NAMES = new Set(["author", "venue", "org"])

/**
 * @typedef {object} Term
 * @property {boolean} not whether papers with it are excluded
 * @property {"" | "author" | "title" | "venue" | "org" | "date" | "topic"} field "" means all fields
 * @property {string} text folded, see text.js
 * @property {boolean} isName whether it is a whole name, in quotes: author:"Yu Wang"
 * @property {import("./text.js").Span} [span] for the field date
 */

/**
 * @param {string} query
 * @returns {{terms: Term[], unclear: string[]}} `unclear` are invalid dates
 */
export function parseQuery(query) {
  const terms = []
  const unclear = []
  for (const { 0: whole, groups } of withoutLabels(query).matchAll(TERM)) {
    if (UNFINISHED.test(whole)) continue
    const field = (groups.field ?? "").toLowerCase()
    const written = groups.phrase ?? groups.word
    const text = fold(field ? written : readIdentifier(written))
    const isName = Boolean(groups.end) && NAMES.has(field)
    const term = { not: Boolean(groups.not), field, text, isName }
    if (field === "date") {
      term.span = parseSpan(written)
      if (!term.span) {
        if (written) unclear.push(whole)
        continue
      }
    }
    if (term.text) terms.push(term)
  }
  return { terms, unclear }
}
