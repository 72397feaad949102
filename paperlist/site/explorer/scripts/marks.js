// Bookmarks and read marks: kept in this browser only, and never lost without a word.

/**
 * Each id with the day it was marked.
 * @typedef {{bookmarks: Record<string, string>, read: Record<string, string>}} MarkedPapers
 */

function noMarks() {
  return { bookmarks: {}, read: {} }
}

/** All marks of one site; several pages and tabs share them through the storage. */
export class Marks {
  /** @type {MarkedPapers} what to show when the storage keeps nothing */
  #current = noMarks()

  /**
   * @param {string} key in the storage: other sites may stand on the same host
   * @param {() => void} [onUnkept] called when the browser does not keep a mark
   */
  constructor(key, onUnkept = () => {}) {
    this.key = key
    this.onUnkept = onUnkept
    this.isKept = true
  }

  /** @returns {MarkedPapers} */
  load() {
    const text = readStorage(this.key)
    if (!this.isKept || text === undefined) return this.#current
    const found = text === null ? noMarks() : parseMarks(text)
    if (!found) writeStorage(`${this.key}:unreadable`, text)
    this.#current = found ?? noMarks()
    return this.#current
  }

  /** @param {(marks: MarkedPapers) => void} change of what is there now, by another tab too */
  #save(change) {
    const marks = structuredClone(this.load())
    change(marks)
    this.#current = marks
    this.isKept = writeStorage(this.key, JSON.stringify(marks))
    if (!this.isKept) this.onUnkept()
  }

  /** @param {() => void} does when another tab has changed them @param {AbortSignal} signal */
  listen(onChange, signal) {
    const onStorage = ({ key }) => (key === this.key || key === null) && onChange()
    window.addEventListener("storage", onStorage, { signal })
  }

  /** @param {"bookmarks" | "read"} list @param {string} id */
  has(list, id) {
    return Object.hasOwn(this.load()[list], id)
  }

  /**
   * @param {"bookmarks" | "read"} list
   * @param {string} id
   * @param {string} day
   * @returns {boolean} whether it is marked now
   */
  toggle(list, id, day) {
    this.#save((marks) => {
      if (Object.hasOwn(marks[list], id)) delete marks[list][id]
      else marks[list][id] = day
    })
    return this.has(list, id)
  }

  /** @param {MarkedPapers} other whose marks join, with the days they have */
  add(other) {
    this.#save((marks) => {
      for (const list of Object.keys(marks)) marks[list] = { ...other[list], ...marks[list] }
    })
  }

  /** @param {string[]} ids to forget */
  remove(ids) {
    this.#save((marks) => {
      for (const list of Object.values(marks)) for (const id of ids) delete list[id]
    })
  }
}

/** @param {string} text of a file of ours, or of the storage; null when it is something else */
function parseMarks(text) {
  const { bookmarks = {}, read = {} } = parseJson(text) ?? { bookmarks: null }
  const isEmpty = !/"(bookmarks|read)"/.test(text)
  return !isEmpty && isList(bookmarks) && isList(read) ? { bookmarks, read } : null
}

/** @returns {any} undefined when the text is no JSON */
function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @returns {string | null | undefined} undefined when the browser refuses access */
function readStorage(key) {
  try {
    return localStorage.getItem(key)
  } catch {
    return undefined
  }
}

/** @returns {boolean} whether the browser has kept it: the storage may be full or blocked */
function writeStorage(key, text) {
  try {
    localStorage.setItem(key, text)
    return true
  } catch {
    return false
  }
}

/** Whether it holds texts by id. */
function isList(value) {
  const isObject = Object.prototype.toString.call(value) === "[object Object]"
  return isObject && Object.values(value).every((day) => typeof day === "string")
}

/**
 * Marks of any file a reader has: our JSON, or BibTeX with ids of the list among its keys.
 * @param {string} text
 * @param {string} day of marks that have none
 * @param {(id: string) => boolean} isKnown
 * @returns {MarkedPapers | null}
 */
export function readMarksFile(text, day, isKnown) {
  const found = text.matchAll(/^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*([^\s,{}()]+)\s*,/gim)
  const keys = [...found].filter(([, key]) => isKnown(key)).map(([, key]) => [key, day])
  const cited = keys.length ? { bookmarks: Object.fromEntries(keys), read: {} } : null
  return parseMarks(text) ?? cited
}

/** @param {MarkedPapers} marks @returns {string} a file that `readMarksFile` takes back */
export function writeMarks(marks) {
  return `${JSON.stringify({ version: 1, ...marks }, null, 1)}\n`
}

/**
 * What joined since the last visit, by the days of the list: a visit ends four hours after the last
 * page of it.
 * @param {string} key in the storage
 * @param {{day: string, ids: string[]}} newest day of the list, and the papers that joined then
 * @param {number} now in milliseconds
 * @returns {(paper: {id: string, added: string}) => boolean}
 */
export function rememberVisit(key, newest, now) {
  const VISIT = 4 * 60 * 60 * 1000
  const last = parseJson(readStorage(key) ?? "null")
  const isSame = last && now - last.at < VISIT
  const before = isSame ? last.before : (last?.newest ?? newest)
  const isKept = writeStorage(key, JSON.stringify({ at: now, newest, before }))
  // Without a storage nothing is known to be new.
  const { day, ids } = isKept && Array.isArray(before?.ids) ? before : newest
  return (paper) => paper.added > day || (paper.added === day && !ids.includes(paper.id))
}
