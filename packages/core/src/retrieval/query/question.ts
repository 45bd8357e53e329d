import type { AnswerMark } from '../words/answer-marks.ts'
import type { Language } from '../words/language.ts'

/** A question as it is searched: groups of alternatives, one per content word or phrase of the customer's. */
export interface AnalyzedQuestion {
  readonly groups: readonly Group[]
  readonly language: string | null
  /** What kind of thing would answer it, as far as its wording tells. */
  readonly focus: AnswerMark | null
  /** What it wants the number of, folded. */
  readonly counted: string | null
  /** Whether it asks how something is done. */
  readonly isProcedure: boolean
  /** Passages searched. */
  readonly chunks: number
  /** Words of an average passage. */
  readonly averageLength: number
}

export interface Group {
  /** As the customer wrote it, folded. */
  readonly word: string
  /** Where it stands, counted over content words. */
  readonly place: number
  /** What the group is worth besides how rare it is: less for words of an earlier question. */
  readonly weight: number
  readonly alternatives: readonly Alternative[]
  /** A phrase's words, which together may tell as much as the phrase. */
  readonly parts: readonly Group[]
}

export type Origin = 'same' | 'spelling' | 'compound' | 'synonym' | 'related'

export interface Alternative {
  /** Stems; a phrase has several, which stand near each other. */
  readonly terms: readonly string[]
  /** 1 for the customer's own word, less the further off. */
  readonly weight: number
  /** Passages that hold it. */
  readonly documentFrequency: number
  /** What a match is worth at most: weight by how rare it is, but never rarer than the customer's own word. */
  readonly worth: number
  readonly origin: Origin
}

/** A content word of a question before it is looked up. */
export interface QuestionWord {
  readonly word: string
  readonly alternatives: readonly string[]
  readonly kind: 'word' | 'number' | 'code'
  readonly weight: number
}

export interface ReadQuestion {
  /** Content words. */
  readonly words: readonly QuestionWord[]
  /** All words, with their place among the content words; phrases are looked for here. */
  readonly all: readonly { readonly word: string; readonly place: number | null }[]
  readonly language: string | null
  /** Languages whose endings are taken off, likeliest first. */
  readonly stemLanguages: readonly Language[]
  readonly focus: AnswerMark | null
  readonly counted: string | null
  readonly isProcedure: boolean
}
