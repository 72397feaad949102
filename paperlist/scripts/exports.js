// The exports of the site, cut down to some papers: the text is that of `paperlist export`.

/**
 * An export is a head, a piece for each paper in the order of the index, and a tail.
 * @typedef {{head: string, pieces: string[], between: string, tail: string}} Parts
 */

/**
 * How each file is taken apart, by the end of its name.
 * @type {Record<string, (text: string, index: import("./choice.js").Index) => Parts>}
 */
const TAKE_APART = {
  ".bib": (text) => ({ head: "", pieces: text.split(/\n(?=@)/), between: "\n", tail: "" }),
  ".ris": (text) => ({ head: "", pieces: text.split(/\n(?=TY {2}- )/), between: "\n", tail: "" }),
  ".csl.json": (text) => ({
    head: "[\n",
    pieces: text.slice(2, -3).split(",\n"),
    between: ",\n",
    tail: "\n]\n",
  }),
  ".csv": (text) => {
    const [head, ...pieces] = text.split(/(?<=\r\n)/)
    return { head, pieces, between: "", tail: "" }
  },
  ".txt": (text, { papers }) => {
    const lines = text.split(/(?<=\n)/)
    const isWhole = lines.length === papers.filter((paper) => paper.pdf).length
    const pieces = isWhole ? papers.map((paper) => (paper.pdf ? lines.shift() : "")) : []
    return { head: "", pieces, between: "", tail: "" }
  },
}

/**
 * @param {string} file name of the export
 * @param {string} text of the whole list
 * @param {import("./choice.js").Index} index
 * @param {Set<string>} ids papers wanted
 * @returns {string | null} null when the file is not of the same list as the index
 */
export function pickFromExport(file, text, index, ids) {
  if (file.endsWith(".md")) return pickFromMarkdown(text, index, ids)
  const ending = Object.keys(TAKE_APART).find((each) => file.endsWith(each))
  const { head, pieces, between, tail } = TAKE_APART[ending](text, index)
  if (pieces.length !== index.papers.length) return null
  const wanted = pieces.filter((_, place) => ids.has(index.papers[place].id))
  return head + wanted.join(between) + tail
}

/** A paper has a row in the table of each of its topics; topics without papers are left out. */
function pickFromMarkdown(text, index, ids) {
  const [head, ...sections] = text.split(/(?=\n<div id=")/)
  const contents = head.split(/(?<=\n)/)
  const lines = contents.splice(contents.findIndex((line) => line.startsWith("- [")))
  const picked = sections.map((section) => {
    const [, topic] = /<div id="([^"]+)"/.exec(section)
    const papers = index.papers.filter((paper) => paper.topics.includes(topic))
    const rows = section.split(/(?<=\n)/)
    const intro = rows.splice(0, rows.length - papers.length)
    const wanted = rows.filter((_, place) => ids.has(papers[place]?.id))
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
