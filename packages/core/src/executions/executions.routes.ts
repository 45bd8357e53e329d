import type { Api } from '@craveva/contract/api'
import { getAgent } from '../agents/agents.service.ts'
import type { UserContext } from '../context.ts'
import { detached, eventStream, type Handlers, type StreamEvent } from '../http/handlers.ts'
import { awaitResult } from './await-result.ts'
import { executeAgent, previewAgent } from './execute-agent.ts'
import { listExecutions } from './executions.store.ts'
import { plainText } from './plain-text.ts'
import { toSummary } from './to-summary.ts'

export const executionHandlers: Handlers<Api['executions']> = {
  execute: detached(async (context, { params, body, wantsStream, gone }) => {
    const executionId = await executeAgent(context, params.agent_id, body)
    if (wantsStream) return eventStream(executionEvents(context, executionId, gone))
    const result = await awaitResult(context, context.principal.companyId, executionId, gone)
    return {
      response: body.output_format === 'text' ? plainText(result.text) : result.text,
      ...(body.output_format === 'json' ? { output: parsed(result.text) } : {}),
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
    const { rows, ...page } = await listExecutions(context.db, context.principal.companyId, { ...query, agent_id: params.agent_id })
    return { executions: rows.map(toSummary), ...page }
  },
  listAll: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listExecutions(db, principal.companyId, query)
    return { executions: rows.map(toSummary), ...page }
  },
}

/** What the answer says as JSON; null for one that was stopped before its end. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function* executionEvents({ runner, principal }: UserContext, executionId: string, gone: AbortSignal): AsyncGenerator<StreamEvent> {
  for await (const seen of runner.follow(principal.companyId, executionId, 0, gone)) {
    if (seen.kind === 'part') yield { id: `${executionId}.${seen.index + 1}`, part: seen.part }
  }
}
