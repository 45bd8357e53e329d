import { createAttempts } from '@craveva/adapter-kit/commerce/attempts'
import { commerceTools } from '@craveva/adapter-kit/commerce/commerce-tools'
import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import { shopSuite } from '@craveva/adapter-kit/commerce/testing/shop-suite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAdminApi } from './admin-api.ts'
import { apiVersion, createLibrary, withFetch } from './library.ts'
import { shopifyShop } from './shopify-shop.ts'
import { readAdminSchema } from './testing/admin-schema.ts'
import { createFakeShopify, type FakeShopify } from './testing/fake-shopify.ts'
import { toFakeProduct } from './testing/to-fake-product.ts'
import { createTokens } from './tokens.ts'

const schema = readAdminSchema(apiVersion)
if (!schema) console.log('the shop at Shopify is not tried: Shopify’s schema could not be fetched from npm')

const signal = AbortSignal.timeout(60_000)
const order = { kind: 'number', number: '1001', email: 'jo.kim@example.com' } as const

function create() {
  if (!schema) throw new Error('There is no schema.')
  const fake = createFakeShopify(schema)
  const back = withFetch(fake.fetch)
  const library = createLibrary({ ...fake, hostName: 'chat.example' })
  fake.tokens.set('shpat_custom_app_token', '')
  const tokens = createTokens(memoryStore(), library, fake.shop, 'shpat_custom_app_token')
  return { fake, back, shop: shopifyShop(createAdminApi(library, fake.shop, tokens), fake.shop, { id: 'dep_1', name: 'The shop' }) }
}

describe.skipIf(!schema)('a Shopify shop', () => {
  shopSuite(async () => {
    const { fake, back, shop } = create()
    return {
      shop,
      mug: '11',
      jacket: '12',
      socks: '13',
      requests: () => fake.calls.length,
      setMugPrice(price) {
        const variant = fake.catalogue.products[0]?.variants[0]
        if (variant) variant.price = price.toFixed(2)
      },
      add: goods => void fake.catalogue.products.push(toFakeProduct(goods, fake.catalogue.products.length)),
      close: async () => back(),
    }
  })
})

describe.skipIf(!schema)('a shopper of another country', () => {
  const made: ReturnType<typeof create>[] = []
  afterEach(() => made.splice(0).forEach(({ back }) => void back()))
  const open = () => {
    const shop = create()
    made.push(shop)
    shop.fake.catalogue.markets = { CH: { currency: 'CHF', rate: 1.1, without: [12] } }
    const tools = commerceTools(shop.shop, createAttempts(memoryStore()))
    const ask = async (name: string, input: object, country = 'CH') => {
      const tool = tools[name]
      if (!tool) throw new Error(`There is no ${name}.`)
      const visitor = { id: 'conv_1', address: null, customerId: null, phone: null }
      return tool.run(tool.input.parse(input), { visitor, context: { country }, signal })
    }
    const titles = async (input: object) =>
      (await ask('search_products', input)).parts.flatMap(part => (part.type === 'product' ? [part.title] : []))
    return { ...shop, ask, titles }
  }

  it.each(['CH', 'ch'])('sees the prices of %s, with a receipt', async country => {
    const { parts, receipts, content } = await open().ask('get_product', { product_id: '11' }, country)
    expect(parts).toMatchObject([{ price: 13.75, compare_at_price: 16.5, currency: 'CHF' }])
    expect(receipts).toMatchObject([{ fields: { price: '13.75', currency: 'CHF', country: 'CH' } }])
    expect(content).toContain('13.75 CHF')
    expect(content).not.toContain('12.50')
  })

  it('finds by the prices they see, and what is sold there', async () => {
    const { titles } = open()
    expect(await titles({ query: '' })).toEqual(['Harbour Mug', 'Wool Socks'])
    expect(await titles({ query: '', max_price: 13.8 })).toEqual(['Harbour Mug'])
    expect(await titles({ query: 'mug', max_price: 13 })).toEqual([])
    expect(await titles({ query: '', min_price: 19 })).toEqual(['Wool Socks'])
    expect(await titles({ query: 'jacket' })).toEqual([])
  })

  it('is told the cheapest and the dearest by the prices they see, of what is sold there', async () => {
    const { ask, fake } = open()
    const told = async (input: object, country = 'CH') =>
      (await ask('search_products', { query: '', limit: 1, ...input }, country)).parts.map(part =>
        part.type === 'product' ? [part.title, part.price, part.currency] : [],
      )
    expect(await told({ order: 'dearest' })).toEqual([['Wool Socks', 19.8, 'CHF']])
    expect(await told({ order: 'cheapest', min_price: 13.7 })).toEqual([['Harbour Mug', 13.75, 'CHF']])
    expect(await told({ order: 'dearest', max_price: 18 })).toEqual([['Harbour Mug', 13.75, 'CHF']])
    expect(fake.calls).toHaveLength(6)
    for (let n = 0; n < 40; n++)
      fake.catalogue.products.push(toFakeProduct({ title: `Buoy ${n}`, variants: [{ price: 50 + n, stock: 1 }] }, n))
    expect(await told({ order: 'dearest' })).toEqual([['Buoy 39', 97.9, 'CHF']])
    expect(await told({ order: 'cheapest', min_price: 90 })).toEqual([['Buoy 32', 90.2, 'CHF']])
    expect(await told({ order: 'dearest' }, 'DE')).toEqual([['Skipper Rain Jacket', 129, 'EUR']])
    fake.catalogue.markets = null
    expect(await told({ order: 'dearest', max_price: 20 }, 'AT')).toEqual([['Wool Socks', 18, 'EUR']])
  })

  it('is not shown what is not sold there, and gets the same button', async () => {
    const { ask } = open()
    expect((await ask('get_product', { product_id: '12' })).content).toContain('no product with this id')
    const { parts } = await ask('add_to_cart', { product_id: '11', quantity: 2 })
    expect(parts).toMatchObject([{ price: 13.75, currency: 'CHF', action: { url: 'https://harbour.myshopify.com/cart/111:2' } }])
  })

  it.each(['CHE', 'C', '', 'CH"}', 'CH\n', '1H', 'QQ'])('sees the shop’s own prices where the page says %j', async country => {
    const { ask, fake } = open()
    const { parts, receipts } = await ask('get_product', { product_id: '11' }, country)
    expect(parts).toMatchObject([{ price: 12.5, currency: 'EUR' }])
    expect(receipts[0]?.fields).not.toHaveProperty('country')
    // Of two letters only Shopify knows whether they are a country.
    expect(fake.calls).toEqual([...(country === 'QQ' ? ['ProductsByIdsInCountry'] : []), 'ProductsByIds'])
  })

  it('sees the shop’s own prices where the app may not know others, which is asked once', async () => {
    const { ask, fake } = open()
    fake.catalogue.markets = null
    for (let time = 0; time < 2; time++) expect((await ask('get_product', { product_id: '11' })).parts).toMatchObject([{ price: 12.5 }])
    expect(fake.calls).toEqual(['ProductsByIdsInCountry', 'ProductsByIds', 'ProductsByIds'])
  })
})

