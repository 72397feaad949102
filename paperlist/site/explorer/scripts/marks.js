// Bookmarks and read status, stored in this browser only, with a warning if that fails.

/**
 * The day on which each paper was marked, by id.
 * @typedef {{bookmarks: Record<string, string>, read: Record<string, string>}} MarkedPapers
 */

function noMarks() {
  return { bookmarks: {}, read: {} }
}

/** The marks of one site, which pages and tabs share through the storage. */
export class Marks {
  /** @type {MarkedPapers} used when the storage does not work */
  #current = noMarks()

  /**
   * @param {string} key in the storage, where other sites of the same host have theirs
   * @param {() => void} [onNotSaved] called when the browser cannot store a mark
   */
  constructor(key, onNotSaved = () => {}) {
    this.key = key
    this.onNotSaved = onNotSaved
    this.isSaved = true
  }

  /** @returns {MarkedPapers} */
  load() {
    const text = readStorage(this.key)
    if (!this.isSaved || text === undefined) return this.#current
    const stored = text === null ? noMarks() : parseMarks(text)
    if (!stored) writeStorage(`${this.key}:unreadable`, text)
    this.#current = stored ?? noMarks()
    return this.#current
  }

  /** @param {(marks: MarkedPapers) => void} change applied to the stored marks */
  #save(change) {
    const marks = structuredClone(this.load())
    change(marks)
    this.#current = marks
    this.isSaved = writeStorage(this.key, JSON.stringify(marks))
    if (!this.isSaved) this.onNotSaved()
  }

  /**
   * @param {() => void} onChange called after another tab has changed them, or another page before
   *   the browser restored this one from its back/forward cache, as it was left
   * @param {AbortSignal} signal
   */
  listen(onChange, signal) {
    const onStorage = ({ key }) => (key === this.key || key === null) && onChange()
    window.addEventListener("storage", onStorage, { signal })
    window.addEventListener("pageshow", ({ persisted }) => persisted && onChange(), { signal })
  }

  /** @param {"bookmarks" | "read"} list @param {string} id */
  has(list, id) {
    return Object.hasOwn(this.load()[list], id)
  }

  /**
   * @param {"bookmarks" | "read"} list
   * @param {string} id
   * @param {string} day its mark; "" removes it
   */
  set(list, id, day) {
    this.#save((marks) => {
      if (day) marks[list][id] = day
      else delete marks[list][id]
    })
  }

  /** @param {MarkedPapers} other whose marks are added; marks that exist keep their day */
  add(other) {
    this.#save((marks) => {
      for (const list of Object.keys(marks)) marks[list] = { ...other[list], ...marks[list] }
    })
  }

  /** @param {string[]} ids whose marks are removed */
  remove(ids) {
    this.#save((marks) => {
      for (const list of Object.values(marks)) for (const id of ids) delete list[id]
    })
  }
}

/** @param {string} text of the storage or of a saved file @returns {MarkedPapers | null} */
function parseMarks(text) {
  const { bookmarks = {}, read = {} } = parseJson(text) ?? { bookmarks: null }
  const isEmpty = !/"(bookmarks|read)"/.test(text)
  return !isEmpty && isList(bookmarks) && isList(read) ? { bookmarks, read } : null
}

/** @returns {any} undefined if the text is not JSON */
function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @returns {string | null | undefined} undefined if the browser refuses access */
export function readStorage(key) {
  try {
    return localStorage.getItem(key)
  } catch {
    return undefined
  }
}

/** @returns {boolean} false if the storage is full or blocked */
export function writeStorage(key, text) {
  try {
    localStorage.setItem(key, text)
    return true
  } catch {
    return false
  }
}

/** Whether it is an object of strings. */
function isList(value) {
  const isObject = Object.prototype.toString.call(value) === "[object Object]"
  return isObject && Object.values(value).every((day) => typeof day === "string")
}

/**
 * Reads marks from a saved JSON file, or from BibTeX that has ids of the list as keys.
 * @param {string} text
 * @param {string} day for marks without a day
 * @param {(id: string) => boolean} isKnown
 * @returns {MarkedPapers | null}
 */
export function readMarksFile(text, day, isKnown) {
  const entries = text.matchAll(/^[ \t]*@(?!comment|string|preamble)\w+\s*[{(]\s*([^\s,{}()]+)\s*,/gim)
  const keys = [...entries].filter(([, key]) => isKnown(key)).map(([, key]) => [key, day])
  const cited = keys.length ? { bookmarks: Object.fromEntries(keys), read: {} } : null
  return parseMarks(text) ?? cited
}

/** @param {MarkedPapers} marks @returns {string} a file that `readMarksFile` can read */
export function writeMarks(marks) {
  return `${JSON.stringify({ version: 1, ...marks }, null, 1)}\n`
}

/**
 * Which papers were added since the last visit. A visit ends four hours after its last page.
 * @param {string} key in the storage
 * @param {{day: string, ids: string[]}} newest day on which papers were added, and their ids
 * @param {number} now in milliseconds
 * @returns {((paper: {id: string, added: string}) => boolean) | null} null if no earlier visit is
 *   known
 */
export function rememberVisit(key, newest, now) {
  const VISIT = 4 * 60 * 60 * 1000
  const last = parseJson(readStorage(key) ?? "null")
  const isSame = last && now - last.at < VISIT
  const before = (isSame ? last.before : last?.newest) ?? null
  const isSaved = writeStorage(key, JSON.stringify({ at: now, newest, before }))
  if (!isSaved || !Array.isArray(before?.ids)) return null
  const { day, ids } = before
  return (paper) => paper.added > day || (paper.added === day && !ids.includes(paper.id))
}
