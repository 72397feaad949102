// The dialog that hands papers over: what is shown, or what is selected, in the format asked for.

import { pickFromExport } from "./pick.js"
import { copyText, download, load, LoadError } from "./transfer.js"
import { fill } from "./rows.js"

/** @param {import("./explorer.js").Explorer} explorer */
export function openTaking({ find, words, picked, shownIds, open }) {
  find("[data-shown]").textContent = fill(words.take_shown, { n: shownIds().length })
  find("[data-picked]").textContent = fill(words.take_picked, { n: picked.size })
  find(`[name=what][value=${picked.size ? "picked" : "shown"}]`).checked = true
  find("[data-dialog=take] [role=status]").textContent = ""
  open("take")
}

/** @param {import("./explorer.js").Explorer} explorer */
export function downloadPapers(explorer) {
  return hand(explorer, download)
}

/** @param {import("./explorer.js").Explorer} explorer @param {HTMLButtonElement} button */
export function copyPapers(explorer, button) {
  return hand(explorer, (text) => copyText(text, button, explorer.words))
}

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {(text: string, file: string, media: string) => unknown} give
 */
async function hand({ find, words, picked, shownIds, index, home, version }, give) {
  const say = (text) => (find("[data-dialog=take] [role=status]").textContent = text)
  const select = find("[name=file]")
  const { value: file } = select
  const { media } = select.selectedOptions[0].dataset
  const isPicked = find("[name=what]:checked").value === "picked"
  const ids = new Set(isPicked ? picked : shownIds())
  if (ids.size === 0) return say(words.nothing)
  const loading = Promise.all([index(), load(home + file + version, "text")])
  const loaded = await loading.catch((error) => {
    if (!(error instanceof LoadError)) throw error
  })
  if (!loaded) return say(words.not_loaded)
  const [known, whole] = loaded
  const text = pickFromExport(file, whole, known, ids)
  say(text === null ? words.changed : "")
  if (text !== null) await give(text, file, media)
}
