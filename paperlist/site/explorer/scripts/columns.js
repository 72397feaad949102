// The values of the papers as numbers, so that each key can count them for ten thousand papers.

/**
 * The values that papers have of one kind: those of the paper at position n are
 * `values[codes[at]]` for `at` from `starts[n]` up to `starts[n + 1]`.
 * @typedef {{values: string[], starts: Uint32Array, codes: Uint32Array}} Column
 *
 * @param {import("./choice.js").Paper[]} papers
 * @param {(paper: import("./choice.js").Paper) => string[]} valuesOf
 * @returns {Column}
 */
export function makeColumn(papers, valuesOf) {
  const numbers = new Map()
  const starts = new Uint32Array(papers.length + 1)
  const codes = []
  papers.forEach((paper, n) => {
    for (const value of valuesOf(paper)) {
      if (!numbers.has(value)) numbers.set(value, numbers.size)
      codes.push(numbers.get(value))
    }
    starts[n + 1] = codes.length
  })
  return { values: [...numbers.keys()], starts, codes: Uint32Array.from(codes) }
}

/**
 * How many papers have each value of a column.
 * @param {Column} column
 * @param {...number[]} lists of positions of papers
 * @returns {Map<string, number>}
 */
export function tally({ values, starts, codes }, ...lists) {
  const numbers = new Uint32Array(values.length)
  for (const positions of lists) {
    for (const position of positions) {
      const end = starts[position + 1]
      for (let at = starts[position]; at < end; at++) numbers[codes[at]]++
    }
  }
  return new Map(values.map((value, n) => [value, numbers[n]]))
}

/**
 * Makes a function whose results are kept, by its argument; those of objects as long as these live.
 * @template K, T
 * @param {(key: K) => T} make
 * @returns {(key: K) => T}
 */
export function remember(make) {
  const [byValue, byObject] = [new Map(), new WeakMap()]
  return (key) => {
    const made = key instanceof Object ? byObject : byValue
    if (!made.has(key)) made.set(key, make(key))
    return made.get(key)
  }
}
