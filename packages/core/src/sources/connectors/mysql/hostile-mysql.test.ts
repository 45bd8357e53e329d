import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEgress } from '../../../net/egress.ts'
import { parseEgressRule } from '../../../net/egress-rule.ts'
import { createTestApp, type TestApp } from '../../../testing/create-test-app.ts'
import type { TestClient } from '../../../testing/test-client.ts'
import { benignSql } from '../../testing/benign-sql.ts'
import { hostileMysql } from '../../testing/hostile-sql.ts'
import { inTurns } from '../../testing/in-turns.ts'
import { openMysqlShop } from '../../testing/open-mysql-shop.ts'
import { SourceError } from '../source-error.ts'
import { beginReading } from './begin-reading.ts'
import { checkMysqlQuery } from './check-mysql-query.ts'
import { withMysql } from './open-mysql.ts'
import { readRows } from './read-rows.ts'

const statements = hostileMysql()
const everyNth = (n: number) => statements.filter((_, index) => index % n === 0)
const shop = await openMysqlShop()
if (!shop) console.warn('MariaDB or MySQL is not tested: nothing at 127.0.0.1:3306 lets root in without a password')

describe.skipIf(!shop)('MariaDB or MySQL', () => {
  if (!shop) return
  let app: TestApp
  let owner: TestClient

  const settings = (login: string = shop.logins.writer) => ({
    type: 'mysql',
    host: '127.0.0.1',
    port: shop.port,
    database: shop.database,
    username: login,
    password: shop.password,
    ssl_mode: 'prefer' as const,
  })
  const connect = async (login: string, changes: object = {}) => {
    const connection_config = { ...settings(login), ...changes }
    return (await owner.post('/data-sources/connect', { source_name: 'Shop', source_type: 'database', connection_config })).body.data_source
  }
  const ask = (id: string, query: string, changes: object = {}) =>
    owner.post('/data-sources/query', { connection_id: id, query, ...changes })

  let connectionId: string
  beforeAll(async () => {
    app = await createTestApp({ egressAllow: ['127.0.0.1:*'] })
    owner = await app.signUp()
    connectionId = (await connect(shop.logins.writer)).connection_id
  })
  afterAll(async () => {
    await app.stop()
    await shop.close()
  })

  test('logins are told apart by what they may do', async () => {
    expect(await connect(shop.logins.reader)).toMatchObject({ status: 'connected', status_message: null })
    const writer = await connect(shop.logins.writer)
    expect(writer).toMatchObject({ status: 'connected', status_message: expect.stringContaining('can also change data (ALL PRIVILEGES') })
    const powerful = await connect(shop.logins.powerful)
    expect(powerful).toMatchObject({ status: 'error', status_message: expect.stringContaining('(FILE)') })
    const wrong = await connect(shop.logins.reader, { password: 'WrongPassword1' })
    expect(wrong).toMatchObject({ status: 'error', status_message: expect.stringMatching(/login was refused/) })
    expect(await connect(shop.logins.reader, { ssl_mode: 'require' })).toMatchObject({ status: expect.stringMatching(/error|connected/) })
  })

  test('answers rows as objects with values as JSON has them', async () => {
    const { status, body } = await ask(
      connectionId,
      `select p.name, sum(o.quantity * p.price) as revenue, max(o.ordered_on) as last, 9007199254740993 as big, null as none, 0.1 as part
       from orders o join products p on p.id = o.product_id group by p.name order by revenue desc limit 1`,
    )
    expect(status).toBe(200)
    expect(body.results).toEqual([{ name: 'Grinder', revenue: 129, last: '2025-01-11', big: '9007199254740993', none: null, part: 0.1 }])
    const cut = await ask(connectionId, 'select * from products', { limit: 2 })
    expect(cut.body).toMatchObject({ row_count: 2, truncated: true })
    const wrong = await ask(connectionId, 'select colour from products')
    expect(wrong.body.message).toContain('colour')
    expect(wrong.status).toBe(400)
    const schema = await owner.get(`/data-sources/${connectionId}/schema`)
    expect(schema.body.tables.map(({ name }: { name: string }) => name)).toEqual(['customers', 'notes', 'numbers', 'orders', 'products'])
  })

  test('every hostile statement is refused and leaves no trace', { timeout: 120_000 }, async () => {
    const before = await shop.fingerprint()
    const passed = statements.filter(text => !isRefused(text))
    await inTurns(4, everyNth(8), async query => {
      const { status } = await ask(connectionId, query)
      if (status !== 400) passed.push(`${status} ${query.slice(0, 200)}`)
    })
    expect(passed).toEqual([])
    expect(statements.length).toBeGreaterThan(700)
    expect(await shop.fingerprint()).toBe(before)
  })

  test('without the check of the text, the transaction and the protocol still keep everything as it is', { timeout: 300_000 }, async () => {
    const before = await shop.fingerprint()
    const egress = createEgress({ allow: [parseEgressRule('127.0.0.1:*')].filter(rule => rule !== null) })
    // BENCHMARK works while a statement is prepared, where MariaDB knows no time limit.
    const tried = everyNth(5).filter(text => !text.includes('benchmark'))
    let settled = 0
    await inTurns(4, tried, async text => {
      const reach = { egress, signal: AbortSignal.timeout(10_000) }
      await withMysql(settings(), reach, 1_000_000, async ({ connection }) => {
        await beginReading(connection, 200)
        await readRows(connection, text, { maxRows: 10, maxBytes: 100_000 })
      }).catch(error => {
        if (!(error instanceof SourceError)) throw error
      })
      settled++
    })
    expect(settled).toBe(tried.length)
    expect(await shop.fingerprint()).toBe(before)
  })

  test.each(benignSql)('passes: %s', async query => {
    const { status, body } = await ask(connectionId, query)
    expect(body.message ?? '').toBe('')
    expect(status).toBe(200)
  })
})

function isRefused(text: string) {
  try {
    checkMysqlQuery(text)
    return false
  } catch (error) {
    return error instanceof SourceError
  }
}
