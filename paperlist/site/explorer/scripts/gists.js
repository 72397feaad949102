// The summaries in the rows: in all of them if the reader wants long rows, else in those that a search
// found by their summary alone.

import { addSummaries } from "./choice.js"
import { element } from "./elements.js"
import { readStorage, writeStorage } from "./marks.js"
import { fold } from "./text.js"
import { ignoreLoadError, load, storageKey } from "./transfer.js"

/**
 * Without them the search works too.
 * @param {import("./choice.js").Index} index
 * @param {string} home
 */
export async function loadSummaries(index, home) {
  if (!index.summaryFile) return
  const loading = load(new URL(index.summaryFile, home).href, "json")
  const file = await loading.catch(ignoreLoadError)
  if (file) addSummaries(index, file)
}

export class Gists {
  /** @type {import("./choice.js").Index | null} */
  index = null

  /** @param {HTMLElement} root @param {string} home */
  constructor(root, home) {
    this.root = root
    this.home = home
    this.key = storageKey(home, "rows")
    this.boxes = [...root.querySelectorAll("[name=long]")]
    this.#setLong(this.boxes.length > 0 && readStorage(this.key) === "long")
  }

  /** @param {boolean} isLong whether all rows show their summary, also on the next visit */
  choose(isLong) {
    writeStorage(this.key, isLong ? "long" : "short")
    this.#setLong(isLong)
  }

  #setLong(isLong) {
    this.isLong = isLong
    this.root.classList.toggle("pl-long", isLong)
    for (const box of this.boxes) box.checked = isLong
  }

  /** @param {import("./choice.js").Index} index */
  async load(index) {
    this.index = index
    await loadSummaries(index, this.home)
  }

  /**
   * @param {HTMLTableRowElement} row
   * @param {import("./choice.js").Paper} paper
   * @param {string[]} words of the search, folded
   */
  show(row, paper, words) {
    const { summaries, summaryTexts } = this.index ?? {}
    if (!summaries) return
    const summary = summaryTexts[paper.position]
    const isReason = words.some((word) => summary.includes(word)) && !hasAll(row, words)
    row.classList.toggle("pl-explained", isReason)
    if ((isReason || this.isLong) && !row.querySelector(".pl-gist")) addGist(row, paper.id, summaries)
  }
}

/** Whether the row shows all words without its summary. */
function hasAll(row, words) {
  const texts = [...row.querySelectorAll(".pl-name, .pl-meta, .pl-topics a")]
  const shown = fold(texts.map(({ textContent }) => textContent).join(" "))
  return words.every((word) => shown.includes(word))
}

/** In the language of the page, or in another that has one. */
function addGist(row, id, summaries) {
  const own = summaries[document.documentElement.lang]?.[id]
  const text = own ?? Object.values(summaries).find((texts) => texts[id])?.[id]
  if (text) row.querySelector(".pl-paper-cell").append(element("span", { class: "pl-gist" }, text))
}
