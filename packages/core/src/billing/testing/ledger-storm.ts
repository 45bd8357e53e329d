import { CompiledQuery, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import type { NamedQuery } from '../../db/named-query.ts'
import { AppError } from '../../errors.ts'
import { chargeUse } from '../charge-use.ts'
import { insertBalance, insertEntry } from '../ledger.store.ts'
import { holdStatement, settleStatement } from '../turn-credits.store.ts'
import { releaseOldHolds } from '../turn-credits.ts'

export interface Storm {
  readonly operations: number
  readonly workers: number
  readonly seed: number
  readonly companies: readonly StormCompany[]
  /** Told of grants that were committed. */
  readonly onGranted?: (source: string, amount: number) => void
}

/** A company with an agent whose turns are held and settled, and what was granted to it as far as that was acknowledged. */
export interface StormCompany {
  readonly companyId: string
  readonly agentId: string
  readonly granted: Map<string, number>
}

/** A company that begins with nothing. */
export async function createStormCompany(pool: Db, metered: boolean): Promise<StormCompany> {
  const companyId = newId('cmp')
  const agentId = newId('agent')
  await inCompany(pool, companyId, async db => {
    await db.insertInto('companies').values({ company_id: companyId, name: 'Storm' }).execute()
    const agent = { company_id: companyId, agent_id: agentId, name: 'Storm', type: 'custom' as const, status: 'active' as const }
    const rest = { description: '', config: '{}', data_sources: [] }
    await db
      .insertInto('agents')
      .values({ ...agent, ...rest })
      .execute()
    await insertBalance(db, { company_id: companyId, metered })
  })
  return { companyId, agentId, granted: new Map() }
}

/** Moves credits in every way there is, from many sides at once: also twice for one source, beyond what is there, and with turns left open. */
export async function stormLedger(pool: Db, { operations, workers, seed, companies, onGranted }: Storm) {
  const random = randomFrom(seed)
  const open: OpenTurn[] = []
  let done = 0
  let refused = 0
  const work = async () => {
    while (done < operations) {
      done++
      const company = companies[Math.floor(random() * companies.length)]
      if (company)
        await act({ pool, company, random, open, onGranted: onGranted ?? (() => {}) }).catch(error =>
          isRefusal(error) ? refused++ : Promise.reject(error),
        )
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return { done, refused, open: open.length }
}

interface OpenTurn {
  readonly company: StormCompany
  readonly executionId: string
}

interface Situation {
  readonly pool: Db
  readonly company: StormCompany
  readonly random: () => number
  readonly open: OpenTurn[]
  readonly onGranted: (source: string, amount: number) => void
}

async function act(situation: Situation) {
  const dice = situation.random()
  if (dice < 0.15) return grant(situation)
  if (dice < 0.45) return begin(situation)
  if (dice < 0.8) return end(situation)
  if (dice < 0.9) return use(situation)
  if (dice < 0.97) return expire(situation)
  return sweep(situation)
}

/** A fifth of them comes twice, as a retry of a payment would. */
async function grant({ pool, company: { companyId, granted }, random, onGranted }: Situation) {
  const known = [...granted.entries()].at(-1)
  const [source, amount] = known && random() < 0.2 ? known : [`grant:${newId('txn')}`, 1 + Math.floor(random() * 1000)]
  granted.set(source, amount)
  const entry = { company_id: companyId, transaction_id: newId('txn'), kind: 'grant' as const, source, available: amount, outside: -amount }
  await inCompany(pool, companyId, db => insertEntry(db, entry))
  onGranted(`${companyId} ${source}`, amount)
}

async function begin({ pool, company, random, open }: Situation) {
  const { companyId, agentId } = company
  const executionId = newId('exec')
  const amount = 1 + Math.floor(random() * 300)
  await inCompany(pool, companyId, async db => {
    const turn = { company_id: companyId, execution_id: executionId, agent_id: agentId, agent_version: 1, kind: 'execute' as const }
    // Priced so that a token is a micro-credit.
    const quote = JSON.stringify({
      model: 'storm',
      input: 1000,
      output: 0,
      query: 0,
      message: 0,
      own_key: false,
      fallback: null,
      most: amount,
    })
    await db
      .insertInto('executions')
      .values({ ...turn, status: 'running', input: '', answer_message_id: newId('msg'), quote })
      .execute()
    await run(db, holdStatement({ companyId, executionId, transactionId: newId('txn') }, amount))
  })
  open.push({ company, executionId })
}

/** A quarter of the turns is ended twice, a tenth of them from two sides at the same time. */
async function end({ pool, random, open }: Situation) {
  const turn = random() < 0.25 ? open.at(-1) : open.pop()
  if (!turn) return
  const { companyId } = turn.company
  const { executionId } = turn
  const cost = Math.floor(random() * 500)
  const settle = () =>
    inCompany(pool, companyId, async db => {
      await db.updateTable('executions').set({ status: 'completed' }).where('execution_id', '=', executionId).execute()
      const use = { paid: cost > 0, model: 'storm', inputTokens: cost, outputTokens: 0, queries: 0 }
      await run(db, settleStatement({ companyId, executionId, transactionId: newId('txn') }, use))
    })
  await Promise.all(random() < 0.1 ? [settle(), settle()] : [settle()])
}

async function use({ pool, company: { companyId, agentId }, random }: Situation) {
  const cost = Math.floor(random() * 200)
  const source = `query:${Math.floor(random() * 500)}`
  await inCompany(pool, companyId, db => chargeUse(db, companyId, { operation: 'data_query', source, agentId, channel: 'api', cost }))
}

/** Often more than there is, which must not be booked. */
async function expire({ pool, company: { companyId }, random }: Situation) {
  const amount = 1 + Math.floor(random() * 2000)
  const entry = { company_id: companyId, transaction_id: newId('txn'), kind: 'expire' as const, source: `expire:${newId('txn')}` }
  await inCompany(pool, companyId, db => insertEntry(db, { ...entry, available: -amount, outside: amount }))
}

/** Ages a few holds, so that those of turns that are long over go back. */
async function sweep({ pool, company: { companyId } }: Situation) {
  await sql`update credit_holds set created_at = created_at - interval '2 minutes' where company_id = ${companyId}`
    .execute(pool)
    // Ageing them all at once can meet a turn that holds some: then they age next time.
    .catch(error => {
      if (error.code !== '40P01') throw error
    })
  await inCompany(pool, companyId, db => releaseOldHolds(db, companyId))
}

const run = (db: Db, { text, values }: NamedQuery) => db.executeQuery(CompiledQuery.raw(text, [...values]))

/** What the books may refuse: an account below zero (SQLSTATE 23514), or a use that there are no credits for. */
const isRefusal = (error: unknown) =>
  (error instanceof AppError && error.code === 'INSUFFICIENT_CREDITS') ||
  (error instanceof Error && 'code' in error && error.code === '23514')

/**
 * Faults of a company's books; none when they are right. Where servers were killed it is known of some grants only that they were committed:
 * those are `acknowledged`, by company and source.
 */
export const auditCompany = (pool: Db, { companyId, granted }: StormCompany, acknowledged?: ReadonlyMap<string, number>) =>
  inCompany(pool, companyId, async db => {
    const { rows } = await sql<Record<string, number>>`
      select available, held, spent, outside, available + held + spent + outside as total,
        (select coalesce(sum(available), 0) from ledger)::bigint as booked_available, (select coalesce(sum(held), 0) from ledger)::bigint as booked_held,
        (select coalesce(sum(spent), 0) from ledger)::bigint as booked_spent, (select coalesce(sum(outside), 0) from ledger)::bigint as booked_outside,
        (select count(*) - count(distinct source) from ledger) as doubled,
        (select coalesce(sum(available), 0) from ledger where kind = 'grant')::bigint as booked_grants,
        (select coalesce(sum(amount), 0) from credit_holds where credit_holds.company_id = ${companyId})::bigint as open_holds,
        (select coalesce(sum(credits), 0) from usage_records)::bigint as used
      from credit_balances`.execute(db)
    const books = rows[0] ?? {}
    const grants = [...granted.values()].reduce((sum, amount) => sum + amount, 0)
    const equal: [string, unknown, unknown][] = [
      ['available is the sum of its entries', books.available, books.booked_available],
      ['held is the sum of its entries', books.held, books.booked_held],
      ['spent is the sum of its entries', books.spent, books.booked_spent],
      ['outside is the sum of its entries', books.outside, books.booked_outside],
      ['everything together is nothing', books.total, 0],
      ['what is held is what the holds hold', books.held, books.open_holds],
      ['what is spent is what was used', books.spent, books.used],
      ['every grant counts once', books.booked_grants, acknowledged ? books.booked_grants : grants],
      ['every grant that was acknowledged is there', await countMissing(db, companyId, acknowledged), 0],
      ['every source counts once', books.doubled, 0],
    ]
    const faults = equal.filter(([, one, other]) => one !== other).map(([rule, one, other]) => `${rule}: ${one} and ${other}`)
    const negative = ['available', 'held', 'spent'].filter(account => Number(books[account]) < 0).map(account => `${account} is negative`)
    return [...faults, ...negative]
  })

/** Grants of a company that were acknowledged and are not booked with their amount. */
async function countMissing(db: Db, companyId: string, acknowledged: ReadonlyMap<string, number> = new Map()) {
  const rows = await db.selectFrom('ledger').select(['source', 'available']).where('kind', '=', 'grant').execute()
  const booked = new Map(rows.map(({ source, available }) => [`${companyId} ${source}`, available]))
  return [...acknowledged].filter(([key, amount]) => key.startsWith(companyId) && booked.get(key) !== amount).length
}

/** mulberry32: a small generator that gives the same numbers for the same seed. */
export function randomFrom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
