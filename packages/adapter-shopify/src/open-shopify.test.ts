import { createHmac } from 'node:crypto'
import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import type { Holdings } from '@craveva/adapter-kit/holdings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { apiVersion, withFetch } from './library.ts'
import { openShopify } from './open-shopify.ts'
import type { Settings } from './settings.ts'
import { readAdminSchema } from './testing/admin-schema.ts'
import type { FakeProduct } from './testing/fake-catalogue.ts'
import { createFakeShopify, type FakeShopify } from './testing/fake-shopify.ts'

const schema = readAdminSchema(apiVersion)
const publicUrl = 'https://chat.example/hooks/shopify/dep_1'
const identitySecret = 'an identity secret of 32 letters or more'
let fake: FakeShopify
let store: ReturnType<typeof memoryStore>
let changes: unknown[]
let back: () => void
/** What was asked to be erased or told, in order; `down` while that fails. */
let held: unknown[][]
let down: boolean

function hold(...what: unknown[]) {
  if (down) throw new Error('the API does not answer')
  held.push(what)
}

const holdings: Holdings = {
  eraseCustomer: async customer => hold('customer', customer),
  askForData: async customer => hold('data', customer),
  eraseDocuments: async () => hold('documents'),
  async eraseEverything() {
    hold('everything')
    store.values.clear()
  },
}

beforeEach(() => {
  if (!schema) return
  fake = createFakeShopify(schema)
  back = withFetch(fake.fetch)
  store = memoryStore()
  changes = []
  held = []
  down = false
})
afterEach(() => back?.())

function open(more: Partial<Settings> = {}): Connection {
  const context: AdapterContext<Settings> = {
    settings: {
      shop_domain: fake.shop,
      client_id: fake.clientId,
      client_secret: fake.clientSecret,
      identity_secret: identitySecret,
      ...more,
    },
    publicUrl,
    signal: new AbortController().signal,
    store,
    receive: async () => {},
    changed: what => void changes.push(what),
  }
  return openShopify(context, fake.fetch)
}

const get = async (connection: Connection, path: string) => {
  const response = await connection.handle?.(new Request(`${publicUrl}/${path}`), holdings)
  if (!response) throw new Error('no answer')
  return response
}

async function install(connection: Connection) {
  const location = new URL((await get(connection, 'install')).headers.get('location') ?? '')
  expect(location.origin + location.pathname).toBe(`https://${fake.shop}/admin/oauth/authorize`)
  const query = fake.signedQuery({ code: fake.code, state: location.searchParams.get('state') ?? '', host: 'aG9zdA' })
  return { query, response: await get(connection, `installed?${query}`) }
}

