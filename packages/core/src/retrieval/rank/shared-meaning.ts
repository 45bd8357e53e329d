import type { AnalyzedQuestion, Group } from '../query/question.ts'
import { toLanguage } from '../words/language.ts'
import { stem } from '../words/stem.ts'
import { tokenize } from '../words/tokenize.ts'
import { possibleScore } from './score-candidate.ts'

/** The terms of a text as the index has them. */
export function termsOf(text: string, language: string | null): Set<string> {
  const stemLanguage = toLanguage(language ?? 'en')
  const terms = new Set<string>()
  for (const { word, alternatives } of tokenize(text)) {
    terms.add(stem(word, stemLanguage))
    for (const form of alternatives) terms.add(stem(form, stemLanguage))
  }
  return terms
}

/** Share of a question's worth found among terms, 0 to 1; what only `head` holds counts for less. */
export function sharedMeaning(question: AnalyzedQuestion, terms: ReadonlySet<string>, head?: ReadonlySet<string>): number {
  let possible = 0
  let found = 0
  for (const group of question.groups) {
    const worth = possibleScore(group, question.chunks)
    possible += group.weight * worth
    found += group.weight * Math.min(worth, Math.max(met(group, terms), head ? 0.7 * met(group, head) : 0))
  }
  return possible === 0 ? 0 : found / possible
}

/** What of a group's worth the terms hold. */
export function met({ alternatives, parts }: Group, terms: ReadonlySet<string>): number {
  const best = alternatives.find(alternative => alternative.terms.every(term => terms.has(term)))?.worth ?? 0
  return Math.max(
    best,
    parts.reduce((sum, part) => sum + met(part, terms), 0),
  )
}
