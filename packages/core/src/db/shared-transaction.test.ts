import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import type { TestClient } from '../testing/test-client.ts'
import type { Db } from './database.ts'
import { newId } from './ids.ts'
import { inCompany } from './in-company.ts'
import type { NamedQuery } from './named-query.ts'
import { inSharedTransaction } from './shared-transaction.ts'

let app: TestApp
let pool: Db
let owner: TestClient
let companyId: string
let agentId: string

beforeAll(async () => {
  app = await createTestApp()
  pool = app.core.services.pool
  owner = await app.signUp()
  companyId = (await owner.get('/auth/me')).body.user.company_id
  agentId = (await deployAgent(owner)).agentId
})
afterAll(() => app.stop())

const insert = (id: string): NamedQuery => ({
  name: 'test insert',
  text: `insert into conversations (company_id, conversation_id, agent_id, channel, visitor_token_hash) values ($1, $2, $3, 'web', '')
    returning conversation_id, pg_current_xact_id()::text as transaction`,
  values: [companyId, id, agentId],
})

const lock = (id: string): NamedQuery => ({
  name: 'test lock',
  text: 'select conversation_id from conversations where company_id = $1 and conversation_id = $2 for update',
  values: [companyId, id],
})

/** Who holds rows while others want them. */
const mark = (id: string, channel: string): NamedQuery => ({
  name: 'test mark',
  text: 'update conversations set channel = $3 where company_id = $1 and conversation_id = $2 returning channel',
  values: [companyId, id, channel],
})

const ids = (count: number) => Array.from({ length: count }, () => newId('conv'))
const stored = async (wanted: readonly string[]) =>
  (
    await inCompany(pool, companyId, db =>
      db
        .selectFrom('conversations')
        .select('conversation_id')
        .where('company_id', '=', companyId)
        .where('conversation_id', 'in', wanted)
        .execute(),
    )
  ).length

describe('work that comes at the same moment', () => {
  let wanted: string[]
  beforeEach(() => {
    wanted = ids(60)
  })

  test('shares a few transactions, and everybody gets their own results', async () => {
    const results = await Promise.all(wanted.map(id => inSharedTransaction(pool, companyId, 'test', { statements: [insert(id)] })))
    expect(results.map(([result]) => result?.rows[0].conversation_id)).toEqual(wanted)
    expect(new Set(results.map(([result]) => result?.rows[0].transaction)).size).toBe(3)
  })

  test('is not lost when one of its pieces fails, which alone fails', async () => {
    wanted[20] = wanted[10] as string
    const outcomes = await Promise.allSettled(wanted.map(id => inSharedTransaction(pool, companyId, 'test', { statements: [insert(id)] })))
    const failed = outcomes.flatMap((outcome, index) => (outcome.status === 'rejected' ? [{ index, code: outcome.reason.code }] : []))
    expect(failed).toEqual([{ index: 20, code: '23505' }])
    expect(await stored(wanted)).toBe(59)
  })

  test('runs locks first and what is to be last in the end, whoever asked for it', async () => {
    const [first = '', second = ''] = ids(2)
    await inSharedTransaction(pool, companyId, 'test', { statements: [insert(first), insert(second)] })
    const of = (id: string, other: string) =>
      inSharedTransaction(pool, companyId, 'test', {
        lock: { key: id, statement: lock(id) },
        statements: [mark(id, `begun by ${id}`)],
        last: [mark(other, `ended by ${id}`)],
      })
    // The first one runs alone, so that the other two share the next transaction.
    const [, one, two] = await Promise.all([
      inSharedTransaction(pool, companyId, 'test', { statements: [] }),
      of(second, first),
      of(first, second),
    ])
    expect([one, two].map(results => results?.map(({ rows }) => Object.values(rows[0])[0]))).toEqual([
      [second, `begun by ${second}`, `ended by ${second}`],
      [first, `begun by ${first}`, `ended by ${first}`],
    ])
    const { rows } = await inCompany(pool, companyId, db =>
      sql<{ channel: string }>`select channel from conversations where conversation_id in (${first}, ${second})`.execute(db),
    )
    expect(rows.every(({ channel }) => channel.startsWith('ended by'))).toBe(true)
  })
})

test('transactions of several kinds that lock the same rows in other orders never wait for each other', async () => {
  const wanted = ids(6)
  await Promise.all(wanted.map(id => inSharedTransaction(pool, companyId, 'test', { statements: [insert(id)] })))
  const rounds = Array.from({ length: 40 }, (_, round) => round).flatMap(round =>
    ['one', 'two', 'three'].flatMap(kind =>
      (round % 2 ? wanted : wanted.toReversed()).map(id =>
        inSharedTransaction(pool, companyId, kind, { lock: { key: id, statement: lock(id) }, statements: [mark(id, kind)] }),
      ),
    ),
  )
  const outcomes = await Promise.allSettled(rounds)
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([])
})

test('work that waits for a lock holds up nobody for long', async () => {
  const [stuck = '', free = ''] = ids(2)
  await inSharedTransaction(pool, companyId, 'test', { statements: [insert(stuck), insert(free)] })
  let waiting: Promise<unknown> = Promise.resolve()
  await inCompany(pool, companyId, async db => {
    await sql`select from conversations where conversation_id = ${stuck} for update`.execute(db)
    waiting = inSharedTransaction(pool, companyId, 'test', { lock: { key: stuck, statement: lock(stuck) }, statements: [] })
    await inSharedTransaction(pool, companyId, 'test', { lock: { key: free, statement: lock(free) }, statements: [] })
  })
  await waiting
})

test('companies share nothing', async () => {
  const other = await app.signUp()
  const otherId = (await other.get('/auth/me')).body.user.company_id
  const [id = ''] = ids(1)
  const [mine, theirs] = await Promise.all([
    inSharedTransaction(pool, companyId, 'test', { statements: [insert(id)] }),
    inSharedTransaction(pool, otherId, 'test', { statements: [lock(id)] }),
  ])
  expect(mine[0]?.rowCount).toBe(1)
  expect(theirs[0]?.rowCount).toBe(0)
})
