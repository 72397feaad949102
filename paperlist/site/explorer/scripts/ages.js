// Says which counts are old. A build does not know the day on which its pages are read.

import { element } from "./elements.js"

const OLD = 60 * 24 * 60 * 60 * 1000

/** @param {number} now in milliseconds */
export function showAges(now) {
  for (const time of document.querySelectorAll("time[data-old]")) {
    const isOld = now - Date.parse(time.textContent) > OLD
    if (isOld) time.after(element("span", { class: "pl-aged" }, ` · ${time.dataset.old}`))
  }
}
