// Finds words in the texts of all papers, which are one long string.

import { foldParts, isWords, startsWord } from "./text.js"

const BETWEEN = "\u0000" // texts of a field
const END = "\u0001" // of a field
const FIELDS = ["title", "author", "venue", "org", "other"] // names are the start of the title
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
   * How well each paper matches a term: 0 is best, and `NOT_FOUND` is not at all.
   * @param {import("./query.js").Term} term not of a date or topic
   * @returns {Uint8Array} by position of the paper
   */
  ranks(term) {
    const key = `${term.field}:${term.text}${term.isStart ? "*" : ""}${term.isName ? '"' : ""}`
    const ranks = this.#recent.get(key) ?? this.#findRanks(term)
    this.#recent.set(key, ranks)
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value)
    return ranks
  }

  #findRanks(term) {
    if (!term.isName) return this.#ranksOf(term)
    const ranks = this.#ranksOf(term, (start, end) => this.#isWhole(start, end))
    const isKnown = ranks.some((rank) => rank !== NOT_FOUND)
    return isKnown ? ranks : this.#ranksOf(term, (start, end) => isWords(this.all, start, end))
  }

  /** @param {(start: number, end: number) => boolean} [passes] for a name: whether this place counts */
  #ranksOf({ text: word, field, isStart }, passes = () => true) {
    const ranks = new Uint8Array(this.namesEnd.length).fill(NOT_FOUND)
    const first = field ? FIELDS.indexOf(field) : 0
    const after = field ? first + 1 : FIELDS.length
    this.#visit(word, (n, at) => {
      const start = n * FIELDS.length
      const next = this.starts[start + FIELDS.length]
      if (at < this.starts[start + first]) return this.starts[start + first]
      if (at >= this.starts[start + after]) return next
      if (isStart && !startsWord(this.all, at)) return at + 1
      if (!passes(at, at + word.length)) return at + 1
      const isOfPaper = at < this.namesEnd[n]
      const isTitle = at < this.starts[start + 1]
      const base = isOfPaper ? NAME : isTitle ? TITLE : ELSEWHERE
      if (base >= ranks[n]) return next
      const rank = base + (base === ELSEWHERE || startsWord(this.all, at) ? 0 : 1)
      if (rank < ranks[n]) ranks[n] = rank
      return rank > base ? at + 1 : next
    })
    if (first === 0) for (const n of this.named(word)) ranks[n] = 0
    return ranks
  }

  /**
   * The text of a field of all papers.
   * @param {string} field
   * @returns {string[]} by position of the paper
   */
  textsOf(field) {
    const size = FIELDS.length
    const first = FIELDS.indexOf(field)
    const at = (n) => this.starts[n * size + first]
    return Array.from(this.namesEnd, (_, n) => this.all.slice(at(n), this.starts[n * size + first + 1]))
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
