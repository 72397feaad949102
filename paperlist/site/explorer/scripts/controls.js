// The controls of a view: what each changes of the state, and how all of them show it.

import { NOTHING } from "./choice.js"
import { element, fill } from "./rows.js"
import { orderSpan, parseSpan, writeSpan } from "./text.js"

/**
 * The state after a control was used.
 * @param {import("./choice.js").State} state
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @returns {import("./choice.js").State}
 */
export function changeState(state, control) {
  const { name, value, type, checked } = control
  const set = (change) => ({ ...state, ...change })
  const toggled = (list) => (checked ? [...list, value] : list.filter((each) => each !== value))
  switch (name) {
    case "one":
      return set({ topic: value ? [value] : [], match: "any", not: without(state.not, [value]) })
    case "topic": {
      const topic = toggled(state.topic)
      const match = topic.length > 1 ? state.match : "any"
      return set({ topic, match, not: without(state.not, topic) })
    }
    case "not": {
      const not = toggled(state.not)
      const topic = without(state.topic, not)
      return set({ not, topic, match: topic.length > 1 ? state.match : "any" })
    }
    case "match":
      return set({ match: state.topic.length > 1 ? value : "any" })
    case "year":
      return set({ date: value })
    case "from":
    case "to":
      return set({ date: changeSpan(state.date, name, value) })
    case "code":
    case "new":
      return set({ [name]: checked })
    case "recommended":
      return set({ recommended: type === "checkbox" && !checked ? 0 : Number(value) })
    default:
      return set({ [name]: value })
  }
}

function without(list, others) {
  return list.filter((each) => !others.includes(each))
}

function changeSpan(date, end, value) {
  const span = orderSpan({ ...(parseSpan(date) ?? { from: "", to: "" }), [end]: value })
  return span.from || span.to ? writeSpan(span) : ""
}

/**
 * A filter that is set: `label` in words, `dropped` the state without it.
 * @typedef {{label: string, dropped: import("./choice.js").State}} Active
 */

const NAMES = new Set(
  "one topic not match year from to kind venue code recommended collection new sort".split(" "),
)

export class Controls {
  /** @param {HTMLElement} root @param {Record<string, string>} words */
  constructor(root, words) {
    this.words = words
    this.query = root.querySelector("input[name=q]")
    this.all = [...root.querySelectorAll("select, input")].filter(({ name }) => NAMES.has(name))
    this.filters = root.querySelector("[data-filters]")
    this.chips = root.querySelector(".pl-active")
    this.labels = new Map(
      [...root.querySelectorAll("option[data-label]")].map((option) => [
        `${option.parentElement.name} ${option.value}`,
        option.dataset.label,
      ]),
    )
    for (const box of root.querySelectorAll("input[name=topic]")) {
      this.labels.set(`topic ${box.value}`, box.nextElementSibling.textContent)
    }
  }

  /** @returns {import("./address.js").Known} */
  get known() {
    const values = (name) =>
      this.all
        .filter((each) => each.name === name)
        .flatMap((each) =>
          each.options ? [...each.options].map((option) => option.value) : [each.value],
        )
    return Object.fromEntries(
      ["topic", "kind", "venue", "collection"].map((name) => [
        name,
        new Set(values(name).filter(Boolean)),
      ]),
    )
  }

  /** @param {import("./choice.js").State} state */
  show(state) {
    if (this.query.value.trim() !== state.q) this.query.value = state.q
    const span = parseSpan(state.date) ?? { from: "", to: "" }
    const [one = ""] = state.topic
    const values = {
      ...state,
      ...span,
      year: state.date,
      one: state.topic.length > 1 ? "several" : one,
      recommended: state.recommended || "",
    }
    for (const control of this.all) {
      const value = values[control.name]
      if (control.options) this.#choose(control, String(value), state)
      else if (Array.isArray(value)) control.checked = value.includes(control.value)
      else if (control.type === "radio") control.checked = control.value === value
      else control.checked = Boolean(value)
    }
    this.#showChips(state)
  }

  /** A value that is no option, as 2024-06 among years, becomes one while it is set. */
  #choose(select, value, state) {
    select.querySelector("[data-extra]")?.remove()
    if (select.name === "sort" && value === "newest" && !state.q) value = ""
    if (![...select.options].some((option) => option.value === value)) {
      const several = fill(this.words.several_topics, { n: state.topic.length })
      const text = value === "several" ? several : value
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
   * Every filter that is set, the query among them.
   * @param {import("./choice.js").State} state
   * @returns {Active[]}
   */
  active(state) {
    const { words } = this
    const found = []
    const add = (label, change) => found.push({ label, dropped: { ...state, ...change } })
    const named = (control, value) => this.labels.get(`${control} ${value}`) ?? value
    if (state.q) add(`“${state.q}”`, { q: NOTHING.q })
    for (const name of ["topic", "not"]) {
      for (const id of state[name]) {
        const left = without(state[name], [id])
        const change = name === "topic" && left.length < 2 ? { match: "any" } : {}
        const label = named("topic", id)
        add(name === "not" ? `${words.without} ${label}` : label, { [name]: left, ...change })
      }
    }
    if (state.date) add(this.#nameSpan(state.date), { date: "" })
    for (const name of ["kind", "venue", "collection"]) {
      if (state[name]) add(named(name, state[name]), { [name]: "" })
    }
    if (state.code) add(words.code, { code: false })
    if (state.recommended) add(named("recommended", state.recommended), { recommended: 0 })
    if (state.new) add(words.new_since, { new: false })
    if (state.ids.length) {
      add(fill(words.some_papers, { n: state.ids.length }), { ids: [] })
    }
    return found
  }

  #nameSpan(date) {
    const { from, to } = parseSpan(date)
    if (!to) return fill(this.words.date_from, { date: from })
    return from ? date.replace("..", " – ") : fill(this.words.date_to, { date: to })
  }

  /** @param {import("./choice.js").Counts} counts */
  showCounts(counts) {
    for (const control of this.all) {
      const numbers = counts[control.name]
      if (!numbers) continue
      if (control.options) {
        for (const option of control.querySelectorAll("option[data-label]")) {
          const number = numbers.get(option.value) ?? 0
          if (option.number === number) continue // to write it anew costs more than all the rest
          option.number = number
          option.textContent = `${option.dataset.label} (${number})`
          option.classList.toggle("is-none", number === 0)
        }
      } else {
        const number = numbers.get(control.value) ?? 0
        control.parentElement.querySelector("[data-count]").textContent = number
        control.parentElement.classList.toggle("is-none", number === 0)
      }
    }
  }
}
