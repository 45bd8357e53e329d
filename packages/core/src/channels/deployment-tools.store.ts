import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ReportedTool } from '../deployments/report-status.ts'

export interface DeploymentTools {
  readonly deployment_id: string
  readonly platform: string
  readonly tools: readonly ReportedTool[]
}

/** What the adapters of an agent's deployments say that it can do there. */
export const findToolsOfAgent = (db: Db, companyId: string, agentId: string): Promise<DeploymentTools[]> =>
  db
    .selectFrom('deployments')
    .innerJoin('deployment_health', join =>
      join
        .onRef('deployment_health.company_id', '=', 'deployments.company_id')
        .onRef('deployment_health.deployment_id', '=', 'deployments.deployment_id'),
    )
    .select(['deployments.deployment_id', 'deployments.platform', 'deployment_health.tools'])
    .where('deployments.company_id', '=', companyId)
    .where('deployments.agent_id', '=', agentId)
    .where('deployments.status', '<>', 'paused')
    .where(sql<boolean>`deployment_health.tools <> '[]'`)
    .orderBy('deployments.created_at')
    .execute()

/** The number a conversation is held with, where its platform proves it; null otherwise. */
export async function findPhone(db: Db, companyId: string, conversationId: string): Promise<string | null> {
  const row = await db
    .selectFrom('channel_addresses')
    .select('profile')
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return typeof row?.profile.phone === 'string' ? row.profile.phone : null
}
