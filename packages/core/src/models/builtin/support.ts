import type { AnalyzedQuestion, Group } from '../../retrieval/query/question.ts'
import { inverseDocumentFrequency } from '../../retrieval/rank/inverse-document-frequency.ts'
import { termsOf } from '../../retrieval/rank/shared-meaning.ts'
import { weights } from '../../retrieval/rank/weights.ts'
import type { BuiltinPassage } from './builtin-answer.ts'
import { passageUnits, type Unit } from './passage-units.ts'

/** A unit of a passage, and how much of the question it answers for. */
export interface SupportedUnit {
  readonly unit: Unit
  readonly index: number
  /** Share of the question that the unit itself holds, 0 to 1. */
  readonly own: number
  /** The same with title and headings above it. */
  readonly support: number
}

export interface SupportedPassage {
  readonly passage: BuiltinPassage
  readonly units: readonly SupportedUnit[]
  /** The best of the units. */
  readonly best: number
  /** Share of the question that the passage as a whole holds. */
  readonly whole: number
  /** The same of what an earlier question was about. */
  readonly topic: number
}

/** A synonym answers nearly as surely as the word itself; what is merely related does not. */
const surety = { same: 1, compound: 1, spelling: 0.9, synonym: 0.8, related: 0 }
/** Worth of a word in nearly every passage, and of everyday words, against one in hardly any. */
const commonWorth = 0.35
const lightWorth = 0.3

/** Whether a word comes from an earlier question: everyday words weigh less still. */
export const isCarried = (weight: number): boolean => weight < 1 && weight > weights.lightWord

/** How far a passage, unit by unit, speaks of what was asked. */
export function supportOf(passage: BuiltinPassage, question: AnalyzedQuestion): SupportedPassage {
  const groups = question.groups.filter(({ word }) => word !== '').map(group => ({ group, worth: worthOf(group, question.chunks) }))
  const carried = groups.filter(({ group }) => isCarried(group.weight))
  const head = termsOf([passage.title, ...passage.headings].join(' '), passage.language)
  const everything = new Set(head)
  const share = (terms: ReadonlySet<string>) => shareOf(groups, terms)
  const units = passageUnits(passage).map((unit, index) => {
    const own = termsOf(`${unit.leadIn ?? ''} ${unit.plain}`, passage.language)
    for (const term of own) everything.add(term)
    return { unit, index, own: share(own), support: share(own.union(head)) }
  })
  return {
    passage,
    units,
    best: Math.max(0, ...units.map(({ support }) => support)),
    whole: share(everything),
    topic: shareOf(carried, everything),
  }
}

/** How much there is to answer: about the number of telling words in the question. */
export const weightOf = (question: AnalyzedQuestion): number =>
  question.groups.filter(({ word }) => word !== '').reduce((sum, group) => sum + worthOf(group, question.chunks), 0)

function shareOf(groups: readonly { group: Group; worth: number }[], terms: ReadonlySet<string>): number {
  const possible = groups.reduce((sum, { worth }) => sum + worth, 0)
  return possible === 0 ? 0 : groups.reduce((sum, { group, worth }) => sum + worth * suretyOf(group, terms), 0) / possible
}

function suretyOf({ alternatives, parts }: Group, terms: ReadonlySet<string>): number {
  let best = parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + suretyOf(part, terms), 0) / parts.length
  for (const { terms: wanted, origin } of alternatives) if (wanted.every(term => terms.has(term))) best = Math.max(best, surety[origin])
  return best
}

function worthOf({ alternatives, parts, weight }: Group, chunks: number): number {
  if (parts.length > 0) return Math.max(...parts.map(part => worthOf(part, chunks)))
  // What an earlier question was about weighs between a word of this one and an everyday word.
  const importance = weight >= 1 || isCarried(weight) ? weight : lightWorth
  const asked = alternatives.filter(({ origin }) => origin === 'same' || origin === 'spelling' || origin === 'compound')
  if (asked.length === 0) return importance
  const rarity = Math.max(...asked.map(({ documentFrequency }) => inverseDocumentFrequency(documentFrequency, chunks)))
  return importance * (commonWorth + (1 - commonWorth) * Math.min(1, rarity / inverseDocumentFrequency(0.5, chunks)))
}
