import type { MessagePart } from '@craveva/contract/parts'
import { type Selectable, sql } from 'kysely'
import type { QuoteTerms } from '../billing/prices.ts'
import type { Db } from '../db/database.ts'
import { named } from '../db/named-query.ts'
import { toJson } from '../db/to-json.ts'
import type { AskedWith } from '../executions/asked-with.ts'
import type { ConversationTables } from './conversations.tables.ts'

/** A conversation of an agent whose visitor token this is. */
export const findConversation = (db: Db, companyId: string, conversationId: string, agentId: string, tokenHash: Buffer) =>
  ofVisitor(db, companyId, conversationId, agentId, tokenHash).executeTakeFirst()

const ofVisitor = (db: Db, companyId: string, conversationId: string, agentId: string, tokenHash: Buffer) =>
  db
    .selectFrom('conversations')
    .select(['conversation_id', 'last_seq', 'handling', 'operator_name', 'assigned_to', 'language'])
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('agent_id', '=', agentId)
    .where('visitor_token_hash', '=', tokenHash)

/** The message a client sent under this id, with the execution that answers it; null in place of that where a person is to answer. */
export const findByClientMessageId = (db: Db, companyId: string, conversationId: string, clientMessageId: string) =>
  db
    .selectFrom('messages')
    .leftJoin('executions', join =>
      join
        .onRef('executions.company_id', '=', 'messages.company_id')
        .on('executions.execution_id', '=', sql<string>`messages.execution_id`),
    )
    .select(['messages.message_id', 'executions.execution_id', 'executions.answer_message_id'])
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
  /** Sent with the text. */
  readonly files: readonly (MessagePart & { type: 'file' })[]
  readonly serverId: string
  readonly tokenHash: Buffer
  /** Tells the visitor's network from others. */
  readonly networkMark: string | null
  /** BCP 47, as far as it is known. */
  readonly language: string | null
  /** Neither counted nor charged. */
  readonly isTest: boolean
  /** What it may cost at most, and by which prices; null when it is free. */
  readonly quote: QuoteTerms | null
  /** Who asks, as caps for visitors know them. */
  readonly visitor: string | null
  /** Kept if it has to wait. */
  readonly askedWith: AskedWith | null
}

/**
 * Begins a conversation with its first message and the execution that answers it, running on this server. Fails with the code CV403 when
 * the visitor or their network is banned.
 */
export const openingStatement = (turn: NewTurn, { deploymentId, channel }: { deploymentId: string | null; channel: string }) =>
  named('chat opening')`
    with conversation as (
      insert into conversations (company_id, conversation_id, agent_id, deployment_id, channel, visitor_token_hash, network_mark, language,
        last_seq)
      select ${turn.companyId}, ${turn.conversationId}, ${turn.agentId}, ${deploymentId}, ${channel}, ${turn.tokenHash}, ${turn.networkMark},
        ${turn.language}, 2
      where admits_visitor(${turn.companyId}, ${turn.tokenHash}, ${turn.networkMark})
    ), message as (
      insert into messages (company_id, message_id, conversation_id, seq, role, parts, execution_id, client_message_id)
      values (${turn.companyId}, ${turn.messageId}, ${turn.conversationId}, 1, 'visitor', ${textParts(turn)}::jsonb, ${turn.executionId},
        ${turn.clientMessageId})
      returning parts
    ), told as (
      insert into events (company_id, event_id, type, data)
      select ${turn.companyId}, 'evt_' || substr(${turn.conversationId}, 6), 'conversation.started', jsonb_build_object(
        'conversation_id', ${turn.conversationId}::text, 'agent_id', ${turn.agentId}::text, 'channel', ${channel}::text,
        'deployment_id', ${deploymentId}::text)
      where exists (
        select from webhooks where company_id = ${turn.companyId} and status = 'active' and 'conversation.started' = any(events))
      union all
      select ${turn.companyId}, 'evt_' || substr(${turn.messageId}, 5), 'conversation.message', jsonb_build_object(
        'conversation_id', ${turn.conversationId}::text, 'agent_id', ${turn.agentId}::text, 'message_id', ${turn.messageId}::text,
        'execution_id', ${turn.executionId}::text, 'role', 'visitor', 'parts', parts)
      from message where exists (
        select from webhooks where company_id = ${turn.companyId} and status = 'active' and 'conversation.message' = any(events))
    ), execution as (
      insert into executions (company_id, execution_id, agent_id, agent_version, conversation_id, seq, kind, status, input, answer_message_id,
        is_test, quote, visitor)
      values (${turn.companyId}, ${turn.executionId}, ${turn.agentId}, ${turn.agentVersion}, ${turn.conversationId}, 2, 'chat', 'running',
        ${turn.text}, ${turn.answerMessageId}, ${turn.isTest}, ${turn.quote && JSON.stringify(turn.quote)}::jsonb, ${turn.visitor})
    )
    insert into turn_leases (execution_id, company_id, server_id) values (${turn.executionId}, ${turn.companyId}, ${turn.serverId})`

/** Holds the visitor's conversation until the transaction ends; no row when it is not theirs. */
export const lockStatement = ({ companyId, conversationId, agentId, tokenHash }: NewTurn) =>
  named('chat lock')`
    select coalesce(banned_until > now(), false) as banned from conversations
    where company_id = ${companyId} and conversation_id = ${conversationId} and agent_id = ${agentId} and visitor_token_hash = ${tokenHash}
    for update`

/** What `nextStatement` tells. */
export interface AddedMessage extends Pick<Selectable<ConversationTables['conversations']>, 'handling' | 'operator_name'> {
  /** Whether this server is to answer it at once. */
  readonly running: boolean
}

