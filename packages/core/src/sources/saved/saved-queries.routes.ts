import type { Api } from '@craveva/contract/api'
import { agentsWithTool } from '../../agents/agents-with-tool.ts'
import { detached, type Handlers } from '../../http/handlers.ts'
import { argumentsSchema } from './arguments-schema.ts'
import type { SavedQueryRow } from './run-saved-query.ts'
import {
  askSavedQuery,
  changeSavedQuery,
  createSavedQuery,
  getSavedQuery,
  listAllSavedQueries,
  removeSavedQuery,
} from './saved-queries.service.ts'

export const savedQueryHandlers: Handlers<Api['savedQueries']> = {
  list: async (context, { query }) => {
    const { rows, ...page } = await listAllSavedQueries(context, query)
    return { saved_queries: rows.map(toSavedQuery), ...page }
  },
  create: async (context, { body }) => ({ saved_query: toSavedQuery(await createSavedQuery(context, body)) }),
  get: async (context, { params }) => ({ saved_query: toSavedQuery(await getSavedQuery(context, params.query_id)) }),
  update: async (context, { params, body }) => ({ saved_query: toSavedQuery(await changeSavedQuery(context, params.query_id, body)) }),
  delete: async (context, { params, query }) => {
    const usedBy = (name: string) => agentsWithTool(context.db, context.principal.companyId, name)
    await removeSavedQuery(context, params.query_id, { force: query.force ?? false, usedBy })
    return { success: true, message: 'Saved query deleted' }
  },
  run: detached(async (context, { params, body, gone }) => {
    const started = performance.now()
    const { rows, truncated } = await askSavedQuery(context, params.query_id, body, gone)
    return { results: [...rows], row_count: rows.length, truncated, execution_time_ms: Math.round(performance.now() - started) }
  }),
}

const toSavedQuery = ({ company_id: _company, created_at, updated_at, ...row }: SavedQueryRow) => ({
  ...row,
  arguments_schema: argumentsSchema(row.parameters),
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})
