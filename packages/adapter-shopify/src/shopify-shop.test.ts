import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import { shopSuite } from '@craveva/adapter-kit/commerce/testing/shop-suite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAdminApi } from './admin-api.ts'
import { apiVersion, createLibrary, withFetch } from './library.ts'
import { shopifyShop } from './shopify-shop.ts'
import { readAdminSchema } from './testing/admin-schema.ts'
import { createFakeShopify, type FakeShopify } from './testing/fake-shopify.ts'
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
      close: async () => back(),
    }
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
