import { quoteLexeme } from '../indexing/analyze-chunk.ts'

/** Where a term stands in a passage. */
export interface TermPositions {
  /** In order, as counted by `analyzeChunk` over all fields. */
  readonly positions: readonly number[]
  readonly title: number
  readonly headings: number
  readonly fields: number
  readonly body: number
}

/** Reads one term out of a `tsvector` in text form; null when it is not there. */
export function termPositions(vector: string, lexeme: string): TermPositions | null {
  const key = `${quoteLexeme(lexeme)}:`
  const at = vector.indexOf(key)
  if (at < 0) return null
  const start = at + key.length
  const end = vector.indexOf(' ', start)
  const counts = { A: 0, B: 0, C: 0, D: 0 }
  const positions = vector
    .slice(start, end < 0 ? undefined : end)
    .split(',')
    .map(place => {
      const weight = place.at(-1)
      counts[weight === 'A' || weight === 'B' || weight === 'C' ? weight : 'D'] += 1
      return Number.parseInt(place, 10)
    })
  return { positions, title: counts.A, headings: counts.B, fields: counts.C, body: counts.D }
}
