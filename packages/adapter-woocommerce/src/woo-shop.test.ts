import { createAttempts } from '@craveva/adapter-kit/commerce/attempts'
import { commerceTools } from '@craveva/adapter-kit/commerce/commerce-tools'
import { type OrderCodes, orderCodes } from '@craveva/adapter-kit/commerce/order-codes'
import type { ProductQuery } from '@craveva/adapter-kit/commerce/shop'
import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import { shopSuite } from '@craveva/adapter-kit/commerce/testing/shop-suite'
import type { FindDocuments } from '@craveva/adapter-kit/find-documents'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeOrder, type FakeProduct, fakeProducts } from './testing/fake-shop-data.ts'
import { type FakeWooCommerce, openShopUrl, shopUrl, startFakeWooCommerce } from './testing/fake-woocommerce.ts'
import { catalogueOf, shopOf } from './testing/shop-of.ts'
import { toFakeProduct } from './testing/to-fake-product.ts'

const signal = AbortSignal.timeout(60_000)

describe.each([shopUrl, openShopUrl])('a WooCommerce shop at %s', url => {
  shopSuite(async () => {
    const fake = await startFakeWooCommerce()
    return {
      shop: shopOf(fake, url, false, catalogueOf(fake)),
      mug: '11',
      jacket: '12',
      socks: '13',
      requests: () => fake.calls.length,
      setMugPrice(price) {
        const [mug] = fake.products
        if (mug) mug.price = price
      },
      add: goods => void fake.products.push(toFakeProduct(goods, fake.products.length)),
      close: () => fake.close(),
    }
  })
})

describe('a search', () => {
  let fake: FakeWooCommerce
  beforeEach(async () => {
    fake = await startFakeWooCommerce()
    const categories = [['Tableware', 'Gifts'], ['Outdoor'], ['Gifts']]
    for (const [index, product] of fake.products.entries()) product.categories = categories[index] ?? []
  })
  afterEach(() => fake.close())

  const any = { inStock: false, onSale: false, minPrice: null, maxPrice: null, order: 'fitting', limit: 5 } as const
  const none: FindDocuments = async () => null
  async function search(findDocuments: FindDocuments, text: string, more: Partial<ProductQuery> = {}) {
    const found = await shopOf(fake, shopUrl, false, findDocuments).search({ ...any, text, ...more }, signal)
    return { titles: found.map(({ title }) => title), calls: fake.calls.splice(0).length, found }
  }

  it.each<[string, Partial<ProductQuery>, string[], number]>([
    // Of what has variations nothing is told without asking for them, for which no call is left.
    ['mug', {}, ['Harbour Mug'], 1],
    ['Mugs', {}, ['Harbour Mug'], 1],
    ['rain jackets', {}, ['Skipper Rain Jacket'], 2],
    ['mugs', { maxPrice: 12.49 }, [], 2],
    ['mug-1', {}, ['Harbour Mug'], 1],
    ['tableware', {}, ['Harbour Mug'], 2],
    ['Gift', {}, ['Harbour Mug', 'Wool Socks'], 2],
    ['gifts', { onSale: true }, ['Harbour Mug'], 2],
    ['gifts', { maxPrice: 12.49 }, [], 2],
    ['outdoor', {}, [], 2],
    ['42', {}, [], 1],
    ['', {}, ['Harbour Mug', 'Skipper Rain Jacket', 'Wool Socks'], 2],
    ['', { onSale: true, maxPrice: 20 }, ['Harbour Mug'], 1],
    ['', { minPrice: 125 }, ['Skipper Rain Jacket'], 2],
    ['submarine', {}, [], 2],
    ['green submarine', {}, [], 2],
    ['splendid harbour mug', {}, [], 2],
    ['fine harbour', {}, ['Harbour Mug'], 2],
    ['lovely jacket', {}, [], 2],
    ['lovely jackets', { inStock: true }, [], 2],
  ])('for %j %j finds %j before the catalogue is there', async (text, more, titles, calls) => {
    expect(await search(none, text, more)).toMatchObject({ titles, calls })
  })

  it.each<[string, Partial<ProductQuery>, string[], number]>([
    ['mugs', {}, ['Harbour Mug'], 1],
    ['a hood', {}, ['Skipper Rain Jacket'], 2],
    ['splendid waterproof jacket', {}, ['Skipper Rain Jacket'], 2],
    ['mug jacket', {}, ['Harbour Mug', 'Skipper Rain Jacket'], 2],
    ['mug jacket socks', { onSale: true }, ['Harbour Mug', 'Skipper Rain Jacket'], 2],
    ['mug jacket socks', { onSale: true, limit: 1 }, ['Harbour Mug'], 1],
    ['mug jacket socks', { minPrice: 125 }, ['Skipper Rain Jacket'], 2],
    ['mug jacket socks', { inStock: true, maxPrice: 20 }, ['Harbour Mug'], 1],
    ['socks', { inStock: true }, [], 1],
    ['submarine', {}, [], 1],
    ['yellow submarine', {}, [], 1],
  ])('for %j %j finds %j with the catalogue', async (text, more, titles, calls) => {
    expect(await search(catalogueOf(fake), text, more)).toMatchObject({ titles, calls })
  })

  it.each([0, 3])('by price finds out that prices have %i decimals, without a call more', async decimals => {
    fake.decimals = decimals
    const find = shopOf(fake, shopUrl, false, none)
    for (const [bounds, title] of [
      [{ minPrice: 125 }, 'Skipper Rain Jacket'],
      [{ maxPrice: 13 }, 'Harbour Mug'],
    ] as const) {
      fake.calls.splice(0)
      const found = await find.search({ ...any, text: '', limit: 1, ...bounds }, signal)
      expect(found.map(product => product.title)).toEqual([title])
      expect(fake.calls.length).toBeLessThanOrEqual(2)
    }
    fake.calls.splice(0)
    await find.search({ ...any, text: '', maxPrice: 5 }, signal)
    expect(fake.calls).toHaveLength(1)
  })

  it('finds by its name what the catalogue does not have yet, and not what the shop does not have any more', async () => {
    const catalogue = catalogueOf({ ...fake, products: fakeProducts() })
    const [mug] = fake.products
    fake.products.push({ ...mug, id: 14, name: 'Brass Sextant', description: '' } as FakeProduct)
    expect(await search(catalogue, 'sextants')).toMatchObject({ titles: ['Brass Sextant'], calls: 1 })
    fake.products.splice(0, 1)
    expect(await search(catalogue, 'mug')).toMatchObject({ titles: [], calls: 1 })
  })

  it.each<[string, string, string]>([
    ['hidden', '', ''],
    ['search', '', 'Harbour Mug'],
    ['catalog', 'Harbour Mug', ''],
  ])('leaves out what is shown for %s alone', async (visibility, listed, searched) => {
    const [mug] = fake.products
    if (mug) mug.visibility = visibility
    expect((await search(none, '', { maxPrice: 13 })).titles.join()).toBe(listed)
    expect((await search(none, 'mug')).titles.join()).toBe(searched)
    expect((await search(catalogueOf(fake), 'mug')).titles.join()).toBe(searched)
  })

  it('brings what several variations cost now and which of them there are', async () => {
    const { found } = await search(catalogueOf(fake), 'waterproof')
    expect(found[0]?.variants.map(({ id, price, available }) => [id, price, available])).toEqual([
      ['121', 129, false],
      ['122', 129, true],
      ['123', 119, true],
    ])
  })
})

