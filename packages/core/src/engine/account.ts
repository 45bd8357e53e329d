import type { Usage } from '@craveva/contract/parts'
import type { ExecutionStep } from '@craveva/contract/steps'

/** Keeps the books of a turn: what was done, and what all of it used. */
export interface Account {
  readonly steps: readonly ExecutionStep[]
  readonly usage: Usage
  add(step: ExecutionStep): void
}

export function createAccount(): Account {
  const steps: ExecutionStep[] = []
  let input = 0
  let output = 0
  return {
    steps,
    get usage() {
      return { input_tokens: input, output_tokens: output }
    },
    add(step) {
      steps.push(step)
      input += step.usage?.input_tokens ?? 0
      output += step.usage?.output_tokens ?? 0
    },
  }
}
