import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ConversationTables } from './conversations.tables.ts'

export const insertConversation = (db: Db, row: Insertable<ConversationTables['conversations']>) =>
  db.insertInto('conversations').values(row).execute()

/** A conversation of an agent whose visitor token this is. */
export const findConversation = (db: Db, companyId: string, conversationId: string, agentId: string, tokenHash: Buffer) =>
  ofVisitor(db, companyId, conversationId, agentId, tokenHash).executeTakeFirst()

/** The same, held until the transaction ends, so that messages are numbered one after the other. */
export const lockConversation = (db: Db, companyId: string, conversationId: string, agentId: string, tokenHash: Buffer) =>
  ofVisitor(db, companyId, conversationId, agentId, tokenHash).forUpdate().executeTakeFirst()

const ofVisitor = (db: Db, companyId: string, conversationId: string, agentId: string, tokenHash: Buffer) =>
  db
    .selectFrom('conversations')
    .select(['conversation_id', 'last_seq'])
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('agent_id', '=', agentId)
    .where('visitor_token_hash', '=', tokenHash)

/** The execution that answers the message a client sent under this id. */
export const findByClientMessageId = (db: Db, companyId: string, conversationId: string, clientMessageId: string) =>
  db
    .selectFrom('messages')
    .innerJoin('executions', join =>
      join
        .onRef('executions.company_id', '=', 'messages.company_id')
        .on('executions.execution_id', '=', sql<string>`messages.execution_id`),
    )
    .select(['executions.execution_id', 'executions.answer_message_id'])
    .where('messages.company_id', '=', companyId)
    .where('messages.conversation_id', '=', conversationId)
    .where('messages.client_message_id', '=', clientMessageId)
    .executeTakeFirst()

export interface NewTurn {
  readonly companyId: string
  readonly conversationId: string
  readonly agentId: string
  readonly agentVersion: number
  readonly executionId: string
  readonly messageId: string
  readonly answerMessageId: string
  readonly clientMessageId: string | null
  readonly text: string
  /** Number of the visitor's message; its answer has the next one. */
  readonly seq: number
  readonly serverId: string
}

/**
 * Records a visitor's message and the execution that is to answer it: running on this server, or queued behind one that is not done.
 * One statement; the conversation's row must be locked. Says whether it is running.
 */
export async function insertTurn(db: Db, turn: NewTurn) {
  const parts = JSON.stringify([{ type: 'text', text: turn.text }])
  const { rows } = await sql<{ running: boolean }>`
    with numbered as (
      update conversations set last_seq = ${turn.seq + 1}, updated_at = now()
      where company_id = ${turn.companyId} and conversation_id = ${turn.conversationId}
    ), message as (
      insert into messages (company_id, message_id, conversation_id, seq, role, parts, execution_id, client_message_id)
      values (${turn.companyId}, ${turn.messageId}, ${turn.conversationId}, ${turn.seq}, 'visitor', ${parts}::jsonb, ${turn.executionId}, ${turn.clientMessageId})
    ), execution as (
      insert into executions (company_id, execution_id, agent_id, agent_version, conversation_id, seq, kind, status, input, answer_message_id)
      select ${turn.companyId}, ${turn.executionId}, ${turn.agentId}, ${turn.agentVersion}, ${turn.conversationId}, ${turn.seq + 1}, 'chat',
        case when exists (
          select from executions where company_id = ${turn.companyId} and conversation_id = ${turn.conversationId} and status in ('queued', 'running')
        ) then 'queued' else 'running' end,
        ${turn.text}, ${turn.answerMessageId}
      returning status
    ), lease as (
      insert into turn_leases (execution_id, company_id, server_id)
      select ${turn.executionId}, ${turn.companyId}, ${turn.serverId} from execution where status = 'running'
    )
    select status = 'running' as running from execution`.execute(db)
  return rows[0]?.running ?? false
}

/** The newest messages, oldest of them first. */
export async function readMessages(db: Db, companyId: string, conversationId: string, limit: number) {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.toReversed()
}

export const findMessage = (db: Db, companyId: string, messageId: string) =>
  db.selectFrom('messages').selectAll().where('company_id', '=', companyId).where('message_id', '=', messageId).executeTakeFirst()

/** The first turn of a conversation that is not done. */
export const findOpenExecution = (db: Db, companyId: string, conversationId: string) =>
  db
    .selectFrom('executions')
    .select(['execution_id', 'answer_message_id', 'status'])
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('status', 'in', ['queued', 'running'])
    .orderBy('seq')
    .executeTakeFirst()

export const deleteConversation = (db: Db, companyId: string, conversationId: string) =>
  db.deleteFrom('conversations').where('company_id', '=', companyId).where('conversation_id', '=', conversationId).execute()
