import type { ModelMessage } from '../models/model.ts'
import type { ToolPrincipal } from '../tools/tool.ts'

/**
 * What only the request knew that asked a question. It is kept with a turn that waits behind another one, which starts when the request may be
 * long gone, and forgotten when the turn ends.
 */
export interface AskedWith {
  /** For whom tools work; an anonymous visitor unless told. */
  readonly principal?: ToolPrincipal
  /** What the page said of itself, as messages before the question: only what the agent declared. */
  readonly page: readonly ModelMessage[]
  /** All that it said, for tools. */
  readonly context?: Readonly<Record<string, string>>
}
