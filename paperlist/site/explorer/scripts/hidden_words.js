// Words of papers that the reader does not want to see, which stay in this browser.

import { remember } from "./columns.js"
import { readStorage, writeStorage } from "./marks.js"
import { parseQuery } from "./query.js"
import { testOf } from "./terms.js"
import { storageKey } from "./transfer.js"

const COMMAS = /(?<phrase>["“][^"”]*["”]?)|[,，、;；]+/g

export class HiddenWords {
  /** @param {HTMLElement} root @param {string} home */
  constructor(root, home) {
    this.key = storageKey(home, "hidden")
    this.field = root.querySelector("[name=hide]") // only lists have one
    this.text = this.field ? (readStorage(this.key) ?? "") : ""
    if (this.field) this.field.value = this.text
  }

  /** @param {string} text @returns {string[]} what cannot be read */
  choose(text) {
    this.text = text.trim()
    writeStorage(this.key, this.text)
    return parse(this.text).unclear
  }

  /**
   * @param {import("./choice.js").Index} index
   * @returns {((paper: import("./choice.js").Paper) => boolean) | null} null if there are no words
   */
  testIn(index) {
    return this.text ? testsOfWords(index)(this.text) : null
  }
}

const testsOfWords = remember((index) => remember((text) => testOfAny(text, index)))

/** Whether a paper has one of the words. */
function testOfAny(text, index) {
  const terms = parse(text).alternatives.flat()
  const tests = terms.map((term) => [testOf(term, index), term.not])
  return (paper) => tests.some(([passes, not]) => passes(paper) !== not)
}

/** Commas separate words, but not in quotes. */
function parse(text) {
  return parseQuery(text.replace(COMMAS, (_, phrase) => phrase ?? " "))
}
