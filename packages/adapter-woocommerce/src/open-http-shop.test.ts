import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import type { PlatformError } from '@craveva/adapter-kit/platform-error'
import { noHoldings } from '@craveva/adapter-kit/testing/no-holdings'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openWoo } from './open-woo.ts'
import type { Reach } from './reach.ts'
import { type Settings, settings as schema } from './settings.ts'
import { type FakeWooCommerce, openShopUrl, shopUrl, startFakeWooCommerce } from './testing/fake-woocommerce.ts'

/** Shops whose address begins with http://, with a certificate beside it or without. */

const publicUrl = 'https://chat.example/hooks/woocommerce/dep_1'
const identitySecret = 'a secret that only the shop and we know'
let fake: FakeWooCommerce
let store: ReturnType<typeof memoryStore>
/** All that went out, as whoever is on the way would read it. */
let readable: string[]
let schemes: Set<string>

beforeEach(async () => {
  fake = await startFakeWooCommerce()
  fake.hasHttps = false
  store = memoryStore()
  readable = []
  schemes = new Set()
})
afterEach(async () => {
  vi.useRealTimers()
  await fake.close()
})

const reach: Reach = async (url, options) => {
  const answer = await fake.reach(url, options)
  schemes.add(new URL(url).protocol)
  if (url.startsWith('http:')) readable.push(JSON.stringify([decodeURIComponent(url), options.headers, options.body]))
  return answer
}

function open(given: Partial<Settings> = {}): Promise<Connection> {
  const context: AdapterContext<Settings> = {
    settings: schema.parse({ store_url: openShopUrl, ...given }),
    publicUrl,
    agentId: 'agent_1',
    signal: new AbortController().signal,
    store,
    receive: async () => {},
    changed: () => {},
  }
  return openWoo(context, reach)
}

const keys = () => ({ consumer_key: fake.keys.consumerKey, consumer_secret: fake.keys.consumerSecret })
const ask = (connection: Connection, path: string, init?: RequestInit) =>
  connection.handle?.(new Request(`${publicUrl}/${path}`, init), noHoldings) ?? Promise.reject()

async function approve(connection: Connection) {
  const location = new URL((await ask(connection, 'connect')).headers.get('location') ?? '')
  const body = JSON.stringify({ user_id: location.searchParams.get('user_id'), ...keys() })
  return { location, status: (await ask(connection, 'keys', { method: 'POST', body })).status }
}