describe.skipIf(!schema)('an installation', () => {
  it('takes a click and an approval', async () => {
    const connection = open()
    expect(await connection.health()).toMatchObject({ state: 'waiting', signIn: { value: `${publicUrl}/install` } })
    const { response } = await install(connection)
    expect(response.status).toBe(200)
    expect(await connection.health()).toMatchObject({ state: 'ok', facts: { shop: 'Harbour', 'in the theme': 'off' } })
    fake.catalogue.blocks = [{ type: 'shopify://apps/craveva-chat/blocks/craveva-chat/0192' }]
    expect(await connection.health()).toMatchObject({ state: 'ok', message: null, facts: { 'in the theme': 'on' } })
    fake.catalogue.blocks = [{ type: 'shopify://apps/craveva-chat/blocks/craveva-chat/0192', disabled: true }]
    expect(await connection.health()).toMatchObject({ message: expect.stringContaining('not switched on') })
  })

  it('is good once, for its own state, from this shop, with Shopify’s signature', async () => {
    const connection = open()
    const location = new URL((await get(connection, 'install')).headers.get('location') ?? '')
    const state = location.searchParams.get('state') ?? ''
    const refused = [
      fake.signedQuery({ code: fake.code, state: 'another' }),
      fake.signedQuery({ code: fake.code, state, shop: 'other.myshopify.com' }),
      fake.signedQuery({ code: fake.code, state, timestamp: String(Math.floor(Date.now() / 1000) - 600) }),
      new URLSearchParams({ ...Object.fromEntries(fake.signedQuery({ code: fake.code, state })), hmac: '0'.repeat(64) }),
      new URLSearchParams({ code: fake.code, state, shop: fake.shop }),
      // What is signed is what stands last, and what is read would be what stands first.
      `shop=${fake.shop}&${fake.signedQuery({ code: fake.code, state, shop: 'other.myshopify.com' })}`,
      `code=another&${fake.signedQuery({ code: fake.code, state })}`,
      fake.signedQuery({ code: fake.code, state: 'é'.repeat(state.length) }),
    ]
    for (const query of refused) expect((await get(connection, `installed?${query}`)).status).toBe(403)
    const { query } = await install(connection)
    expect((await get(connection, `installed?${query}`)).status).toBe(403)
  })

  it('renews its tokens before they end, once however many ask', async () => {
    fake.expiresIn = 60
    const connection = open()
    await install(connection)
    const before = [...fake.tokens.keys()]
    fake.expiresIn = 3600
    await Promise.all(Array.from({ length: 10 }, () => connection.health()))
    expect([...fake.tokens.keys()]).toHaveLength(1)
    expect([...fake.tokens.keys()]).not.toEqual(before)
    expect(await open().health()).toMatchObject({ state: 'ok' })
  })
})

