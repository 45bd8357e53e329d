import type { FinishReason, Usage } from '@craveva/contract/parts'

/** One passage the answer may rest on, best first. */
export interface Evidence {
  readonly chunkId: string
  readonly dataSourceId: string
  readonly documentId: string
  readonly kind: 'text' | 'list' | 'table' | 'qa' | 'product' | 'code'
  readonly title: string
  /** Path of headings above the passage. */
  readonly headings: readonly string[]
  readonly body: string
  readonly fields: Readonly<Record<string, string>> | null
  readonly language: string | null
  readonly url: string | null
  readonly score: number
}

export interface ModelMessage {
  readonly role: 'user' | 'assistant'
  readonly content: string
}

/** What a model is asked. `system` already holds the evidence in words; `evidence` is there for models that do not read prompts. */
export interface ModelRequest {
  /** Name without provider prefix, as the provider knows it. */
  readonly model: string
  readonly system: string
  /** Oldest first; the last one is the question. */
  readonly messages: readonly ModelMessage[]
  readonly evidence: readonly Evidence[]
  readonly temperature: number
  /** Tokens. */
  readonly maxTokens: number
  /** BCP 47 language to answer in; null follows the question. */
  readonly language: string | null
  readonly agentName: string
  readonly suggestedQuestions: readonly string[]
  readonly signal: AbortSignal
}

export type ModelPart =
  | { readonly type: 'text'; readonly text: string }
  /** Which evidence the text rests on, for models that know; others are judged by what they quote. */
  | { readonly type: 'grounding'; readonly usedChunkIds: readonly string[]; readonly declined: boolean }
  | { readonly type: 'finish'; readonly reason: Extract<FinishReason, 'stop' | 'length'>; readonly usage: Usage | null }

/** A model: text in, parts out. Faults are thrown as `ModelError`; the last part is always `finish`. */
export interface Model {
  readonly provider: string
  stream(request: ModelRequest): AsyncIterable<ModelPart>
}
