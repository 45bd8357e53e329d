import type { HandoffState } from '@craveva/contract/chat'
import type { HandOffReason } from '@craveva/contract/conversations'
import type { MessagePart } from '@craveva/contract/parts'
import { businessHours } from '../companies/business-hours.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { recordEvent } from '../events/record-event.ts'
import { toLocale } from '../languages/to-locale.ts'
import { handOffText } from './hand-off-text.ts'
import { addMessage, changeHandling, inHandsOf, lockById, type MessageRow } from './handling.store.ts'
import { handoffOf } from './handoff-of.ts'

export interface HandOffTarget {
  readonly companyId: string
  readonly conversationId: string
  /** BCP 47, where the asker knows better than the conversation in which language the visitor is told. */
  readonly language: string | null
  /** What the agent's owner wants the visitor to be told. */
  readonly message?: string | null
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface HandOff {
  readonly handoff: HandoffState
  /** What the visitor is to be told; null when a person had been asked for before. */
  readonly text: string | null
  /** The system's message that says so; null when it says nothing. */
  readonly message: MessageRow | null
}

/**
 * Asks for a person: from now on the conversation waits for one, and the agent begins no answer. The answer that is being written may end.
 * Tells the visitor honestly whether somebody is there at this hour. Asking again changes nothing. In a transaction of the company; null when
 * the conversation is gone. `tell`: whether the system says so itself, or leaves that to whoever asked.
 */
export async function requestHandOff(
  db: Db,
  target: HandOffTarget,
  reason: HandOffReason,
  { tell = 'always' }: { tell?: 'always' | 'when closed' | 'never' } = {},
): Promise<HandOff | null> {
  const { companyId, conversationId, language, message, now } = target
  const conversation = await lockById(db, companyId, conversationId)
  if (!conversation) return null
  const already = handoffOf(conversation)
  if (already) return { handoff: already, text: null, message: null }
  const handoff: HandoffState = { state: 'waiting', operator_name: null }
  await changeHandling(db, companyId, conversationId, inHandsOf.nobody(reason, now))
  const hours = await businessHours(db, companyId, now)
  const text = message ?? handOffText(toLocale(language, conversation.language), hours)
  const ids = { conversation_id: conversationId, agent_id: conversation.agent_id }
  await recordEvent(db, companyId, 'conversation.handoff', { ...ids, ...handoff })
  if (tell === 'never' || (tell === 'when closed' && hours.open)) return { handoff, text, message: null }
  const parts: MessagePart[] = [
    { type: 'text', text },
    { type: 'handoff', ...handoff },
  ]
  const told = await addMessage(db, companyId, conversationId, {
    messageId: newId('msg', now),
    role: 'system',
    parts,
    authorName: null,
    clientMessageId: null,
  })
  await recordEvent(db, companyId, 'conversation.message', {
    ...ids,
    message_id: told.message_id,
    execution_id: null,
    role: 'system',
    parts,
  })
  return { handoff, text, message: told }
}
