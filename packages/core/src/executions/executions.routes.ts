import type { Api } from '@craveva/contract/api'
import type { Selectable } from 'kysely'
import { getAgent } from '../agents/agents.service.ts'
import type { UserContext } from '../context.ts'
import { detached, eventStream, type Handlers, type StreamEvent } from '../http/handlers.ts'
import { awaitResult } from './await-result.ts'
import { executeAgent, previewAgent } from './execute-agent.ts'
import { listExecutions } from './executions.store.ts'
import type { ExecutionTables } from './executions.tables.ts'
import { plainText } from './plain-text.ts'

export const executionHandlers: Handlers<Api['executions']> = {
  execute: detached(async (context, { params, body, wantsStream, gone }) => {
    const executionId = await executeAgent(context, params.agent_id, body)
    if (wantsStream) return eventStream(executionEvents(context, executionId, gone))
    const result = await awaitResult(context, context.principal.companyId, executionId, gone)
    return {
      response: body.output_format === 'text' ? plainText(result.text) : result.text,
      execution_id: executionId,
      tokens_used: result.usage.input_tokens + result.usage.output_tokens,
      data_sources_queried: [...result.dataSourcesQueried],
      execution_time_ms: result.elapsedMs,
      finish_reason: result.finishReason,
      model_used: result.modelUsed,
      fallback_reason: result.fallbackReason,
      citations: [...result.citations],
      declined: result.declined,
    }
  }),
  previewTest: detached(async (context, { params, body, gone }) => {
    const { text, citations, declined, modelUsed, fallbackReason } = await previewAgent(context, params.agent_id, body.input, gone)
    return { response: text, preview: true, citations: [...citations], declined, model_used: modelUsed, fallback_reason: fallbackReason }
  }),
  list: async (context, { params, query }) => {
    await getAgent(context, params.agent_id)
    const { rows, ...page } = await listExecutions(context.db, context.principal.companyId, params.agent_id, query)
    return { executions: rows.map(toSummary), ...page }
  },
}

async function* executionEvents({ runner, principal }: UserContext, executionId: string, gone: AbortSignal): AsyncGenerator<StreamEvent> {
  for await (const seen of runner.follow(principal.companyId, executionId, 0, gone)) {
    if (seen.kind === 'part') yield { id: `${executionId}.${seen.index + 1}`, part: seen.part }
  }
}

const toSummary = (row: Selectable<ExecutionTables['executions']>) => ({
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
