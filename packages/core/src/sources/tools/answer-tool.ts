import { AppError } from '../../errors.ts'
import type { ToolCall, ToolResult } from '../../tools/tool.ts'
import { ToolError } from '../../tools/tool-error.ts'
import type { DatedAnswer, SourceRow } from '../asking/source-desk.ts'
import type { SourceQuestion } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import { keepReceipts } from '../receipts/receipts.service.ts'
import type { ToolNeeds } from './source-tools.ts'

export interface Asked {
  readonly answer: DatedAnswer
  readonly question: SourceQuestion
  /** What was read: tables, or the name of a saved query or an endpoint. */
  readonly location: string
  /** Columns that tell its rows apart, as far as that is known. */
  readonly key: readonly string[]
}

/**
 * Asks, keeps a receipt of every row, and tells the model what was found. A source that fails is told as such: the agent says that it cannot look it
 * up, and the chat goes on.
 */
export async function answerTool(needs: ToolNeeds, source: SourceRow, call: ToolCall, ask: () => Promise<Asked>): Promise<ToolResult> {
  try {
    const { answer, question, location, key } = await ask()
    const receipts = await keepReceipts(needs, source, { executionId: call.executionId, location, question, answer, key })
    return {
      content: JSON.stringify({
        source: source.source_name,
        read_at: answer.readAt.toISOString(),
        rows: answer.rows,
        ...(answer.truncated ? { more_rows_exist: true } : {}),
      }),
      receipts,
      parts: [],
      // Customers write into databases too.
      trusted: false,
    }
  } catch (error) {
    if (error instanceof SourceError || error instanceof AppError) throw new ToolError(error.message)
    throw error
  }
}
