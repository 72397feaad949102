// Makes elements and texts.

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
