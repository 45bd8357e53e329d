import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import { noHoldings } from '@craveva/adapter-kit/testing/no-holdings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWoo } from './open-woo.ts'
import type { Settings } from './settings.ts'
import { type FakeProduct, fakeProducts } from './testing/fake-shop-data.ts'
import { type FakeWooCommerce, shopUrl, startFakeWooCommerce } from './testing/fake-woocommerce.ts'

const publicUrl = 'https://chat.example/hooks/woocommerce/dep_1'
const identitySecret = 'a secret that only the shop and we know'
let fake: FakeWooCommerce
let values: Map<string, unknown>
let changes: number
let lastChange: 'health' | 'documents' | undefined

beforeEach(async () => {
  fake = await startFakeWooCommerce()
  values = new Map()
  changes = 0
})
afterEach(() => fake.close())

function open(settings: Partial<Settings> = {}): Promise<Connection> {
  const context: AdapterContext<Settings> = {
    settings: { store_url: shopUrl, ...settings },
    publicUrl,
    agentId: 'agent_1',
    signal: new AbortController().signal,
    store: {
      get: async <Value>(key: string) => (values.get(key) ?? null) as Value | null,
      set: async (key, value) => void (value === null ? values.delete(key) : values.set(key, value)),
    },
    receive: async () => {},
    changed(what) {
      changes++
      lastChange = what
    },
  }
  return openWoo(context, fake.reach)
}

const get = (connection: Connection, path: string) =>
  connection.handle?.(new Request(`${publicUrl}/${path}`), noHoldings) ?? Promise.reject()
const post = (connection: Connection, path: string, body: string, headers: Record<string, string> = {}) =>
  connection.handle?.(new Request(`${publicUrl}/${path}`, { method: 'POST', body, headers }), noHoldings) ?? Promise.reject()

/** What WooCommerce posts after the merchant approved. */
const approved = (nonce: string, keys = fake.keys) =>
  JSON.stringify({
    key_id: 1,
    user_id: nonce,
    consumer_key: keys.consumerKey,
    consumer_secret: keys.consumerSecret,
    key_permissions: 'read_write',
  })

async function beginConnecting(connection: Connection) {
  const { status, headers } = await get(connection, 'connect')
  expect(status).toBe(302)
  const location = new URL(headers.get('location') ?? '')
  expect(location.origin + location.pathname).toBe(`${shopUrl}/wc-auth/v1/authorize`)
  expect(location.searchParams.get('callback_url')).toBe(`${publicUrl}/keys`)
  return location.searchParams.get('user_id') ?? ''
}

