import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { hasMark } from '../../retrieval/words/answer-marks.ts'
import { fold } from '../../retrieval/words/fold.ts'

/** Whether a text holds the kind of thing a question asks for: a span of time, a price, or so many of what is counted. */
export function givesKind({ focus, counted }: AnalyzedQuestion, text: string): boolean {
  if (counted !== null) return holdsCount(fold(text), counted)
  return focus !== null && hasMark(fold(text), focus)
}

/** `100 points`, also with a word between; the counted thing is known by its first letters. */
const holdsCount = (folded: string, counted: string): boolean =>
  new RegExp(String.raw`\d[\d.,]*\s+(?:\p{L}+\s+)?${counted.slice(0, Math.max(4, counted.length - 2))}`, 'u').test(folded)
