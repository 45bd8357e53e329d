import type { VisitorContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { findExecution } from '../executions/find-execution.ts'
import type { StreamEvent } from '../http/handlers.ts'
import { deleteConversation, findOpenExecution, readMessages } from './conversations.store.ts'
import { eventId, followTurn, parseEventId } from './follow-turn.ts'
import { requireOwn } from './require-own.ts'
import { toMessage } from './to-message.ts'

type Needs = Pick<VisitorContext, 'pool' | 'admission' | 'visitorKey' | 'runner'>

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

/** What happens in the visitor's conversation from `lastEventId` on: the rest of that turn, or the turn under way. Throws NOT_FOUND. */
export async function followOwnConversation(
  context: Needs,
  conversationId: string,
  lastEventId: string | null,
  gone: AbortSignal,
): Promise<AsyncIterable<StreamEvent>> {
  const { pool, admission } = context
  const place = lastEventId === null ? null : parseEventId(lastEventId)
  const turn = await inCompany(pool, admission.companyId, async db => {
    await requireOwn(context, db, conversationId)
    if (!place) return findOpenExecution(db, admission.companyId, conversationId)
    const execution = await findExecution(db, admission.companyId, place.executionId)
    return execution?.conversation_id === conversationId ? execution : undefined
  })
  return turn ? resume(context, conversationId, turn, place?.parts ?? 0, gone) : nothing()
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
    const running = await findOpenExecution(db, admission.companyId, conversationId)
    await deleteConversation(db, admission.companyId, conversationId)
    return running
  })
  if (open) await runner.cancel(admission.companyId, open.execution_id)
}

async function* resume(
  context: Needs,
  conversationId: string,
  { execution_id, answer_message_id }: { execution_id: string; answer_message_id: string },
  parts: number,
  gone: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const start = { type: 'start' as const, conversation_id: conversationId, message_id: answer_message_id, execution_id }
  yield { id: eventId(execution_id, parts), part: start }
  yield* followTurn(
    context,
    { companyId: context.admission.companyId, executionId: execution_id, answerMessageId: answer_message_id },
    parts,
    gone,
  )
}

async function* nothing(): AsyncGenerator<StreamEvent> {}
