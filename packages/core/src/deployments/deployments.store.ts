import { type Insertable, sql, type Updateable } from 'kysely'
import type { ChannelTables } from '../channels/channels.tables.ts'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { DeploymentTables } from './deployments.tables.ts'

export const insertDeployment = (db: Db, row: Insertable<DeploymentTables['deployments']>) =>
  db.insertInto('deployments').values(row).returningAll().executeTakeFirstOrThrow()

export const findDeployment = (db: Db, companyId: string, deploymentId: string) =>
  db.selectFrom('deployments').selectAll().where('company_id', '=', companyId).where('deployment_id', '=', deploymentId).executeTakeFirst()

/** The same, held until the transaction ends, so that of two changes neither is lost. */
export const lockDeployment = (db: Db, companyId: string, deploymentId: string) =>
  db
    .selectFrom('deployments')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .forUpdate()
    .executeTakeFirst()

export async function listDeployments(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('deployments').where('company_id', '=', companyId)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('deployment_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('deployment_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.deployment_id)
}

export const updateDeployment = (db: Db, companyId: string, deploymentId: string, changes: Updateable<DeploymentTables['deployments']>) =>
  db
    .updateTable('deployments')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteDeployment = (db: Db, companyId: string, deploymentId: string) =>
  db.deleteFrom('deployments').where('company_id', '=', companyId).where('deployment_id', '=', deploymentId).execute()

export const putHealth = (db: Db, row: Insertable<ChannelTables['deployment_health']>) =>
  db
    .insertInto('deployment_health')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['company_id', 'deployment_id']).doUpdateSet(({ ref }) => ({
        sign_in: ref('excluded.sign_in'),
        facts: ref('excluded.facts'),
        tools: ref('excluded.tools'),
        checked_at: sql`now()`,
      })),
    )
    .execute()

export const findHealth = (db: Db, companyId: string, deploymentIds: readonly string[]) =>
  deploymentIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('deployment_health')
        .selectAll()
        .where('company_id', '=', companyId)
        .where('deployment_id', 'in', [...deploymentIds])
        .execute()

/** An agent and all its deployments. */
export async function findAgentWithDeployments(db: Db, companyId: string, agentId: string) {
  const agent = await db
    .selectFrom('agents')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst()
  const deployments = await db
    .selectFrom('deployments')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .orderBy('deployment_id')
    .execute()
  const company = await db.selectFrom('companies').select('retention_days').where('company_id', '=', companyId).executeTakeFirst()
  return { agent, deployments, retentionDays: company?.retention_days ?? null }
}
