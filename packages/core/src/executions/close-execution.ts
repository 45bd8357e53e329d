import { settleTurn } from '../billing/turn-credits.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { inSharedTransaction } from '../db/shared-transaction.ts'
import { noteUnanswered } from '../retrieval/unanswered/note-unanswered.ts'
import { type Ending, endStatement, findInput, lockStatement, tellEndStatement } from './executions.store.ts'

/** Which execution ends, and the server that goes on with the next one of its conversation; null leaves that to another one. */
interface Closing {
  readonly companyId: string
  readonly executionId: string
  readonly conversationId: string | null
  readonly serverId: string | null
  /** Whether other servers may follow it. */
  readonly shared: boolean
}

/** Stores how a turn ended, and charges it. Gives the next turn of the conversation that the server now has the lease of; null when there is none. */
export async function closeExecution(pool: Db, { companyId, executionId, conversationId, serverId, shared }: Closing, ending: Ending) {
  const settle = settleTurn({ companyId, executionId }, ending.status, ending.result)
  const end = endStatement({ companyId, executionId, conversationId }, ending, { serverId, counts: settle === null })
  const note = ending.result.declined ? await noteQuestion(pool, companyId, executionId) : null
  const results = await inSharedTransaction(pool, companyId, 'endings', {
    lock: conversationId === null ? null : { key: conversationId, statement: lockStatement(companyId, conversationId) },
    statements: note ? [note, end] : [end],
    last: [...(settle ? [settle] : []), ...(shared ? [tellEndStatement(companyId, executionId)] : [])],
  })
  const [next] = (results[(conversationId === null ? 0 : 1) + (note ? 1 : 0)]?.rows ?? []) as { execution_id: string }[]
  return serverId === null ? null : (next?.execution_id ?? null)
}

/** A question without an answer is noted in the transaction that ends its turn. */
async function noteQuestion(pool: Db, companyId: string, executionId: string) {
  const execution = await inCompany(pool, companyId, db => findInput(db, companyId, executionId))
  return execution ? noteUnanswered(companyId, executionId, execution.input) : null
}
