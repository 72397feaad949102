// Reads the arXiv id or DOI in what people paste, as parse_identifier in identifiers.py does.

const ARXIV =
  /(?<!\d|\d\.)\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?!\d)|[a-z]+(?:-[a-z]+)*(?:\.[a-z]{2})?\/(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{3}(?!\d)/iu
const DOI = /10\.\d{4,9}\/[^\s?#]+/u
const ARXIV_DOI = /^10\.48550\/arxiv\./iu // the DOI that DataCite gives a paper on arXiv
const AFTER_DOI = /(?:(?:\.full)?\.pdf|\/(?:full|pdf|epdf|abstract))?[.,;:)\]}>'"]*$/iu
const LABEL = new RegExp(
  String.raw`(?:\b(?:arxiv|preprint|doi)[:：]?\s+)+(?=\S*(?:${ARXIV.source}|${DOI.source}))`,
  "giu",
)
// What the stamp on the margin of a PDF has after the id: [cs.LG] 12 Sep 2023
const STAMP = new RegExp(
  String.raw`(?<=(?:${ARXIV.source})(?:v\d+)?)\s+\[[a-z-]+(?:\.[a-z-]+)?\](?:\s+\d+ [a-z]{3} \d{4})?`,
  "giu",
)

/** Removes words beside an identifier that belong to it. @param {string} text */
export function withoutLabels(text) {
  return text.replace(LABEL, "").replace(STAMP, "")
}

/**
 * The arXiv id without its version, or the DOI, in a word such as an address.
 * @param {string} word
 * @returns {string} the word itself if it has none
 */
export function readIdentifier(word) {
  const doi = DOI.exec(word.replace(/%2f/giu, "/"))?.[0]
  if (doi && !ARXIV_DOI.test(doi)) return doi.replace(AFTER_DOI, "")
  const id = ARXIV.exec(doi?.replace(ARXIV_DOI, "") ?? word)?.[0]
  // An old id does not include the class: math.GT/0309136 is math/0309136.
  return id?.replace(/\.[a-z]{2}\//iu, "/") ?? word
}
