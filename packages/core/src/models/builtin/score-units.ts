import type { AnalyzedQuestion, Group } from '../../retrieval/query/question.ts'
import { possibleScore } from '../../retrieval/rank/score-candidate.ts'
import { toLanguage } from '../../retrieval/words/language.ts'
import { stem } from '../../retrieval/words/stem.ts'
import { tokenize } from '../../retrieval/words/tokenize.ts'
import type { BuiltinPassage } from './builtin-answer.ts'
import { passageUnits, type Unit } from './passage-units.ts'

export interface ScoredUnit {
  readonly unit: Unit
  readonly index: number
  /** What of the question's meaning the unit holds itself, 0 to 1. */
  readonly own: number
  /** With what title and headings above it hold. */
  readonly withHeadings: number
}

export interface ScoredPassage {
  readonly passage: BuiltinPassage
  readonly units: readonly ScoredUnit[]
  /** What of the question's meaning the whole passage holds, 0 to 1. */
  readonly coverage: number
}

/** How much of a question each unit of a passage speaks about. */
export function scoreUnits(passage: BuiltinPassage, question: AnalyzedQuestion): ScoredPassage {
  const head = termsOf([passage.title, ...passage.headings].join(' '), passage.language)
  const units = passageUnits(passage)
  const all = new Set(head)
  const scored = units.map((unit, index) => {
    const own = termsOf(`${unit.leadIn ?? ''} ${unit.plain}`, passage.language)
    for (const term of own) all.add(term)
    return { unit, index, own: share(question, own), withHeadings: share(question, own, head) }
  })
  return { passage, units: scored, coverage: share(question, all) }
}

/** Share of the question's worth found among `terms`; what only the headings hold counts for less. */
function share(question: AnalyzedQuestion, terms: ReadonlySet<string>, head?: ReadonlySet<string>): number {
  let possible = 0
  let found = 0
  for (const group of question.groups) {
    const worth = group.weight * possibleScore(group, question.chunks)
    possible += worth
    found += worth * Math.max(matched(group, terms), head ? 0.7 * matched(group, head) : 0)
  }
  return possible === 0 ? 0 : found / possible
}

function matched({ alternatives }: Group, terms: ReadonlySet<string>): number {
  const best = alternatives.reduce(
    (weight, alternative) => (alternative.terms.every(term => terms.has(term)) ? Math.max(weight, alternative.weight) : weight),
    0,
  )
  return Math.min(1, best * 1.15)
}

function termsOf(text: string, language: string | null): Set<string> {
  const stemLanguage = toLanguage(language ?? 'en')
  return new Set(tokenize(text).flatMap(({ word, alternatives }) => [word, ...alternatives].map(form => stem(form, stemLanguage))))
}
