import { headTerm, quoteLexeme } from '../indexing/analyze-chunk.ts'
import type { Alternative, AnalyzedQuestion } from '../query/question.ts'

export interface CandidateQuery {
  /** A `tsquery` in text form. */
  readonly terms: string
  readonly weight: number
}

/** Passages a single query may bring: what more passages hold is only asked for together with something rarer. */
const mostPerQuery = 3000
const mostQueries = 48
/** A match in title or headings, besides its own worth. */
const headWorth = 0.6

/** What PostgreSQL is asked, rare words first: passages are ordered by the sum of the weights they meet. */
export function candidateQueries(question: AnalyzedQuestion, salt: string): CandidateQuery[] {
  const groups = question.groups.flatMap(group => [group, ...group.parts])
  const entries = groups.flatMap(({ alternatives, weight }) =>
    alternatives.map(alternative => ({ alternative, weight: weight * alternative.worth })),
  )
  const rare = entries.filter(({ alternative }) => alternative.documentFrequency <= mostPerQuery)
  const common = entries.filter(({ alternative }) => alternative.documentFrequency > mostPerQuery)
  const queries = rare.flatMap(({ alternative, weight }) => [
    { terms: and(alternative.terms, salt), weight },
    ...(alternative.terms.length === 1 ? [{ terms: and(alternative.terms.map(headTerm), salt), weight: weight * headWorth }] : []),
  ])
  return [...queries, ...together(common, question.chunks, salt)].sort((a, b) => b.weight - a.weight).slice(0, mostQueries)
}

const and = (terms: readonly string[], salt: string): string => terms.map(term => quoteLexeme(salt + term)).join(' & ')

interface Entry {
  readonly alternative: Alternative
  readonly weight: number
}

/** Common words by twos, and all at once where twos are still too many. */
function together(common: readonly Entry[], chunks: number, salt: string): CandidateQuery[] {
  const best = [...common].sort((a, b) => b.weight - a.weight).slice(0, 6)
  const pairs = best.flatMap((first, index) => best.slice(index + 1).map(second => [first, second] as const))
  const fitting = pairs.filter(
    ([first, second]) => (first.alternative.documentFrequency * second.alternative.documentFrequency) / Math.max(chunks, 1) <= mostPerQuery,
  )
  const chosen: readonly (readonly Entry[])[] = fitting.length > 0 ? fitting : best.length > 0 ? [best.slice(0, 4)] : []
  return chosen.map(entries => ({
    terms: and([...new Set(entries.flatMap(({ alternative }) => alternative.terms))], salt),
    weight: entries.reduce((sum, { weight }) => sum + weight, 0),
  }))
}
