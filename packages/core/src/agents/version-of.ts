import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { findAgent, findVersion } from './agents.store.ts'
import type { AgentSnapshot } from './agents.tables.ts'

/** What an agent is in one version. */
export interface AgentVersion extends AgentSnapshot {
  readonly version: number
}

/** An agent as it was in one of its versions, or is now. Throws NOT_FOUND. */
export async function versionOf(db: Db, companyId: string, agentId: string, version: number | null): Promise<AgentVersion> {
  if (version !== null) {
    const kept = await findVersion(db, companyId, agentId, version)
    if (!kept) throw new AppError('NOT_FOUND', `The agent has no version ${version}.`)
    return { ...kept.snapshot, version }
  }
  const agent = await findAgent(db, companyId, agentId)
  if (!agent) throw new AppError('NOT_FOUND')
  return agent
}
