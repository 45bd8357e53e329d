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
  /** An answer that the company gave itself, which leads; `body` is what it says. */
  readonly curated?: true
}

export type ModelMessage =
  | { readonly role: 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly toolCalls?: readonly ModelToolCall[] }
  /** What a tool answered to the call of this id. */
  | {
      readonly role: 'tool'
      readonly content: string
      readonly callId: string
      readonly toolName: string
      /** The same in one word, where the tool gives one. */
      readonly outcome?: string
    }

/** A tool that a model may ask for. */
export interface ModelTool {
  readonly name: string
  readonly description: string
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Whether it answers with rows that mean something by themselves, so that `builtin` can use it, too. */
  readonly tabular?: boolean
}

/** What a model asks of a tool. Nothing of it has been checked. */
export interface ModelToolCall {
  readonly id: string
  readonly name: string
  /** As the model wrote them, which should be a JSON object. */
  readonly arguments: string
}

/** What a model is asked. `system` already holds the evidence in words; `evidence` is there for models that do not read prompts. */
export interface ModelRequest {
  /** Name without provider prefix, as the provider knows it. */
  readonly model: string
  readonly system: string
  /** Oldest first; the last one is the question. */
  readonly messages: readonly ModelMessage[]
  readonly evidence: readonly Evidence[]
  readonly tools?: readonly ModelTool[]
  /** Whether it may ask for them in this answer; it may unless told. */
  readonly mayCall?: boolean
  /** The answer is to be JSON that fits this schema; models that cannot be bound to one are told in `system` alone. */
  readonly outputSchema?: Readonly<Record<string, unknown>>
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
  /** One for each tool that it asks for, whole, before `finish`; the answers are in the next request. */
  | ({ readonly type: 'tool-call' } & ModelToolCall)
  | { readonly type: 'finish'; readonly reason: Extract<FinishReason, 'stop' | 'length'>; readonly usage: Usage | null }

/** A model: text in, parts out. Faults are thrown as `ModelError`; the last part is always `finish`. */
export interface Model {
  readonly provider: string
  stream(request: ModelRequest): AsyncIterable<ModelPart>
}
