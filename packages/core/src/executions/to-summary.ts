import type { Selectable } from 'kysely'
import type { ExecutionTables } from './executions.tables.ts'

/** An execution as lists tell it. */
export const toSummary = (row: Omit<Selectable<ExecutionTables['executions']>, 'record' | 'asked_with'>) => ({
  execution_id: row.execution_id,
  agent_id: row.agent_id,
  agent_version: row.agent_version,
  conversation_id: row.conversation_id,
  status: row.status,
  input: row.input,
  response: row.response,
  model_used: row.model_used,
  tokens_used: row.input_tokens + row.output_tokens,
  execution_time_ms: row.elapsed_ms,
  declined: row.declined,
  created_at: row.created_at.toISOString(),
})
