// Whether a paper passes the terms of a query, and whether its date is in a span.

import { NOT_FOUND } from "./search.js"
import { hasWords, isWithin } from "./text.js"

/** @typedef {import("./choice.js").Paper} Paper */

/**
 * @param {import("./query.js").Term[]} terms
 * @param {import("./choice.js").Index} index
 * @param {string[]} [abstracts] by position of the paper, folded
 */
export function testOfAll(terms, index, abstracts) {
  const tests = terms.map((term) => [testOf(term, index, abstracts), term.not])
  return (paper) => tests.every(([passes, not]) => passes(paper) !== not)
}

/**
 * Without `not`, which the caller applies.
 * @param {import("./query.js").Term} term
 * @param {import("./choice.js").Index} index
 * @param {string[]} [abstracts] by position of the paper, folded
 * @returns {(paper: Paper) => boolean}
 */
export function testOf(term, index, abstracts) {
  const { field, span: wanted } = term
  if (wanted) return testOfSpan(wanted, index, field === "added" ? addedOf : dateOf)
  if (field === "topic") return testOfTopic(term, index)
  if (field === "engine") return testOfNames(term, index, index.engines, index.engineTexts, enginesOf)
  const ranks = index.text().ranks(term)
  if (field) return ({ position }) => ranks[position] !== NOT_FOUND
  const hasTopic = testOfTopic(term, index)
  const isFound = (paper) => ranks[paper.position] !== NOT_FOUND || hasTopic(paper)
  const isIn = (texts, { position }) => texts !== undefined && hasWords(texts[position], term)
  // The summaries may be loaded later.
  return (paper) => isFound(paper) || isIn(index.summaryTexts, paper) || isIn(abstracts, paper)
}

/** @param {import("./query.js").Term} term @param {import("./choice.js").Index} index */
function testOfTopic(term, index) {
  return testOfNames(term, index, index.topics, index.topicTexts, topicsOf)
}

/**
 * @param {import("./query.js").Term} term
 * @param {import("./choice.js").Index} index
 * @param {string[]} ids of all topics or engines
 * @param {string[][]} texts their names, folded
 * @param {(paper: Paper) => string[]} idsOf those of a paper
 */
function testOfNames(term, { column }, ids, texts, idsOf) {
  const named = new Set(ids.filter((_, n) => texts[n].some((name) => hasWords(name, term))))
  const { values, starts, codes } = column(idsOf)
  const isNamed = values.map((id) => named.has(id))
  return ({ position }) => {
    for (let at = starts[position]; at < starts[position + 1]; at++) {
      if (isNamed[codes[at]]) return true
    }
    return false
  }
}

/** @param {Paper} paper @returns {string[]} */
export function topicsOf(paper) {
  return paper.topics
}

function enginesOf({ engines }) {
  return engines
}

/**
 * @param {import("./text.js").Span} wanted
 * @param {import("./choice.js").Index} index
 * @param {(paper: Paper) => string[]} datesOf the one date of a paper
 */
export function testOfSpan(wanted, index, datesOf) {
  const { values, codes } = index.column(datesOf)
  const passes = values.map((date) => isWithin(date, wanted))
  return ({ position }) => passes[codes[position]]
}

export function dateOf({ date }) {
  return [date]
}

function addedOf({ added }) {
  return [added]
}
