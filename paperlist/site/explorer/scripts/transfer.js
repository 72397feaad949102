// Loads files of the site, downloads and copies text, and names keys in the storage.

import { element } from "./elements.js"

/** A file of the site could not be fetched, or does not match. Every other error is a bug. */
export class LoadError extends Error {}

/** For `catch` where a failed load needs no message or gets it elsewhere. @param {Error} error */
export function ignoreLoadError(error) {
  if (!(error instanceof LoadError)) throw error
}

/** @type {Map<string, Promise<any>>} by address, so that each file is fetched once */
const files = new Map()

let cache = "default"

/** Fetches every file again, and from its host: a failure may be in a cache. */
export function forgetFiles() {
  files.clear()
  cache = "reload"
}

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
    files.set(address, loading)
    loading.catch(() => files.delete(address)) // so that the next call fetches it again
  }
  return files.get(address)
}

async function fetchFile(address, type) {
  try {
    const response = await fetch(address, { cache })
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

/**
 * Rejected if the page has no permission, or has no clipboard because it came over HTTP.
 * @param {Promise<string>} loading the clipboard gets the promise, because Safari allows only the
 *   click itself to copy, and Firefox what happens within five seconds
 */
async function writeToClipboard(loading) {
  const { clipboard } = navigator
  if (!window.ClipboardItem) return clipboard.writeText(await loading)
  const media = "text/plain"
  const blob = loading.then((text) => new Blob([text], { type: media }))
  blob.catch(() => {}) // handled by the caller, who has the same promise
  await clipboard.write([new ClipboardItem({ [media]: blob })])
}

/**
 * Offers the address of the page to the other programs of the device; where that fails, copies it.
 * @param {HTMLButtonElement} button
 * @param {Record<string, string>} words
 */
export async function send(button, words) {
  const url = location.href
  const reason = await navigator.share({ title: document.title, url }).catch(({ name }) => name)
  const isRefused = reason && reason !== "AbortError" // which means that the reader changed their mind
  if (isRefused) await copyText(url, button, words)
}

/**
 * Copies text; the button shows the result for two seconds.
 * @param {string | Promise<string>} text
 * @param {HTMLButtonElement} button
 * @param {Record<string, string>} words
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(text, button, { copied, not_copied }) {
  const label = (button.label ??= button.textContent)
  const loading = Promise.resolve(text)
  const copying = writeToClipboard(loading)
  const isCopied = await copying.then(
    () => true,
    () => false,
  )
  button.textContent = isCopied ? copied : not_copied
  clearTimeout(button.timer)
  button.timer = setTimeout(() => (button.textContent = label), 2000)
  await loading // its error is not one of the clipboard
  return isCopied
}