it.each([
  ['+49 170 1234567', 'DE', ['#1001']],
  ['+49 170 123 45 67', 'AT', ['#1001']],
  ['0049 (170) 1234567', 'DE', ['#1001']],
  ['0170-1234567', 'DE', ['#1001']],
  ['0170-1234567', 'AT', []],
  ['+49 170 99 4567', 'DE', []],
  // Nothing that WooCommerce can look for stands there.
  ['+49 (170) 12 34 567', 'DE', []],
])('an order with the phone %s in %s belongs to whoever writes from +49 170 1234567: %j', async (phone, country, expected) => {
  const fake = await startFakeWooCommerce()
  const [order] = fake.orders
  if (order) Object.assign(order, { phone, country })
  const found = await shopOf(fake).orders({ kind: 'phone', phone: '491701234567' }, signal)
  await fake.close()
  expect(found.map(({ number }) => number)).toEqual(expected)
})

it.each([
  ['processing', 'being prepared'],
  ['completed', 'completed'],
  ['on-hold', 'on hold, waiting for payment'],
  ['awaiting-pickup', 'awaiting pickup'],
])('an order that is %s says neither that it is paid nor that it is sent', async (status, words) => {
  const fake = await startFakeWooCommerce()
  const [order] = fake.orders
  if (order) order.status = status
  const [found] = await shopOf(fake).orders({ kind: 'customer', customerId: '7' }, signal)
  await fake.close()
  expect(found?.status).toBe(words)
})

