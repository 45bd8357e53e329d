import type { JudgedPassage } from './judge.ts'
import type { Question } from './questions.ts'

/** What an engine makes of a question. */
export interface Outcome {
  /** Best first. */
  readonly passages: readonly JudgedPassage[]
  /** null: the engine only searches. */
  readonly answer: { readonly text: string; readonly declined: boolean } | null
  readonly milliseconds: number
}

export interface Engine {
  readonly name: string
  ask(question: Question): Promise<Outcome>
}
