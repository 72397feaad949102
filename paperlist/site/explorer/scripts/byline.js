// The line under a title: people, and the venue or else the kind. As `row` in macros.html makes it, but
// with the authors that a search has found, and in a row that is used also with links.

import { element } from "./elements.js"
import { fold } from "./text.js"

const SHOWN = 3 // authors, as in titles.py
const MOST_FOUND = 3
const WORD_START = /[\p{L}\p{N}]$/u

/**
 * @typedef {import("./choice.js").Paper} Paper
 * @typedef {{list: string, hint: string}} Links path to the front page, and the title of the links
 */

/** Names in text or as links, and what is between and after them. */
class Line {
  /** @param {Links | null} links */
  constructor(links) {
    this.links = links
    /** @type {(Node | string)[]} */
    this.parts = []
  }

  add(text) {
    const last = this.parts.length - 1
    if (typeof this.parts[last] === "string") this.parts[last] += text
    else if (text) this.parts.push(text)
  }

  addNames(field, names) {
    names.forEach((name, n) => {
      this.add(n ? ", " : "")
      if (this.links) this.parts.push(this.link(field, name))
      else this.add(name)
    })
  }

  link(field, name) {
    const href = this.links.list + viewOf(field, name)
    const title = field === "author" ? { title: this.links.hint } : {}
    return element("a", { href, ...title }, name)
  }
}

/**
 * @param {Paper} paper
 * @param {Record<string, string>} kinds label of each kind
 * @param {{found?: string[], links?: Links | null}} [how] `found` are more authors to show
 * @returns {(Node | string)[]} empty if there is nothing to say
 */
export function bylineOf(paper, kinds, { found = [], links = null } = {}) {
  const line = new Line(links)
  addPeople(line, paper, found)
  const { venue } = paper
  const source = venue ?? (paper.kind === "paper" ? "" : kinds[paper.kind])
  if (!source) return line.parts
  if (line.parts.length) line.add(" · ")
  line.parts.push(element("em", {}, links && venue ? line.link("venue", venue) : source))
  return line.parts
}

/** As `byline` in titles.py. */
function addPeople(line, { authors, et_al: isCut, org }, found) {
  if (authors.length === 0 && !isCut) return line.addNames("org", org)
  line.addNames("author", authors.slice(0, SHOWN))
  if (found.length) {
    line.add(" … ")
    line.addNames("author", found)
  }
  const others = authors.length - Math.min(SHOWN, authors.length) - found.length
  line.add(isCut ? " et al." : others > 0 ? ` +${others}` : "")
}

/** How the lines are shown that differ from those of the page, by row. */
const lines = new WeakMap()

/**
 * Shows the line of a row in another way.
 * @param {HTMLTableRowElement} row
 * @param {Paper} paper
 * @param {{kinds: Record<string, string>, links: Links}} page
 * @param {{found?: string[], isLinked?: boolean}} change
 * @returns {boolean} whether it is another way
 */
export function changeLine(row, paper, { kinds, links }, change) {
  const before = lines.get(row) ?? { found: [], isLinked: false }
  const now = { ...before, ...change }
  if (now.isLinked === before.isLinked && String(now.found) === String(before.found)) return false
  lines.set(row, now)
  const how = { found: now.found, links: now.isLinked ? links : null }
  row.querySelector(".pl-meta")?.replaceChildren(...bylineOf(paper, kinds, how))
  return true
}

/**
 * The authors beyond the first three whose names have one of the words.
 * @param {Paper} paper
 * @param {string[]} words folded
 */
export function hiddenAuthors({ authors }, words) {
  const hasWord = (name) =>
    words.some((word) => {
      const at = name.indexOf(word)
      return at === 0 || (at > 0 && !WORD_START.test(name.slice(0, at)))
    })
  return authors.slice(SHOWN).filter((name) => hasWord(fold(name))).slice(0, MOST_FOUND)
}

/** As `view_of` in views.py. @param {string} field @param {string} name */
function viewOf(field, name) {
  const parts = name.split(/["“”]/)
  const longest = parts.reduce((one, other) => (other.length > one.length ? other : one))
  const q = `${field}:"${longest}${parts.length > 1 ? "" : '"'}`
  return `?${new URLSearchParams({ q })}`.replace("%3A", ":")
}
