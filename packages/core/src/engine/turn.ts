import type { AgentConfig } from '@craveva/contract/agents'
import type { Citation, FinishReason, Usage } from '@craveva/contract/parts'
import type { ExecutionStep } from '@craveva/contract/steps'
import type { Evidence, Model, ModelMessage, ModelTool } from '../models/model.ts'
import type { ResolvedModel } from '../models/model-catalogue.ts'
import type { ShownPart, Tool, ToolResult } from '../tools/tool.ts'

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
  /** Why a model that has a price may not be used, and what is said instead of an answer of `builtin`; it may be used unless told. */
  readonly withheld?: { readonly reason: string; readonly sentence: string | null } | null
  /** What was said before, oldest first. */
  readonly history: readonly ModelMessage[]
  /** What the agent asked the visitor to consent to in its last message. */
  readonly askedApprovals?: readonly AskedApproval[]
  /** The answer is to be JSON, of this schema where there is one. */
  readonly output?: { readonly schema: Readonly<Record<string, unknown>> | null }
  /** Names of tools that the caller approved with the request. */
  readonly approvedTools?: readonly string[]
}

/** A call of a tool that waits for the visitor's consent. */
export interface AskedApproval {
  readonly tool: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/** A tool as a turn uses it, bound to the one it works for. */
export interface TurnTool extends ModelTool {
  readonly effect: Tool['effect']
  /** Whether the visitor's own message asks for it. */
  isAskedFor?(message: string): boolean
  /** What is wrong with arguments; empty when they can be run. */
  check(args: unknown): readonly string[]
  /** Never throws and always ends, with `failed` when the tool could not do its work. */
  run(args: Readonly<Record<string, unknown>>, callId: string, signal: AbortSignal): Promise<ToolOutcome>
}

export interface ToolOutcome extends ToolResult {
  readonly failed: boolean
}

/** What was said before the part of a conversation that a model still gets whole. */
export interface EarlierInShort {
  readonly text: string
  /** Tells the last message that it covers. */
  readonly last: string
}

/** What a turn reaches the world through. */
export interface TurnPorts {
  readonly retrieve: (question: string, history: readonly ModelMessage[]) => Promise<readonly Evidence[]>
  readonly resolveModel: (name: string) => ResolvedModel
  readonly builtin: Model
  /** Credits that tokens of a model cost. */
  readonly creditsFor: (model: string, usage: Usage) => number
  /** The tools of the agent; null when it has none, and nothing need be asked. */
  readonly tools: (() => Promise<readonly TurnTool[]>) | null
  /** Says what is wrong with a value by a JSON Schema; only asked when JSON is wanted. */
  readonly checkSchema: (schema: Readonly<Record<string, unknown>>, value: unknown) => Promise<readonly string[]>
  /** Asks for a person; null outside of conversations, and when nobody is to be asked. */
  readonly handOff: (() => Promise<ShownPart | null>) | null
  /** Keeps what was summarised, so that it need not be made again with every turn; null outside of conversations. */
  readonly earlier: {
    readonly find: () => Promise<EarlierInShort | null>
    readonly keep: (summary: EarlierInShort) => Promise<void>
  } | null
  /** Whether a visitor talks with the agent. */
  readonly inConversation: boolean
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
  /** What was shown besides text and citations, in order. */
  readonly parts: readonly ShownPart[]
  readonly citations: readonly Citation[]
  /** Of all steps together. */
  readonly usage: Usage
  readonly steps: readonly ExecutionStep[]
  readonly finishReason: FinishReason
  readonly modelUsed: string
  /** Whether that was asked with the company's own key. */
  readonly ownKey: boolean
  readonly fallbackReason: string | null
  readonly declined: boolean
  readonly dataSourcesQueried: readonly string[]
  readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } | null
  readonly elapsedMs: number
}
