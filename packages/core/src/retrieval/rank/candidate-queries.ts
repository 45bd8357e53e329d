import { headTerm, quoteLexeme } from '../indexing/analyze-chunk.ts'
import type { Alternative, AnalyzedQuestion, Group } from '../query/question.ts'

export interface CandidateQuery {
  /** A `tsquery` in text form. */
  readonly terms: string
  readonly weight: number
}

/** Passages a single query may bring: what more passages hold is only asked for together with something rarer. */
const mostPerQuery = 3000
const mostQueries = 32
const mostAlternatives = 24
/** A match in title or headings, besides its own worth. */
const headWorth = 0.6

/** What PostgreSQL is asked, rare words first: passages are ordered by the sum of the weights they meet. */
export function candidateQueries(question: AnalyzedQuestion, salt: string): CandidateQuery[] {
  const groups = question.groups.flatMap(group => [group, ...group.parts])
  const common = groups.flatMap(group => group.alternatives.filter(isCommon).map(alternative => entry(group, alternative)))
  const queries = groups.flatMap(group => groupQueries(group, salt))
  return [...queries, ...together(common, question.chunks, salt)].sort((a, b) => b.weight - a.weight).slice(0, mostQueries)
}

const isCommon = ({ documentFrequency }: Alternative): boolean => documentFrequency > mostPerQuery

/** The word itself in one query, its other names in another: one walk of the index each. */
function groupQueries(group: Group, salt: string): CandidateQuery[] {
  const rare = group.alternatives.filter(alternative => !isCommon(alternative))
  const own = rare.filter(({ origin }) => origin === 'same' || origin === 'spelling' || origin === 'compound')
  const others = rare.filter(({ origin }) => origin === 'synonym' || origin === 'related')
  return [own, others].flatMap(alternatives => {
    const chosen = withinLimit(alternatives)
    const weight = group.weight * (chosen[0]?.worth ?? 0)
    const single = chosen.filter(({ terms }) => terms.length === 1)
    return [
      ...(chosen.length > 0
        ? [
            {
              terms: either(
                chosen.map(({ terms }) => terms),
                salt,
              ),
              weight,
            },
          ]
        : []),
      ...(single.length > 0
        ? [
            {
              terms: either(
                single.map(({ terms }) => terms.map(headTerm)),
                salt,
              ),
              weight: weight * headWorth,
            },
          ]
        : []),
    ]
  })
}

/** The worthiest alternatives that together do not bring too much. */
function withinLimit(alternatives: readonly Alternative[]): Alternative[] {
  const chosen: Alternative[] = []
  let frequency = 0
  for (const alternative of alternatives.toSorted((a, b) => b.worth - a.worth).slice(0, mostAlternatives)) {
    if (frequency + alternative.documentFrequency > mostPerQuery) break
    frequency += alternative.documentFrequency
    chosen.push(alternative)
  }
  return chosen
}

const either = (alternatives: readonly (readonly string[])[], salt: string): string =>
  alternatives.map(terms => `(${both(terms, salt)})`).join(' | ')

const both = (terms: readonly string[], salt: string): string => terms.map(term => quoteLexeme(salt + term)).join(' & ')

interface Entry {
  readonly alternative: Alternative
  readonly weight: number
}

const entry = ({ weight }: Group, alternative: Alternative): Entry => ({ alternative, weight: weight * alternative.worth })

/** Common words by twos, and all at once where twos are still too many. */
function together(common: readonly Entry[], chunks: number, salt: string): CandidateQuery[] {
  const best = common.toSorted((a, b) => b.weight - a.weight).slice(0, 6)
  const pairs = best.flatMap((first, index) => best.slice(index + 1).map(second => [first, second] as const))
  const fitting = pairs.filter(
    ([first, second]) => (first.alternative.documentFrequency * second.alternative.documentFrequency) / Math.max(chunks, 1) <= mostPerQuery,
  )
  const chosen: readonly (readonly Entry[])[] = fitting.length > 0 ? fitting : best.length > 0 ? [best.slice(0, 4)] : []
  return chosen.map(entries => ({
    terms: both([...new Set(entries.flatMap(({ alternative }) => alternative.terms))], salt),
    weight: entries.reduce((sum, { weight }) => sum + weight, 0),
  }))
}