describe.skipIf(!schema)('an order that is not found', () => {
  it.each([
    [[], 'none_60_days', / more than 60 days ago cannot be seen/],
    [['read_all_orders'], 'none', /phone or postcode\.$/],
  ])('may be too old to be seen, unless the app may read all: %j', async (more, outcome, expected) => {
    const { fake, back, shop } = create()
    fake.catalogue.scopes = [...fake.catalogue.scopes, ...more]
    const tool = commerceTools(shop, createAttempts(memoryStore())).find_order
    const visitor = { id: 'conv_1', address: null, customerId: null, phone: null }
    const ask = async (order_number: string, email: string) =>
      tool?.run(tool.input.parse({ order_number, email }), { visitor, context: {}, signal })
    const none = await ask('4711', 'jo.kim@example.com')
    expect(none).toMatchObject({ outcome, content: expect.stringMatching(expected) })
    expect(await ask('1001', 'sam@example.com')).toEqual(none)
    expect((await ask('1001', 'jo.kim@example.com'))?.content).not.toMatch(/days ago/)
    back()
  })
})

describe.skipIf(!schema)('a question for many products', () => {
  it('asks for as many variants as Shopify gives at once, and knows it the next time', async () => {
    const { fake, back, shop } = create()
    const wanted = { text: '', inStock: false, onSale: false, minPrice: null, maxPrice: null, order: 'fitting', limit: 10 } as const
    expect(await shop.search(wanted, signal)).toHaveLength(3)
    expect(fake.calls).toHaveLength(2)
    expect(await shop.search(wanted, signal)).toHaveLength(3)
    expect(fake.calls).toHaveLength(3)
    back()
  })
})

describe.skipIf(!schema)('the Admin API', () => {
  let made: ReturnType<typeof create>
  let fake: FakeShopify
  beforeEach(() => {
    made = create()
    fake = made.fake
  })
  afterEach(() => made.back())

  it('is asked again when there are points for it', async () => {
    fake.throttled = 2
    expect(await made.shop.orders(order, signal)).toHaveLength(1)
    expect(fake.calls).toHaveLength(3)
    fake.throttled = 9
    await expect(made.shop.orders(order, signal)).rejects.toMatchObject({ kind: 'retryable' })
  })

  it.each([
    [401, 'signed-out'],
    [403, 'signed-out'],
    [402, 'refused'],
    [423, 'refused'],
    [503, 'retryable'],
  ])('with %i is %s', async (status, kind) => {
    fake.failWith = status
    await expect(made.shop.orders(order, signal)).rejects.toMatchObject({ kind })
  })

  it('tells no token in an error', async () => {
    fake.tokens.clear()
    const error: Error = await made.shop.orders(order, signal).then(
      () => new Error('no error'),
      thrown => thrown,
    )
    expect(error.message).toContain('Install the app')
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain('shpat_')
  })
})