/**
 * Adds a message to a conversation that is locked, with the execution that is to answer it: running on this server, or queued behind one
 * that is not done. Without one where a person is to answer. No row when the conversation is not the visitor's, its visitor is banned, or
 * it holds a message under this client id. A closed conversation is the agent's again.
 */
export const nextStatement = (turn: NewTurn) =>
  named('chat next')`
    with conversation as (
      update conversations set
        last_seq = last_seq + case when handling in ('waiting', 'operator') then 1 else 2 end, updated_at = now(),
        handling = case handling when 'closed' then 'agent' else handling end, language = coalesce(${turn.language}, language)
      where company_id = ${turn.companyId} and conversation_id = ${turn.conversationId} and agent_id = ${turn.agentId}
        and visitor_token_hash = ${turn.tokenHash} and coalesce(banned_until <= now(), true) and not exists (
          select from messages
          where company_id = ${turn.companyId} and conversation_id = ${turn.conversationId} and client_message_id = ${turn.clientMessageId}
        )
      returning last_seq, handling, operator_name, case when handling = 'agent' then ${turn.executionId}::text end as answered_by
    ), message as (
      insert into messages (company_id, message_id, conversation_id, seq, role, parts, execution_id, client_message_id)
      select ${turn.companyId}, ${turn.messageId}, ${turn.conversationId}, last_seq - case when answered_by is null then 0 else 1 end, 'visitor',
        ${textParts(turn)}::jsonb, answered_by, ${turn.clientMessageId}
      from conversation
      returning parts, execution_id
    ), told as (
      insert into events (company_id, event_id, type, data)
      select ${turn.companyId}, 'evt_' || substr(${turn.messageId}, 5), 'conversation.message', jsonb_build_object(
        'conversation_id', ${turn.conversationId}::text, 'agent_id', ${turn.agentId}::text, 'message_id', ${turn.messageId}::text,
        'execution_id', execution_id, 'role', 'visitor', 'parts', parts)
      from message where exists (
        select from webhooks where company_id = ${turn.companyId} and status = 'active' and 'conversation.message' = any(events))
    ), execution as (
      insert into executions (company_id, execution_id, agent_id, agent_version, conversation_id, seq, kind, status, input, answer_message_id,
        is_test, quote, visitor, asked_with)
      select ${turn.companyId}, ${turn.executionId}, ${turn.agentId}, ${turn.agentVersion}, ${turn.conversationId}, last_seq, 'chat',
        case when waits then 'queued' else 'running' end,
        ${turn.text}, ${turn.answerMessageId}, ${turn.isTest}, ${turn.quote && JSON.stringify(turn.quote)}::jsonb, ${turn.visitor},
        case when waits then ${turn.askedWith && toJson(turn.askedWith)}::jsonb end
      from conversation cross join lateral (select exists (
        select from executions
        where company_id = ${turn.companyId} and conversation_id = ${turn.conversationId} and status in ('queued', 'running')) as waits) others
      where answered_by is not null
      returning status
    ), lease as (
      insert into turn_leases (execution_id, company_id, server_id)
      select ${turn.executionId}, ${turn.companyId}, ${turn.serverId} from execution where status = 'running'
    )
    select handling, operator_name, coalesce(status = 'running', false) as running from conversation left join execution on true`

/** What was said before the message that was added last, newest first. */
export const historyStatement = ({ companyId, conversationId }: NewTurn, limit: number) =>
  named('chat history')`
    select role, parts from messages
    where company_id = ${companyId} and conversation_id = ${conversationId} and role in ('visitor', 'agent', 'operator')
      and seq < (select last_seq - 1 from conversations where company_id = ${companyId} and conversation_id = ${conversationId})
    order by seq desc limit ${limit}`

export interface HistoryRow {
  readonly role: string
  readonly parts: MessagePart[]
}

const textParts = ({ text, files }: NewTurn) => toJson([{ type: 'text', text }, ...files])

/** Adds a message without a turn; false when the conversation is gone. */
export async function appendMessage(
  db: Db,
  message: {
    readonly companyId: string
    readonly conversationId: string
    readonly messageId: string
    readonly role: 'visitor' | 'operator' | 'system'
    readonly parts: readonly MessagePart[]
    readonly authorName: string | null
  },
) {
  const { companyId, conversationId, messageId, role, authorName } = message
  const { rows } = await sql`
    with conversation as (
      update conversations set last_seq = last_seq + 1, updated_at = now()
      where company_id = ${companyId} and conversation_id = ${conversationId}
      returning last_seq
    )
    insert into messages (company_id, message_id, conversation_id, seq, role, parts, author_name)
    select ${companyId}, ${messageId}, ${conversationId}, last_seq, ${role}, ${toJson(message.parts)}::jsonb, ${authorName}
    from conversation
    returning message_id`.execute(db)
  return rows.length > 0
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
    .select(['execution_id', 'answer_message_id', 'status', 'seq'])
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('status', 'in', ['queued', 'running'])
    .orderBy('seq')
    .executeTakeFirst()

/** The conversation in which somebody was banned, who must begin no other; `visitorKey` names them. */
export async function findBan(db: Db, companyId: string, visitorKey: Buffer): Promise<string | null> {
  const { rows } = await sql<{ conversation_id: string }>`
    select conversation_id from visitor_bans
    where company_id = ${companyId} and visitor_key = ${visitorKey} and expires_at > now() limit 1`.execute(db)
  return rows[0]?.conversation_id ?? null
}
