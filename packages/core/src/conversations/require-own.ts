import type { VisitorContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { findConversation } from './conversations.store.ts'

/** Throws NOT_FOUND for a conversation that is not the visitor's. */
export async function requireOwn(
  { admission, visitorKey }: Pick<VisitorContext, 'admission' | 'visitorKey'>,
  db: Db,
  conversationId: string,
) {
  const found = await findConversation(db, admission.companyId, conversationId, admission.agent.agent_id, visitorKey)
  if (!found) throw new AppError('NOT_FOUND', 'There is no such conversation of yours.')
  return found
}