describe.skipIf(!schema)('notices of Shopify', () => {
  const post = async (connection: Connection, { headers, body }: { headers: Record<string, string>; body: string }) =>
    (await connection.handle?.(new Request(`${publicUrl}/webhooks`, { method: 'POST', headers, body }), holdings))?.status

  it('count once, and only when Shopify signed them for this shop', async () => {
    const connection = open()
    const notice = fake.webhook('products/update', { id: 11, title: 'Größer' })
    expect(await post(connection, { ...notice, headers: { ...notice.headers, 'x-shopify-hmac-sha256': '' } })).toBe(401)
    expect(await post(connection, fake.webhook('products/update', { id: 11 }, 'a guess'))).toBe(401)
    expect(await post(connection, { ...notice, headers: { ...notice.headers, 'x-shopify-shop-domain': 'other.myshopify.com' } })).toBe(401)
    expect(await post(open({ client_secret: '' }), notice)).toBe(401)
    expect(changes).toEqual([])
    expect(await post(connection, notice)).toBe(200)
    expect(await post(connection, { ...notice, headers: { ...notice.headers, 'x-shopify-webhook-id': 'again' } })).toBe(200)
    expect(changes).toEqual(['documents'])
  })

  it('about another shop count nowhere, whatever shop the headers name, which nobody signs', async () => {
    const connection = open()
    for (const [topic, body] of [
      ['app/uninstalled', { id: 1, myshopify_domain: 'other.myshopify.com' }],
      ['shop/redact', { shop_id: 1, shop_domain: 'other.myshopify.com' }],
      ['customers/redact', { shop_domain: 'other.myshopify.com', customer: { id: 7, email: 'jo.kim@example.com' } }],
    ] as const)
      expect(await post(connection, fake.webhook(topic, body)), topic).toBe(401)
    expect(held).toEqual([])
    expect(changes).toEqual([])
    expect(await post(connection, fake.webhook('app/uninstalled', { id: 1, myshopify_domain: fake.shop }))).toBe(200)
    expect(held).toEqual([['documents']])
  })

  it('of one flipped bit are none', async () => {
    const connection = open()
    const { headers, body } = fake.webhook('products/update', { id: 11 })
    const bytes = Buffer.from(body)
    const statuses = await Promise.all(
      [...bytes].map((byte, place) => {
        const changed = Buffer.from(bytes)
        changed[place] = byte ^ 1
        return connection.handle?.(new Request(`${publicUrl}/webhooks`, { method: 'POST', headers, body: changed }), holdings)
      }),
    )
    expect(new Set(statuses.map(response => response?.status))).toEqual(new Set([401]))
  })

  it('of the end of an installation forget its tokens', async () => {
    const connection = open()
    await install(connection)
    expect(await post(connection, fake.webhook('app/uninstalled', { id: 1 }))).toBe(200)
    expect(await connection.health()).toMatchObject({
      state: 'signed-out',
      message: expect.stringContaining('uninstalled in Shopify'),
      signIn: { value: `${publicUrl}/install` },
    })
    expect(held).toEqual([['documents']])
    expect(await store.get('token')).toBeNull()
  })

  it('of the end of an installation before this one change nothing', async () => {
    const connection = open()
    const late = fake.webhook('app/uninstalled', { id: 1 })
    const early = { 'x-shopify-triggered-at': new Date(Date.now() - 60_000).toISOString() }
    await post(connection, fake.webhook('app/uninstalled', { id: 2 }))
    await install(connection)
    expect(await connection.health()).toMatchObject({ state: 'ok' })
    expect(await post(connection, { ...late, headers: { ...late.headers, ...early } })).toBe(200)
    expect(await connection.health()).toMatchObject({ state: 'ok' })
    expect(held).toEqual([['documents']])
  })

  const customer = { id: 191167, email: 'Jo@Example.com', phone: '+43 660 1234567' }
  const known = { subject: 'shopify_191167', email: 'Jo@Example.com', phone: '+43 660 1234567' }

  it.each([
    ['customers/redact', { shop_id: 1, customer, orders_to_redact: [1001] }, ['customer', known]],
    ['customers/data_request', { shop_id: 1, customer, data_request: { id: 9 } }, ['data', known]],
    ['shop/redact', { shop_id: 1 }, ['everything']],
  ] as const)('about privacy are acted on once, and acknowledged when it is done: %s', async (topic, payload, done) => {
    const connection = open()
    await install(connection)
    const notice = fake.webhook(topic, payload)
    expect(await post(connection, { ...notice, body: `${notice.body} ` })).toBe(401)
    down = true
    await expect(post(connection, notice)).rejects.toThrow('the API does not answer')
    down = false
    expect(held).toEqual([])
    expect(await post(connection, notice)).toBe(200)
    expect(await post(connection, notice)).toBe(200)
    expect(held).toEqual([done])
  })

  it('about privacy that cannot be read are not acknowledged', async () => {
    expect(await post(open(), fake.webhook('customers/redact', { shop_id: 1 }))).toBe(400)
    expect(held).toEqual([])
  })

  it('that everything has to go leave no token, and say so', async () => {
    const connection = open()
    await install(connection)
    await post(connection, fake.webhook('shop/redact', { shop_id: 1 }))
    expect(await connection.health()).toMatchObject({
      state: 'signed-out',
      message: expect.stringContaining('everything of the shop erased'),
    })
    expect([...store.values.keys()].sort()).toEqual(['ended', 'webhooks'])
  })

  it('are subscribed to', async () => {
    const connection = open()
    await install(connection)
    await connection.health()
    await connection.health()
    expect(fake.catalogue.webhooks.map(({ topic }) => topic)).toContain('APP_UNINSTALLED')
    expect(new Set(fake.catalogue.webhooks.map(({ uri }) => uri))).toEqual(new Set([`${publicUrl}/webhooks`]))
    expect(fake.catalogue.webhooks).toHaveLength(6)
  })
})

