import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toNumber, toPage } from '../db/page.ts'
import type { AgentTables } from './agents.tables.ts'

export const insertAgent = (db: Db, row: Insertable<AgentTables['agents']>) =>
  db.insertInto('agents').values(row).returningAll().executeTakeFirstOrThrow()

export const findAgent = (db: Db, companyId: string, agentId: string) =>
  db.selectFrom('agents').selectAll().where('company_id', '=', companyId).where('agent_id', '=', agentId).executeTakeFirst()

/** The same, held until the transaction ends, so that two changes make two versions. */
export const lockAgent = (db: Db, companyId: string, agentId: string) =>
  db.selectFrom('agents').selectAll().where('company_id', '=', companyId).where('agent_id', '=', agentId).forUpdate().executeTakeFirst()

export async function listAgents(
  db: Db,
  companyId: string,
  { status, ...request }: PageRequest & { status?: 'active' | 'inactive' | undefined },
) {
  const all = db
    .selectFrom('agents')
    .where('company_id', '=', companyId)
    .$if(status !== undefined, query => query.where('status', '=', status ?? 'active'))
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('agent_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('agent_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.agent_id)
}

export const updateAgent = (db: Db, companyId: string, agentId: string, changes: Updateable<AgentTables['agents']>) =>
  db
    .updateTable('agents')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Holds an agent's conversations, in the order in which turns do: whoever deletes the agent after that and whoever writes to it never wait for each other. */
export const lockConversationsOf = (db: Db, companyId: string, agentId: string) =>
  sql`select from conversations where company_id = ${companyId} and agent_id = ${agentId} order by conversation_id for update`.execute(db)

export const deleteAgent = (db: Db, companyId: string, agentId: string) =>
  db.deleteFrom('agents').where('company_id', '=', companyId).where('agent_id', '=', agentId).execute()

export const insertVersion = (db: Db, row: Insertable<AgentTables['agent_versions']>) =>
  db.insertInto('agent_versions').values(row).execute()

export const findVersion = (db: Db, companyId: string, agentId: string, version: number) =>
  db
    .selectFrom('agent_versions')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .where('version', '=', version)
    .executeTakeFirst()

export async function listVersions(db: Db, companyId: string, agentId: string, request: PageRequest) {
  const all = db.selectFrom('agent_versions').where('company_id', '=', companyId).where('agent_id', '=', agentId)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('version', '<', toNumber(request.cursor)) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('version', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => String(row.version))
}

/** The deployments that show an agent to customers. */
export const deploymentsOf = (db: Db, companyId: string, agentId: string) =>
  db
    .selectFrom('deployments')
    .select(['deployment_id', 'platform'])
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .execute()

/** The agents that answer from a data source. */
export const agentsUsing = (db: Db, companyId: string, connectionId: string) =>
  db
    .selectFrom('agents')
    .select(['agent_id', 'name'])
    .where('company_id', '=', companyId)
    .where(sql<boolean>`data_sources @> array[${connectionId}]`)
    .execute()

/** The agents whose configuration names a tool. */
export const agentsWithTool = (db: Db, companyId: string, tool: string) =>
  db
    .selectFrom('agents')
    .select(['agent_id', 'name'])
    .where('company_id', '=', companyId)
    .where(sql<boolean>`config -> 'tools' @> ${JSON.stringify([tool])}::jsonb`)
    .execute()
