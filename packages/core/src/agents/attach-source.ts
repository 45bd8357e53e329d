import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { recordEvent } from '../events/record-event.ts'
import { insertVersion, lockAgent, updateAgent } from './agents.store.ts'

interface Attached {
  readonly companyId: string
  readonly agentId: string
  readonly connectionId: string
}

/** Lets an agent answer from a further data source, as a new version that nobody made by hand. */
export async function attachSource(db: Db, { now }: Pick<Services, 'now'>, { companyId, agentId, connectionId }: Attached) {
  const agent = await lockAgent(db, companyId, agentId)
  if (!agent || agent.data_sources.includes(connectionId)) return
  const saved = await updateAgent(db, companyId, agentId, {
    data_sources: [...agent.data_sources, connectionId],
    version: agent.version + 1,
    updated_at: new Date(now()),
  })
  const { name, type, description, config, data_sources, version, status } = saved
  const snapshot = JSON.stringify({ name, type, description, config, data_sources })
  await insertVersion(db, { company_id: companyId, agent_id: agentId, version, snapshot, created_by: null })
  await recordEvent(db, companyId, 'agent.updated', { agent_id: agentId, name, version, status })
}
