import { shopSuite } from '@craveva/adapter-kit/commerce/testing/shop-suite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeWooCommerce, shopUrl, startFakeWooCommerce } from './testing/fake-woocommerce.ts'
import { createWooApi } from './woo-api.ts'
import { wooShop } from './woo-shop.ts'

const signal = AbortSignal.timeout(60_000)

const shopOf = (fake: FakeWooCommerce, url = shopUrl, keysInAddress = false) =>
  wooShop(createWooApi({ url, ...fake.keys, keysInAddress }, fake.reach), url, { id: 'dep_1', name: 'The shop' })

describe('a WooCommerce shop', () => {
  shopSuite(async () => {
    const fake = await startFakeWooCommerce()
    return {
      shop: shopOf(fake),
      mug: '11',
      jacket: '12',
      socks: '13',
      requests: () => fake.calls.length,
      setMugPrice(price) {
        const [mug] = fake.products
        if (mug) mug.price = price
      },
      close: () => fake.close(),
    }
  })
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
