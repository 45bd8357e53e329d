import type { Alternative, AnalyzedQuestion, Group } from '../query/question.ts'
import type { Candidate } from '../retrieval.store.ts'
import { inverseDocumentFrequency } from './inverse-document-frequency.ts'
import { type TermPositions, termPositions } from './term-positions.ts'

/** How well one passage fits a question. */
export interface Match {
  readonly candidate: Candidate
  readonly score: number
  /** Share of what the question's words tell that the passage holds, 0 to 1. */
  readonly coverage: number
}

/** Worth of one occurrence by field, against one in the body. */
const fieldWeights = { title: 2.2, headings: 2, fields: 1.2, body: 1 }
/** BM25's two constants: how soon repetition stops counting, how much long bodies are held back. */
const saturation = 1.2
const lengthNormalization = 0.6
/** Worth of two words of the question standing together, against the words themselves. */
const nearness = 0.45

interface GroupMatch {
  readonly group: Group
  readonly score: number
  /** What the group could score at most. */
  readonly possible: number
  readonly positions: readonly number[]
}

/** BM25 over weighted fields, one score per group of alternatives, raised where the question's words stand together and where few are missing. */
export function scoreCandidate(question: AnalyzedQuestion, candidate: Candidate, salt: string): Match {
  const bodyLength = 1 - lengthNormalization + (lengthNormalization * candidate.length) / Math.max(question.averageLength, 1)
  const memory = new Map<string, TermPositions | null>()
  const positionsOf = (term: string): TermPositions | null => {
    const known = memory.get(term)
    if (known !== undefined) return known
    const found = termPositions(candidate.terms, salt + term)
    memory.set(term, found)
    return found
  }
  const matches = question.groups.map(group => matchGroup(group, question.chunks, bodyLength, positionsOf))
  const possible = total(matches.map(match => match.possible))
  const matched = total(matches.map(match => match.score))
  const coverage = possible === 0 ? 0 : total(matches.map(match => Math.min(match.possible, match.score * 1.6))) / possible
  return { candidate, coverage, score: (matched + nearness * togetherness(matches)) * (0.55 + 0.45 * coverage) }
}

function matchGroup(group: Group, chunks: number, bodyLength: number, positionsOf: (term: string) => TermPositions | null): GroupMatch {
  let best = 0
  let positions: readonly number[] = []
  for (const alternative of group.alternatives) {
    const places = alternative.terms.map(positionsOf).filter(place => place !== null)
    if (places.length < alternative.terms.length) continue
    const score = scoreAlternative(alternative, chunks, bodyLength, places)
    if (score > best) {
      best = score
      positions = places.flatMap(place => place.positions)
    }
  }
  return { group, score: best * group.weight, possible: group.weight * possibleScore(group, chunks), positions }
}

function scoreAlternative(
  { weight, documentFrequency }: Alternative,
  chunks: number,
  bodyLength: number,
  places: readonly TermPositions[],
): number {
  const frequency = Math.min(
    ...places.map(
      ({ title, headings, fields, body }) =>
        fieldWeights.title * Math.min(title, 1) +
        fieldWeights.headings * Math.min(headings, 1) +
        fieldWeights.fields * fields +
        (fieldWeights.body * body) / bodyLength,
    ),
  )
  return weight * inverseDocumentFrequency(documentFrequency, chunks) * (frequency / (saturation + frequency))
}

/** The best of the group's alternatives, met often; a word the texts do not have at all weighs as the rarest. */
export function possibleScore({ alternatives }: Group, chunks: number): number {
  if (alternatives.length === 0) return inverseDocumentFrequency(0.5, chunks)
  return Math.max(...alternatives.map(({ weight, documentFrequency }) => weight * inverseDocumentFrequency(documentFrequency, chunks)))
}

/** Pairs of neighbours in the question: full worth side by side, falling with the distance. */
function togetherness(matches: readonly GroupMatch[]): number {
  const found = matches.filter(({ positions }) => positions.length > 0)
  let sum = 0
  found.forEach((match, index) => {
    const next = found[index + 1]
    if (next) sum += Math.min(match.score, next.score) * closeness(match.positions, next.positions)
  })
  return sum
}

function closeness(first: readonly number[], second: readonly number[]): number {
  let best = Infinity
  for (const a of first) for (const b of second) if (a !== b) best = Math.min(best, b > a ? b - a : a - b + 1)
  return best > 15 ? 0 : 2 / (1 + best)
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
