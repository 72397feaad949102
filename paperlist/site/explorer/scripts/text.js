// Folds text for the search, and parses dates.

const DASHES = /[-\u2010-\u2015_\s]+/gu
// The same without single spaces, which stay as they are: most of what there is.
const OTHER_DASHES = /[-\u2010-\u2015_\s]{2,}|(?! )[-\u2010-\u2015_\s]/gu
const ASCII_DASHES = /[-_\s]{2,}|(?! )[-_\s]/g
// Spaces beside the characters that separate texts.
// eslint-disable-next-line no-control-regex
const BESIDE_BREAK = / (?=[\0\x01])|(?<=[\0\x01]) /g
const BESIDE_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu
// Not decomposed by Unicode: letters with a stroke, ligatures, and the typographic apostrophe.
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
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u
const IS_HAN = /\p{Script=Han}/u
const IS_ASCII = /^\p{ASCII}*$/u
const DAY = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/

/**
 * Removes case, accents, and the difference between "KV cache" and "kv-cache", or "KV缓存" and
 * "KV 缓存".
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  if (IS_ASCII.test(text)) return text.toLowerCase().replace(ASCII_DASHES, " ").trim()
  return foldCharacters(text).replace(OTHER_DASHES, " ").replace(BESIDE_HAN, "").trim()
}

/** Folds texts that are separated by control characters, each by itself. @param {string} texts */
export function foldParts(texts) {
  return fold(texts).replace(BESIDE_BREAK, "")
}

/**
 * The first half of `fold`, which treats each character by itself.
 * @param {string} text
 */
function foldCharacters(text) {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
  return plain.replace(ODD_LETTER, (letter) => LETTERS[letter])
}

/** Whether a word starts here in a folded text. @param {string} text @param {number} at */
export function startsWord(text, at) {
  if (at === 0) return true
  const before = text.charCodeAt(at - 1)
  if (before > 127) return !LETTER_OR_DIGIT.test(text[at - 1])
  const isLetter = before >= 97 && before <= 122
  return !isLetter && !(before >= 48 && before <= 57)
}

/** Whether whole words start and end there in a folded text. */
export function isWords(text, start, end) {
  return startsWord(text, start) && !LETTER_OR_DIGIT.test(text[end] ?? "")
}

/**
 * Whether a folded text has the words of a term.
 * @param {string} text
 * @param {import("./query.js").Term} term
 */
export function hasWords(text, { text: words, isStart }) {
  if (!isStart) return text.includes(words)
  let at = text.indexOf(words)
  while (at >= 0 && !startsWord(text, at)) at = text.indexOf(words, at + 1)
  return at >= 0
}

/**
 * Finds folded words in text that is not folded.
 * @param {string[]} words folded, none empty
 * @returns {(text: string) => [number, number][]} [start, end] of each match in the text
 */
export function makeFinder(words) {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  const plain = new RegExp(escaped.join("|").replaceAll(" ", "[-_\\s]+"), "gi")
  return (text) => {
    if (!IS_ASCII.test(text)) return findFolded(text, words)
    return [...text.matchAll(plain)].map(({ 0: match, index }) => [index, index + match.length])
  }
}

function findFolded(text, words) {
  const [folded, places] = foldWithPlaces(text)
  const matches = []
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      matches.push([places[at][0], places[at + word.length - 1][1]])
    }
  }
  return matches
}

/** The folded text, and for each of its characters the [start, end] of its source. */
function foldWithPlaces(text) {
  const parts = [] // pairs of a folded character and its [start, end]
  const last = () => parts.at(-1)?.[0] ?? " "
  let start = 0
  for (const character of text) {
    const place = [start, (start += character.length)]
    for (const part of foldCharacters(character).replace(DASHES, " ")) {
      if (part === " " && (last() === " " || IS_HAN.test(last()))) continue
      if (IS_HAN.test(part) && parts.length && last() === " ") parts.pop()
      parts.push([part, place])
    }
  }
  const places = parts.flatMap(([part, place]) => Array.from({ length: part.length }, () => place))
  return [parts.map(([part]) => part).join(""), places]
}

/**
 * A range of dates, both ends included: 2023, 2023-05..2024, 2024.., ..2024-06.
 * @typedef {{from: string, to: string}} Span an open end is ""
 * @param {string} text
 * @returns {Span | null} null if the text is not a range
 */
export function parseSpan(text) {
  const parts = text.split("..")
  const [from, to] = parts.length === 1 ? [text, text] : parts
  const good = parts.length <= 2 && (from || to) && [from, to].every((end) => !end || DAY.test(end))
  return good && !(from && to && isBefore(to, from)) ? { from, to } : null
}

/** Swaps the ends if they are in the wrong order. @param {Span} span @returns {Span} */
export function orderSpan({ from, to }) {
  return from && to && isBefore(to, from) ? { from: to, to: from } : { from, to }
}

/** @param {Span} span */
export function writeSpan({ from, to }) {
  return from === to ? from : `${from}..${to}`
}

/**
 * Whether a date may be in the range: the date 2023-07 may mean 2023-07-15.
 * @param {string} date
 * @param {Span} span
 */
export function isWithin(date, { from, to }) {
  return !(from && isBefore(date, from)) && !(to && isBefore(to, date))
}

/** Compares two dates as far as both are known. */
function isBefore(one, other) {
  const size = Math.min(one.length, other.length)
  return one.slice(0, size) < other.slice(0, size)
}
