import type { MessagePart } from '@craveva/contract/parts'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { appendMessage } from './conversations.store.ts'

/** A message that no turn answers, and that no turn wrote. */
export interface RecordedMessage {
  readonly companyId: string
  readonly conversationId: string
  readonly role: 'visitor' | 'operator' | 'system'
  readonly parts: readonly MessagePart[]
  readonly authorName: string | null
}

/** Adds a message to a conversation and gives its id; null when the conversation is gone. */
export async function recordMessage(db: Db, { now }: Pick<Services, 'now'>, message: RecordedMessage): Promise<string | null> {
  const messageId = newId('msg', now())
  const added = await appendMessage(db, { ...message, messageId })
  return added ? messageId : null
}
