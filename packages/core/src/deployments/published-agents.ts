import type { Selectable } from 'kysely'
import type { AgentTables } from '../agents/agents.tables.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import type { Notifications } from '../db/notifications.ts'
import { findInDirectory } from '../system/directory.ts'
import { findAgentWithDeployments } from './deployments.store.ts'
import type { DeploymentTables } from './deployments.tables.ts'

/** An agent with all its deployments, as they are now. */
export interface PublishedAgent {
  readonly companyId: string
  readonly agent: Selectable<AgentTables['agents']>
  readonly deployments: readonly Selectable<DeploymentTables['deployments']>[]
  /** Days after which the company deletes what visitors wrote; null: it keeps it. */
  readonly retentionDays: number | null
}

/** Agents as the public finds them. Looked up once and remembered until the database tells that something about them changed. */
export interface PublishedAgents {
  find(agentId: string): Promise<PublishedAgent | null>
  /** Forgets what is known of a company's agents: called after its own changes, which are thus seen at once. */
  forget(companyId: string): void
}

/** Milliseconds that something may be remembered, should a notification be lost. */
const longestMemory = 2000
const most = 10_000

export function createPublishedAgents(pool: Db, notifications: Notifications): PublishedAgents {
  const known = new Map<string, { readonly at: number; readonly found: PublishedAgent }>()
  /** Being looked up just now, so that many who ask at once cost one look. */
  const loading = new Map<string, Promise<PublishedAgent | null>>()
  /** Grows with every change, so that what was read before it is not remembered after it. */
  let changes = 0

  const forgetAll = (matches: (agentId: string, found: PublishedAgent) => boolean) => {
    changes++
    loading.clear()
    for (const [agentId, { found }] of known) if (matches(agentId, found)) known.delete(agentId)
  }
  notifications.onGap(() => forgetAll(() => true))
  notifications.onAny(({ kind, id }) => {
    if (kind === 'agent') forgetAll(agentId => agentId === id)
  })

  async function lookUp(agentId: string) {
    const before = changes
    const found = await load(pool, agentId)
    if (before !== changes) return found
    loading.delete(agentId)
    if (known.size > most) known.clear()
    if (found) known.set(agentId, { at: performance.now(), found })
    return found
  }

  return {
    find(agentId) {
      const remembered = known.get(agentId)
      if (remembered && performance.now() - remembered.at < longestMemory) return Promise.resolve(remembered.found)
      const underWay = loading.get(agentId)
      if (underWay) return underWay
      const look = lookUp(agentId)
      loading.set(agentId, look)
      look.catch(() => loading.delete(agentId))
      return look
    },
    forget: companyId => forgetAll((_, found) => found.companyId === companyId),
  }
}

async function load(pool: Db, agentId: string): Promise<PublishedAgent | null> {
  const entry = await findInDirectory(pool, 'agent', agentId)
  if (!entry) return null
  const { agent, ...rest } = await inCompany(pool, entry.company_id, db => findAgentWithDeployments(db, entry.company_id, agentId))
  return agent ? { companyId: entry.company_id, agent, ...rest } : null
}
