import type { Citation } from '@craveva/contract/parts'
import type { ExecutionStep } from '@craveva/contract/steps'
import type { AskedApproval, EarlierInShort, ToolOutcome, TurnInput, TurnTool } from '../engine/turn.ts'
import type { Evidence, ModelMessage, ModelPart } from '../models/model.ts'
import type { ModelErrorKind } from '../models/model-error.ts'
import type { ShownPart } from '../tools/tool.ts'

/** What a turn started from and what it was told by models and tools: enough to run it again to the same end. */
export interface ExecutionRecord {
  readonly version: 1
  /** Whether it grew too large, and holds its steps in short alone. */
  readonly truncated?: true
  /** Whether a visitor talked with the agent. */
  readonly inConversation?: boolean
  readonly input: RecordedInput
  /** Messages that models were sent: first those of the conversation, then those of the turn. */
  readonly messages: readonly ModelMessage[]
  readonly evidence: readonly RecordedEvidence[]
  /** What the models were told before the passages. */
  readonly systems: readonly string[]
  readonly models: readonly ResolvedName[]
  readonly replies: readonly ModelReply[]
  readonly tools: readonly RecordedTool[] | null
  readonly toolAnswers: readonly ToolAnswer[]
  /** What was kept of the conversation's beginning. */
  readonly earlier?: EarlierInShort
  /** What the visitor was shown when a person was asked for. */
  readonly handedOff?: ShownPart
  readonly steps: readonly RecordedStep[]
}

export interface RecordedInput {
  readonly agentName: string
  readonly model: string
  readonly dataSourceIds: readonly string[]
  /** How many of the messages were there before the question. */
  readonly history: number
  readonly outlet?: string
  readonly askedApprovals?: readonly AskedApproval[]
  readonly approvedTools?: readonly string[]
  readonly output?: NonNullable<TurnInput['output']>
}

/** A passage. What the execution's citation at the same place tells as well is left out. */
export type RecordedEvidence = Evidence | Omit<Evidence, SharedWithCitation>

export type SharedWithCitation = 'body' | 'title' | 'url' | 'dataSourceId' | 'documentId' | 'score'

export interface ResolvedName {
  readonly asked: string
  readonly name: string
  readonly isBuiltin: boolean
  readonly fallbackReason: string | null
  readonly ownKey?: boolean
  readonly contextTokens?: number | null
}

/** What a model said to one request. Neighbouring pieces of text are one. */
export interface ModelReply {
  readonly parts: readonly ModelPart[]
  readonly error?: { readonly kind: ModelErrorKind; readonly message: string; readonly retryAfterMs: number | null }
}

export interface RecordedTool extends Pick<TurnTool, 'name' | 'description' | 'parameters' | 'effect'> {
  /** Arguments that did not fit, as JSON, and why. */
  readonly misfits: Readonly<Record<string, readonly string[]>>
}

export interface ToolAnswer {
  readonly callId: string
  readonly name: string
  readonly outcome: ToolOutcome
}

/** A step whose prompt is told by places in the record. */
export type RecordedStep =
  | (Omit<ExecutionStep, 'input'> & { readonly kind: 'tool'; readonly input: unknown })
  | (Omit<ExecutionStep, 'input'> & { readonly kind: 'model'; readonly input: PackedPrompt })

export interface PackedPrompt {
  /** Place in `systems`; whether the passages follow it. */
  readonly system: number
  readonly passages: boolean
  readonly messages: readonly number[]
  readonly tools: unknown
}

/** The passages of a record, whole again. */
export const evidenceOf = ({ evidence }: ExecutionRecord, citations: readonly Citation[]): Evidence[] =>
  evidence.map((passage, index) => {
    const citation = citations[index]
    if ('body' in passage || !citation) return passage as Evidence
    return {
      ...passage,
      body: citation.excerpt,
      title: citation.title,
      url: citation.url,
      dataSourceId: citation.data_source_id,
      documentId: citation.document_id,
      score: citation.score,
    }
  })
