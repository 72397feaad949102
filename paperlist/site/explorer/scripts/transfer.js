// Loads files of the site, downloads and copies text, and names keys in the storage.

import { element } from "./elements.js"

/** A file of the site could not be fetched or read. Every other error is a bug. */
class LoadError extends Error {}

/** For `catch` where a failed load needs no message or gets it elsewhere. @param {Error} error */
export function ignoreLoadError(error) {
  if (!(error instanceof LoadError)) throw error
}

/** @type {Map<string, Promise<any>>} by address, so that each file is fetched once */
const files = new Map()

/**
 * @template T
 * @param {string} address
 * @param {"json" | "text"} type
 * @param {(content: any) => T} [make] makes the result from the content, once
 * @returns {Promise<T>} rejected with a LoadError
 */
export function load(address, type, make = (content) => content) {
  if (!files.has(address)) {
    const loading = fetchFile(address, type).then(make)
    loading.catch(() => files.delete(address)) // so that the next call fetches it again
    files.set(address, loading)
  }
  return files.get(address)
}

async function fetchFile(address, type) {
  try {
    const response = await fetch(address)
    if (!response.ok) throw new Error(`status ${response.status}`)
    return await response[type]()
  } catch (error) {
    throw new LoadError(`${address}: ${error.message}`, { cause: error })
  }
}

/** Downloads text as a file. */
export function download(text, file, media) {
  const address = URL.createObjectURL(new Blob([text], { type: `${media};charset=utf-8` }))
  element("a", { href: address, download: file }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** A key in the storage that other sites of the same host do not use. */
export function storageKey(home, name) {
  return `paperlist:${new URL(home, document.baseURI).pathname}:${name}`
}

export function today() {
  return new Date().toISOString().slice(0, 10)
}

/** Rejected if the page has no permission, or has no clipboard because it came over HTTP. */
async function writeToClipboard(text) {
  await navigator.clipboard.writeText(text)
}

/**
 * Copies text; the button shows the result for two seconds.
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
