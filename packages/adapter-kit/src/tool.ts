import type { ZodType } from 'zod'

/** Something an agent can do on the platform. */
export interface Tool<Input = unknown> {
  /** For the model: what it does and when to use it. */
  readonly description: string
  readonly input: ZodType<Input>
  /** Whether it only looks; what changes something needs the visitor's approval. */
  readonly readOnly: boolean
  run(input: Input, call: { readonly conversationId: string; readonly signal: AbortSignal }): Promise<unknown>
}
