// The export dialog: downloads or copies the shown or the selected papers in one of the formats.

import { pickFromExport } from "./pick.js"
import { copyText, download, ignoreLoadError, load } from "./transfer.js"
import { fill } from "./elements.js"

/** @param {import("./explorer.js").Explorer} explorer */
export function openExportDialog({ find, words, picked, shownIds, open }) {
  find("[data-shown]").textContent = fill(words.export_shown, { n: shownIds().length })
  find("[data-picked]").textContent = fill(words.export_picked, { n: picked.size })
  find(`[name=what][value=${picked.size ? "picked" : "shown"}]`).checked = true
  find("[data-dialog=export] [role=status]").textContent = ""
  open("export")
}

/** @param {import("./explorer.js").Explorer} explorer */
export function downloadPapers(explorer) {
  return exportPapers(explorer, download)
}

/** @param {import("./explorer.js").Explorer} explorer @param {HTMLButtonElement} button */
export function copyPapers(explorer, button) {
  return exportPapers(explorer, (text) => copyText(text, button, explorer.words))
}

/**
 * @param {import("./explorer.js").Explorer} explorer
 * @param {(text: string, file: string, media: string) => unknown} deliver what to do with the text
 */
async function exportPapers({ find, words, picked, shownIds, index, home, version }, deliver) {
  const showStatus = (text) => (find("[data-dialog=export] [role=status]").textContent = text)
  const select = find("[name=file]")
  const { value: file } = select
  const { media } = select.selectedOptions[0].dataset
  const isPicked = find("[name=what]:checked").value === "picked"
  const ids = new Set(isPicked ? picked : shownIds())
  if (ids.size === 0) return showStatus(words.nothing)
  const loading = Promise.all([index(), load(home + file + version, "text")])
  const loaded = await loading.catch(ignoreLoadError)
  if (!loaded) return showStatus(words.not_loaded)
  const [list, whole] = loaded
  const text = pickFromExport(file, whole, list, ids)
  showStatus(text === null ? words.changed : "")
  if (text !== null) await deliver(text, file, media)
}
