// What the reader does in the explorer: typing, choosing, clicking, and the action of each button.

import { changeLine } from "./byline.js"
import { prepare } from "./choice.js"
import { changeState } from "./controls.js"
import { element } from "./elements.js"
import { copyPapers, downloadPapers, openExportDialog } from "./export_dialog.js"
import { NOTHING } from "./filters.js"
import { listenToKeys } from "./keys.js"
import { pick, pickAll } from "./picked.js"
import { listenToEnd, rememberLeft, showRest } from "./rest.js"
import { sortByColumn } from "./sorting.js"
import { copyText, forgetFiles, ignoreLoadError, send } from "./transfer.js"

/** @typedef {import("./explorer.js").Explorer} Explorer */

/** @param {Explorer} explorer @param {AbortSignal} signal removes the listeners */
export function listenToReader(explorer, signal) {
  const { root } = explorer
  const on = (type, listener, options = {}) =>
    root.addEventListener(type, listener, { signal, ...options })
  on("input", (event) => onInput(explorer, event))
  on("compositionend", ({ target }) => onInput(explorer, { target }))
  on("change", ({ target }) => onChange(explorer, target))
  on("click", ({ target }) => onClick(explorer, target))
  for (const button of root.querySelectorAll("[data-do=send]")) button.hidden = !navigator.share
  on("submit", (event) => event.preventDefault())
  on("focusin", ({ target }) => linkNames(explorer, target))
  on("pointerover", ({ target }) => linkNames(explorer, target.closest(".pl-meta")))
  on("focusin", () => getReady(explorer).catch(ignoreLoadError), { once: true })
  explorer.marks.listen(() => explorer.showMarks(), signal)
  listenToKeys(explorer, signal)
  explorer.history.listen(signal)
  listenToEnd(explorer, signal)
}

/** Fetches the index early; if that fails, its first use tries again and reports it. */
async function getReady(explorer) {
  const index = await explorer.index()
  await explorer.gists.load(index)
  prepare(index, explorer.scope(index))
}

/** Text is searched when an input method commits it, not while it is being composed. */
function onInput(explorer, { target, isComposing }) {
  if (target !== explorer.controls.query || isComposing) return
  explorer.change({ ...explorer.state, q: target.value.trim() }, { typing: true })
}

function onChange(explorer, target) {
  const { controls, gists, hiddenWords, state } = explorer
  if (target.matches("thead [data-pick]")) pickAll(explorer, target.checked)
  else if (target.name === "long") {
    gists.choose(target.checked)
    addGists(explorer)
  } else if (target === hiddenWords.field) hide(explorer, target.value)
  else if (target.dataset.pick) pick(explorer, [target.dataset.pick], target.checked)
  else if (controls.all.includes(target)) explorer.change(changeState(state, target))
}

function onClick(explorer, target) {
  rememberLeft(target)
  const button = target.closest("button")
  if (target.matches("dialog")) target.close() // a click on the backdrop
  if (!button) return
  const sort = button.closest("[data-sort]")?.dataset.sort
  if (sort) sortByColumn(explorer, sort)
  else if (button.dataset.mark) explorer.toggleMark(button.dataset.mark, button.dataset.id)
  else if (button.dropped) drop(explorer, button)
  else if (button.dataset.do) act(explorer, button)
}

async function act(explorer, button) {
  try {
    await explorer.actions[button.dataset.do]?.(button)
  } catch (error) {
    explorer.report(error)
  }
}

/**
 * The action of each `data-do` button.
 * @param {Explorer} explorer
 * @returns {Record<string, (button: HTMLButtonElement) => unknown>}
 */
export function actionsOf(explorer) {
  let cleared = NOTHING
  return {
    sheet: () => {
      explorer.isUsed = true // its options need the counts
      explorer.show(explorer.state)
      explorer.open("sheet")
    },
    hidden: () => {
      explorer.open("sheet")
      explorer.hiddenWords.field.focus()
    },
    help: () => explorer.open("help"),
    retry: () => {
      forgetFiles()
      explorer.notify("")
      explorer.controls.query.focus()
      explorer.isUsed = true
      return explorer.show({ ...explorer.state })
    },
    export: async () => {
      await showRest(explorer)
      openExportDialog(explorer)
    },
    close: (button) => button.closest("dialog").close(),
    clear: () => {
      cleared = explorer.state
      explorer.change({ ...NOTHING, sort: cleared.sort })
      offerUndo(explorer)
    },
    undo: () => {
      explorer.change(cleared)
      explorer.controls.query.focus()
    },
    unpick: () => {
      pick(explorer, [...explorer.picked], false)
      explorer.find("[data-do=export]").focus()
    },
    link: (button) => copyText(location.href, button, explorer.words),
    send: (button) => send(button, explorer.words),
    download: () => downloadPapers(explorer),
    "copy-export": (button) => copyPapers(explorer, button),
  }
}

function offerUndo(explorer) {
  const { words } = explorer
  const undo = element("button", { type: "button", class: "pl-link", "data-do": "undo" }, words.undo)
  explorer.notify(`${words.cleared} `, undo)
  undo.focus()
}

/** Removes a filter, and focuses the button of the next one. */
function drop(explorer, button) {
  const chips = () => [...explorer.find(".pl-active").querySelectorAll(".pl-chip")]
  const position = chips().indexOf(button)
  explorer.change(button.dropped)
  const left = chips()
  const next = position < 0 ? null : (left[position] ?? left[position - 1])
  ;(next ?? explorer.controls.query).focus()
}

/** @param {Explorer} explorer @param {string} words of papers to hide */
function hide(explorer, words) {
  explorer.unread = explorer.hiddenWords.choose(words)
  explorer.notify("")
  explorer.isUsed = true
  return explorer.show({ ...explorer.state })
}

/** Adds the summaries that the page lacks, if the reader wants them. @param {Explorer} explorer */
export async function addGists(explorer) {
  const { gists, rows } = explorer
  const lines = [...rows.byId]
  if (!gists.isLong || lines.every(([, row]) => row.querySelector(".pl-gist"))) return
  try {
    const index = await explorer.index()
    await gists.load(index)
    const words = explorer.choice?.words ?? []
    for (const [id, row] of lines) gists.show(row, index.byId.get(id), words)
  } catch (error) {
    explorer.report(error)
  }
}

/** Makes the names of a row links when it is used: all of them are a thousand on the front page. */
async function linkNames(explorer, part) {
  const row = part?.closest("tbody tr[id]")
  if (!row) return
  try {
    const { byId, kinds } = await explorer.index()
    explorer.kinds = kinds[document.documentElement.lang]
    const isNew = changeLine(row, byId.get(row.id.slice(2)), explorer, { isLinked: true })
    if (isNew) explorer.rows.mark(row)
  } catch (error) {
    ignoreLoadError(error)
  }
}