describe.skipIf(!schema)('the app proxy', () => {
  const ask = async (query: Record<string, string>, more: Partial<Settings> = {}) =>
    get(open(more), `identity?${fake.signedQuery({ path_prefix: '/apps/craveva', ...query }, 'appProxy')}`)

  it('vouches for who is signed in', async () => {
    const { token } = (await (await ask({ logged_in_customer_id: '7' })).json()) as { token: string }
    const [head, payload, signature] = token.split('.')
    expect(signature).toBe(createHmac('sha256', identitySecret).update(`${head}.${payload}`).digest('base64url'))
    expect(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())).toMatchObject({ sub: 'shopify_7', customer_id: '7' })
  })

  it('vouches for nobody else', async () => {
    expect(await (await ask({ logged_in_customer_id: '' })).json()).toEqual({ token: null })
    expect(await (await ask({ logged_in_customer_id: '7' }, { identity_secret: undefined })).json()).toEqual({ token: null })
    const signed = fake.signedQuery({ logged_in_customer_id: '8' }, 'appProxy')
    signed.set('logged_in_customer_id', '7')
    expect((await get(open(), `identity?${signed}`)).status).toBe(401)
    expect((await get(open(), 'identity?logged_in_customer_id=7')).status).toBe(401)
  })

  it('vouches for nobody whom the visitor’s own address names beside the one that Shopify does', async () => {
    for (const customers of [
      ['7', ''],
      ['', '7'],
      ['7', '8'],
    ]) {
      const signed = fake.signedQuery({ logged_in_customer_id: customers.join(',') }, 'appProxy')
      signed.delete('logged_in_customer_id')
      const query = `${customers.map(id => `logged_in_customer_id=${id}`).join('&')}&${signed}`
      expect((await get(open(), `identity?${query}`)).status, customers.join()).toBe(401)
    }
  })
})

describe.skipIf(!schema)('the catalogue', () => {
  const pull = (connection: Connection, since: Date | null, position: string | null = null) =>
    Array.fromAsync(connection.connector?.pull(since, position) ?? [])
  const lately = new Date('2026-11-10T00:00:00Z')

  it('comes whole, then what changed, without prices', async () => {
    const connection = open()
    await install(connection)
    const all = await pull(connection, null)
    expect(all.map(({ id }) => id)).toEqual(['product:11', 'product:12', 'product:13'])
    expect(all[1]).toMatchObject({ title: 'Skipper Rain Jacket', product: { id: '12', attributes: { Size: 'S, M, L' } } })
    expect(JSON.stringify(all)).not.toContain('129')
    const [mug] = fake.catalogue.products
    if (mug) mug.updatedAt = '2026-11-20T00:00:00Z'
    expect((await pull(connection, lately)).map(({ id }) => id)).toEqual(['product:11'])
  })

  it('goes on from the page where it was stopped', async () => {
    const [mug] = fake.catalogue.products
    fake.catalogue.products.splice(0, 3, ...Array.from({ length: 250 }, (_, n) => ({ ...mug, id: n + 1 }) as FakeProduct))
    const connection = open()
    await install(connection)
    const all = await pull(connection, null)
    expect(all).toHaveLength(250)
    expect((await pull(connection, null, all[120]?.position)).map(({ id }) => id)).toEqual(all.slice(100).map(({ id }) => id))
  })

  it('tells what was taken off the shelves, and what is gone when a notice says so and the shop agrees', async () => {
    const connection = open()
    await install(connection)
    const [mug] = fake.catalogue.products
    if (mug) Object.assign(mug, { status: 'DRAFT', updatedAt: '2026-11-20T00:00:00Z' })
    fake.catalogue.products.splice(2, 1)
    for (const id of [12, 13]) {
      const { headers, body } = fake.webhook('products/delete', { id })
      await connection.handle?.(new Request(`${publicUrl}/webhooks`, { method: 'POST', headers, body }), holdings)
    }
    const gone = { kind: 'deleted' }
    expect(await pull(connection, lately)).toMatchObject([
      { ...gone, id: 'product:13' },
      { ...gone, id: 'product:11' },
    ])
    expect((await pull(connection, lately)).map(({ id }) => id)).toEqual(['product:11'])
  })
})
