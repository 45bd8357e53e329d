import type { Conversation } from '@craveva/contract/conversations'
import type { Message } from '@craveva/contract/parts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { findOpenExecution, readMessages } from './conversations.store.ts'
import { isOnline as findOnline, tellTyping } from './handling.store.ts'
import { findListed, readChangedSince } from './operators.store.ts'
import { toConversation } from './to-conversation.ts'
import { toMessage } from './to-message.ts'

/** A conversation as it stands, for those who watch it. */
export interface Glance {
  readonly conversation: Conversation
  /** The newest ones, oldest of them first; none unless they are asked for. */
  readonly messages: readonly Message[]
  /** The execution whose answer is being written. */
  readonly running: string | null
}

/** Messages that can be new between two looks. */
const newest = 50

/** Undefined when the conversation is gone. */
export async function glanceAt(db: Db, companyId: string, conversationId: string, whole: boolean): Promise<Glance | undefined> {
  const row = await findListed(db, companyId, conversationId)
  if (!row) return undefined
  const messages = whole ? await readMessages(db, companyId, conversationId, newest) : []
  const open = whole ? await findOpenExecution(db, companyId, conversationId) : undefined
  return { conversation: toConversation(row), messages: messages.map(toMessage), running: open?.execution_id ?? null }
}

/** The conversations in which something happened since then, the newest change first. */
export const changedSince = async (db: Db, companyId: string, since: Date, most: number) =>
  (await readChangedSince(db, companyId, since, most)).map(toConversation)

/** Whether a user has a socket open, at any server. */
export const isOnline = (db: Db, companyId: string, userId: string) => findOnline(db, companyId, userId)

/** Tells all servers that the owner of a conversation is writing. */
export const tellOthersTyping = (pool: Db, companyId: string, conversationId: string) =>
  inCompany(pool, companyId, db => tellTyping(db, 'typing', companyId, conversationId))
