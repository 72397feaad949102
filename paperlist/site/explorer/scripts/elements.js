// Makes elements and texts.

const MAX_QUOTED = 10 // texts of a message
const MAX_LENGTH = 60

/** @param {string} forms singular and plural, separated by "|" */
export function countNoun(number, forms) {
  const [one, more = one] = forms.split("|")
  return number === 1 ? one : more
}

/** @param {string} text with {placeholders} @param {Record<string, unknown>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
}

/**
 * Text of an address, a file or a storage for a message: it may be made to be read as ours.
 * @param {string[]} texts
 */
export function quoteAll(texts) {
  const shown = texts.slice(0, MAX_QUOTED).map((text) => {
    const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\ufffd")
    return `“${line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line}”`
  })
  return shown.join(", ") + (texts.length > MAX_QUOTED ? " …" : "")
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}
