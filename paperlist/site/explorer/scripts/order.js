// The orders of the list.

import { rankedTerms } from "./query.js"
import { fold } from "./text.js"

export const SORTS = ["newest", "oldest", "name", "recommended", "added", "stars", "citations", "like"]

const KEYS = {
  oldest: (paper) => paper.date.slice(0, 7),
  name: (paper) => fold(paper.name ?? paper.title),
  recommended: (paper) => -(paper.recommended ?? 0),
  added: (paper) => -Number(paper.added.replaceAll("-", "")),
  stars: (paper) => -(paper.stars ?? -1),
  citations: (paper) => -(paper.citations ?? -1),
}

/**
 * @param {import("./choice.js").Paper[]} papers newest first
 * @param {string} sort
 * @returns {import("./choice.js").Paper[]} papers with equal keys keep their order
 */
export function orderBy(papers, sort) {
  const key = KEYS[sort]
  if (!key) return papers
  const pairs = papers.map((paper) => [key(paper), paper])
  pairs.sort(([one], [other]) => (one < other ? -1 : Number(one > other)))
  return pairs.map(([, paper]) => paper)
}

/**
 * What the papers have in common with some of them, by position; these themselves have nothing.
 * @param {number[][]} likeness assets/likeness.json: of each paper pairs of a position and a weight
 * @param {number[]} positions
 * @returns {number[]}
 */
export function likenessTo(likeness, positions) {
  const sums = likeness.map(() => 0)
  for (const position of positions) {
    const like = likeness[position]
    for (let n = 0; n < like.length; n += 2) sums[like[n]] += like[n + 1]
  }
  for (const position of positions) sums[position] = 0
  return sums
}

/**
 * @param {import("./choice.js").Paper[]} papers newest first
 * @param {number[]} sums by position of the paper
 */
export function sortByLikeness(papers, sums) {
  const sorted = [...papers]
  sorted.sort((one, other) => sums[other.position] - sums[one.position])
  return sorted
}

const WORST = 6 // also of a paper whose topic has the word
const PARTS = 60 // of a rank, so that ranks of alternatives with several words can be compared

/**
 * Best match first: name before title before other fields, whole words before parts of words. The
 * best alternative counts, and its words on average.
 * @param {import("./choice.js").Paper[]} papers
 * @param {import("./search.js").SearchText} text
 * @param {import("./query.js").Term[][]} alternatives
 */
export function sortByMatch(papers, text, alternatives) {
  const rankings = alternatives.map((terms) => rankingOf(rankedTerms(terms), text))
  const groups = []
  for (const paper of papers) {
    let rank = Infinity
    for (const rankOf of rankings) rank = Math.min(rank, rankOf(paper))
    ;(groups[rank] ??= []).push(paper)
  }
  return groups.flat()
}

/** @param {import("./query.js").Term[]} terms of all fields or the title */
function rankingOf(terms, text) {
  if (terms.length === 0) return () => PARTS * WORST
  const ranks = terms.map((term) => text.ranks(term))
  const words = terms.map((term) => term.text)
  // "paged attention" is PagedAttention.
  const named = new Set([" ", ""].flatMap((between) => text.named(words.join(between))))
  return ({ position }) => {
    if (named.has(position)) return 0
    let rank = 1
    for (const each of ranks) rank += Math.min(each[position], WORST)
    return Math.floor((PARTS * rank) / terms.length)
  }
}
