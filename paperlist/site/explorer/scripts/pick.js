// Cuts the exports of the site down to some papers, with the same text as `paperlist export --id`.

/**
 * An export consists of a head, one piece per paper in the order of the index, and a tail.
 * @typedef {{head: string, pieces: string[], between: string, tail: string}} Parts
 */

/**
 * By the end of the file name: how to split a file, and the text that every piece of a paper has.
 * @type {Record<string, {parts: (text: string, index: import("./choice.js").Index) => Parts,
 *   named: (id: string) => string}>}
 */
const FORMATS = {
  ".bib": {
    parts: (text) => ({ head: "", pieces: text.split(/\n(?=@)/), between: "\n", tail: "" }),
    named: (id) => `{${id},\n`,
  },
  ".ris": {
    parts: (text) => ({ head: "", pieces: text.split(/\n(?=TY {2}- )/), between: "\n", tail: "" }),
    named: (id) => `\nID  - ${id}\n`,
  },
  ".csl.json": {
    parts: (text) => {
      const pieces = text.slice(2, -3).split(",\n")
      return { head: "[\n", pieces, between: ",\n", tail: "\n]\n" }
    },
    named: (id) => `{"id": "${id}"`,
  },
  ".csv": {
    parts: (text) => {
      const [head, ...pieces] = text.split(/(?<=\r\n)/)
      return { head, pieces, between: "", tail: "" }
    },
    named: (id) => `${id},`,
  },
  "pdfs.txt": {
    parts: (text, { papers }) => {
      const lines = text.split(/(?<=\n)/)
      const isWhole = lines.length === papers.filter((paper) => paper.pdf).length
      const pieces = isWhole ? papers.map((paper) => (paper.pdf ? lines.shift() : "")) : []
      return { head: "", pieces, between: "", tail: "" }
    },
    named: () => "",
  },
}

/**
 * @param {string} file name of the export
 * @param {string} text of the whole list
 * @param {import("./choice.js").Index} index
 * @param {Set<string>} ids papers to keep
 * @returns {string | null} null if the file and the index are from different builds
 */
export function pickFromExport(file, text, index, ids) {
  if (file.endsWith(".md")) return pickFromMarkdown(text, index, ids)
  const [, { parts, named }] = Object.entries(FORMATS).find(([end]) => file.endsWith(end))
  const { head, pieces, between, tail } = parts(text, index)
  if (pieces.length !== index.papers.length) return null
  const wanted = index.papers.filter(({ id }) => ids.has(id))
  if (!wanted.every(({ id, position }) => pieces[position].includes(named(id)))) return null
  return head + wanted.map(({ position }) => pieces[position]).join(between) + tail
}

/** A paper has a row in the table of each of its topics; topics without papers are omitted. */
function pickFromMarkdown(text, index, ids) {
  const [head, ...sections] = text.split(/(?=\n<div id=")/)
  const contents = head.split(/(?<=\n)/)
  const lines = contents.splice(contents.findIndex((line) => line.startsWith("- [")))
  const picked = sections.map((section) => {
    const topic = /<div id="([^"]+)"/.exec(section)?.[1]
    const papers = index.papers.filter((paper) => paper.topics.includes(topic))
    const rows = section.split(/(?<=\n)/)
    const intro = rows.splice(0, rows.length - papers.length)
    const wanted = rows.filter((_, position) => ids.has(papers[position]?.id))
    const fits = rows.length === papers.length && !rows.some((row) => row.startsWith("|:---:"))
    return {
      fits,
      number: wanted.length,
      text: wanted.length ? [...intro, ...wanted].join("") : "",
    }
  })
  if (lines.length !== sections.length || !picked.every(({ fits }) => fits)) return null
  const counted = lines
    .map((line, n) => picked[n].number && line.replace(/\(\d+\)\n$/, `(${picked[n].number})\n`))
    .filter(Boolean)
  return contents.join("") + counted.join("") + picked.map((section) => section.text).join("")
}
