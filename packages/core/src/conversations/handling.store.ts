import type { HandOffReason } from '@craveva/contract/conversations'
import type { MessagePart } from '@craveva/contract/parts'
import { type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import { toJson } from '../db/to-json.ts'
import type { ConversationTables } from './conversations.tables.ts'

export type ConversationRow = Selectable<ConversationTables['conversations']>
export type MessageRow = Selectable<ConversationTables['messages']>

export const findById = (db: Db, companyId: string, conversationId: string) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()

/** The conversation that a turn belongs to. */
export const findOfExecution = (db: Db, companyId: string, executionId: string) =>
  db
    .selectFrom('conversations')
    .selectAll('conversations')
    .innerJoin('executions', join =>
      join
        .onRef('executions.company_id', '=', 'conversations.company_id')
        .onRef('executions.conversation_id', '=', 'conversations.conversation_id'),
    )
    .where('executions.company_id', '=', companyId)
    .where('executions.execution_id', '=', executionId)
    .executeTakeFirst()

/** `findById`, held until the transaction ends: whoever writes in it, or ends a turn of it, waits. */
export const lockById = (db: Db, companyId: string, conversationId: string) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .forUpdate()
    .executeTakeFirst()

/** Makes a user the owner unless somebody is already; undefined when somebody was faster. The one place that decides who owns a conversation. */
export const claim = (db: Db, companyId: string, conversationId: string, owner: { readonly userId: string; readonly name: string }) =>
  db
    .updateTable('conversations')
    .set({ handling: 'operator', assigned_to: owner.userId, operator_name: owner.name, waiting_since: null, updated_at: sql`now()` })
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('handling', '<>', 'operator')
    .returningAll()
    .executeTakeFirst()

/** Changes a conversation that is locked. */
export const changeHandling = (
  db: Db,
  companyId: string,
  conversationId: string,
  changes: Updateable<ConversationTables['conversations']>,
) =>
  db
    .updateTable('conversations')
    .set({ ...changes, updated_at: sql`now()` })
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .returningAll()
    .executeTakeFirstOrThrow()

/** In whose hands a conversation is. */
export const inHandsOf = {
  agent: { handling: 'agent' as const, assigned_to: null, operator_name: null, handoff_reason: null, waiting_since: null },
  closed: { handling: 'closed' as const, assigned_to: null, operator_name: null, handoff_reason: null, waiting_since: null },
  nobody: (reason: HandOffReason, now: number) => ({
    handling: 'waiting' as const,
    assigned_to: null,
    operator_name: null,
    handoff_reason: reason,
    waiting_since: new Date(now),
  }),
}

export interface NewMessage {
  readonly messageId: string
  readonly role: 'operator' | 'system'
  readonly parts: readonly MessagePart[]
  readonly authorName: string | null
  readonly clientMessageId: string | null
}

/** Adds a message to a conversation, behind every answer that is being written. */
export async function addMessage(db: Db, companyId: string, conversationId: string, message: NewMessage): Promise<MessageRow> {
  const { rows } = await sql<MessageRow>`
    with conversation as (
      update conversations set last_seq = last_seq + 1, updated_at = now()
      where company_id = ${companyId} and conversation_id = ${conversationId}
      returning last_seq
    )
    insert into messages (company_id, message_id, conversation_id, seq, role, parts, author_name, client_message_id)
    select ${companyId}, ${message.messageId}, ${conversationId}, last_seq, ${message.role}, ${toJson(message.parts)}::jsonb,
      ${message.authorName}, ${message.clientMessageId}
    from conversation
    returning *`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the conversation is gone')
  return row
}

export const findMessageOfClient = (db: Db, companyId: string, conversationId: string, clientMessageId: string) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('client_message_id', '=', clientMessageId)
    .executeTakeFirst()

/** What others than the agent wrote after message number `seq`, in order; the visitor's own words only where they are asked for. */
export const readMessagesAfter = (
  db: Db,
  companyId: string,
  conversationId: string,
  seq: number,
  roles: readonly MessageRow['role'][] = ['operator', 'system'],
) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', seq)
    .where('role', 'in', [...roles])
    .orderBy('seq')
    .limit(200)
    .execute()

/** The number of the newest answer of the agent; 0 when it never spoke. */
export async function lastAnswerSeq(db: Db, companyId: string, conversationId: string) {
  const row = await db
    .selectFrom('messages')
    .select('seq')
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('role', '=', 'agent')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Whether a user has a socket open at a server that lives. */
export async function isOnline(db: Db, companyId: string, userId: string) {
  const { rows } = await sql<{ online: boolean }>`
    select exists (
      select from operator_sockets join servers using (server_id)
      where company_id = ${companyId} and user_id = ${userId} and seen_at > now() - interval '20 seconds') as online`.execute(db)
  return rows[0]?.online ?? false
}

/** How many of the newest answers in a row said that they do not know, `most` at most. */
export async function declinedInRow(db: Db, companyId: string, conversationId: string, most: number) {
  const rows = await db
    .selectFrom('executions')
    .select('declined')
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('status', '=', 'completed')
    .orderBy('seq', 'desc')
    .limit(most)
    .execute()
  const known = rows.findIndex(({ declined }) => !declined)
  return known < 0 ? rows.length : known
}

/** Tells other servers that somebody is writing: a pointer to the conversation, and nothing of what is written. */
export const tellTyping = (db: Db, who: 'typing' | 'visitor', companyId: string, conversationId: string) =>
  sql`select pg_notify('craveva_live', ${`${who} ${companyId} ${conversationId}`})`.execute(db)
