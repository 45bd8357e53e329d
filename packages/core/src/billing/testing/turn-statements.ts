import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import { type NamedQuery, named } from '../../db/named-query.ts'
import { insertEntry } from '../ledger.store.ts'
import { holdStatement, settleStatement } from '../turn-credits.store.ts'
import { createStormCompany } from './ledger-storm.ts'

/** What a turn does to the books: nothing at all, what a free one does, what one with a price does. */
export type TurnKind = 'bare' | 'free' | 'priced'

/** The statements of a turn's two trips to the database, as far as executions, books and events go. */
export type TurnStatements = (kind: TurnKind) => { readonly begin: readonly NamedQuery[]; readonly end: readonly NamedQuery[] }

const quote = JSON.stringify({
  ...{ model: 'gpt-4o', input: 500_000, output: 2_000_000, own_key: false, fallback: null, query: 100_000, message: 0, most: 5_000_000 },
})

/** A company with plenty of credits, and the statements of its turns. */
export async function prepareTurns(pool: Db): Promise<{ companyId: string; statements: TurnStatements }> {
  const { companyId, agentId } = await createStormCompany(pool, false)
  const grant = { company_id: companyId, transaction_id: newId('txn'), kind: 'grant' as const, source: 'grant:bench' }
  await inCompany(pool, companyId, db => insertEntry(db, { ...grant, available: 1e12, outside: -1e12 }))
  const statements: TurnStatements = kind => {
    const executionId = newId('exec')
    const entry = () => ({ companyId, executionId, transactionId: newId('txn') })
    const begin = named('bench begin')`
      insert into executions (company_id, execution_id, agent_id, agent_version, kind, status, input, answer_message_id, quote)
      values (${companyId}, ${executionId}, ${agentId}, 1, 'execute', 'running', '', ${newId('msg')}, ${kind === 'priced' ? quote : null}::jsonb)`
    const end = named('bench end')`
      update executions set status = 'completed' where company_id = ${companyId} and execution_id = ${executionId}`
    const told = named('bench told')`
      select exists (select from webhooks where company_id = ${companyId} and status = 'active' and 'agent.execute' = any(events)),
        exists (select from webhooks where company_id = ${companyId} and status = 'active' and 'conversation.message' = any(events))`
    const used = named('bench used')`
      insert into usage_records (company_id, source, operation, agent_id, channel, model, input_tokens, output_tokens)
      values (${companyId}, ${executionId}, 'agent_execute', ${agentId}, 'api', 'builtin', 10, 5)`
    const use = { paid: true, model: 'gpt-4o', inputTokens: 900, outputTokens: 120, queries: 0 }
    if (kind === 'bare') return { begin: [begin], end: [end] }
    if (kind === 'free') return { begin: [begin], end: [end, told, used] }
    return { begin: [begin, holdStatement(entry(), 5_000_000)], end: [end, told, settleStatement(entry(), use)] }
  }
  return { companyId, statements }
}

/** The process of PostgreSQL that serves a pool of one connection. */
export async function backendPid(pool: Db) {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(pool)
  return rows[0]?.pid ?? 0
}
