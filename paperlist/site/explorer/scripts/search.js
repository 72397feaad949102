// Finds words in the texts of all papers, which are one long string.

import { foldParts } from "./text.js"

const BETWEEN = "\u0000" // texts of a field
const END = "\u0001" // of a field
const FIELDS = ["title", "author", "venue", "org", "other"] // names are the start of the title
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u
// Ranks; 0 is the whole name. The start of a word is one better than another part of it.
const NAME = 1
const TITLE = 3
const ELSEWHERE = 6
export const NOT_FOUND = 255
const RECENT = 8 // words whose ranks are kept: a query is read again with each key

export class SearchText {
  #recent = new Map()

  /** @param {import("./choice.js").Paper[]} papers */
  constructor(papers) {
    const texts = papers.map(textOf)
    this.all = texts.join("")
    /** Where each field of each paper starts; the last number is the end of all. */
    this.starts = new Uint32Array(papers.length * FIELDS.length + 1)
    /** Where the names of each paper end: its title if it has no name. */
    this.namesEnd = new Uint32Array(papers.length)
    let at = 0
    texts.forEach((text, n) => {
      this.#addStarts(text, n, at)
      const { name, aka } = papers[n]
      this.namesEnd[n] = at + endOfNames(text, (name ? 1 : 0) + aka.length)
      at += text.length
    })
    this.starts[this.starts.length - 1] = at
  }

  #addStarts(text, n, at) {
    let start = 0
    for (let field = 0; field < FIELDS.length; field++) {
      this.starts[n * FIELDS.length + field] = at + start
      start = text.indexOf(END, start) + 1
    }
  }

  /**
   * How well each paper matches a word: 0 is best, and `NOT_FOUND` is not at all.
   * @param {string} word folded
   * @param {string} field "" for all
   * @param {boolean} [isName] whether the word must be a whole name of the field
   * @returns {Uint8Array} by position of the paper
   */
  ranks(word, field, isName = false) {
    const key = `${field}:${isName}:${word}`
    const ranks = this.#recent.get(key) ?? this.#findRanks(word, field, isName)
    this.#recent.set(key, ranks)
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value)
    return ranks
  }

  #findRanks(word, field, isName) {
    const ranks = new Uint8Array(this.namesEnd.length).fill(NOT_FOUND)
    const first = field ? FIELDS.indexOf(field) : 0
    const after = field ? first + 1 : FIELDS.length
    this.#visit(word, (n, at) => {
      const start = n * FIELDS.length
      const next = this.starts[start + FIELDS.length]
      if (at < this.starts[start + first]) return this.starts[start + first]
      if (at >= this.starts[start + after]) return next
      if (isName && !this.#isWhole(at, at + word.length)) return at + 1
      const isOfPaper = at < this.namesEnd[n]
      const isTitle = at < this.starts[start + 1]
      const base = isOfPaper ? NAME : isTitle ? TITLE : ELSEWHERE
      if (base >= ranks[n]) return next
      const rank = base + (base === ELSEWHERE || this.#startsWord(at) ? 0 : 1)
      if (rank < ranks[n]) ranks[n] = rank
      return rank > base ? at + 1 : next
    })
    if (first === 0) for (const n of this.named(word)) ranks[n] = 0
    return ranks
  }

  /** The positions of papers with this name. @param {string} name folded */
  named(name) {
    this.names ??= this.#readNames()
    return this.names.get(name) ?? []
  }

  #readNames() {
    const names = new Map()
    this.namesEnd.forEach((end, n) => {
      for (const name of this.all.slice(this.starts[n * FIELDS.length], end).split(BETWEEN)) {
        if (names.has(name)) names.get(name).push(n)
        else names.set(name, [n])
      }
    })
    return names
  }

  /** @param {(n: number, at: number) => number} visit returns where to search on */
  #visit(word, visit) {
    let n = 0
    for (let at = this.all.indexOf(word); at >= 0; ) {
      while (this.starts[(n + 1) * FIELDS.length] <= at) n++
      at = this.all.indexOf(word, visit(n, at))
    }
  }

  /** Whether a whole text of a field starts and ends there. */
  #isWhole(start, end) {
    return (start === 0 || this.all[start - 1] < " ") && this.all[end] < " "
  }

  #startsWord(at) {
    if (at === 0) return true
    const before = this.all.charCodeAt(at - 1)
    if (before > 127) return !LETTER_OR_DIGIT.test(this.all[at - 1])
    const isLetter = before >= 97 && before <= 122
    return !isLetter && !(before >= 48 && before <= 57)
  }
}

/** The fields of a paper, folded. */
function textOf({ name, aka, title, authors, venue, series, org, arxiv, doi }) {
  const fields = [[name, ...aka, title], authors, [venue, series], org, [arxiv, doi]]
  const texts = fields.map((field) => field.filter(Boolean).join(BETWEEN))
  return `${foldParts(texts.join(END))}${END}`
}

function endOfNames(text, number) {
  if (number === 0) return text.indexOf(END)
  let end = -1
  for (let n = 0; n < number; n++) end = text.indexOf(BETWEEN, end + 1)
  return end
}
