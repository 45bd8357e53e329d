import type { VocabularyEntry } from '../lookup.store.ts'
import { editDistance } from '../words/edit-distance.ts'
import { functionWords } from '../words/function-words.ts'
import type { Language } from '../words/language.ts'
import { slipsAllowed } from '../words/misspelling.ts'

export interface Spelling {
  readonly word: string
  readonly stem: string
  /** 1 for the likeliest, less for what is further off. */
  readonly weight: number
}

const mostSpellings = 3

/** The words of the company's texts that an unknown word probably means, likeliest first. */
export function closestSpellings(word: string, similar: readonly VocabularyEntry[]): Spelling[] {
  const limit = slipsAllowed(word)
  const close = similar
    .map(([candidate, stem, frequency]) => ({ word: candidate, stem, likeness: likeness(word, candidate, frequency, limit) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
  const best = close[0]?.likeness ?? 0
  const byStem = new Map(
    close
      .filter(({ likeness }) => likeness >= best * 0.75)
      .map(entry => [entry.stem, entry])
      .reverse() as [string, (typeof close)[number]][],
  )
  return [...byStem.values()]
    .reverse()
    .slice(0, mostSpellings)
    .map(({ likeness, ...spelling }) => ({ ...spelling, weight: Math.min(1, likeness / best) }))
}

/** Fewer slips are likelier, first letters are rarely wrong, frequent words are meant more often. 0 when too far. */
function likeness(word: string, candidate: string, frequency: number, limit: number): number {
  const slips = editDistance(word, candidate, limit)
  if (slips > limit || (word.length === 3 && (candidate.length !== 4 || candidate[0] !== word[0]))) return 0
  const firstLetter = word[0] === candidate[0] ? 1 : 0.7
  const letters = [...word].sort().join('') === [...candidate].sort().join('') ? 1.15 : 1
  return (firstLetter * letters * (1 + 0.05 * Math.log(frequency))) / (1 + slips * 0.6)
}

/** Whether an unknown word is one slip away from a word of grammar: `waht`, `mutch`. */
export function isMisspelledGrammar(word: string, language: Language | undefined): boolean {
  const grammar = language && functionWords.get(language)
  if (!grammar || word.length < 3 || word.length > 6) return false
  return [...grammar].some(known => known.length > 2 && known[0] === word[0] && editDistance(word, known, 1) === 1)
}
