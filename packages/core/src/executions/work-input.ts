import type { TurnInput } from '../engine/turn.ts'
import type { ToolPrincipal } from '../tools/tool.ts'

/** What a turn starts from, and for whom its tools work. */
export interface WorkInput extends TurnInput {
  readonly agentId: string
  /** An anonymous visitor unless told. */
  readonly principal?: ToolPrincipal
  /** What the page says of itself; nothing unless told. */
  readonly context?: Readonly<Record<string, string>>
  readonly outletId?: string | null
  /** Whether it is only tried, so that nothing may be changed. */
  readonly trial?: boolean
}
