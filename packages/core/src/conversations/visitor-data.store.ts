import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { type VisitorIds, type VisitorTable, visitorTables } from './visitor-tables.ts'

/** The conversations whose visitor this is: that of one of them, or who wrote a text. */
export interface VisitorQuery {
  readonly conversationId: string | null
  readonly mentions: string | null
}

/** Everything a visitor did, on every channel: their conversations, newest first, the chats these are held in, and what they left to be contacted. */
export async function findVisitor(db: Db, companyId: string, { conversationId, mentions }: VisitorQuery): Promise<VisitorIds> {
  const text = mentions === null ? null : containing(mentions)
  const inJson = mentions === null ? null : containing(JSON.stringify(mentions).slice(1, -1))
  const { rows } = await sql<VisitorIds>`
    with lead as (
      select lead_id, conversation_id from leads where company_id = ${companyId}
        and (email ilike ${text} or phone ilike ${text} or message ilike ${text} or fields::text ilike ${inJson})
    ), address as (
      select address_id, conversation_id from channel_addresses where company_id = ${companyId}
        and (channel_addresses.address ilike ${text} or profile::text ilike ${inJson})
    ), named as (
      select ${conversationId}::text as conversation_id
      union select conversation_id from lead union select conversation_id from address
      union select conversation_id from messages where company_id = ${companyId} and role = 'visitor' and parts::text ilike ${inJson}
    ), conversation as (
      select conversation_id from conversations
      where company_id = ${companyId} and visitor_token_hash in (
        select visitor_token_hash from conversations join named using (conversation_id) where company_id = ${companyId})
    )
    select ${companyId} as "companyId",
      array(select conversation_id from conversation order by conversation_id desc) as conversations,
      array(select address_id from address union select address_id from channel_addresses
        where company_id = ${companyId} and conversation_id in (select conversation_id from conversation)) as addresses,
      array(select lead_id from lead union select lead_id from leads
        where company_id = ${companyId} and conversation_id in (select conversation_id from conversation)) as leads`.execute(db)
  return rows[0] ?? { companyId, conversations: [], addresses: [], leads: [] }
}

/** A pattern for any text that holds this one. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** What is kept of a visitor beside their conversations, by table. */
export async function readRecords(db: Db, ids: VisitorIds) {
  const records: Record<string, Record<string, unknown>[]> = {}
  for (const { name, rows: belong, shows } of visitorTables) {
    if (!shows) continue
    const columns = shows.map(column => (column === 'content' ? sql`encode(content, 'base64') as content_base64` : sql.ref(column)))
    const { rows } = await sql<Record<string, unknown>>`
      select ${sql.join(columns)} from ${sql.table(name)} where company_id = ${ids.companyId} and ${belong(ids)} order by 1`.execute(db)
    if (rows.length > 0) records[name] = rows
  }
  return records
}

export const readConversations = (db: Db, companyId: string, ids: readonly string[]) =>
  db
    .selectFrom('conversations')
    .select(['conversation_id', 'agent_id', 'channel', 'created_at'])
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', sql<string>`any(${[...ids]}::text[])`)
    .orderBy('conversation_id', 'desc')
    .execute()

export const readAllMessages = (db: Db, companyId: string, ids: readonly string[]) =>
  db
    .selectFrom('messages')
    .select(['conversation_id', 'role', 'parts', 'created_at'])
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', sql<string>`any(${[...ids]}::text[])`)
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute()

/** Deletes conversations with all that was said in them, and what was kept or told of that elsewhere; gives the turns that were still under way. */
export async function eraseConversations(db: Db, companyId: string, conversations: readonly string[]) {
  const open = await db
    .selectFrom('executions')
    .select('execution_id')
    .where('company_id', '=', companyId)
    .where('conversation_id', 'in', [...conversations])
    .where('status', 'in', ['queued', 'running'])
    .execute()
  await deleteRows(db, { companyId, conversations, addresses: [], leads: [] }, ['with-conversations'])
  await db
    .deleteFrom('conversations')
    .where('company_id', '=', companyId)
    .where('conversation_id', 'in', [...conversations])
    .execute()
  return open.map(row => row.execution_id)
}

/** Deletes everything about a visitor; gives the turns that were still under way. */
export async function eraseVisitor(db: Db, ids: VisitorIds) {
  await deleteRows(db, ids, ['alone', 'with-conversations'])
  await db
    .updateTable('visitor_bans')
    .set({ reason: '' })
    .where('company_id', '=', ids.companyId)
    .where('conversation_id', '=', sql<string>`any(${[...ids.conversations]}::text[])`)
    .execute()
  return ids.conversations.length > 0 ? eraseConversations(db, ids.companyId, ids.conversations) : []
}

async function deleteRows(db: Db, ids: VisitorIds, how: readonly VisitorTable['goes'][]) {
  for (const { name, rows, goes } of visitorTables)
    if (how.includes(goes)) await sql`delete from ${sql.table(name)} where company_id = ${ids.companyId} and ${rows(ids)}`.execute(db)
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
