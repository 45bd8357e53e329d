import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEgress } from '../../../net/egress.ts'
import { parseEgressRule } from '../../../net/egress-rule.ts'
import { createTestApp, type TestApp } from '../../../testing/create-test-app.ts'
import type { TestClient } from '../../../testing/test-client.ts'
import { benignSql } from '../../testing/benign-sql.ts'
import { hostilePostgres } from '../../testing/hostile-sql.ts'
import { inTurns } from '../../testing/in-turns.ts'
import { openPostgresShop, type PostgresShop } from '../../testing/open-postgres-shop.ts'
import { SourceError } from '../source-error.ts'
import { beginReading } from './begin-reading.ts'
import { checkPostgresQuery } from './check-postgres-query.ts'
import { withPostgres } from './open-postgres.ts'
import { readRows } from './read-rows.ts'

const statements = hostilePostgres()
const everyNth = (n: number) => statements.filter((_, index) => index % n === 0)
let app: TestApp
let owner: TestClient
let shop: PostgresShop
let connectionId: string

beforeAll(async () => {
  app = await createTestApp({ egressAllow: ['127.0.0.1:*'] })
  owner = await app.signUp()
  shop = await openPostgresShop()
  // The login that could write: nothing but we stands between a question and the data.
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    connection_config: settings(),
  })
  connectionId = body.data_source.connection_id
  expect(body.data_source.status).toBe('connected')
})
afterAll(async () => {
  await app.stop()
  await shop.close()
})

const settings = () => ({
  type: 'postgres',
  host: '127.0.0.1',
  port: shop.port,
  database: shop.database,
  username: shop.logins.writer,
  password: shop.password,
  ssl_mode: 'disable' as const,
})

test('every hostile statement is refused and leaves no trace', { timeout: 120_000 }, async () => {
  const before = await shop.fingerprint()
  const passed: string[] = []
  await inTurns(4, everyNth(8), async query => {
    const { status } = await owner.post('/data-sources/query', { connection_id: connectionId, query })
    if (status !== 400) passed.push(`${status} ${query.slice(0, 200)}`)
  })
  for (const text of statements)
    await checkPostgresQuery(text).then(
      () => passed.push(text),
      error => expect(error).toBeInstanceOf(SourceError),
    )
  expect(passed).toEqual([])
  expect(statements.length).toBeGreaterThan(700)
  expect(await shop.fingerprint()).toBe(before)
})

test('without the check of the text, the transaction still keeps everything as it is', { timeout: 300_000 }, async () => {
  const before = await shop.fingerprint()
  const egress = createEgress({ allow: [parseEgressRule('127.0.0.1:*')].filter(rule => rule !== null) })
  const limits = { maxRows: 10, maxBytes: 100_000 }
  const outcomes = { answered: 0, refused: 0 }
  const tried = everyNth(5)
  await inTurns(4, tried, async text => {
    const reach = { egress, signal: AbortSignal.timeout(10_000) }
    const asked = withPostgres(settings(), reach, 1_000_000, async ({ client }) => {
      await beginReading(client, 200)
      await readRows(client, text, limits)
    })
    await asked.then(
      () => outcomes.answered++,
      error => {
        if (!(error instanceof SourceError)) throw error
        outcomes.refused++
      },
    )
  })
  expect(outcomes.answered + outcomes.refused).toBe(tried.length)
  expect(await shop.fingerprint()).toBe(before)
})

test('what takes too long is stopped by the server', async () => {
  const egress = createEgress({ allow: [parseEgressRule('127.0.0.1:*')].filter(rule => rule !== null) })
  const slow = withPostgres(settings(), { egress, signal: AbortSignal.timeout(20_000) }, 1_000_000, async ({ client }) => {
    await beginReading(client, 100)
    await readRows(client, 'select pg_sleep(60)', { maxRows: 1, maxBytes: 1000 })
  })
  await expect(slow).rejects.toThrow('took too long')
})

test.each(benignSql)('passes: %s', async query => {
  const { status, body } = await owner.post('/data-sources/query', { connection_id: connectionId, query })
  expect(body.message ?? '').toBe('')
  expect(status).toBe(200)
})