describe('the keys', () => {
  let fake: FakeWooCommerce
  beforeEach(async () => {
    fake = await startFakeWooCommerce()
  })
  afterEach(() => fake.close())
  const order = { kind: 'number', number: '1001', email: 'jo.kim@example.com' } as const

  it('are signed over http, and sent in the address where the server drops the header', async () => {
    expect(await shopOf(fake, fake.url).orders(order, signal)).toHaveLength(1)
    fake.dropAuthorization = true
    await expect(shopOf(fake).orders(order, signal)).rejects.toMatchObject({
      kind: 'signed-out',
      message: expect.stringContaining('Authorization'),
    })
    expect(await shopOf(fake, shopUrl, true).orders(order, signal)).toHaveLength(1)
  })

  it.each([
    [500, 'retryable'],
    [503, 'retryable'],
    [429, 'retryable'],
    [301, 'refused'],
    [400, 'refused'],
  ])('with %i it is %s', async (status, kind) => {
    fake.failWith = status
    await expect(shopOf(fake).orders(order, signal)).rejects.toMatchObject({ kind })
    await expect(shopOf(fake).products(['11'], signal)).rejects.toMatchObject({ kind })
  })

  it('bring as many answers for an order that there is not as for one that is somebody else’s', async () => {
    const calls = async (number: string, email: string | null) => {
      fake.calls.splice(0)
      await shopOf(fake).orders({ kind: 'number', number, email }, signal)
      return fake.calls.length
    }
    for (const email of ['sam@example.com', null]) expect(await calls('1001', email)).toBe(await calls('4711', email))
  })

  it('never stand in an error', async () => {
    fake.keys.consumerSecret = `cs_${'0'.repeat(40)}`
    const stranger = shopOf({ ...fake, keys: { ...fake.keys, consumerSecret: `cs_${'1'.repeat(40)}` } })
    const error: Error = await stranger.orders(order, signal).then(
      () => new Error('no error'),
      thrown => thrown,
    )
    expect(error.message).toContain('does not take the keys')
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toMatch(/c[ks]_[0-9a-f]{40}/)
  })

  it('bring no order that was never placed, and nothing of one that is nobody’s business', async () => {
    const candidates = await shopOf(fake).orders({ ...order, number: '1003' }, signal)
    expect(candidates.map(({ number }) => number)).toEqual(['#1001'])
    expect(JSON.stringify(await shopOf(fake).orders(order, signal))).not.toMatch(/secret|203\.0\.113/i)
  })
})

it('pages with far too many words are cut, each to its share', async () => {
  const fake = await startFakeWooCommerce({
    pages: Array.from({ length: 30 }, (_, n) => ({
      title: { rendered: `Terms of delivery ${n}` },
      link: `${shopUrl}/terms-${n}`,
      content: { rendered: `<p>${'Long words. '.repeat(2000)}</p>` },
    })),
  })
  const { list_policies } = commerceTools(shopOf(fake), createAttempts(memoryStore()))
  const visitor = { id: 'conv_1', address: null, customerId: null, phone: null }
  const { content = '' } = (await list_policies?.run({ topic: 'any' }, { visitor, context: {}, signal })) ?? {}
  await fake.close()
  expect(content.length).toBeLessThan(20_000)
  expect(content.match(/^# Terms of delivery \d+$/gm)).toHaveLength(30)
})

describe('numbers that a plugin gives', () => {
  let fake: FakeWooCommerce
  beforeEach(async () => {
    fake = await startFakeWooCommerce()
    const [first, ...others] = fake.orders as [FakeOrder, ...FakeOrder[]]
    // The second is called what the first has for an id.
    const second = { ...first, id: 77, email: 'kim@example.com', postcode: '20095' }
    fake.orders.splice(0, fake.orders.length, { ...first, number: '5001' }, second, ...others)
  })
  afterEach(() => fake.close())
  let asked = 0
  const ask = async (input: object, codes: OrderCodes | null = null) => {
    const { find_order } = commerceTools(shopOf(fake), createAttempts(memoryStore()), codes)
    if (!find_order) throw new Error('There is no find_order.')
    const visitor = { id: `conv_${asked++}`, address: null, customerId: null, phone: null }
    return find_order.run(find_order.input.parse(input), { visitor, context: {}, signal })
  }

  it('are found by the e-mail, even where they are the id of another order', async () => {
    const found = async (order_number: string, email: string) => (await ask({ order_number, email })).parts
    expect(await found('1001', 'kim@example.com')).toMatchObject([{ type: 'order', number: '#1001' }])
    expect(await found('5001', 'jo.kim@example.com')).toMatchObject([{ type: 'order', number: '#5001' }])
    expect(await found('1001', 'jo.kim@example.com')).toEqual([])
  })

  it('are asked for by the e-mail where it is missing, whether there is such an order or not', async () => {
    const none = await ask({ order_number: '4711', postcode: '10115' })
    expect(none).toMatchObject({ outcome: 'ask_email', parts: [] })
    expect(none.content).toMatch(/ask the visitor for the e-mail/)
    expect(await ask({ order_number: '5001', postcode: '10115' })).toEqual(none)
    expect(await ask({ order_number: '1002', postcode: '10115' })).toEqual(none)
    expect(await ask({ order_number: '4711', email: 'jo.kim@example.com' })).toMatchObject({ outcome: 'none' })
  })

  it('are asked for by the e-mail where a code is mailed and none arrives, whether there is such an order or not', async () => {
    const store = memoryStore()
    const codes = orderCodes('always', { store, codes: { send: async () => null, check: async () => false } })
    const told = await ask({ order_number: '4711', postcode: '10115' }, codes)
    expect(told).toMatchObject({ outcome: 'code_or_email', content: expect.stringContaining('ask for the e-mail') })
    expect(await ask({ order_number: '5001', postcode: '10115' }, codes)).toEqual(told)
    expect((await ask({ order_number: '5001', email: 'jo.kim@example.com' }, codes)).content).not.toContain('ask for the e-mail')
  })
})
