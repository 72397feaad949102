// Keyboard shortcuts: all of them while the focus is in the explorer, some while it is nowhere.

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {AbortSignal} signal removes the listener
 */
export function listenToKeys(explorer, signal) {
  const field = explorer.controls.query
  const inField = fieldKeys(explorer)
  const inRows = rowKeys(explorer)
  const { "/": search, "?": help } = inRows
  const inSelect = { "/": search, "?": help }
  const start = () => focusRow(explorer, firstOnScreen(explorer))
  const nowhere = { ...inSelect, j: start, k: start }
  const elsewhere = { "/": search }
  const keysOf = (target) => {
    if (target === document.body) return nowhere
    if (!explorer.root.contains(target)) return target.matches("input, textarea") ? {} : elsewhere
    return target === field ? inField : target.matches("select") ? inSelect : inRows
  }
  const onKey = (event) => {
    const { key, target } = event
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (target.closest("dialog")) return
    if (keysOf(target)[key]?.(target) === true) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  // Before the theme, which listens on the window and has a search of its own for "/".
  document.addEventListener("keydown", onKey, { signal })
}

/** The action of each key; it returns true if it has used the key. */
function fieldKeys(explorer) {
  return {
    ArrowDown: (field) => {
      explorer.showing.then(() => field === document.activeElement && focusRow(explorer, 0))
      return true
    },
    Escape: (field) => {
      if (field.value) explorer.change({ ...explorer.state, q: "" })
      else field.blur()
      return true
    },
  }
}

function rowKeys(explorer) {
  const positionOf = (target) => explorer.rows.visible.indexOf(target.closest("tr[id]"))
  const next = (target) => focusRow(explorer, positionOf(target) + 1)
  const previous = (target) => focusRow(explorer, positionOf(target) - 1)
  return {
    "/": () => {
      explorer.controls.query.focus()
      explorer.controls.query.select()
      return true
    },
    "?": () => {
      explorer.open("help")
      return true
    },
    j: next,
    k: previous,
    ArrowDown: inRow(next),
    ArrowUp: inRow(previous),
    o: withRow((row) => row.querySelector(".pl-name").click()),
    b: withRow((row) => explorer.toggleMark("bookmarks", row.id.slice(2))),
    r: withRow((row) => explorer.toggleMark("read", row.id.slice(2))),
    x: withRow((row) => row.querySelector("[data-pick]").click()),
  }
}

/** A key that acts on the focused row. @param {(row: HTMLTableRowElement) => void} act */
function withRow(act) {
  return (target) => {
    const row = target.closest("tr[id]")
    if (row) act(row)
    return Boolean(row)
  }
}

/** A key that works only in a row. @param {(target: HTMLElement) => boolean} act */
function inRow(act) {
  return (target) => target.closest("tr[id]") !== null && act(target)
}

/** Rows above the screen or under the bars at its top do not count. */
function firstOnScreen({ rows, root }) {
  const bars = root.querySelector(".pl-filter").getBoundingClientRect().bottom
  return rows.visible.findIndex((row) => row.getBoundingClientRect().top >= bars)
}

/** Before the first row comes the search field. */
function focusRow({ rows, controls }, position) {
  const name = rows.visible[position]?.querySelector(".pl-name")
  if (position < 0) controls.query.focus()
  name?.focus({ preventScroll: true }) // Firefox would scroll it to the middle of the screen
  name?.scrollIntoView({ block: "nearest", behavior: "instant" })
  return true
}