describe('a shop without https', () => {
  it.each(['HTTP://Shop.example', 'http://shop.example:80/', 'http://shop.example/'])(
    'works with keys that were entered: %s',
    async store_url => {
      const health = await (await open({ store_url, ...keys() })).health()
      expect(health).toMatchObject({ state: 'ok', facts: { shop: 'shop.example' } })
      expect(health.facts).not.toHaveProperty('address')
      expect([...schemes]).toEqual(['http:'])
      expect(readable.join('\n')).toContain('oauth_signature')
      expect(readable.join('\n')).not.toContain(fake.keys.consumerSecret)
    },
  )

  it('is connected by a click, and gives its keys to our address with https', async () => {
    const connection = await open()
    const { location, status } = await approve(connection)
    expect(location.origin + location.pathname).toBe(`${openShopUrl}/wc-auth/v1/authorize`)
    expect(location.searchParams.get('callback_url')).toBe(`${publicUrl}/keys`)
    expect(location.searchParams.get('return_url')).toBe(`${publicUrl}/connected`)
    expect(status).toBe(200)
    expect(await connection.health()).toMatchObject({ state: 'ok' })
    expect(await (await open()).health()).toMatchObject({ state: 'ok' })
  })

  it('says that what it tells can be read on the way, beside whatever else there is to do', async () => {
    const connection = await open({ ...keys(), identity_secret: identitySecret })
    const { state, message } = await connection.health()
    expect(state).toBe('ok')
    expect(message).toMatch(/download the plugin.*can read what it tells us.*certificate/)
    fake.plugin = { server: 'https://chat.example', agent: 'agent_1', deployment: 'dep_1', identitySecret }
    expect((await connection.health()).message).toMatch(/^The shop has no https/)
  })

  it('is never sent the identity secret, and says what follows', async () => {
    fake.plugin = { server: 'https://chat.example', agent: 'agent_1', deployment: 'dep_1', identitySecret: '' }
    const connection = await open({ ...keys(), identity_secret: identitySecret })
    const { message } = await connection.health()
    await connection.health()
    expect(message).toMatch(/signed in at the shop are not recognised until it has https.*found by number and e-mail.*certificate/)
    expect(fake.plugin.identitySecret).toBe('')
    expect(readable.length).toBeGreaterThan(0)
    expect(readable.join('\n')).not.toContain(identitySecret)
    fake.hasHttps = true
    const later = await open({ ...keys(), identity_secret: identitySecret })
    expect(await later.health()).toMatchObject({ state: 'ok', message: null })
    expect(fake.plugin.identitySecret).toBe(identitySecret)
    expect(readable.join('\n')).not.toContain(identitySecret)
  })

  it('brings its catalogue, answers questions, and ends with its webhooks taken back', async () => {
    const connection = await open(keys())
    await connection.health()
    expect(fake.webhooks.map(({ delivery_url }) => delivery_url)).toEqual(Array(3).fill(`${publicUrl}/webhook`))
    const { headers, body } = fake.webhook('product.updated', { id: 11 })
    expect((await ask(connection, 'webhook', { method: 'POST', headers, body })).status).toBe(200)
    const forged = {
      ...headers,
      'x-wc-webhook-signature': fake.webhook('product.updated', { id: 11 }, 'a guess').headers['x-wc-webhook-signature'] ?? '',
    }
    expect((await ask(connection, 'webhook', { method: 'POST', headers: forged, body })).status).toBe(401)
    const documents = await Array.fromAsync(connection.connector?.pull(null, null) ?? [])
    expect(documents.map(({ id }) => id)).toEqual(['product:11', 'product:12', 'product:13'])
    const call = { visitor: { id: 'conv_1', address: null, customerId: null, phone: null }, context: {}, signal: AbortSignal.timeout(5000) }
    const order = { order_number: '1001', email: 'jo.kim@example.com', postcode: null, phone: null }
    expect(JSON.stringify(await connection.tools?.find_order?.run(order, call))).toContain('1001')
    await connection.end?.()
    expect(fake.webhooks).toEqual([])
  })

  it('tells keys that were revoked from a secret that is wrong, and from clocks that differ', async () => {
    const connection = await open(keys())
    fake.keys.consumerSecret = `cs_${'1'.repeat(40)}`
    expect(await connection.health()).toMatchObject({ state: 'signed-out', message: expect.stringMatching(/signature wrong/) })
    const code = 'woocommerce_rest_authentication_error'
    fake.before = () => ({
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, message: 'Invalid timestamp.' }),
    })
    expect(await connection.health()).toMatchObject({ state: 'signed-out', message: expect.stringMatching(/clocks/) })
  })
})

describe('a shop that has https beside', () => {
  it('is asked there as soon as it takes the keys there, and never without again', async () => {
    const connection = await open(keys())
    await connection.health()
    vi.useFakeTimers({ toFake: ['Date'] })
    fake.hasHttps = true
    vi.setSystemTime(Date.now() + 61 * 60_000)
    schemes.clear()
    expect(await connection.health()).toMatchObject({
      state: 'ok',
      message: expect.not.stringContaining('no https'),
      facts: { address: expect.stringContaining('over https') },
    })
    expect([...schemes]).toEqual(['https:'])
    fake.hasHttps = false
    schemes.clear()
    for (const again of [connection, await open(keys()), await open({ ...keys(), consumer_key: `ck_${'2'.repeat(40)}` })])
      expect(await again.health().catch((error: PlatformError) => error.message)).toContain('Nobody answers at port 443')
    expect([...schemes]).toEqual([])
  })

  it('is asked there from the first click on', async () => {
    fake.hasHttps = true
    const connection = await open()
    expect((await approve(connection)).status).toBe(200)
    expect(await connection.health()).toMatchObject({ state: 'ok' })
    expect([...schemes]).toEqual(['https:'])
  })

  it('is asked without where it does not take the keys there', async () => {
    fake.hasHttps = true
    fake.before = ({ protocol }) => (protocol === 'https:' ? { status: 401, body: '<h1>Default host</h1>' } : null)
    expect(await (await open(keys())).health()).toMatchObject({ state: 'ok', message: expect.stringContaining('no https') })
  })

  it('keeps the keys of a click when the address is entered with https, and loses them for another shop', async () => {
    expect((await approve(await open())).status).toBe(200)
    fake.hasHttps = true
    expect(await (await open({ store_url: shopUrl })).health()).toMatchObject({ state: 'ok' })
    expect(await (await open({ store_url: 'https://attacker.example' })).health()).toMatchObject({ state: 'waiting' })
  })
})
