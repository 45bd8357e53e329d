import { goneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAdminApi } from './admin-api.ts'
import { createEnding } from './ending.ts'
import { apiVersion, createLibrary, withFetch } from './library.ts'
import { productDocuments } from './product-documents.ts'
import { readAdminSchema } from './testing/admin-schema.ts'
import { createFakeShopify, type FakeShopify } from './testing/fake-shopify.ts'
import { createTokens } from './tokens.ts'

const schema = readAdminSchema(apiVersion)
const many = 1001

let fake: FakeShopify
let store: ReturnType<typeof memoryStore>
let back: () => void

/** As a process of its own does it: only the store outlives it. */
function open(over = new AbortController()) {
  const library = createLibrary({ ...fake, hostName: 'chat.example' })
  const tokens = createTokens(store, library, fake.shop, 'shpat_custom_app_token')
  const api = createAdminApi(library, fake.shop, tokens)
  const needs = { api, store, fetch: fake.fetch, gone: goneProducts(store), signal: over.signal }
  const pull = (position: string | null = null) => productDocuments(needs, null, position)
  const ids = async (position: string | null = null) => (await Array.fromAsync(pull(position))).map(({ id }) => id)
  return { pull, ids, stop: () => over.abort() }
}

const allIds = () => fake.catalogue.products.map(({ id }) => `product:${id}`)
const pages = () => fake.calls.filter(call => call === 'ChangedProducts').length
const begun = () => fake.calls.filter(call => call === 'RunBulkOperation').length

function stock(count: number) {
  const [mug] = fake.catalogue.products
  if (!mug) throw new Error('There is no mug.')
  const made = Array.from({ length: count }, (_, place) => ({ ...mug, id: place + 1, description: `Größe ${place} 😀` }))
  fake.catalogue.products.splice(0, fake.catalogue.products.length, ...made)
}

describe.skipIf(!schema)('the catalogue of a large shop', () => {
  beforeEach(() => {
    if (!schema) return
    fake = createFakeShopify(schema)
    fake.tokens.set('shpat_custom_app_token', '')
    back = withFetch(fake.fetch)
    store = memoryStore()
    stock(many)
  })
  afterEach(() => back?.())

  it('comes as one file', async () => {
    fake.bulk.delayMs = 600
    const documents = await Array.fromAsync(open().pull())
    expect(documents.map(({ id }) => id)).toEqual(allIds())
    expect(documents[7]).toMatchObject({ kind: 'changed', text: 'Größe 7 😀', product: { id: '8', attributes: { Brand: 'Harbour' } } })
    expect([pages(), begun()]).toEqual([0, 1])
    expect([...store.values.keys()]).not.toContain('bulk')
  })

  it('comes in pages when it is not that large', async () => {
    stock(many - 1)
    expect(await open().ids()).toEqual(allIds())
    expect([pages(), begun()]).toEqual([10, 0])
  })

  it.each([true, false])('goes on from the product where it was stopped, given parts of the file: %s', async ranges => {
    fake.bulk.ranges = ranges
    const first = open()
    let position: string | undefined
    let count = 0
    for await (const change of first.pull()) {
      position = change.position
      if (++count === 500) break
    }
    expect(await open().ids(position)).toEqual(allIds().slice(500))
    expect([pages(), begun()]).toEqual([0, 1])
  })

  it('is the same file for a process that comes while it is made', async () => {
    fake.bulk.delayMs = 1200
    const killed = open()
    const reading = killed.ids()
    await expect.poll(() => fake.calls.filter(call => call === 'BulkOperation').length).toBe(1)
    killed.stop()
    await expect(reading).rejects.toThrow()
    expect(await open().ids()).toEqual(allIds())
    expect([pages(), begun()]).toEqual([0, 1])
  })

  it('is a new file for each reading', async () => {
    await open().ids()
    await open().ids()
    expect(begun()).toBe(2)
  })

  it('is a new file after the app was installed again', async () => {
    const first = open()
    for await (const _ of first.pull()) break
    await createEnding(store, null).undo()
    expect(await open().ids()).toEqual(allIds())
    expect(begun()).toBe(2)
  })

  it.each(['OPERATION_IN_PROGRESS', 'LIMIT_REACHED', 'ACCESS_DENIED'] as const)('comes in pages when Shopify says %s', async refusal => {
    fake.bulk.refusal = refusal
    expect(await open().ids()).toEqual(allIds())
    expect(pages()).toBe(11)
  })

  it.each(['FAILED', 'CANCELED', 'EXPIRED'] as const)('comes in pages when the operation ends as %s', async end => {
    fake.bulk.end = end
    expect(await open().ids()).toEqual(allIds())
    expect([pages(), begun()]).toEqual([11, 1])
    expect([...store.values.keys()]).not.toContain('bulk')
  })

  it('comes in pages, all of them, when the file is gone halfway', async () => {
    const documents = await Array.fromAsync(open().pull())
    fake.bulk.failWith = 403
    expect(await open().ids(documents[499]?.position)).toEqual(allIds())
  })

  it('comes in pages when the operation takes more than an hour, which is cancelled', async () => {
    const createdAt = new Date(Date.now() - 61 * 60_000).toISOString()
    fake.catalogue.bulkOperations.push({ id: 'gid://shopify/BulkOperation/7', query: '', createdAt })
    await store.set('bulk', { id: '7', at: Date.parse(createdAt) })
    fake.bulk.end = 'RUNNING'
    expect(await open().ids()).toEqual(allIds())
    expect(fake.catalogue.bulkOperations).toMatchObject([{ isCancelled: true }])
  })

  it('comes in pages when the file lies elsewhere', async () => {
    fake.bulk.base = 'https://storage.example/shopify/'
    expect(await open().ids()).toEqual(allIds())
    expect(pages()).toBe(11)
  })

  it('comes once, though the connection breaks', async () => {
    fake.bulk.breaks = 2
    expect(await open().ids()).toEqual(allIds())
    expect([pages(), begun()]).toEqual([0, 1])
  })

  it('waits for another time when it cannot be read at all, and goes on then', async () => {
    fake.bulk.failWith = 503
    await expect(open().ids()).rejects.toMatchObject({ kind: 'retryable' })
    fake.bulk.failWith = null
    expect(await open().ids()).toEqual(allIds())
    expect([pages(), begun()]).toEqual([0, 1])
  })

  it('waits while there are too many questions', async () => {
    fake.bulk.delayMs = 600
    fake.throttled = 2
    expect(await open().ids()).toEqual(allIds())
    expect(pages()).toBe(0)
  })
})
