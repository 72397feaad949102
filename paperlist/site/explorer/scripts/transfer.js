// Files of the site and for the reader, and what both are called.

import { element } from "./rows.js"

/** @type {Map<string, Promise<any>>} files of the site, each asked for once */
const files = new Map()

/**
 * @template T
 * @param {string} address
 * @param {(answer: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
export function load(address, read) {
  if (!files.has(address)) {
    const asked = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`)
      return read(answer)
    })
    asked.catch(() => files.delete(address))
    files.set(address, asked)
  }
  return files.get(address)
}

/** Gives the reader a file. */
export function download(text, file, media) {
  const address = URL.createObjectURL(new Blob([text], { type: `${media};charset=utf-8` }))
  element("a", { href: address, download: file }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** What the storage calls this site: others may stand on the same host. */
export function storageKey(home, name) {
  return `paperlist:${new URL(home, document.baseURI).pathname}:${name}`
}

export function today() {
  return new Date().toISOString().slice(0, 10)
}

/** A page that came without encryption has no clipboard. */
async function writeToClipboard(text) {
  await navigator.clipboard.writeText(text)
}

/**
 * The button says for two seconds whether it worked.
 * @param {string} text
 * @param {HTMLButtonElement} button
 * @param {Record<string, string>} words
 */
export async function copyText(text, button, { copied, not_copied }) {
  const label = (button.label ??= button.textContent)
  button.textContent = await writeToClipboard(text).then(
    () => copied,
    () => not_copied,
  )
  clearTimeout(button.timer)
  button.timer = setTimeout(() => (button.textContent = label), 2000)
}
