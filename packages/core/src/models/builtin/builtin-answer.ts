import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import type { Evidence, ModelMessage } from '../model.ts'

/** What the built-in model answers from: nothing but this. */
export interface BuiltinQuestion {
  readonly question: string
  /** Best first, as found by `search`. */
  readonly passages: readonly BuiltinPassage[]
  /** Oldest first, without the question. */
  readonly history: readonly ModelMessage[]
  /** BCP 47; null follows the question. */
  readonly language: string | null
  readonly agentName: string
  /** Questions the agent is known to answer. */
  readonly suggestions: readonly string[]
}

export interface BuiltinPassage extends Evidence {
  /** How search understood the question; without it the words of the question are taken as they are. */
  readonly understood?: AnalyzedQuestion
  /** Which of a message's several questions it was found for, and its place among what was found for it. */
  readonly parts?: readonly { readonly question: string; readonly understood: AnalyzedQuestion; readonly place: number }[]
}

export interface BuiltinAnswer {
  /** Markdown. */
  readonly text: string
  /** Passages the answer quotes, in order. */
  readonly used: readonly string[]
  /** Whether it says that it does not know. */
  readonly declined: boolean
  readonly kind: 'curated' | 'passages' | 'products' | 'clarification' | 'decline' | 'small talk'
}
