// The export dialog: downloads or copies the shown or the selected papers in one of the formats.

import { pickFromExport } from "./pick.js"
import { copyText, download, ignoreLoadError, load, LoadError } from "./transfer.js"
import { countNoun, fill } from "./elements.js"

const PDFS = "pdfs.txt" // not all papers have a line there

/** @param {import("./explorer.js").Explorer} explorer */
export function openExportDialog({ find, words, picked, shownIds, open }) {
  find("[data-shown]").textContent = fill(words.export_shown, { n: shownIds().length })
  find("[data-picked]").textContent = fill(words.export_picked, { n: picked.size })
  find("[name=what][value=picked]").disabled = picked.size === 0
  find(`[name=what][value=${picked.size ? "picked" : "shown"}]`).checked = true
  find("[data-dialog=export] [role=status]").textContent = ""
  open("export")
}

/** @param {import("./explorer.js").Explorer} explorer */
export async function downloadPapers(explorer) {
  const { file, media } = chosenFormat(explorer)
  const text = await loadExport(explorer, file).catch(ignoreLoadError)
  if (text === undefined) return
  download(text, file, media)
  closeWith(explorer, explorer.words.exported, text, { file })
}

/** @param {import("./explorer.js").Explorer} explorer @param {HTMLButtonElement} button */
export async function copyPapers(explorer, button) {
  const { file, form } = chosenFormat(explorer)
  const loading = loadExport(explorer, file)
  const isCopied = await copyText(loading, button, explorer.words).catch(ignoreLoadError)
  if (isCopied) closeWith(explorer, explorer.words.copied_papers, await loading, { file, form })
}

/** Closes the dialog, and the page says what was done with the text of the export. */
function closeWith(explorer, sentence, text, values) {
  const { find, words } = explorer
  const all = chosenIds(explorer).size
  const number = values.file === PDFS ? text.split("\n").length - 1 : all
  find("[data-dialog=export]").close()
  const say = (what, n) => fill(what, { ...values, n, papers: countNoun(n, words.papers) })
  const missing = all > number ? ` · ${say(words.no_pdf, all - number)}` : ""
  explorer.notify(say(sentence, number) + missing)
}

function chosenIds({ find, picked, shownIds }) {
  return new Set(find("[name=what]:checked").value === "picked" ? picked : shownIds())
}

function chosenFormat({ find }) {
  const select = find("[name=file]")
  const [{ textContent: form, dataset }] = select.selectedOptions
  return { file: select.value, media: dataset.media, form }
}

/**
 * The shown or the selected papers in one format; the dialog shows why there is no text.
 * @param {import("./explorer.js").Explorer} explorer
 * @param {string} file of the whole list
 * @returns {Promise<string>} rejected with a LoadError
 */
async function loadExport(explorer, file) {
  const { find, words, index, home, version } = explorer
  const showStatus = (text) => (find("[data-dialog=export] [role=status]").textContent = text)
  const fail = (reason) => {
    showStatus(reason)
    throw new LoadError(reason)
  }
  const ids = chosenIds(explorer)
  if (ids.size === 0) return fail(words.nothing)
  const loading = Promise.all([index(), load(home + file + version, "text")])
  const loaded = await loading.catch(ignoreLoadError)
  if (!loaded) return fail(words.not_loaded)
  const [list, whole] = loaded
  const text = pickFromExport(file, whole, list, ids)
  if (text === null) return fail(words.changed)
  showStatus("")
  return text
}