describe('connecting', () => {
  it('takes a click and an approval, and works at once', async () => {
    const connection = await open()
    expect(await connection.health()).toMatchObject({ state: 'waiting', signIn: { kind: 'link', value: `${publicUrl}/connect` } })
    const nonce = await beginConnecting(connection)
    expect(await (await get(connection, 'connected?success=1')).text()).toContain('Waiting for your shop')
    const denied = await get(connection, 'connected?success=0')
    expect(denied.headers.has('refresh')).toBe(false)
    expect(await denied.text()).toContain('You did not approve')
    expect((await post(connection, 'keys', approved(nonce))).status).toBe(200)
    expect(await (await get(connection, 'connected')).text()).toContain('Your shop is connected')
    expect(await connection.health()).toMatchObject({ state: 'ok', facts: { shop: 'shop.example' } })
    expect(changes).toBe(1)
    expect(await (await open()).health()).toMatchObject({ state: 'ok' })
  })

  it('lets the plugin be downloaded, and gives it the secret as soon as the shop is connected', async () => {
    const connection = await open({ identity_secret: identitySecret })
    expect((await connection.health()).facts).toEqual({ plugin: `${publicUrl}/plugin.zip` })
    const { status, headers } = await get(connection, 'plugin.zip')
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      200,
      'application/zip',
      'attachment; filename="craveva-chat.zip"',
    ])
    expect((await post(connection, 'keys', approved(await beginConnecting(connection)))).status).toBe(200)
    expect(await connection.health()).toMatchObject({ state: 'ok', message: expect.stringContaining(`${publicUrl}/plugin.zip`) })
    fake.plugin = { server: 'https://chat.example', agent: 'agent_1', deployment: 'dep_1', identitySecret: '' }
    expect(await connection.health()).toMatchObject({ state: 'ok', message: null })
    expect(fake.plugin.identitySecret).toBe(identitySecret)
  })

  it('takes an approval once, for its own nonce, with keys that the shop takes', async () => {
    const connection = await open()
    const nonce = await beginConnecting(connection)
    expect((await post(connection, 'keys', approved('another-nonce'))).status).toBe(403)
    expect((await post(connection, 'keys', approved('é'.repeat(nonce.length)))).status).toBe(403)
    expect((await post(connection, 'keys', 'not json')).status).toBe(403)
    const stranger = { consumerKey: `ck_${'0'.repeat(40)}`, consumerSecret: `cs_${'0'.repeat(40)}` }
    expect((await post(connection, 'keys', approved(nonce, stranger))).status).toBe(403)
    expect((await post(connection, 'keys', approved(nonce))).status).toBe(403)
    expect(await connection.health()).toMatchObject({ state: 'waiting' })
    expect((await post(connection, 'keys', approved(await beginConnecting(connection)))).status).toBe(200)
  })

  it('finds the way for keys where the server drops the header, and tells when they are revoked', async () => {
    fake.dropAuthorization = true
    const connection = await open({ consumer_key: fake.keys.consumerKey, consumer_secret: fake.keys.consumerSecret })
    expect(await connection.health()).toMatchObject({ state: 'ok' })
    fake.keys.consumerSecret = `cs_${'1'.repeat(40)}`
    expect(await connection.health()).toMatchObject({
      state: 'signed-out',
      message: expect.stringMatching(/were revoked there\. Enter new ones/),
    })
    fake.keys.consumerKey = `ck_${'1'.repeat(40)}`
    expect(await connection.health()).toMatchObject({
      state: 'signed-out',
      message: expect.stringMatching(/they were revoked there, or the WordPress user.*Enter new ones/),
    })
  })

  it('tells what happened to keys that came by a click, and leads to the click again', async () => {
    const connection = await open()
    expect((await post(connection, 'keys', approved(await beginConnecting(connection)))).status).toBe(200)
    fake.ownerDeleted = true
    const gone = await connection.health()
    expect(gone).toMatchObject({ state: 'signed-out', signIn: { kind: 'link', value: `${publicUrl}/connect` } })
    expect(gone.message).toMatch(/user that they belong to was deleted.*Open the link to connect the shop again\./)
    fake.ownerDeleted = false
    expect(await connection.health()).toMatchObject({ state: 'ok' })
    fake.keys.consumerSecret = `cs_${'2'.repeat(40)}`
    expect((await connection.health()).message).toBe(
      'The shop does not know the keys any more: they were revoked there. Open the link to connect the shop again.',
    )
    expect((await post(connection, 'keys', approved(await beginConnecting(connection)))).status).toBe(200)
    expect(await connection.health()).toMatchObject({ state: 'ok' })
  })

  it('works with keys that may only read, and says what is slower then', async () => {
    fake.readOnly = true
    const connection = await open({ consumer_key: fake.keys.consumerKey, consumer_secret: fake.keys.consumerSecret })
    const { state, facts } = await connection.health()
    expect([state, facts?.notices]).toEqual(['ok', expect.stringContaining('must be allowed to write')])
    expect(fake.webhooks).toEqual([])
    fake.readOnly = false
    expect((await connection.health()).facts).not.toHaveProperty('notices')
    expect(fake.webhooks).toHaveLength(3)
  })
})

