// Near spellings of words that no paper has. `paperlist/searching/near.py` is the same in Python.

import { choose } from "./choice.js"
import { remember } from "./columns.js"
import { NOTHING } from "./filters.js"
import { changeWords } from "./query.js"
import { testOf } from "./terms.js"

const WORD = /[a-z0-9]{4,}/g
const LONG = 8 // characters: such a word may have two mistakes, a shorter one has one
const DIGITS = /[^0-9]+/g

/**
 * As `choose`. If no paper matches, those that match the nearest spelling, which is `near` then; if
 * these have another topic or date, the choice has no papers but `near`.
 * @param {import("./choice.js").Index} index
 * @param {import("./choice.js").State} state
 * @param {import("./choice.js").Scope} scope
 * @returns {import("./choice.js").Choice & {near: string}}
 */
export function chooseNear(index, state, scope) {
  const choice = choose(index, state, scope)
  const near = choice.papers.length ? "" : nearQuery(index, state.q, scope)
  if (!near) return { ...choice, near }
  const other = choose(index, { ...state, q: near }, scope)
  return { ...(other.papers.length ? other : choice), near }
}

/**
 * The query with the nearest known words in place of those that no paper has.
 * @param {import("./choice.js").Index} index
 * @param {string} query
 * @param {import("./choice.js").Scope} scope
 * @returns {string} "" if no word has a near one, or no paper of the page has all words then
 */
export function nearQuery(index, query, scope) {
  let isChanged = false
  const changed = changeWords(query, (term) => {
    const isKept = term.not || term.span || term.isStart || index.papers.some(testOf(term, index))
    if (isKept) return ""
    const text = correct(term.text, wordsOf(index)(term.field))
    isChanged ||= text !== term.text
    return text
  })
  const finds = () => choose(index, { ...NOTHING, q: changed }, scope).papers.length > 0
  return isChanged && finds() ? changed : ""
}

/** How often each word is in a field of the papers, by field. */
const wordsOf = remember((index) => remember((field) => countWords(textsOf(index, field))))

/** @returns {string[]} folded */
function textsOf(index, field) {
  const topics = index.topicTexts.flat()
  if (field === "topic") return topics
  if (field === "engine") return index.engineTexts.flat()
  return field ? index.text().textsOf(field) : [index.text().all, ...topics]
}

function countWords(texts) {
  const counts = new Map()
  for (const text of texts) {
    for (const [word] of text.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** @param {string} text folded @param {Map<string, number>} counts */
function correct(text, counts) {
  const words = [...counts.keys()]
  return text.replace(WORD, (word) =>
    words.some((known) => known.includes(word)) ? word : (nearest(word, counts) ?? word),
  )
}

/** The word with the fewest differences; of several, the most frequent, then the first. */
function nearest(word, counts) {
  const most = word.length < LONG ? 1 : 2
  let best = [most + 1]
  for (const [known, count] of counts) {
    if (Math.abs(known.length - word.length) > most || !mayBe(word, known)) continue
    const found = [distance(word, known, most), -count, known]
    if (isLess(found, best)) best = found
  }
  return best[2]
}

/** Numbers are not corrected: w4a9 is not w4a8, but llama4 may be llama. */
function mayBe(word, known) {
  const digits = known.replace(DIGITS, "")
  return !digits || digits === word.replace(DIGITS, "")
}

function isLess(one, other) {
  const n = one.findIndex((value, at) => value !== other[at])
  return n >= 0 && one[n] < other[n]
}

/** Letters to insert, remove, replace or swap with the next; Infinity for more than `most`. */
function distance(one, other, most) {
  let before = []
  let last = Array.from({ length: other.length + 1 }, (_, n) => n)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const replaced = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, replaced)
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (isSwap) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return Infinity
    before = last
    last = row
  }
  return last[other.length]
}
