import type { VisitorContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { findExecution } from '../executions/find-execution.ts'
import type { StreamEvent } from '../http/handlers.ts'
import { findOpenExecution, readMessages } from './conversations.store.ts'
import { followConversation, parsePlaceId } from './follow-conversation.ts'
import { eventId, followTurn, parseEventId } from './follow-turn.ts'
import { findById, lastAnswerSeq, tellTyping } from './handling.store.ts'
import { handoffOf } from './handoff-of.ts'
import { requestHandOff } from './request-hand-off.ts'
import { requireOwn } from './require-own.ts'
import { toMessage } from './to-message.ts'
import { eraseConversations } from './visitor-data.store.ts'

type Needs = Pick<VisitorContext, 'pool' | 'admission' | 'visitorKey' | 'runner' | 'notifications'>

/** What the visitor sees of their own conversation. Throws NOT_FOUND for anyone else's. */
export async function readOwnConversation(context: Needs, conversationId: string, limit: number) {
  const { pool, admission } = context
  return inCompany(pool, admission.companyId, async db => {
    await requireOwn(context, db, conversationId)
    const messages = await readMessages(db, admission.companyId, conversationId, limit)
    const open = await findOpenExecution(db, admission.companyId, conversationId)
    return { conversation_id: conversationId, messages: messages.map(toMessage), running_execution_id: open?.execution_id ?? null }
  })
}

/**
 * What happens in the visitor's conversation from `lastEventId` on: the rest of that turn, or the turn under way; and as long as it waits for
 * a person or has one, what people write. Throws NOT_FOUND.
 */
export async function followOwnConversation(
  context: Needs,
  conversationId: string,
  lastEventId: string | null,
  gone: AbortSignal,
): Promise<AsyncIterable<StreamEvent>> {
  const { pool, admission } = context
  const { companyId } = admission
  const place = lastEventId === null ? null : parseEventId(lastEventId)
  const afterSeq = lastEventId === null ? null : parsePlaceId(lastEventId)
  const { turn, unheard } = await inCompany(pool, companyId, async db => {
    const own = await requireOwn(context, db, conversationId)
    const execution = place ? await findExecution(db, companyId, place.executionId) : await findOpenExecution(db, companyId, conversationId)
    const isTheirs = !place || (execution && 'conversation_id' in execution && execution.conversation_id === conversationId)
    // Who names no place may not have heard what people wrote since the agent fell silent.
    const spoken = lastEventId === null && handoffOf(own) ? await lastAnswerSeq(db, companyId, conversationId) : own.last_seq
    return { turn: isTheirs ? execution : undefined, unheard: spoken }
  })
  return follow(context, conversationId, { turn, parts: place?.parts ?? 0, seq: afterSeq ?? turn?.seq ?? unheard }, gone)
}

/** Stops the answer being written, if there is one. */
export async function cancelOwnTurn(context: Needs, conversationId: string) {
  const { pool, admission, runner } = context
  const open = await inCompany(pool, admission.companyId, async db => {
    await requireOwn(context, db, conversationId)
    return findOpenExecution(db, admission.companyId, conversationId)
  })
  if (open) await runner.cancel(admission.companyId, open.execution_id)
  return open !== undefined
}

/** Deletes the visitor's conversation with all that was said in it. */
export async function eraseOwnConversation(context: Needs, conversationId: string) {
  const { pool, admission, runner } = context
  const open = await inCompany(pool, admission.companyId, async db => {
    await requireOwn(context, db, conversationId)
    return eraseConversations(db, admission.companyId, [conversationId])
  })
  for (const executionId of open) await runner.cancel(admission.companyId, executionId)
}

/** Asks for a person on behalf of the visitor. Throws NOT_FOUND. */
export async function requestPerson(context: Needs & Pick<VisitorContext, 'now'>, conversationId: string) {
  const { pool, admission, now } = context
  const { companyId, agent } = admission
  return inCompany(pool, companyId, async db => {
    await requireOwn(context, db, conversationId)
    const target = { companyId, conversationId, language: agent.config.language, now: now() }
    const asked = await requestHandOff(db, target, 'request')
    const [latest] = await readMessages(db, companyId, conversationId, 1)
    const message = asked?.message ?? latest
    if (!asked || !message) throw new AppError('NOT_FOUND')
    return { handoff: asked.handoff, message: toMessage(message) }
  })
}

/** In whose hands a conversation is; null when in the agent's. */
export async function readHandoff({ pool, admission }: Pick<Needs, 'pool' | 'admission'>, conversationId: string) {
  const { companyId } = admission
  const conversation = await inCompany(pool, companyId, db => findById(db, companyId, conversationId))
  return conversation ? handoffOf(conversation) : null
}

/** Tells whoever watches the conversation that its visitor is writing. Throws NOT_FOUND. */
export async function tellOwnTyping(context: Needs, conversationId: string) {
  const { pool, admission } = context
  await inCompany(pool, admission.companyId, async db => {
    const { handling } = await requireOwn(context, db, conversationId)
    if (handling === 'waiting' || handling === 'operator') await tellTyping(db, 'visitor', admission.companyId, conversationId)
  })
}

interface Place {
  readonly turn: { readonly execution_id: string; readonly answer_message_id: string } | undefined
  /** How many parts of the turn are known. */
  readonly parts: number
  /** The number of the last message that is known. */
  readonly seq: number
}

async function* follow(
  context: Needs,
  conversationId: string,
  { turn, parts, seq }: Place,
  gone: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { companyId } = context.admission
  if (turn) {
    const { execution_id, answer_message_id } = turn
    const start = { type: 'start' as const, conversation_id: conversationId, message_id: answer_message_id, execution_id }
    yield { id: eventId(execution_id, parts), part: start }
    yield* followTurn(context, { companyId, executionId: execution_id, answerMessageId: answer_message_id }, parts, gone)
  }
  yield* followConversation(context, { companyId, conversationId }, seq, gone)
}
