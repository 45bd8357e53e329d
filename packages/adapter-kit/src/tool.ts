import type { MessagePart } from '@craveva/contract/parts'
import type { ZodType } from 'zod'

/** Something an agent can do on the platform. */
export interface Tool<Input = unknown> {
  /** For the model: what it does and when to use it. */
  readonly description: string
  readonly input: ZodType<Input>
  /**
   * - `read`: changes nothing anywhere.
   * - `visitor`: touches what is the visitor's own alone, such as their cart.
   * - `change`: changes or sends anything else; needs approval.
   */
  readonly effect: 'read' | 'visitor' | 'change'
  run(input: Input, call: ToolCall): Promise<ToolResult>
}

/** The circumstances of one call; nothing of it comes from a model. */
export interface ToolCall {
  readonly visitor: ToolVisitor
  /** What the page that the chat is on says of itself, such as `country`; anybody can say anything there. Empty where there is no page. */
  readonly context: Readonly<Record<string, string>>
  /** BCP 47 of the conversation; null or absent where it is not known. */
  readonly language?: string | null
  readonly signal: AbortSignal
}

/** Whom a tool works for, as the platform or the merchant's server vouches for them. */
export interface ToolVisitor {
  /** Tells visitors apart: that of their conversation. */
  readonly id: string
  /** Tells network addresses apart, without telling them; null where a channel has none. */
  readonly address: string | null
  /** Of a customer who is signed in at the shop. */
  readonly customerId: string | null
  /** Of a messenger that proves it, with the country's code. */
  readonly phone: string | null
}

export interface ToolResult {
  /** For the model. */
  readonly content: string
  /** The rows that the content rests on: evidence for statements, shown to the visitor. */
  readonly receipts: readonly Omit<Extract<MessagePart, { type: 'receipt' }>, 'type'>[]
  /** For the visitor: products, orders, forms. */
  readonly parts: readonly Exclude<MessagePart, { type: 'text' }>[]
  /** In one word what came of it, such as `none` or `none_60_days`; for models that read no sentences. */
  readonly outcome?: string
}
