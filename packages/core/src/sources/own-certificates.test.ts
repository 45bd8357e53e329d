import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import type { TestClient } from '../testing/test-client.ts'
import {
  anotherAuthority,
  certificateForLoopback,
  certificateForShop,
  keyForLoopback,
  keyForShop,
  ourAuthority,
} from './testing/certificates.ts'
import { type Front, openFront } from './testing/open-front.ts'
import { openPostgresShop, type PostgresShop } from './testing/open-postgres-shop.ts'

let app: TestApp
let owner: TestClient
let shop: PostgresShop
let forLoopback: Front
let forShop: Front

beforeAll(async () => {
  app = await createTestApp({ egressAllow: ['127.0.0.1:*'], lookup: async host => (host === 'shop.test' ? ['127.0.0.1'] : []) })
  owner = await app.signUp()
  shop = await openPostgresShop()
  forLoopback = await openFront(shop.port, { cert: certificateForLoopback, key: keyForLoopback })
  forShop = await openFront(shop.port, { cert: certificateForShop, key: keyForShop })
})
afterAll(async () => {
  await app.stop()
  await forLoopback.close()
  await forShop.close()
  await shop.close()
})

async function connect(front: Front, changes: { host?: string; ssl_mode: string; ssl_ca?: string }) {
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    connection_config: {
      type: 'postgres',
      host: '127.0.0.1',
      port: front.port,
      database: shop.database,
      username: shop.logins.reader,
      password: shop.password,
      ...changes,
    },
  })
  return body.data_source as { status: string; status_message: string | null; connection_id: string }
}

test('a server with a certificate of the merchant’s own authority is connected, encrypted, and asked', async () => {
  for (const [front, host] of [
    [forLoopback, '127.0.0.1'],
    [forShop, 'shop.test'],
  ] as const) {
    const { status, status_message, connection_id } = await connect(front, { host, ssl_mode: 'verify-full', ssl_ca: ourAuthority })
    expect([status, status_message]).toEqual(['connected', null])
    expect(
      (await owner.post('/data-sources/query', { connection_id, query: 'select name from products where id = 1' })).body.results,
    ).toEqual([{ name: 'Espresso cup' }])
  }
})

test.each([
  ['of another authority', { ssl_mode: 'require', ssl_ca: anotherAuthority }],
  ['of nobody who is known', { ssl_mode: 'verify-full' }],
  ['for another name', { ssl_mode: 'verify-full', ssl_ca: ourAuthority, host: '127.0.0.1' }],
])('one %s is refused', async (_why, settings) => {
  const front = 'host' in settings ? forShop : forLoopback
  const { status, status_message } = await connect(front, settings)
  expect(status).toBe('error')
  expect(status_message).toMatch(/certificate/i)
})

test('without a check of the name the authority suffices', async () => {
  expect((await connect(forShop, { ssl_mode: 'require', ssl_ca: ourAuthority })).status).toBe('connected')
})
