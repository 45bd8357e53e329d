import type { KeyPermission, Role } from '@craveva/contract/operations'
import type { MessagePart } from '@craveva/contract/parts'

/** For whom a tool works. Its rights are theirs; what a model says gives it none. */
export type ToolPrincipal =
  /** A visitor about whom nothing is known but that the conversation is theirs. */
  | { readonly kind: 'anonymous' }
  /** A visitor for whom the merchant's server has vouched on the pages of a deployment; `claims` are those of its token. */
  | { readonly kind: 'visitor'; readonly deploymentId: string; readonly claims: VisitorClaims }
  | { readonly kind: 'member'; readonly userId: string; readonly role: Role }
  | {
      readonly kind: 'key'
      readonly keyId: string
      readonly userId: string
      readonly role: Role
      readonly permissions: readonly KeyPermission[]
    }

export interface VisitorClaims {
  readonly sub: string
  readonly email?: string
  readonly name?: string
  readonly customer_id?: string
}

/** The circumstances of one call. */
export interface ToolCall {
  readonly principal: ToolPrincipal
  readonly companyId: string
  readonly agentId: string
  /** Null when an agent is executed outside of a conversation. */
  readonly conversationId: string | null
  readonly executionId: string
  /** The outlet it is for; its row filter binds queries. */
  readonly outletId: string | null
  readonly dataSourceIds: readonly string[]
  /** What the page that the chat is on says of itself; anybody can say anything there, so it gives no rights. */
  readonly context: Readonly<Record<string, string>>
  /** Differs for each call of a turn, and is the same when a call is repeated after a fault of the network. */
  readonly callId: string
  readonly signal: AbortSignal
}

/** Where a figure of a live source comes from. */
export type Receipt = Omit<MessagePart & { type: 'receipt' }, 'type'>

/** What a tool shows to the visitor; it puts no words into the agent's mouth. */
export type ShownPart = Exclude<MessagePart, { type: 'text' }>

export interface ToolResult {
  /** For the model. */
  readonly content: string
  /** The rows that the content rests on: evidence for statements, shown to the visitor. */
  readonly receipts: readonly Receipt[]
  /** For the visitor: products, orders, forms, the state of a hand-off. */
  readonly parts: readonly ShownPart[]
  /** Whether nobody outside the company can have written any of the content. If not, tools that change things need approval from then on. */
  readonly trusted: boolean
  /** In one word what came of it, such as `none`; for models that read no sentences. */
  readonly outcome?: string
}

/** The JSON Schema (2020-12) of a tool's arguments: an object. */
export type ParametersSchema = Readonly<Record<string, unknown>>

/**
 * Something an agent can do or look up.
 * - `read`: changes nothing anywhere.
 * - `visitor`: touches what is the visitor's own alone, such as their cart or their conversation.
 * - `change`: changes or sends anything else.
 */
export interface Tool {
  /** Small letters, digits and underscores; unique within an agent. */
  readonly name: string
  /** For the model: what it is good for, and when. */
  readonly description: string
  readonly parameters: ParametersSchema
  readonly effect: 'read' | 'visitor' | 'change'
  /** Whether it answers with rows that mean something by themselves, so that `builtin` can use it, too. */
  readonly tabular?: boolean
  /** Whether a visitor's message asks for this by itself, so that no further consent is needed; for tools with the effect `visitor`. */
  isAskedFor?(message: string): boolean
  /** Gets arguments that fit `parameters`. Throws ToolError for what the model should know; any other error is told as a failure. */
  run(args: Readonly<Record<string, unknown>>, call: ToolCall): Promise<ToolResult>
}
