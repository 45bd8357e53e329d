import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ReportedTool } from '../deployments/report-status.ts'

export interface DeploymentTools {
  readonly deployment_id: string
  readonly platform: string
  readonly tools: readonly ReportedTool[]
}

/** What the adapters of an agent's deployments say that it can do there; that of the conversation first, then the oldest. */
export const findToolsOfAgent = (db: Db, companyId: string, agentId: string, conversationId: string | null): Promise<DeploymentTools[]> =>
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
    .orderBy(
      query =>
        query.exists(
          query
            .selectFrom('conversations')
            .select('conversations.conversation_id')
            .where('conversations.company_id', '=', companyId)
            .where('conversations.conversation_id', '=', conversationId ?? '')
            .whereRef('conversations.deployment_id', '=', 'deployments.deployment_id'),
        ),
      'desc',
    )
    .orderBy('deployments.created_at')
    .execute()

/** With whom a conversation is held: their number, where its platform proves it, the mark of the network that they began it from, and their language. */
export async function findCaller(db: Db, companyId: string, conversationId: string) {
  const row = await db
    .selectFrom('conversations')
    .leftJoin('channel_addresses', join =>
      join
        .onRef('channel_addresses.company_id', '=', 'conversations.company_id')
        .onRef('channel_addresses.conversation_id', '=', 'conversations.conversation_id'),
    )
    .select(['conversations.network_mark', 'conversations.language', 'channel_addresses.profile'])
    .where('conversations.company_id', '=', companyId)
    .where('conversations.conversation_id', '=', conversationId)
    .executeTakeFirst()
  const phone = row?.profile?.phone
  return { phone: typeof phone === 'string' ? phone : null, network: row?.network_mark ?? null, language: row?.language ?? null }
}
