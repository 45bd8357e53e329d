import type { Context, Services, UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import {
  deleteStaleExecutions,
  eraseConversations,
  eraseVisitor,
  findStaleConversations,
  findVisitor,
  readAllMessages,
  readConversations,
  readRecords,
  type VisitorQuery,
} from './visitor-data.store.ts'

/** Everything a visitor said and was told, on all channels, and what else is kept of them. */
export async function readVisitorData({ db, principal }: Pick<Context, 'db' | 'principal'>, visitor: VisitorQuery) {
  const found = await findVisitor(db, principal.companyId, visitor)
  const ids = found.conversations
  const messages = Map.groupBy(await readAllMessages(db, principal.companyId, ids), row => row.conversation_id)
  const rows = await readConversations(db, principal.companyId, ids)
  const conversations = rows.map(conversation => ({ ...conversation, messages: messages.get(conversation.conversation_id) ?? [] }))
  return { conversations, records: await readRecords(db, found) }
}

/** Erases the same, and stops the answers that are still being written; gives how many conversations there were. */
export async function eraseVisitorData(
  { pool, principal, runner }: Pick<UserContext, 'pool' | 'principal' | 'runner'>,
  visitor: VisitorQuery,
) {
  const { companyId } = principal
  const { ids, open } = await inCompany(pool, companyId, async db => {
    const found = await findVisitor(db, companyId, visitor)
    return { ids: found.conversations, open: await eraseVisitor(db, found) }
  })
  for (const executionId of open) await runner.cancel(companyId, executionId)
  return ids.length
}

const batch = 200

/** Deletes what is older than `before` in small portions, so that nobody waits for it; gives how much there was. */
export async function eraseOlder({ pool }: Pick<Services, 'pool'>, companyId: string, before: Date) {
  let conversations = 0
  let executions = 0
  for (;;) {
    const step = await inCompany(pool, companyId, async db => {
      const ids = await findStaleConversations(db, companyId, before, batch)
      if (ids.length > 0) await eraseConversations(db, companyId, ids)
      return { conversations: ids.length, executions: await deleteStaleExecutions(db, companyId, before, batch) }
    })
    conversations += step.conversations
    executions += step.executions
    if (step.conversations < batch && step.executions < batch) return { conversations, executions }
  }
}
