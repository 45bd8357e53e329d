import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { recordEvent } from '../events/record-event.ts'
import { agentsUsing, insertVersion, lockAgent, updateAgent } from './agents.store.ts'

interface Attached {
  readonly companyId: string
  readonly agentId: string
  readonly connectionId: string
}

/** Lets an agent answer from a further data source, as a new version that nobody made by hand. */
export async function attachSource(db: Db, { now }: Pick<Services, 'now'>, { companyId, agentId, connectionId }: Attached) {
  await changeSources(db, { now }, { companyId, agentId }, sources =>
    sources.includes(connectionId) ? sources : [...sources, connectionId],
  )
}

/** Takes a data source from every agent that answers from it, alike. */
export async function detachSource(db: Db, { now }: Pick<Services, 'now'>, { companyId, connectionId }: Omit<Attached, 'agentId'>) {
  for (const { agent_id: agentId } of await agentsUsing(db, companyId, connectionId))
    await changeSources(db, { now }, { companyId, agentId }, sources => sources.filter(id => id !== connectionId))
}

async function changeSources(
  db: Db,
  { now }: Pick<Services, 'now'>,
  { companyId, agentId }: Omit<Attached, 'connectionId'>,
  change: (sources: string[]) => string[],
) {
  const agent = await lockAgent(db, companyId, agentId)
  const next = agent && change(agent.data_sources)
  if (!agent || !next || next.length === agent.data_sources.length) return
  const saved = await updateAgent(db, companyId, agentId, {
    data_sources: next,
    version: agent.version + 1,
    updated_at: new Date(now()),
  })
  const { name, type, description, config, data_sources, version, status } = saved
  const snapshot = JSON.stringify({ name, type, description, config, data_sources })
  await insertVersion(db, { company_id: companyId, agent_id: agentId, version, snapshot, created_by: null })
  await recordEvent(db, companyId, 'agent.updated', { agent_id: agentId, name, version, status })
}
