// The controls: how each changes the state, and how they show it.

import { CONTROLS, FILTERS, isSet, SEVERAL, settle } from "./filters.js"
import { element, fill } from "./elements.js"

/**
 * The state after a control was used.
 * @param {import("./choice.js").State} state
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @returns {import("./choice.js").State}
 */
export function changeState(state, control) {
  const name = CONTROLS.get(control.name)
  if (!name) return { ...state, [control.name]: control.value }
  return settle({ ...state, ...FILTERS[name].change(state, control) })
}

/**
 * A filter that is set: its label, and the state without it as `dropped`.
 * @typedef {{label: string, dropped: import("./choice.js").State}} Active
 */

export class Controls {
  /** @param {HTMLElement} root @param {Record<string, string>} words */
  constructor(root, words) {
    this.words = words
    this.query = root.querySelector("input[name=q]")
    this.all = [...root.querySelectorAll("select, input")].filter(
      ({ name }) => name === "sort" || (name !== "q" && CONTROLS.has(name)),
    )
    this.filters = root.querySelector("[data-filters]")
    this.chips = root.querySelector(".pl-active")
    /** The label of each control and value; if several controls have one name, of the first. */
    this.labels = new Map()
    for (const [name, value, label] of this.all.flatMap(labelsOf)) {
      const key = `${name} ${value}`
      if (!this.labels.has(key)) this.labels.set(key, label)
    }
  }

  /** Those that differ from the page as delivered. @returns {(HTMLInputElement | HTMLSelectElement)[]} */
  get used() {
    return this.all.filter(({ options, selectedIndex, checked, defaultChecked }) =>
      options ? selectedIndex > 0 : checked !== defaultChecked,
    )
  }

  /** @returns {import("./address.js").Known} */
  get known() {
    const known = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, new Set()]))
    for (const control of this.all) {
      for (const { value } of control.options ?? [control]) known[control.name]?.add(value)
    }
    for (const values of Object.values(known)) values.delete("")
    return known
  }

  /** @param {import("./choice.js").State} state */
  show(state) {
    if (this.query.value.trim() !== state.q) this.query.value = state.q
    for (const control of this.all) {
      const name = CONTROLS.get(control.name) ?? control.name
      const { show = (value) => value } = FILTERS[name] ?? {}
      const value = show(state[name], control.name)
      if (control.options) this.#choose(control, String(value), state)
      else if (Array.isArray(value)) control.checked = value.includes(control.value)
      else if (control.type === "radio") control.checked = control.value === value
      else control.checked = Boolean(value)
    }
    this.#showChips(state)
  }

  /** A value that has no option, such as 2024-06 among the years, gets one while it is set. */
  #choose(select, value, state) {
    select.querySelector("[data-extra]")?.remove()
    if (select.name === "sort" && value === "newest" && !state.q) value = ""
    if (![...select.options].some((option) => option.value === value)) {
      const several = fill(this.words.several_topics, { n: state.topic.length })
      const text = value === SEVERAL ? several : value
      select.append(element("option", { value, "data-extra": "" }, text))
    }
    select.value = value
    select.classList.toggle("is-set", value !== "" && select.name !== "sort")
  }

  #showChips(state) {
    const active = this.active(state).filter(({ dropped }) => dropped.q === state.q)
    this.filters.textContent = active.length ? ` (${active.length})` : ""
    const chips = active.map(({ label, dropped }) => {
      const attributes = { type: "button", class: "pl-chip pl-chip--on" }
      const remove = fill(this.words.remove_filter, { name: label })
      const chip = element("button", { ...attributes, "aria-label": remove }, label)
      chip.dropped = dropped
      return element("li", {}, chip)
    })
    const clear = element("button", { type: "button", class: "pl-link", "data-do": "clear" })
    clear.append(this.words.clear_all)
    this.chips.replaceChildren(...chips, ...(chips.length ? [element("li", {}, clear)] : []))
  }

  /**
   * Every filter that is set, including the query.
   * @param {import("./choice.js").State} state
   * @returns {Active[]}
   */
  active(state) {
    const word = (key, values = {}) => fill(this.words[key], values)
    return Object.entries(FILTERS).flatMap(([name, { chips }]) => {
      if (!chips || !isSet(state, name)) return []
      const labelOf = (value) => this.labels.get(`${name} ${value}`) ?? String(value)
      return chips(state[name], { labelOf, word }).map(([label, left]) => ({
        label,
        dropped: settle({ ...state, [name]: left }),
      }))
    })
  }

  /** @param {import("./counts.js").Counts} counts */
  showCounts(counts) {
    for (const control of this.all) {
      const numbers = counts[control.name]
      if (!numbers) continue
      if (control.options) {
        for (const option of control.querySelectorAll("option[data-label]")) {
          const number = numbers.get(option.value) ?? 0
          option.disabled = number === 0 && !option.selected
          if (option.number === number) continue // writing the text is the slowest step
          option.number = number
          option.textContent = `${option.dataset.label} (${number})`
          option.classList.toggle("is-none", number === 0)
        }
      } else {
        const number = numbers.get(control.value) ?? 0
        control.parentElement.querySelector("[data-count]").textContent = number
        control.parentElement.classList.toggle("is-none", number === 0)
        control.disabled = number === 0 && !control.checked
      }
    }
  }
}

/**
 * Triples of name, value and label.
 * @param {HTMLInputElement | HTMLSelectElement} control
 */
function labelsOf(control) {
  const { name, type, value, options } = control
  if (type === "checkbox") return [[name, value, control.nextElementSibling.textContent]]
  const labelled = [...(options ?? [])].filter((option) => option.dataset.label)
  return labelled.map((option) => [name, option.value, option.dataset.label])
}
