const delimiters = [',', ';', '\t', '|'] as const

/** The sign that separates the values of a table: it stands in most of the first lines, equally often. null: none does; this is no table. */
export function detectDelimiter(text: string): string | null {
  const stated = /^\ufeff?sep=(.)\n/i.exec(text)?.[1]
  if (stated) return stated
  const scores = delimiters.map(delimiter => ({ delimiter, score: consistency(countsPerRecord(text, delimiter)) }))
  const best = scores.reduce((first, second) => (second.score > first.score ? second : first))
  return best.score > 0 ? best.delimiter : null
}

/** How often the sign stands outside quotation marks, in each of the first 50 records; the last one may be cut off and does not count. */
function countsPerRecord(text: string, delimiter: string): number[] {
  const counts: number[] = []
  let count = 0
  let isQuoted = false
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === delimiter) count++
    else if (character === '\n') {
      counts.push(count)
      count = 0
      if (counts.length >= 50) break
    }
  }
  return counts.length > 1 ? counts : [...counts, count]
}

/** Share of records with the most usual count, more for more columns; 0 below three quarters. */
function consistency(counts: readonly number[]): number {
  const filled = counts.filter(count => count > 0)
  const usual = new Map<number, number>()
  for (const count of filled) usual.set(count, (usual.get(count) ?? 0) + 1)
  const [count, times] = [...usual].reduce((first, second) => (second[1] > first[1] ? second : first), [0, 0])
  const share = times / counts.length
  return counts.length < 2 || share < 0.75 ? looseTable(counts) : share + Math.min(count, 20) / 20
}

/** Report-like files have title lines and ragged ends: the sign at least stands in most lines, and not rarely. */
function looseTable(counts: readonly number[]): number {
  const most = Math.max(0, ...counts)
  const near = counts.filter(count => count >= 2 && count >= most - 2).length
  return counts.length > 1 && most >= 2 && near / counts.length > 0.6 ? 0.5 : 0
}
