// Text as a search compares it, and dates as people write them.

const DASHES = /[-\u2010-\u2015_\s]+/gu
const BESIDE_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu
// Letters with a stroke, and pairs in one, which Unicode does not take apart.
const LETTERS = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  "’": "'",
}
const ODD_LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu")
const DAY = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/

/**
 * Without case, accents and the difference between "KV cache", "kv-cache" and "KV缓存", "KV 缓存".
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return foldSigns(text).replace(DASHES, " ").replace(BESIDE_HAN, "").trim()
}

/**
 * The first half of `fold`, which looks at each sign alone.
 * @param {string} text
 */
function foldSigns(text) {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
  return plain.replace(ODD_LETTER, (letter) => LETTERS[letter])
}

/**
 * Where folded words stand in a text, as [start, end] of its own characters.
 * @param {string} text
 * @param {string[]} words folded, none empty
 * @returns {[number, number][]}
 */
export function findFolded(text, words) {
  let folded = ""
  const places = [] // of each character of `folded` the sign of `text` it came from
  let place = 0
  for (const sign of text) {
    for (const part of foldSigns(sign)) {
      const kept = part.replace(DASHES, " ")
      const doubled = kept === " " && (folded === "" || folded.endsWith(" "))
      const beforeHan = /\p{Script=Han}/u.test(kept) && folded.endsWith(" ")
      const afterHan = kept === " " && /\p{Script=Han}$/u.test(folded)
      if (beforeHan) {
        folded = folded.slice(0, -1)
        places.pop()
      }
      if (doubled || afterHan) continue
      folded += kept
      for (let n = 0; n < kept.length; n++) places.push([place, place + sign.length])
    }
    place += sign.length
  }
  const found = []
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      found.push([places[at][0], places[at + word.length - 1][1]])
    }
  }
  return found
}

/**
 * A time from one date to another, both included: 2023, 2023-05..2024, 2024.., ..2024-06.
 * @typedef {{from: string, to: string}} Span an open end is ""
 * @param {string} text
 * @returns {Span | null} null when it is none
 */
export function parseSpan(text) {
  const parts = text.split("..")
  const [from, to] = parts.length === 1 ? [text, text] : parts
  const good = parts.length <= 2 && (from || to) && [from, to].every((end) => !end || DAY.test(end))
  return good && !(from && to && isBefore(to, from)) ? { from, to } : null
}

/** Ends that are the wrong way round change places. @param {Span} span @returns {Span} */
export function orderSpan({ from, to }) {
  return from && to && isBefore(to, from) ? { from: to, to: from } : { from, to }
}

/** @param {Span} span */
export function writeSpan({ from, to }) {
  return from === to ? from : `${from}..${to}`
}

/**
 * Whether a date may lie in the span: a paper of 2023-07 may be of 2023-07-15.
 * @param {string} date
 * @param {Span} span
 */
export function isWithin(date, { from, to }) {
  return !(from && isBefore(date, from)) && !(to && isBefore(to, date))
}

/** Whether all of one date lies before all of the other, as far as both are known. */
function isBefore(one, other) {
  const size = Math.min(one.length, other.length)
  return one.slice(0, size) < other.slice(0, size)
}
