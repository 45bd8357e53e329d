import { newId } from '../../db/ids.ts'
import type { NamedQuery } from '../../db/named-query.ts'
import { readQuestion } from '../query/read-question.ts'
import { stem } from '../words/stem.ts'
import { countUnanswered } from './unanswered.store.ts'

const longestNormalized = 300

/** The statement that notes a question an agent could not answer, for the transaction that ends its turn; null for what asks nothing. */
export function noteUnanswered(companyId: string, executionId: string, question: string): NamedQuery | null {
  const normalized = normalize(question)
  return normalized === '' ? null : countUnanswered(companyId, executionId, { questionId: newId('uq'), normalized })
}

/** Alike for questions of the same content words, whatever their order, forms and the talk around them. */
export function normalize(question: string): string {
  const { words, stemLanguages } = readQuestion(question)
  const telling = words.filter(({ weight }) => weight === 1)
  const stems = (telling.length > 0 ? telling : words).map(({ word }) => stem(word, stemLanguages[0] ?? null))
  return [...new Set(stems)].sort().join(' ').slice(0, longestNormalized)
}
