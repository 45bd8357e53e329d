import type { Candidate } from '../candidates.store.ts'
import type { AnalyzedQuestion, Group } from '../query/question.ts'
import { wantedTerms } from '../rank/score-candidate.ts'
import { termsOf } from '../rank/shared-meaning.ts'
import { functionWords } from '../words/function-words.ts'
import { toLanguage } from '../words/language.ts'
import { tokenize } from '../words/tokenize.ts'

/** Shares that must be met: of what is asked by the answer's question, and the other way round. */
const enoughOfAsked = 0.7
const enoughOfVariant = 0.6

/** How well a question that a curated answer was given to means the one asked, 0 to 1; null when it does not, or the answer is not valid now. */
export function curatedFit(question: AnalyzedQuestion, { body, language, fields }: Candidate, now: number): number | null {
  if (fields?.valid_from && Date.parse(fields.valid_from) > now) return null
  if (fields?.valid_until && Date.parse(fields.valid_until) <= now) return null
  const wanted = wantedTerms(question)
  const grammar = functionWords.get(toLanguage(language) ?? 'en')
  const content = tokenize(body).filter(({ word }) => !grammar?.has(word))
  const met = content.filter(({ word }) => !termsOf(word, language).isDisjointFrom(wanted)).length / Math.max(content.length, 1)
  const asked = shareMet(question.groups, termsOf(body, language))
  return asked >= enoughOfAsked && met >= enoughOfVariant ? (asked + met) / 2 : null
}

/** Share of a question's groups, by weight, that terms hold in the same or other words. */
function shareMet(groups: readonly Group[], terms: ReadonlySet<string>): number {
  const counted = groups.filter(({ word }) => word !== '')
  const total = counted.reduce((sum, { weight }) => sum + weight, 0)
  return total === 0 ? 0 : counted.reduce((sum, group) => sum + group.weight * met(group, terms), 0) / total
}

function met({ alternatives, parts }: Group, terms: ReadonlySet<string>): number {
  if (alternatives.some(({ origin, terms: wanted }) => origin !== 'related' && wanted.every(term => terms.has(term)))) return 1
  return parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + met(part, terms), 0) / parts.length
}
