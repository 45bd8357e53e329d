import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import type { TestClient } from '../testing/test-client.ts'
import { openPostgresShop, type PostgresShop } from './testing/open-postgres-shop.ts'

let app: TestApp
let owner: TestClient
let shop: PostgresShop

beforeAll(async () => {
  app = await createTestApp({ egressAllow: ['127.0.0.1:*'] })
  owner = await app.signUp()
  shop = await openPostgresShop()
})
afterAll(async () => {
  await app.stop()
  await shop.close()
})

const config = (login = shop.logins.reader, changes: object = {}) => ({
  type: 'postgres',
  host: '127.0.0.1',
  port: shop.port,
  database: shop.database,
  username: login,
  password: shop.password,
  ...changes,
})

const connect = async (connection_config: object, changes: object = {}) => {
  const body = { source_name: 'Production Database', source_type: 'database', mode: 'online', connection_config, test_connection: true }
  return owner.post('/data-sources/connect', { ...body, ...changes })
}

const connectedId = async (connectionConfig: object = config()) => String((await connect(connectionConfig)).body.data_source.connection_id)

describe('connecting', () => {
  test('answers as connected, with the password masked from then on', async () => {
    const { status, body } = await connect(config())
    expect(status).toBe(201)
    expect(body.data_source).toMatchObject({ source_type: 'database', status: 'connected', status_message: null, mode: 'online' })
    const shown = await owner.get(`/data-sources/${body.data_source.connection_id}`)
    expect(shown.body.data_source.connection_config).toMatchObject({ password: '********', host: '127.0.0.1', ssl_mode: 'prefer' })
    expect(JSON.stringify([body, shown.body])).not.toContain(shop.password)
  })

  test('an engine can be the source type, and a connection string stands for its parts', async () => {
    const text = `postgresql://${shop.logins.reader}:${encodeURIComponent(shop.password)}@127.0.0.1:${shop.port}/${shop.database}?sslmode=disable`
    for (const given of [{ connection_string: text }, { host: text }]) {
      const { body } = await connect(given, { source_type: 'postgresql' })
      expect(body.data_source).toMatchObject({ source_type: 'postgresql', status: 'connected' })
      expect(body.data_source.connection_config).toMatchObject({ database: shop.database, password: '********', ssl_mode: 'disable' })
    }
  })

  test('a login that can write is connected with a warning, one that can do everything is not', async () => {
    const writer = await connect(config(shop.logins.writer))
    expect(writer.body.data_source.status).toBe('connected')
    expect(writer.body.data_source.status_message).toContain('can also change data (public.')
    const superuser = await connect(config(shop.logins.superuser))
    expect(superuser.status).toBe(201)
    expect(superuser.body.data_source.status).toBe('error')
    expect(superuser.body.data_source.status_message).toContain('run programs and read files')
  })

  test.each([
    ['a wrong password', { password: 'WrongPassword1' }, /login was refused/],
    ['no password', { password: null }, /login was refused|password/],
    ['another database', { database: 'nowhere' }, /Check the name of the database/],
    ['a closed port', { port: 1 }, /Nobody answers at port 1/],
    ['a private address', { host: '169.254.169.254' }, /EGRESS_ALLOW=169\.254\.169\.254:/],
    ['TLS where there is none', { ssl_mode: 'require' }, /offers no encrypted connection/],
  ])('%s is kept as an error that says what to do', async (_name, changes, message) => {
    const { password, ...rest } = { ...config(), ...changes }
    const { status, body } = await connect(password === null ? rest : { ...rest, password })
    expect(status).toBe(201)
    expect(body.data_source.status).toBe('error')
    expect(body.data_source.status_message).toMatch(message)
    expect(body.data_source.status_message).not.toContain('WrongPassword1')
  })

  test('settings that do not fit are refused by name', async () => {
    const { status, body } = await connect({ type: 'postgres', host: '127.0.0.1', port: 99_999, colour: 'red' })
    expect(status).toBe(400)
    expect(Object.keys(body.details)).toEqual(
      expect.arrayContaining(['connection_config.port', 'connection_config.database', 'connection_config.colour']),
    )
    expect((await connect({ type: 'oracle' })).body.details).toHaveProperty(['connection_config.type'])
    expect((await connect({}, { source_type: 'csv' })).body.message).toContain('/data-sources/upload')
  })
})

