import type { WebhookEventType } from '@craveva/contract/webhook-events'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import { type NamedQuery, named } from '../../db/named-query.ts'
import { insertEntry } from '../ledger.store.ts'
import { holdStatement, settleStatement } from '../turn-credits.store.ts'
import { createStormCompany } from './ledger-storm.ts'

/**
 * What a turn does to books and outbox: nothing at all; what a free one does; what one with a price does; and that of a company whose webhook
 * listens to all of it.
 */
export type TurnKind = 'bare' | 'free' | 'priced' | 'heard'

/** The statements of a turn's two trips to the database, as far as executions, books and events go. */
export type TurnStatements = (kind: TurnKind) => {
  readonly companyId: string
  readonly begin: readonly NamedQuery[]
  readonly end: readonly NamedQuery[]
}

const quote = JSON.stringify({
  ...{ model: 'gpt-4o', input: 500_000, output: 2_000_000, own_key: false, fallback: null, query: 100_000, message: 0, most: 5_000_000 },
})
const words = 'An answer has about so many words. '.repeat(12)

/** Companies with plenty of credits, one of them with a webhook, and the statements of their turns. */
export async function prepareTurns(pool: Db): Promise<TurnStatements> {
  const silent = await createRichCompany(pool)
  const listening = await createRichCompany(pool)
  const events: WebhookEventType[] = ['agent.execute', 'conversation.message']
  const webhook = { company_id: listening.companyId, webhook_id: newId('wh'), url: 'http://receiver.test/', events, secret: 'sealed' }
  await inCompany(pool, listening.companyId, db => db.insertInto('webhooks').values(webhook).execute())
  return kind => {
    const { companyId, agentId } = kind === 'heard' ? listening : silent
    const isPriced = kind === 'priced' || kind === 'heard'
    const executionId = newId('exec')
    const entry = () => ({ companyId, executionId, transactionId: newId('txn') })
    const begin = named('bench begin')`
      insert into executions (company_id, execution_id, agent_id, agent_version, kind, status, input, answer_message_id, quote)
      values (${companyId}, ${executionId}, ${agentId}, 1, 'execute', 'running', '', ${newId('msg')}, ${isPriced ? quote : null}::jsonb)`
    const end = named('bench end')`
      update executions set status = 'completed' where company_id = ${companyId} and execution_id = ${executionId}`
    const told = named('bench told')`
      insert into events (company_id, event_id, type, data)
      select ${companyId}, ${newId('evt')}, 'agent.execute', jsonb_build_object('execution_id', ${executionId}::text, 'response', ${words}::text)
      where exists (select from webhooks where company_id = ${companyId} and status = 'active' and 'agent.execute' = any(events))
      union all
      select ${companyId}, ${newId('evt')}, 'conversation.message', jsonb_build_object('execution_id', ${executionId}::text, 'parts', ${words}::text)
      where exists (select from webhooks where company_id = ${companyId} and status = 'active' and 'conversation.message' = any(events))`
    const used = named('bench used')`
      insert into usage_records (company_id, source, operation, agent_id, channel, model, input_tokens, output_tokens)
      values (${companyId}, ${executionId}, 'agent_execute', ${agentId}, 'api', 'builtin', 10, 5)`
    const use = { paid: true, model: 'gpt-4o', inputTokens: 900, outputTokens: 120, queries: 0 }
    if (kind === 'bare') return { companyId, begin: [begin], end: [end] }
    if (kind === 'free') return { companyId, begin: [begin], end: [end, told, used] }
    return { companyId, begin: [begin, holdStatement(entry(), 5_000_000)], end: [end, told, settleStatement(entry(), use)] }
  }
}

async function createRichCompany(pool: Db) {
  const company = await createStormCompany(pool, false)
  const grant = { company_id: company.companyId, transaction_id: newId('txn'), kind: 'grant' as const, source: 'grant:bench' }
  await inCompany(pool, company.companyId, db => insertEntry(db, { ...grant, available: 1e12, outside: -1e12 }))
  return company
}

/** The process of PostgreSQL that serves a pool of one connection. */
export async function backendPid(pool: Db) {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(pool)
  return rows[0]?.pid ?? 0
}
