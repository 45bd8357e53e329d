import type { ModelMessage } from '../models/model.ts'

/** Characters of the conversation that a request carries, unless the model takes much more or less. */
const usualBudget = 12_000
const largestBudget = 60_000

/** Characters for the conversation in a window of so many tokens: a third of it, at three characters a token. */
export const historyBudget = (contextTokens: number | null) =>
  contextTokens === null ? usualBudget : Math.min(largestBudget, Math.max(4000, contextTokens))

export interface FittedHistory {
  /** The newest messages that fit, beginning with one of the visitor. */
  readonly kept: readonly ModelMessage[]
  /** Those before them, oldest first. */
  readonly left: readonly ModelMessage[]
}

export function fitHistory(history: readonly ModelMessage[], budget: number): FittedHistory {
  let rest = budget
  let from = history.length
  while (from > 0) {
    rest -= history[from - 1]?.content.length ?? 0
    if (rest < 0) break
    from--
  }
  while (from < history.length && history[from]?.role === 'assistant') from++
  return { kept: history.slice(from), left: history.slice(0, from) }
}
