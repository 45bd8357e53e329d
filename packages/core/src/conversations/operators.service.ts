import { roles } from '@craveva/contract/operations'
import type { MessagePart } from '@craveva/contract/parts'
import type { Context, Principal, UserContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { unsentFiles } from './files.service.ts'
import { attachFiles } from './files.store.ts'
import {
  addMessage,
  type ConversationRow,
  changeHandling,
  claim,
  findById,
  findMessageOfClient,
  inHandsOf,
  lockById,
  type MessageRow,
  tellTyping,
} from './handling.store.ts'
import { findMember } from './operators.store.ts'
import { silenceAgent } from './silence-agent.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

/** Throws NOT_FOUND. */
export async function getConversation({ db, principal }: Pick<Needs, 'db' | 'principal'>, conversationId: string) {
  const conversation = await findById(db, principal.companyId, conversationId)
  if (!conversation) throw new AppError('NOT_FOUND')
  return conversation
}

/**
 * Makes the caller the one who answers; of any number who try at once exactly one succeeds. Returns when the agent has fallen silent: an
 * answer that was being written is stopped, and keeps what was said of it. Throws NOT_FOUND, CONFLICT when somebody else owns it.
 */
export async function takeOver(context: UserContext, conversationId: string): Promise<ConversationRow> {
  const { pool, principal } = context
  const conversation = await inCompany(pool, principal.companyId, db => own({ ...context, db }, conversationId, principal))
  await silenceAgent(context, principal.companyId, conversationId)
  return conversation
}

async function own(context: Needs, conversationId: string, { userId, name }: Pick<Principal, 'userId' | 'name'>) {
  const { db, principal } = context
  const won = await claim(db, principal.companyId, conversationId, { userId, name })
  if (won) {
    await tell(context, won, [{ type: 'handoff', state: 'with_operator', operator_name: name }])
    return won
  }
  const conversation = await getConversation(context, conversationId)
  if (conversation.assigned_to !== userId) throw takenBy(conversation)
  return conversation
}

interface Reply {
  readonly text: string
  /** Files that were uploaded for the agent before. */
  readonly file_ids?: readonly string[] | undefined
  readonly client_message_id?: string | undefined
}

/**
 * Writes to the visitor, who gets it at whichever server they are. Throws NOT_FOUND, CONFLICT unless the caller owns the conversation. The same
 * `client_message_id` twice is one message.
 */
export async function reply(
  context: Needs & Pick<Context, 'config'>,
  conversationId: string,
  { text, file_ids = [], client_message_id }: Reply,
): Promise<MessageRow> {
  const { db, principal, now } = context
  const conversation = await lockOwn(context, conversationId)
  const known = client_message_id && (await findMessageOfClient(db, principal.companyId, conversationId, client_message_id))
  if (known) return known
  const { company_id: companyId, agent_id: agentId } = conversation
  const files = await unsentFiles(db, context.config, { companyId, agentId }, file_ids)
  if (files.length > 0) await attachFiles(db, companyId, conversationId, file_ids)
  const parts: MessagePart[] = [{ type: 'text', text }, ...files]
  const message = await addMessage(db, principal.companyId, conversationId, {
    messageId: newId('msg', now()),
    role: 'operator',
    parts,
    authorName: principal.name,
    clientMessageId: client_message_id ?? null,
  })
  await record(context, conversation, message)
  return message
}

/** Tells the visitor that the caller is writing. Throws NOT_FOUND, CONFLICT unless they own the conversation. */
export async function tellVisitorTyping(context: Needs, conversationId: string) {
  requireOwner(context.principal, await getConversation(context, conversationId))
  await tellTyping(context.db, 'typing', context.principal.companyId, conversationId)
}

/**
 * Gives a conversation to a colleague, or to nobody: then it waits. One that somebody else owns is given on by its owner or an admin alone.
 * Throws NOT_FOUND, INVALID_REQUEST for somebody who may not answer, CONFLICT.
 */
export async function assign(context: UserContext, conversationId: string, userId: string | null): Promise<ConversationRow> {
  const { pool, principal, now } = context
  const { companyId } = principal
  const conversation = await inCompany(pool, companyId, async db => {
    const needs = { db, principal, now }
    const before = await lock(needs, conversationId)
    if (before.handling === 'operator') requireOwner(principal, before, 'admin')
    if (userId === null) {
      if (before.handling === 'waiting') return before
      const waiting = await changeHandling(db, companyId, conversationId, inHandsOf.nobody('operator', now()))
      await tell(needs, waiting, [{ type: 'handoff', state: 'waiting', operator_name: null }])
      return waiting
    }
    const member = await findMember(db, companyId, userId)
    if (!member || roles.indexOf(member.role) < roles.indexOf('member'))
      throw new AppError('INVALID_REQUEST', 'This user cannot answer conversations.', {
        details: { user_id: 'is no member of the company' },
      })
    if (before.assigned_to === userId) return before
    if (before.handling === 'operator') await changeHandling(db, companyId, conversationId, inHandsOf.nobody('operator', now()))
    return own(needs, conversationId, { userId, name: member.full_name })
  })
  if (conversation.handling === 'operator') await silenceAgent(context, companyId, conversationId)
  return conversation
}

/** Lets the agent answer what comes next. By the owner or an admin; while it waits, by anyone. Throws NOT_FOUND, CONFLICT. */
export async function handBack(context: Needs, conversationId: string): Promise<ConversationRow> {
  const before = await lock(context, conversationId)
  if (before.handling === 'operator') requireOwner(context.principal, before, 'admin')
  if (before.handling === 'agent') return before
  return release(context, before, inHandsOf.agent)
}

/** Ends a conversation; the visitor's next message opens it again, for the agent. By the owner or an admin; else by anyone. Throws NOT_FOUND, CONFLICT. */
export async function close(context: Needs, conversationId: string): Promise<ConversationRow> {
  const before = await lock(context, conversationId)
  if (before.handling === 'operator') requireOwner(context.principal, before, 'admin')
  if (before.handling === 'closed') return before
  const closed = await release(context, before, inHandsOf.closed)
  const { conversation_id, agent_id } = closed
  await recordEvent(context.db, context.principal.companyId, 'conversation.closed', { conversation_id, agent_id })
  return closed
}

async function release(context: Needs, before: ConversationRow, hands: typeof inHandsOf.agent | typeof inHandsOf.closed) {
  const { db, principal } = context
  const after = await changeHandling(db, principal.companyId, before.conversation_id, hands)
  const attended = before.handling === 'operator' || before.handling === 'waiting'
  if (attended) await tell(context, after, [{ type: 'handoff', state: 'ended', operator_name: before.operator_name }])
  return after
}

/** Tells the visitor, and whoever listens, in whose hands the conversation is now. */
async function tell(context: Needs, conversation: ConversationRow, parts: (MessagePart & { type: 'handoff' })[]) {
  const { db, principal, now } = context
  const { conversation_id, agent_id } = conversation
  const message = await addMessage(db, principal.companyId, conversation_id, {
    messageId: newId('msg', now()),
    role: 'system',
    parts,
    authorName: null,
    clientMessageId: null,
  })
  for (const { state, operator_name } of parts)
    await recordEvent(db, principal.companyId, 'conversation.handoff', { conversation_id, agent_id, state, operator_name })
  await record(context, conversation, message)
}

const record = ({ db, principal }: Needs, { conversation_id, agent_id }: ConversationRow, { message_id, role, parts }: MessageRow) =>
  recordEvent(db, principal.companyId, 'conversation.message', { conversation_id, agent_id, message_id, execution_id: null, role, parts })

async function lock({ db, principal }: Needs, conversationId: string) {
  const conversation = await lockById(db, principal.companyId, conversationId)
  if (!conversation) throw new AppError('NOT_FOUND')
  return conversation
}

async function lockOwn(context: Needs, conversationId: string) {
  const conversation = await lock(context, conversationId)
  requireOwner(context.principal, conversation)
  return conversation
}

/** `or`: a role that suffices as well. */
function requireOwner({ userId, role }: Principal, conversation: ConversationRow, or?: 'admin') {
  if (conversation.handling !== 'operator') throw new AppError('CONFLICT', 'Take the conversation over first.')
  if (conversation.assigned_to === userId || (or && roles.indexOf(role) >= roles.indexOf(or))) return
  throw takenBy(conversation)
}

const takenBy = ({ operator_name }: ConversationRow) => new AppError('CONFLICT', `${operator_name} has this conversation.`)