describe('notices of the shop', () => {
  const keys = () => ({ consumer_key: fake.keys.consumerKey, consumer_secret: fake.keys.consumerSecret })

  it('are registered with a secret, and switched on again', async () => {
    const connection = await open(keys())
    await connection.health()
    expect(fake.webhooks.map(({ topic, delivery_url }) => [topic, delivery_url])).toEqual(
      ['product.created', 'product.updated', 'product.deleted'].map(topic => [topic, `${publicUrl}/webhook`]),
    )
    const [first, second] = fake.webhooks
    if (first) first.status = 'disabled'
    if (second) second.status = 'paused'
    await connection.health()
    expect(fake.webhooks.map(({ status }) => status)).toEqual(['active', 'paused', 'active'])
    values.clear()
    await connection.health()
    expect(fake.webhooks.map(({ status }) => status)).toEqual(['active', 'paused', 'active'])
  })

  it('end with the deployment, and those of others stay', async () => {
    const connection = await open(keys())
    await connection.health()
    fake.webhooks.push({ id: 90, topic: 'product.updated', delivery_url: 'https://other.example/webhook', secret: 'x', status: 'active' })
    values.clear()
    await connection.end?.()
    expect(fake.webhooks.map(({ id }) => id)).toEqual([90])
    await connection.end?.()
    expect(fake.webhooks).toHaveLength(1)
    expect((await connection.health()).facts?.['to disconnect']).toContain('revoke the key')
    await (await open()).end?.()
  })

  it('stay where keys do not work any more, and that is told', async () => {
    const connection = await open(keys())
    await connection.health()
    fake.keys.consumerSecret = `cs_${'1'.repeat(40)}`
    await expect(connection.end?.()).rejects.toThrow()
    expect(fake.webhooks).toHaveLength(3)
  })

  it('count once, and only when the shop signed them', async () => {
    const connection = await open(keys())
    await connection.health()
    const { headers, body } = fake.webhook('product.updated', { id: 11, name: 'Größer', date_modified_gmt: '2026-11-02T00:00:00' })
    const before = changes
    expect((await post(connection, 'webhook', 'webhook_id=1', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(200)
    expect((await post(connection, 'webhook', body, { ...headers, 'x-wc-webhook-signature': '' })).status).toBe(401)
    expect((await post(connection, 'webhook', body, fake.webhook('product.updated', { id: 11 }, 'a guess').headers)).status).toBe(401)
    expect(changes).toBe(before)
    expect((await post(connection, 'webhook', body, headers)).status).toBe(200)
    expect((await post(connection, 'webhook', body, headers)).status).toBe(200)
    expect([changes, lastChange]).toEqual([before + 1, 'documents'])
  })
})

describe('the catalogue', () => {
  const keyed = () => open({ consumer_key: fake.keys.consumerKey, consumer_secret: fake.keys.consumerSecret })
  const pull = (connection: Connection, since: Date | null, position: string | null = null) =>
    Array.fromAsync(connection.connector?.pull(since, position) ?? [])
  const lately = new Date('2026-11-10T00:00:00Z')

  it('comes whole, then what changed, without prices', async () => {
    const connection = await keyed()
    const all = await pull(connection, null)
    expect(all.map(({ id }) => id)).toEqual(['product:11', 'product:12', 'product:13'])
    expect(all[1]).toMatchObject({ title: 'Skipper Rain Jacket', product: { id: '12', attributes: { Size: 'S, M, L', SKU: 'JACKET' } } })
    expect(JSON.stringify(all)).not.toContain('129')
    const [mug] = fake.products
    if (mug) mug.modified = '2026-11-20T00:00:00'
    expect((await pull(connection, lately)).map(({ id }) => id)).toEqual(['product:11'])
  })

  const stock = (count: number) =>
    fake.products.splice(
      0,
      fake.products.length,
      ...Array.from({ length: count }, (_, n) => ({ ...fakeProducts()[0], id: n + 1 }) as FakeProduct),
    )

  it('goes on from the page where it was stopped', async () => {
    stock(250)
    const connection = await keyed()
    const all = await pull(connection, null)
    expect(new Set(all.map(({ id }) => id)).size).toBe(250)
    const again = (await pull(connection, null, all[120]?.position)).map(({ id }) => id)
    expect(again).toEqual(all.slice(all.findIndex(({ position }) => position === all[120]?.position)).map(({ id }) => id))
  })

  it('comes in smaller pages where descriptions are very long, and says when one alone is too much', async () => {
    const [mug] = fake.products
    const long = (n: number, length: number) => ({ ...mug, id: n + 1, description: 'x'.repeat(length) }) as FakeProduct
    fake.products.splice(0, fake.products.length, ...Array.from({ length: 120 }, (_, n) => long(n, 300_000)))
    const all = await pull(await keyed(), null)
    expect(new Set(all.map(({ id }) => id)).size).toBe(120)
    fake.products.splice(0, fake.products.length, long(0, 13_000_000))
    await expect(pull(await keyed(), null)).rejects.toThrow('more than 12 MB at once')
  })

  it('misses nothing when products are taken off the shelves meanwhile', async () => {
    stock(250)
    const connection = await keyed()
    const found = new Set<string>()
    for await (const { id } of connection.connector?.pull(null, null) ?? []) {
      found.add(id)
      if (found.size === 50) fake.products.splice(0, 10)
    }
    expect(found.size).toBe(250)
  })

  it.each(['hidden', 'catalog'])('leaves out what the shop keeps out of its search: %s', async visibility => {
    const connection = await keyed()
    const [mug] = fake.products
    if (mug) Object.assign(mug, { visibility, modified: '2026-11-20T00:00:00' })
    const found = (await pull(connection, null)).flatMap(({ kind, id }) => (kind === 'changed' ? [id] : []))
    expect(found).toEqual(['product:12', 'product:13'])
    expect(await pull(connection, lately)).toMatchObject([{ kind: 'deleted', id: 'product:11' }])
  })

  it('leaves out what visitors need a password for', async () => {
    const connection = await keyed()
    const [mug] = fake.products
    if (mug) Object.assign(mug, { password: 'harbour', modified: '2026-11-20T00:00:00' })
    const found = await pull(connection, null)
    expect(found.flatMap(({ kind, id }) => (kind === 'changed' ? [id] : []))).toEqual(['product:12', 'product:13'])
    expect(JSON.stringify(found)).not.toContain('stoneware')
    expect(await pull(connection, lately)).toMatchObject([{ kind: 'deleted', id: 'product:11' }])
  })

  it('tells what was taken off the shelves, and what is gone when a notice says so and the shop agrees', async () => {
    const connection = await keyed()
    await connection.health()
    const [mug, jacket] = fake.products
    if (mug) Object.assign(mug, { status: 'draft', modified: '2026-11-20T00:00:00' })
    fake.products.splice(2, 1)
    for (const id of [12, 13]) {
      const { headers, body } = fake.webhook('product.deleted', { id })
      expect((await post(connection, 'webhook', body, headers)).status).toBe(200)
    }
    expect(jacket?.id).toBe(12)
    const gone = { kind: 'deleted' }
    expect(await pull(connection, lately)).toMatchObject([
      { ...gone, id: 'product:13' },
      { ...gone, id: 'product:11' },
    ])
    expect((await pull(connection, lately)).map(({ id }) => id)).toEqual(['product:11'])
  })
})
