import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { sharedMeaning, termsOf } from '../../retrieval/rank/shared-meaning.ts'
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
    return { unit, index, own: sharedMeaning(question, own), withHeadings: sharedMeaning(question, own, head) }
  })
  return { passage, units: scored, coverage: sharedMeaning(question, all) }
}
