import type { Api } from '@craveva/contract/api'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { testedChange } from '../executions/tested-change.ts'
import { detached, type Handlers } from '../http/handlers.ts'
import { type Agent, changeAgent, createAgent, getAgent, removeAgent, restoreVersion, warningsFor } from './agents.service.ts'
import { listAgents, listVersions } from './agents.store.ts'

export const agentHandlers: Handlers<Api['agents']> = {
  list: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listAgents(db, principal.companyId, query)
    return { agents: rows.map(toSummary), ...page }
  },
  create: async (context, { body }) => ({ agent: toDetail(context, await createAgent(context, body)) }),
  get: async (context, { params }) => ({ agent: toDetail(context, await getAgent(context, params.agent_id)) }),
  update: detached(async (context, { params, query, body, ifUnchanged, gone }) => {
    const change = (inside: Context) => ifUnchanged(inside, () => changeAgent(inside, params.agent_id, body))
    const { agent, ...report } = await testedChange(context, change, query, gone)
    return { agent: toDetail(context, agent), ...report }
  }),
  delete: async (context, { params, query }) => {
    await removeAgent(context, params.agent_id, { force: query.force ?? false })
    return { success: true, message: 'Agent deleted' }
  },
  versions: async (context, { params, query }) => {
    await getAgent(context, params.agent_id)
    const { rows, ...page } = await listVersions(context.db, context.principal.companyId, params.agent_id, query)
    const versions = rows.map(({ version, snapshot, created_at, created_by }) => ({
      version,
      name: snapshot.name,
      configuration: snapshot.config,
      created_at: created_at.toISOString(),
      created_by,
    }))
    return { versions, ...page }
  },
  restore: detached(async (context, { params, query, gone }) => {
    if (!/^\d{1,9}$/.test(params.version)) throw new AppError('NOT_FOUND')
    const change = (inside: Context) => restoreVersion(inside, params.agent_id, Number(params.version))
    const { agent, ...report } = await testedChange(context, change, query, gone)
    return { agent: toDetail(context, agent), ...report }
  }),
  preview: async (context, { params }) => {
    const { agent_id, name, config } = await getAgent(context, params.agent_id)
    return { agent: { agent_id, name, config, ui_settings: config.ui_settings } }
  },
}

const toSummary = ({ agent_id, name, type, status, description, created_at, updated_at }: Agent) => ({
  agent_id,
  name,
  type,
  status,
  description,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

const toDetail = (context: Pick<Context, 'models'>, agent: Agent) => ({
  ...toSummary(agent),
  version: agent.version,
  configuration: agent.config,
  data_sources: agent.data_sources,
  warnings: warningsFor(context, agent),
})
