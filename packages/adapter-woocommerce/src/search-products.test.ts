import type { ProductQuery } from '@craveva/adapter-kit/commerce/shop'
import type { FindDocuments } from '@craveva/adapter-kit/find-documents'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeWooCommerce, shopUrl, startFakeWooCommerce } from './testing/fake-woocommerce.ts'
import { catalogueOf, shopOf } from './testing/shop-of.ts'
import { toFakeProduct } from './testing/to-fake-product.ts'

describe('a search by price', () => {
  let fake: FakeWooCommerce
  beforeEach(async () => {
    fake = await startFakeWooCommerce()
  })
  afterEach(() => fake.close())

  const any = { inStock: false, onSale: false, minPrice: null, maxPrice: null, limit: 5 }
  const none: FindDocuments = async () => null
  async function search(findDocuments: FindDocuments, text: string, more: Partial<ProductQuery> & Pick<ProductQuery, 'order'>) {
    const found = await shopOf(fake, shopUrl, false, findDocuments).search({ ...any, text, ...more }, AbortSignal.timeout(60_000))
    return { titles: found.map(({ title }) => title), calls: fake.calls.splice(0).length }
  }

  it.each([0, 2])('is of all that there is before the catalogue is there, with prices of %i decimals', async decimals => {
    fake.decimals = decimals
    const add = (title: string, ...prices: [number, number][]) =>
      fake.products.push(toFakeProduct({ title, variants: prices.map(([price, stock]) => ({ price, stock })) }, fake.products.length))
    for (let n = 0; n < 120; n++) add(`Buoy Mug ${n}`, [200 - n, 1])
    // Sold out where they would be the first.
    for (let n = 0; n < 10; n++) add(`Galley Mug ${n}`, [5, 0], [150, 1], [900, 0])
    const names = async (text: string, more: Parameters<typeof search>[2]) => (await search(none, text, { limit: 2, ...more })).titles
    expect(await names('mugs', { order: 'cheapest' })).toEqual(['Harbour Mug', 'Buoy Mug 119'])
    expect(await names('mug', { order: 'dearest' })).toEqual(['Buoy Mug 0', 'Buoy Mug 1'])
    expect(await names('', { order: 'cheapest' })).toEqual(['Harbour Mug', 'Wool Socks'])
    expect(await names('mug', { order: 'cheapest', minPrice: 195 })).toEqual(['Buoy Mug 5', 'Buoy Mug 4'])
    expect(await names('mug', { order: 'dearest', maxPrice: 90, limit: 1 })).toEqual(['Buoy Mug 110'])
    expect((await search(none, 'mug', { order: 'cheapest' })).calls).toBe(2)
  })

  it('leaves out what the words are only said of, or looks at the category', async () => {
    for (const [name, description, categories, price] of [
      ['Galley Coffee', '<p>Fills a mug.</p>', ['Coffee'], 4],
      ['Breton Bowl', '<p>A mug without a handle.</p>', ['Mugs'], 7],
    ] as const) {
      const product = toFakeProduct({ title: name, description, variants: [{ price, stock: 1 }] }, fake.products.length)
      fake.products.push({ ...product, categories })
    }
    expect((await search(catalogueOf(fake), 'mug', { order: 'cheapest' })).titles).toEqual(['Breton Bowl', 'Harbour Mug'])
    expect((await search(none, 'coffees', { order: 'cheapest' })).titles).toEqual(['Galley Coffee'])
  })
})
