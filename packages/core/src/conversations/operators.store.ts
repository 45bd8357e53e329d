import type { ConversationState } from '@craveva/contract/conversations'
import { type ExpressionBuilder, type Insertable, sql } from 'kysely'
import type { Database, Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { ConversationTables } from './conversations.tables.ts'
import type { ConversationRow } from './handling.store.ts'

export interface ConversationFilter {
  readonly state?: ConversationState | undefined
  readonly agent_id?: string | undefined
  readonly channel?: string | undefined
  readonly assigned_to?: string | undefined
  readonly conversation_id?: string | undefined
  /** Words that were written in it. */
  readonly q?: string | undefined
}

/** A conversation with how far it has come. */
export interface ListedConversation extends ConversationRow {
  readonly message_count: number
  readonly last_role: string | null
  readonly last_text: string | null
  readonly last_at: Date | null
}

export async function listConversations(db: Db, companyId: string, filter: ConversationFilter, request: PageRequest) {
  const all = matching(db, companyId, filter)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('conversation_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .select(summary(companyId))
    .orderBy('conversation_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows as ListedConversation[], total, request, row => row.conversation_id)
}

export const findListed = (db: Db, companyId: string, conversationId: string) =>
  matching(db, companyId, {})
    .where('conversation_id', '=', conversationId)
    .selectAll()
    .select(summary(companyId))
    .executeTakeFirst() as Promise<ListedConversation | undefined>

/** The conversations that come after one, oldest first. */
export const readConversationsAfter = (db: Db, companyId: string, filter: ConversationFilter, conversationId: string, limit: number) =>
  matching(db, companyId, filter)
    .selectAll()
    .select(summary(companyId))
    .where('conversation_id', '>', conversationId)
    .orderBy('conversation_id')
    .limit(limit)
    .execute() as Promise<ListedConversation[]>

/** The conversations in which something happened since then, the newest change first. */
export const readChangedSince = (db: Db, companyId: string, since: Date, limit: number) =>
  matching(db, companyId, {})
    .selectAll()
    .select(summary(companyId))
    .where('updated_at', '>=', since)
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute() as Promise<ListedConversation[]>

function matching(db: Db, companyId: string, { state, agent_id, channel, assigned_to, conversation_id, q }: ConversationFilter) {
  let all = db.selectFrom('conversations').where('company_id', '=', companyId)
  if (state !== undefined) all = all.where('handling', '=', state)
  if (agent_id !== undefined) all = all.where('agent_id', '=', agent_id)
  if (channel !== undefined) all = all.where('channel', '=', channel)
  if (assigned_to !== undefined) all = all.where('assigned_to', '=', assigned_to)
  if (conversation_id !== undefined) all = all.where('conversation_id', '=', conversation_id)
  if (q !== undefined) {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    all = all.where(
      sql<boolean>`exists (
        select from messages, jsonb_array_elements(messages.parts) as part
        where messages.company_id = ${companyId} and messages.conversation_id = conversations.conversation_id and part ->> 'text' ilike ${pattern})`,
    )
  }
  return all
}

/** Characters of the newest message that a list shows. */
const shownOfLast = 200

const summary = (companyId: string) => (_builder: ExpressionBuilder<Database, 'conversations'>) => {
  const last = sql`from messages where messages.company_id = ${companyId} and messages.conversation_id = conversations.conversation_id`
  const text = sql`(select string_agg(part ->> 'text', '') from jsonb_array_elements(parts) as part where part ->> 'type' = 'text')`
  return [
    sql<number>`(select count(*)::int ${last})`.as('message_count'),
    sql<string | null>`(select role ${last} order by seq desc limit 1)`.as('last_role'),
    sql<string | null>`(select left(coalesce(${text}, ''), ${sql.lit(shownOfLast)}) ${last} order by seq desc limit 1)`.as('last_text'),
    sql<Date | null>`(select created_at ${last} order by seq desc limit 1)`.as('last_at'),
  ]
}

/** The newest messages before another one, oldest first. */
export async function readMessagesBefore(db: Db, companyId: string, conversationId: string, before: string | undefined, limit: number) {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .$if(before !== undefined, query =>
      query.where(
        'seq',
        '<',
        sql<number>`coalesce((
          select seq from messages where company_id = ${companyId} and conversation_id = ${conversationId} and message_id = ${before ?? ''}), 0)`,
      ),
    )
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.toReversed()
}

/** Everything that was said in some conversations, in order. */
export const readMessagesOf = (db: Db, companyId: string, ids: readonly string[]) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('conversation_id', 'in', [...ids])
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute()

export const listNotes = (db: Db, companyId: string, conversationId: string) =>
  db
    .selectFrom('conversation_notes')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .orderBy('note_id')
    .limit(500)
    .execute()

export const insertNote = (db: Db, row: Insertable<ConversationTables['conversation_notes']>) =>
  db.insertInto('conversation_notes').values(row).returningAll().executeTakeFirstOrThrow()

export const insertBan = (db: Db, row: Insertable<ConversationTables['visitor_bans']>) =>
  db
    .insertInto('visitor_bans')
    .values(row)
    .onConflict(conflict =>
      conflict
        .columns(['company_id', 'conversation_id'])
        .doUpdateSet({ network_mark: row.network_mark ?? null, reason: row.reason, expires_at: row.expires_at }),
    )
    .execute()

export const deleteBan = (db: Db, companyId: string, conversationId: string) =>
  db.deleteFrom('visitor_bans').where('company_id', '=', companyId).where('conversation_id', '=', conversationId).execute()

export const findMember = (db: Db, companyId: string, userId: string) =>
  db.selectFrom('users').select(['role', 'full_name']).where('company_id', '=', companyId).where('user_id', '=', userId).executeTakeFirst()
