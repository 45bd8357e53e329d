import type { Connection } from '@craveva/adapter-kit/adapter'
import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import { noHoldings } from '@craveva/adapter-kit/testing/no-holdings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { apiVersion, withFetch } from '../library.ts'
import { openShopify } from '../open-shopify.ts'
import type { Settings } from '../settings.ts'
import { readAdminSchema } from '../testing/admin-schema.ts'
import { createFakeShopify, type FakeShopify } from '../testing/fake-shopify.ts'

const schema = readAdminSchema(apiVersion)
const publicUrl = 'https://chat.example/hooks/shopify/dep_1'
let fake: FakeShopify
let store: ReturnType<typeof memoryStore>
let back: () => void

beforeEach(() => {
  if (!schema) return
  fake = createFakeShopify(schema)
  back = withFetch(fake.fetch)
  store = memoryStore()
})
afterEach(() => back?.())

/** A deployment; of the operator's app unless `installation` is null. */
function open(settings: Partial<Settings> = {}, installation: string | null = fake.shop): Connection {
  const { clientId, clientSecret } = fake
  const context = {
    settings: { shop_domain: fake.shop, ...settings },
    publicUrl,
    agentId: 'agent_1',
    installation,
    signal: new AbortController().signal,
    store,
    receive: async () => {},
    changed: () => {},
  }
  return openShopify(context, fake.fetch, { clientId, clientSecret })
}

async function check(connection: Connection, token = fake.sessionToken()) {
  const request = new Request(`${publicUrl}/check`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
  const response = await connection.handle?.(request, noHoldings)
  if (!response) throw new Error('no answer')
  return { status: response.status, retry: response.headers.get('x-shopify-retry-invalid-session-request'), body: await response.text() }
}

describe.skipIf(!schema)('the page in the admin', () => {
  it('gives access to the shop once, however many of it are open', async () => {
    const connection = open()
    expect(await connection.health()).toMatchObject({
      state: 'waiting',
      signIn: { value: `https://admin.shopify.com/store/harbour/apps/${fake.clientId}` },
    })
    const answers = await Promise.all(Array.from({ length: 5 }, () => check(connection)))
    for (const { status, body } of answers) expect([status, JSON.parse(body).state]).toEqual([200, 'ok'])
    expect(fake.tokens.size).toBe(1)
    await check(connection)
    expect(fake.tokens.size).toBe(1)
    expect(await store.get('token')).toMatchObject({ refreshToken: expect.stringMatching(/^shprt_/), expires: expect.any(Number) })
    expect(fake.catalogue.webhooks).toEqual([])
  })

  it('gives it anew where it is gone, but asks a shop that stays unwell only once a minute', async () => {
    await check(open())
    fake.tokens.clear()
    expect(JSON.parse((await check(open())).body).state).toBe('ok')
    fake.failWith = 423
    const connection = open()
    expect(JSON.parse((await check(connection)).body)).toMatchObject({ state: 'failing', message: expect.stringContaining('(423)') })
    fake.failWith = null
    fake.tokens.clear()
    expect(JSON.parse((await check(connection)).body).state).toBe('failing')
    expect(fake.tokens.size).toBe(0)
  })

  it('tells the theme block what changed', async () => {
    await check(open())
    const writes = () => fake.calls.filter(name => name === 'SetMetafields').length
    await check(open())
    expect(writes()).toBe(1)
    expect(fake.catalogue.metafields.get('craveva.agent')).toBe('agent_1')
    await store.set('block', 'https://chat.example agent_before')
    await open().health()
    expect(writes()).toBe(2)
  })

  it('of another shop, or with a token that is not good, gets nothing', async () => {
    const tokens = [
      fake.sessionToken({ iss: 'https://other.myshopify.com/admin', dest: 'https://other.myshopify.com' }),
      fake.sessionToken({ exp: 1 }),
      fake.sessionToken({ aud: 'b'.repeat(32) }),
      '',
    ]
    for (const token of tokens) expect(await check(open(), token)).toMatchObject({ status: 401, retry: '1' })
    expect(fake.tokens.size).toBe(0)
  })
})

describe.skipIf(!schema)('the operator’s app', () => {
  it('is of the shop that installed it, whatever the settings say', async () => {
    const connection = open({ shop_domain: 'other.myshopify.com', client_id: 'b'.repeat(32), client_secret: 'shpss_of_somebody' })
    expect((await check(connection)).status).toBe(200)
    const other = fake.sessionToken({ iss: 'https://other.myshopify.com/admin', dest: 'https://other.myshopify.com' })
    expect((await check(connection, other)).status).toBe(401)
  })

  it('serves no deployment that was made by hand', async () => {
    const connection = open({}, null)
    expect((await check(connection)).status).toBe(404)
    expect((await connection.health()).message).toContain('client_id')
    for (const path of ['install', 'installed'])
      expect((await connection.handle?.(new Request(`${publicUrl}/${path}`), noHoldings))?.status).not.toBe(302)
    const { headers, body } = fake.webhook('products/update', { id: 11 })
    const notice = new Request(`${publicUrl}/webhooks`, { method: 'POST', headers, body })
    expect((await connection.handle?.(notice, noHoldings))?.status).toBe(401)
  })
})
