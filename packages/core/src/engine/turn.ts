import type { AgentConfig } from '@craveva/contract/agents'
import type { Citation, FinishReason, Usage } from '@craveva/contract/parts'
import type { Evidence, Model, ModelMessage } from '../models/model.ts'
import type { ResolvedModel } from '../models/model-catalogue.ts'

/** What a turn starts from. */
export interface TurnInput {
  readonly agentName: string
  readonly config: AgentConfig
  readonly dataSourceIds: readonly string[]
  /** The model asked for, which may differ from the agent's own. */
  readonly model: string
  readonly question: string
  /** The outlet it speaks for, in words. */
  readonly outlet?: string
  /** Whether a model that has a price may be used; it may unless told. */
  readonly funded?: boolean
  /** What was said before, oldest first. */
  readonly history: readonly ModelMessage[]
}

/** What a turn reaches the world through. */
export interface TurnPorts {
  readonly retrieve: (question: string, history: readonly ModelMessage[]) => Promise<readonly Evidence[]>
  readonly resolveModel: (name: string) => ResolvedModel
  readonly builtin: Model
  /** Aborted with a `TurnStop` as reason. */
  readonly signal: AbortSignal
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicNow: () => number
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Why a turn is stopped from outside. */
export type TurnStop = 'cancelled' | 'interrupted'

/** How a turn ended, whatever the ending. */
export interface TurnResult {
  readonly text: string
  readonly citations: readonly Citation[]
  readonly usage: Usage
  readonly finishReason: FinishReason
  readonly modelUsed: string
  readonly fallbackReason: string | null
  readonly declined: boolean
  readonly dataSourcesQueried: readonly string[]
  readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } | null
  readonly elapsedMs: number
}
