import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { ConversationTables } from './conversations.tables.ts'

/** A visitor's conversations with an agent, the last used first, with how each began. */
export async function listOwnConversations(db: Db, companyId: string, agentId: string, visitorKey: Buffer, limit: number) {
  const { rows } = await sql<{ conversation_id: string; updated_at: Date; preview: string | null }>`
    select conversation_id, updated_at, (
      select parts #>> '{0,text}' from messages
      where messages.company_id = conversations.company_id and messages.conversation_id = conversations.conversation_id and role = 'visitor'
      order by seq limit 1
    ) as preview
    from conversations
    where company_id = ${companyId} and agent_id = ${agentId} and visitor_token_hash = ${visitorKey}
    order by updated_at desc limit ${limit}`.execute(db)
  return rows
}

/** Gives a conversation to another visitor key; whether it was there. */
export async function giveConversation(
  db: Db,
  companyId: string,
  { conversationId, agentId, from, to }: { conversationId: string; agentId: string; from: Buffer; to: Buffer },
) {
  const { numUpdatedRows } = await db
    .updateTable('conversations')
    .set({ visitor_token_hash: to })
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('agent_id', '=', agentId)
    .where('visitor_token_hash', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Keeps a rating; a later one of the same conversation takes its place. */
export const upsertRating = (db: Db, row: Insertable<ConversationTables['ratings']>) =>
  db
    .insertInto('ratings')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['company_id', 'conversation_id']).doUpdateSet({ rating: row.rating, reason: row.reason, updated_at: sql`now()` }),
    )
    .execute()

export async function listRatings(db: Db, companyId: string, agentId: string, request: PageRequest) {
  const all = db.selectFrom('ratings').where('company_id', '=', companyId).where('agent_id', '=', agentId)
  const counted = await all.select(['rating', countAll]).groupBy('rating').execute()
  const page = request.cursor ? all.where('conversation_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('conversation_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  const countOf = (rating: string) => Number(counted.find(row => row.rating === rating)?.total ?? 0)
  const counts = { good: countOf('good'), bad: countOf('bad') }
  return { counts, ...toPage(rows, counts.good + counts.bad, request, row => row.conversation_id) }
}
