import type { Candidate } from '../candidates.store.ts'
import type { Alternative, AnalyzedQuestion, Group } from '../query/question.ts'
import { inverseDocumentFrequency } from './inverse-document-frequency.ts'
import type { TermPositions } from './term-positions.ts'
import { weights } from './weights.ts'

/** How well one passage fits a question. */
export interface Match {
  readonly candidate: Candidate
  readonly score: number
  /** Share of what the question's words tell that the passage holds, 0 to 1. */
  readonly coverage: number
}

interface GroupMatch {
  readonly score: number
  readonly positions: readonly number[]
}

/** BM25 over weighted fields, one score per group of alternatives, raised where the question's words stand together and where few are missing. */
export function scoreCandidate(question: AnalyzedQuestion, candidate: Candidate, found: ReadonlyMap<string, TermPositions>): Match {
  const { lengthNormalization } = weights
  const bodyLength = 1 - lengthNormalization + (lengthNormalization * candidate.length) / Math.max(question.averageLength, 1)
  const matches = question.groups.map(group => matchGroup(group, bodyLength, found))
  const possible = question.groups.map(group => group.weight * possibleScore(group, question.chunks))
  const held = total(matches.map(({ score }, index) => Math.min(possible[index] ?? 0, score * 1.6)))
  const coverage = held / Math.max(total(possible), 1e-6)
  const score = total(matches.map(({ score }) => score)) + weights.nearness * togetherness(matches)
  return { candidate, coverage, score: score * (1 - weights.coverage + weights.coverage * coverage) }
}

/** Every term the question could be met by. */
export const wantedTerms = ({ groups }: AnalyzedQuestion): Set<string> =>
  new Set(groups.flatMap(group => [group, ...group.parts]).flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms)))

/** The best of the alternatives; of a phrase also all its words together. */
function matchGroup(group: Group, bodyLength: number, found: ReadonlyMap<string, TermPositions>): GroupMatch {
  const parts = group.parts.map(part => matchGroup(part, bodyLength, found))
  let best: GroupMatch = {
    score: weights.phrasePart * total(parts.map(({ score }) => score)),
    positions: parts.flatMap(({ positions }) => positions),
  }
  for (const alternative of group.alternatives) {
    if (!alternative.terms.every(term => found.has(term))) continue
    const places = alternative.terms.flatMap(term => found.get(term) ?? [])
    const score = group.weight * scoreAlternative(alternative, bodyLength, places)
    if (score > best.score) best = { score, positions: places.flatMap(({ positions }) => positions) }
  }
  return best
}

function scoreAlternative({ worth }: Alternative, bodyLength: number, places: readonly TermPositions[]): number {
  const frequencies = places.map(
    ({ title, headings, fields, body }) =>
      weights.title * Math.min(title, 1) +
      weights.headings * Math.min(headings, 1) +
      weights.fields * fields +
      (weights.body * body) / bodyLength,
  )
  const frequency = Math.min(...frequencies)
  return worth * (frequency / (weights.saturation + frequency))
}

/** The group's worth if it is met; a word the texts do not have at all weighs as the rarest. */
export function possibleScore({ alternatives, parts }: Group, chunks: number): number {
  const best = alternatives[0]?.worth ?? 0
  if (parts.length > 0) return Math.max(best, weights.phrasePart * total(parts.map(part => possibleScore(part, chunks))))
  return alternatives.length > 0 ? best : inverseDocumentFrequency(0.5, chunks)
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
