import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { type SupportedPassage, weightOf } from './support.ts'

/**
 * Whether passages say enough of what was asked to answer with them. A short question that misses its one telling word is not answered by
 * the others (`a discount for students` by discounts); a long one tells in several ways what it is about.
 */
export function isSupported(question: AnalyzedQuestion, passages: readonly SupportedPassage[]): boolean {
  const best = Math.max(0, ...passages.map(({ best, whole }) => Math.max(best, whole - 0.15)))
  return best >= Math.min(0.6, Math.max(0.45, 0.66 - 0.04 * weightOf(question)))
}
