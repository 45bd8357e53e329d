/** Where a term stands in a passage. */
export interface TermPositions {
  /** In order, as counted by `analyzeChunk` over all fields. */
  readonly positions: readonly number[]
  readonly title: number
  readonly headings: number
  readonly fields: number
  readonly body: number
}

/** Reads the wanted terms out of a `tsvector` in text form, in one pass; its lexemes begin with `salt`. */
export function termPositions(vector: string, salt: string, wanted: ReadonlySet<string>): Map<string, TermPositions> {
  const found = new Map<string, TermPositions>()
  let at = 0
  while (at < vector.length) {
    const end = vector.indexOf("':", at)
    if (end < 0) break
    const next = vector.indexOf(' ', end)
    const stop = next < 0 ? vector.length : next
    const term = vector.slice(at + 1 + salt.length, end)
    if (wanted.has(term)) found.set(term, readPlaces(vector.slice(end + 2, stop)))
    at = stop + 1
  }
  return found
}

function readPlaces(places: string): TermPositions {
  const counts = { A: 0, B: 0, C: 0, D: 0 }
  const positions = places.split(',').map(place => {
    const weight = place.at(-1)
    counts[weight === 'A' || weight === 'B' || weight === 'C' ? weight : 'D'] += 1
    return Number.parseInt(place, 10)
  })
  return { positions, title: counts.A, headings: counts.B, fields: counts.C, body: counts.D }
}
