import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import type { SupportedPassage } from './support.ts'

const mostWords = 3
const mostMeanings = 4
/** A passage that holds nearly as much of the question as the best means something else by it. */
const nearlyAsMuch = 0.95

/**
 * What a question of one bare word could be about, when documents of several subjects hold it equally well: `card?` of gift cards, of
 * paying by card. Empty when it is clear enough.
 */
export function competingMeanings(asked: string, question: AnalyzedQuestion, passages: readonly SupportedPassage[]): string[] {
  const words = question.groups.filter(({ word }) => word !== '')
  const isBare = words.length === 1 && question.focus === null && question.counted === null && !question.isProcedure
  if (!isBare || asked.trim().split(/\s+/).length > mostWords) return []
  const best = Math.max(0, ...passages.map(({ whole }) => whole))
  const equal = passages.filter(({ whole, passage }) => whole >= best * nearlyAsMuch && passage.kind !== 'product')
  if (equal.length < passages.length || new Set(equal.map(({ passage }) => passage.title)).size < 3) return []
  const meanings = equal.map(({ passage: { title, headings } }) => [title, ...headings.slice(-1)].join(': '))
  return [...new Set(meanings)].slice(0, mostMeanings)
}