describe('changing', () => {
  test('merges, leaves a masked secret alone, and asks for it again when it would go elsewhere', async () => {
    const id = await connectedId()
    const renamed = await owner.put(`/data-sources/${id}`, { source_name: 'Updated Database', connection_config: {} })
    expect(renamed.body.data_source).toMatchObject({ source_name: 'Updated Database', status: 'connected' })
    const masked = await owner.put(`/data-sources/${id}`, { connection_config: { password: '********', host: '127.0.0.1' } })
    expect(masked.body.data_source.status).toBe('connected')
    const wrong = await owner.put(`/data-sources/${id}`, { connection_config: { password: 'another one' } })
    expect(wrong.body.data_source.status).toBe('error')
    const moved = await owner.put(`/data-sources/${id}`, { connection_config: { host: 'attacker.example', password: '********' } })
    expect(moved.status).toBe(400)
    expect(moved.body.details).toHaveProperty('password')
  })

  test('testing the connection tells how it stands', async () => {
    const id = await connectedId()
    const { status, body } = await owner.post(`/data-sources/${id}/test-connection`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ connected: true, message: 'Connection successful', warnings: [] })
    const broken = await connectedId(config(shop.logins.reader, { password: 'WrongPassword1' }))
    const failed = await owner.post(`/data-sources/${broken}/test-connection`)
    expect(failed.status).toBe(200)
    expect(failed.body.connected).toBe(false)
  })

  test('secrets are sealed in the database', async () => {
    await connectedId()
    const direct = new pg.Client({ connectionString: app.databaseUrl })
    await direct.connect()
    const { rows } = await direct.query('select connection_config from data_sources')
    await direct.end()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).toContain('sealed:')
    expect(JSON.stringify(rows)).not.toContain(shop.password)
  })
})

describe('asking', () => {
  const ask = async (id: string, query: string, changes: object = {}) =>
    owner.post('/data-sources/query', { connection_id: id, query, ...changes })

  test('answers rows as objects with values as JSON has them', async () => {
    const id = await connectedId()
    const { status, body } = await ask(
      id,
      `select p.name, sum(o.quantity) as sold, sum(o.quantity * p.price) as revenue, max(o.ordered_on) as last
       from orders o join products p on p.id = o.product_id group by p.id, p.name order by revenue desc limit 2;`,
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ row_count: 2, truncated: false })
    expect(body.results).toEqual([
      { name: 'Grinder', sold: 1, revenue: 129, last: '2025-01-11' },
      { name: 'Espresso cup', sold: 6, revenue: 57, last: '2025-01-15' },
    ])
  })

  test('keeps every digit, both columns of one name, and instants in UTC', async () => {
    const query = `select 9007199254740993::bigint as a, 1 as a, 0.1::numeric as b, 12345678901234567890.12 as c,
      timestamptz '2025-01-15 12:00:00+02' as d, null as e, true as f, '{"x": [1]}'::jsonb as g`
    const { body } = await ask(await connectedId(), query)
    expect(body.results).toEqual([
      {
        a: '9007199254740993',
        a_2: 1,
        b: 0.1,
        c: '12345678901234567890.12',
        d: '2025-01-15T10:00:00.000Z',
        e: null,
        f: true,
        g: { x: [1] },
      },
    ])
  })

  test('stops at the limits, and says so', async () => {
    const id = await connectedId()
    expect((await ask(id, 'select * from generate_series(1, 5) n', { limit: 5 })).body).toMatchObject({ row_count: 5, truncated: false })
    expect((await ask(id, 'select * from generate_series(1, 6) n', { limit: 5 })).body).toMatchObject({ row_count: 5, truncated: true })
    const wide = await ask(id, `select rpad('', 100000, 'x') as text from generate_series(1, 1000)`, { limit: 1000 })
    expect(wide.body.truncated).toBe(true)
    expect(wide.body.row_count).toBeLessThan(21)
    const huge = await ask(id, `select rpad('', 50000000, 'x') as text`)
    expect(huge.status).toBe(400)
    expect(huge.body.message).toContain('too large')
  })

  test('a wrong question is 400 with what the database says, a source that is away 409', async () => {
    const wrong = await ask(await connectedId(), 'select colour from products')
    expect(wrong.status).toBe(400)
    expect(wrong.body.message).toContain('column "colour" does not exist')
    const away = await ask(await connectedId(config(shop.logins.reader, { port: 1 })), 'select 1')
    expect(away.status).toBe(409)
    const powerful = await ask(await connectedId(config(shop.logins.superuser)), 'select 1')
    expect(powerful.status).toBe(409)
  })

  test('another company’s source is not found', async () => {
    const id = await connectedId()
    const stranger = await app.signUp()
    for (const answer of [
      await stranger.post('/data-sources/query', { connection_id: id, query: 'select 1' }),
      await stranger.post(`/data-sources/${id}/test-connection`),
      await stranger.get(`/data-sources/${id}/schema`),
      await stranger.put(`/data-sources/${id}`, { source_name: 'Mine' }),
    ])
      expect(answer.status).toBe(404)
  })

  test('the schema lists what the login may read', async () => {
    const { body } = await owner.get(`/data-sources/${await connectedId()}/schema`)
    expect(body.tables.map(({ name }: { name: string }) => name)).toEqual(['customers', 'noted', 'notes', 'orders', 'products'])
    expect(body.tables[4].columns[2]).toEqual({ name: 'price', type: 'numeric(10,2)', nullable: false, comment: null })
    expect(body.tables[4].primary_key).toEqual(['id'])
    expect(body.tables[4].sample).toBeNull()
  })

  test('files are told apart from databases', async () => {
    const uploaded = await owner.upload({ 'a.txt': 'Hello' })
    const id = uploaded.body.data_source.connection_id
    expect((await ask(id, 'select 1')).body.message).toContain('uploaded files')
    expect((await owner.post(`/data-sources/${id}/test-connection`)).status).toBe(400)
  })
})
