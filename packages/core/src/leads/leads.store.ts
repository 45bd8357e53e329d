import type { Insertable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { LeadTables } from './leads.tables.ts'

export const insertLead = (db: Db, row: Insertable<LeadTables['leads']>) =>
  db.insertInto('leads').values(row).returningAll().executeTakeFirstOrThrow()

export interface LeadFilter {
  readonly agent_id?: string | undefined
}

export async function listLeads(db: Db, companyId: string, filter: LeadFilter, request: PageRequest) {
  const all = matching(db, companyId, filter)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('lead_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('lead_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.lead_id)
}

/** The leads that come after one, oldest first. */
export const readLeadsAfter = (db: Db, companyId: string, filter: LeadFilter, leadId: string, limit: number) =>
  matching(db, companyId, filter).selectAll().where('lead_id', '>', leadId).orderBy('lead_id').limit(limit).execute()

/** Whether a conversation with this agent belongs to whoever holds the token. */
export async function ownsConversation(db: Db, companyId: string, agentId: string, conversationId: string, tokenHash: Buffer) {
  const found = await db
    .selectFrom('conversations')
    .select('conversation_id')
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('agent_id', '=', agentId)
    .where('visitor_token_hash', '=', tokenHash)
    .executeTakeFirst()
  return found !== undefined
}

const matching = (db: Db, companyId: string, { agent_id }: LeadFilter) => {
  const all = db.selectFrom('leads').where('company_id', '=', companyId)
  return agent_id === undefined ? all : all.where('agent_id', '=', agent_id)
}
