// Makes the row of a paper that is not in the HTML of the page, equal to `row` in macros.html.

import { bylineOf } from "./byline.js"
import { countNoun, element, fill } from "./elements.js"

const OUTSIDE = "nofollow ugc noopener" // search engines: a link that the data gives

/**
 * @typedef {object} Page what all rows of a page share
 * @property {string} list path from the page to the front page
 * @property {string} topic id of the topic of the page, whose link is omitted; or ""
 * @property {Record<string, string>} words
 * @property {(topic: string) => string} topicName
 * @property {Record<string, string>} kinds label of each kind
 */

/**
 * @param {import("./choice.js").Paper} paper from an index with the columns for rows
 * @param {Page} page
 * @returns {HTMLTableRowElement}
 */
export function makeRow(paper, page) {
  return element(
    "tr",
    { role: "row", id: `p-${paper.id}` },
    cell("pl-date", time(paper.date), ...recommended(paper, page)),
    title(paper, page),
    cell("pl-topics", ...topicLinks(paper, page)),
    cell("pl-read", ...reading(paper, page)),
    cell("pl-c", ...(paper.repository ? code(paper, page) : [])),
  )
}

function cell(name, ...children) {
  return element("td", { role: "cell", class: name }, ...children)
}

/** Shows the date of the paper, or in the list of the last added ones the day in the month. */
export function showDate(row, { date, added }, isAdded) {
  const made = isAdded ? element("time", { datetime: added }, added.slice(5)) : time(date)
  const shown = row.querySelector("time")
  if (shown.textContent !== made.textContent) shown.replaceWith(made)
}

function time(date) {
  return element("time", date.length > 7 ? { datetime: date } : {}, date.slice(0, 7))
}

function recommended({ recommended: level }, { words }) {
  if (!level) return []
  const meaning = fill(words.recommended_level, { level })
  const kind = `pl-rec pl-rec--${level}`
  return [element("span", { class: kind, role: "img", title: meaning })]
}

function title(paper, page) {
  const [bold, rest] = titleParts(paper)
  const href = `${page.list}papers/${paper.id}/`
  const link = element("a", { class: "pl-name", href }, element("b", {}, bold), rest)
  const head = { role: "rowheader", scope: "row", class: "pl-paper-cell" }
  return element("th", head, link, "\n", ...meta(paper, page))
}

/** As `title_parts` in titles.py: a name that begins the title is not repeated. */
export function titleParts({ name, title: whole }) {
  if (!name) return [whole, ""]
  const size = [...name].length
  const characters = [...whole]
  const begins = loosely(characters.slice(0, size).join("")) === loosely(name)
  const next = characters[size] ?? ""
  if (!begins || !["", " ", ":", "：" ].includes(next)) return [name, ` ${whole}`]
  return [characters.slice(0, size).join(""), characters.slice(size).join("")]
}

function loosely(text) {
  return text.toLowerCase().replaceAll("-", " ")
}

function meta(paper, { kinds }) {
  const line = bylineOf(paper, kinds)
  return line.length ? [element("span", { class: "pl-meta" }, ...line)] : []
}

function topicLinks(paper, page) {
  const others = paper.topics.filter((topic) => topic !== page.topic)
  return others.map((topic) =>
    element("a", { href: `${page.list}topics/${topic}/` }, page.topicName(topic)),
  )
}

function reading(paper, { words }) {
  const [word, href] = paper.link ?? ["link_pdf", `https://arxiv.org/pdf/${paper.arxiv}`]
  const isDead = paper.dead?.includes(href)
  const text = linkText(words[word], isDead, words)
  const link = element("a", { class: "pl-pdf", href, rel: OUTSIDE }, ...text)
  return isDead ? [link, archive(href, titleParts(paper)[0], words)] : [link]
}

/** As `link_text` in macros.html. */
function linkText(text, isDead, { dead_link: word }) {
  return isDead ? [element("s", {}, text), hidden(` (${word})`)] : [text]
}

/** As `archive` in macros.html. */
function archive(url, name, { archive: word, colon }) {
  const href = `https://web.archive.org/web/*/${url.split("#")[0]}`
  return element("a", { class: "pl-archive", href, rel: OUTSIDE }, word, hidden(colon + name))
}

/** As `code_badge` in macros.html. */
function code({ repository: [href, label], live, starred, stars, archived, dead }, { words }) {
  const [short, date] = starred ?? []
  const values = { count: stars, stars: countNoun(stars, words.stars), date }
  const counted = starred && !live ? fill(words.stars_on, values) : ""
  const tooltip = [counted, archived ? words.archived : ""].filter(Boolean).join(words.comma)
  const isDead = dead?.includes(href)
  const badge = element("a", { class: "pl-code", href, rel: OUTSIDE, ...(tooltip && { title: tooltip }) })
  const text = linkText(label, isDead, words)
  badge.append(hidden(words.code + words.colon), element("span", { class: "pl-code__repo" }, ...text))
  if (live) badge.append(liveBadge(live, words))
  if (counted) {
    const visible = element("span", { "aria-hidden": "true" }, short)
    badge.append(element("span", { class: "pl-code__stars" }, visible, hidden(words.comma + counted)))
  }
  if (archived) {
    badge.append(element("span", { class: "pl-code__archived" }, hidden(words.comma + words.archived)))
  }
  return isDead ? [badge, archive(href, label, words)] : [badge]
}

function hidden(text) {
  return element("span", { class: "pl-vh" }, text)
}

function liveBadge([src, host], { host_stars: stars }) {
  const alt = fill(stars, { host })
  const size = { width: 90, height: 20 }
  return element("img", { class: "pl-code__live", loading: "lazy", ...size, alt, src })
}
