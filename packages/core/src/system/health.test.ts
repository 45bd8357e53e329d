import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createMetricsApp } from '../http/serve-metrics.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'

let app: TestApp
let operators: Server
let url: string
let admin: pg.Client

beforeAll(async () => {
  app = await createTestApp()
  operators = createServer(createMetricsApp(app.core.services))
  await new Promise<void>(resolve => operators.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(operators.address() as AddressInfo).port}`
  admin = new pg.Client({ connectionString: inject('testServer').url })
  await admin.connect()
})
afterAll(async () => {
  operators.closeAllConnections()
  await new Promise(resolve => operators.close(resolve))
  await app.stop()
  await admin.end()
})

/** What Prometheus would read: the value of each series, by its name and labels. */
async function scrape() {
  const response = await fetch(`${url}/metrics`)
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const lines = (await response.text()).trimEnd().split('\n')
  for (const line of lines) expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? (-?[\d.]+(e-?\d+)?|NaN|\+Inf))$/)
  return Object.fromEntries(
    lines.filter(line => !line.startsWith('#')).map(line => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]),
  )
}

test('what was answered is counted by operation and status, and never by path or company', async () => {
  const owner = await app.signUp()
  await owner.get('/agents')
  await owner.get('/agents')
  await owner.get('/agents/agent_nobody')
  const found = await scrape()
  const series = (operation: string, status: number) => found[`craveva_api_seconds_count{operation="${operation}",status="${status}"}`]
  expect(series('agents.list', 200)).toBe(2)
  expect(series('agents.get', 404)).toBe(1)
  expect(series('auth.register', 201)).toBe(1)
  const buckets = Object.entries(found).filter(([name]) =>
    name.startsWith('craveva_api_seconds_bucket{operation="agents.list",status="200"'),
  )
  expect(buckets.map(([, value]) => value)).toEqual(buckets.map(([, value]) => value).toSorted((a, b) => a - b))
  expect(buckets.at(-1)?.[1]).toBe(2)
  expect(found.craveva_up).toBe(1)
  expect(found.craveva_queue_waiting).toBeGreaterThanOrEqual(0)
  expect(found.process_resident_memory_bytes).toBeGreaterThan(10_000_000)
  expect(Object.keys(found).join('\n')).not.toMatch(/cmp_|agent_|user_/)
})

test('health tells of the database and the queue, to anybody', async () => {
  const { status, body } = await app.anonymous.get('/health')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    status: 'ok',
    database: { connected: true, latency_ms: expect.any(Number) },
    queue: { waiting: expect.any(Number) },
  })
})

test('a connection that is lost in the middle of a transaction fails that one call, and nothing else', async () => {
  const name = new pg.Client({ connectionString: app.databaseUrl }).database
  const { pool } = app.core.services
  let lost = () => {}
  const gone = new Promise<void>(resolve => {
    lost = resolve
  })
  const held = Array.from({ length: 5 }, () =>
    inCompany(pool, 'cmp_1', async db => {
      await sql`select 1`.execute(db)
      await gone
      await sql`select 1`.execute(db)
    }).then(
      () => 'went through',
      () => 'failed',
    ),
  )
  const holding = `select pid from pg_stat_activity where datname = $1 and state = 'idle in transaction'`
  await expect.poll(async () => (await admin.query(holding, [name])).rowCount).toBe(5)
  await admin.query(`select pg_terminate_backend(pid) from (${holding}) as held`, [name])
  await expect.poll(async () => (await admin.query(holding, [name])).rowCount).toBe(0)
  lost()
  expect(await Promise.all(held)).toEqual(Array.from({ length: 5 }, () => 'failed'))
  await expect.poll(async () => (await app.anonymous.get('/ready')).status).toBe(200)
})

test('without its database a server is alive, but not ready, and ready again once that is back', async () => {
  const name = new pg.Client({ connectionString: app.databaseUrl }).database
  const states = async () => {
    const [live, ready, api] = await Promise.all([fetch(`${url}/live`), fetch(`${url}/ready`), app.anonymous.get('/ready')])
    return [live.status, ready.status, api.status]
  }
  expect(await states()).toEqual([200, 200, 200])
  await admin.query(`alter database ${name} allow_connections false`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  try {
    await expect.poll(states, { timeout: 20_000 }).toEqual([200, 503, 503])
    const refused = await app.anonymous.get('/ready')
    expect(refused.body).toMatchObject({ error: true, code: 'UNAVAILABLE' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await app.anonymous.get('/health')).body).toMatchObject({ status: 'degraded', database: { connected: false } })
    expect((await scrape()).craveva_up).toBe(0)
  } finally {
    await admin.query(`alter database ${name} allow_connections true`)
  }
  await expect.poll(states, { timeout: 30_000 }).toEqual([200, 200, 200])
})
