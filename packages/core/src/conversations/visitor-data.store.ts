import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** The conversations whose visitor this is: that of one of them, or who wrote a text. */
export interface VisitorQuery {
  readonly conversationId: string | null
  readonly mentions: string | null
}

/** Ids of all conversations a visitor had, on every channel, newest first. */
export async function findConversationsOf(db: Db, companyId: string, { conversationId, mentions }: VisitorQuery) {
  const pattern =
    mentions === null
      ? null
      : `%${JSON.stringify(mentions)
          .slice(1, -1)
          .replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ conversation_id: string }>`
    with named as (
      select conversation_id from conversations where company_id = ${companyId} and conversation_id = ${conversationId}
      union
      select conversation_id from messages
      where company_id = ${companyId} and role = 'visitor' and parts::text ilike ${pattern}
    )
    select conversation_id from conversations
    where company_id = ${companyId} and visitor_token_hash in (
      select visitor_token_hash from conversations join named using (conversation_id) where company_id = ${companyId})
    order by conversation_id desc`.execute(db)
  return rows.map(row => row.conversation_id)
}

export const readConversations = (db: Db, companyId: string, ids: readonly string[]) =>
  db
    .selectFrom('conversations')
    .select(['conversation_id', 'agent_id', 'channel', 'created_at'])
    .where('company_id', '=', companyId)
    .where('conversation_id', 'in', [...ids])
    .orderBy('conversation_id', 'desc')
    .execute()

export const readAllMessages = (db: Db, companyId: string, ids: readonly string[]) =>
  db
    .selectFrom('messages')
    .select(['conversation_id', 'role', 'parts', 'created_at'])
    .where('company_id', '=', companyId)
    .where('conversation_id', 'in', [...ids])
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute()

/** Deletes conversations with all that was said in them, and the questions kept from them; gives the turns that were still under way. */
export async function eraseConversations(db: Db, companyId: string, ids: readonly string[]) {
  const open = await db
    .selectFrom('executions')
    .select('execution_id')
    .where('company_id', '=', companyId)
    .where('conversation_id', 'in', [...ids])
    .where('status', 'in', ['queued', 'running'])
    .execute()
  await db
    .deleteFrom('unanswered_questions')
    .where('company_id', '=', companyId)
    .where('conversation_id', 'in', [...ids])
    .execute()
  await db
    .deleteFrom('conversations')
    .where('company_id', '=', companyId)
    .where('conversation_id', 'in', [...ids])
    .execute()
  return open.map(row => row.execution_id)
}

/** Conversations that nobody wrote in since `before`. */
export async function findStaleConversations(db: Db, companyId: string, before: Date, limit: number) {
  const rows = await db
    .selectFrom('conversations')
    .select('conversation_id')
    .where('company_id', '=', companyId)
    .where('updated_at', '<', before)
    .limit(limit)
    .execute()
  return rows.map(row => row.conversation_id)
}

/** Deletes executions outside of conversations; gives how many there were. */
export async function deleteStaleExecutions(db: Db, companyId: string, before: Date, limit: number) {
  const { numDeletedRows } = await db
    .deleteFrom('executions')
    .where('company_id', '=', companyId)
    .where('execution_id', 'in', query =>
      query
        .selectFrom('executions')
        .select('execution_id')
        .where('company_id', '=', companyId)
        .where('conversation_id', 'is', null)
        .where('created_at', '<', before)
        .where('status', 'not in', ['queued', 'running'])
        .limit(limit),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
