import { CompiledQuery, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import type { NamedQuery } from '../../db/named-query.ts'
import { insertEntry } from '../ledger.store.ts'
import { noteCapped, upsertCap } from '../spending-caps.store.ts'
import { holdStatement, settleStatement } from '../turn-credits.store.ts'
import { auditCompany, createStormCompany } from './ledger-storm.ts'

export interface CapRace {
  readonly requests: number
  readonly random: () => number
  /** Pays afterwards, so that only the cap holds it. */
  readonly metered: boolean
}

export interface RaceResult {
  /** Turns that were let through. */
  readonly funded: number
  /** What is wrong; empty when nothing is. */
  readonly faults: readonly string[]
}

const amount = 100

/**
 * Lets many turns of one company reserve credits at the same time, over all `pools`, with a cap and a balance that have room for a few of
 * them, while those that were let through end and cost more or less than they reserved.
 */
export async function raceForCap(pools: readonly [Db, ...Db[]], { requests, random, metered }: CapRace): Promise<RaceResult> {
  const [pool] = pools
  const company = await createStormCompany(pool, metered)
  const { companyId, agentId } = company
  const cap = 1 + Math.floor(random() * 20 * amount)
  const balance = metered ? 0 : 1 + Math.floor(random() * 20 * amount)
  await inCompany(pool, companyId, async db => {
    const scope = random() < 0.5 ? ('company' as const) : ('agent' as const)
    await upsertCap(db, { company_id: companyId, cap_id: newId('cap'), scope, subject: '*', period: 'day', amount: cap })
    await noteCapped(db, companyId)
    if (balance === 0) return
    const grant = { company_id: companyId, transaction_id: newId('txn'), kind: 'grant' as const, source: 'grant:race' }
    await insertEntry(db, { ...grant, available: balance, outside: -balance })
    company.granted.set('grant:race', balance)
  })
  const costs = Array.from({ length: requests }, () => Math.floor(random() * 2 * amount))
  const funded = await Promise.all(costs.map((cost, n) => takeTurn(pools[n % pools.length] ?? pool, { companyId, agentId, cost })))
  return { funded: funded.filter(Boolean).length, faults: await inspect(pool, company, cap) }
}

async function takeTurn(pool: Db, { companyId, agentId, cost }: { companyId: string; agentId: string; cost: number }) {
  const executionId = newId('exec')
  const quote = JSON.stringify({
    model: 'race',
    input: 1000,
    output: 0,
    query: 0,
    message: 0,
    own_key: false,
    fallback: null,
    most: amount,
  })
  const turn = { company_id: companyId, execution_id: executionId, agent_id: agentId, agent_version: 1, kind: 'execute' as const }
  const outcome = await inCompany(pool, companyId, async db => {
    await db
      .insertInto('executions')
      .values({ ...turn, status: 'running', input: '', answer_message_id: newId('msg'), quote })
      .execute()
    const { rows } = await run<{ outcome: string }>(db, holdStatement({ companyId, executionId, transactionId: newId('txn') }, amount))
    return rows[0]?.outcome
  })
  if (outcome !== 'funded') return false
  await inCompany(pool, companyId, async db => {
    await db.updateTable('executions').set({ status: 'completed' }).where('execution_id', '=', executionId).execute()
    const use = { paid: cost > 0, model: 'race', inputTokens: cost, outputTokens: 0, queries: 0 }
    await run(db, settleStatement({ companyId, executionId, transactionId: newId('txn') }, use))
  })
  return true
}

async function inspect(pool: Db, company: Awaited<ReturnType<typeof createStormCompany>>, cap: number) {
  const faults = await auditCompany(pool, company)
  const { rows } = await inCompany(pool, company.companyId, db =>
    sql<{ spent: number; held: number; charged: number }>`
      select spent, held, (select coalesce(sum(credits), 0)::bigint from usage_records) as charged from cap_counters`.execute(db),
  )
  for (const { spent, held, charged } of rows) {
    if (spent > cap) faults.push(`${spent} was spent under a cap of ${cap}`)
    if (charged !== spent) faults.push(`the cap counts ${spent}, and ${charged} was charged`)
    if (held !== 0) faults.push(`the cap still holds ${held}`)
  }
  return faults
}

const run = <Row>(db: Db, { text, values }: NamedQuery) => db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))
