import { createAttempts } from '@craveva/adapter-kit/commerce/attempts'
import { commerceTools } from '@craveva/adapter-kit/commerce/commerce-tools'
import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import type { FindDocuments } from '@craveva/adapter-kit/find-documents'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FakeProduct } from './testing/fake-shop-data.ts'
import { type FakeWooCommerce, shopUrl, startFakeWooCommerce } from './testing/fake-woocommerce.ts'
import { catalogueOf, shopOf } from './testing/shop-of.ts'

const signal = AbortSignal.timeout(60_000)

describe('goods of every kind', () => {
  let fake: FakeWooCommerce
  let mug: FakeProduct
  let jacket: FakeProduct
  beforeEach(async () => {
    fake = await startFakeWooCommerce()
    ;[mug, jacket] = fake.products as [FakeProduct, FakeProduct]
  })
  afterEach(() => fake.close())

  const nobody = { id: 'conv_1', address: null, customerId: null, phone: null }
  async function ask(name: string, input: object, findDocuments?: FindDocuments) {
    const tool = commerceTools(shopOf(fake, shopUrl, false, findDocuments), createAttempts(memoryStore()))[name]
    if (!tool) throw new Error(`There is no ${name}.`)
    const { content, parts } = await tool.run(tool.input.parse(input), { visitor: nobody, context: {}, signal })
    return { content, part: parts.find(part => part.type === 'product') }
  }

  it('have options as people read them, whatever the shop calls them inside', async () => {
    const renamed = { ...jacket, name: 'Hull & Deck', options: { 'Size & Fit': ['Extra Large', 'M/L'], Colour: ['Mustard & Rye'] } }
    fake.products.push({
      ...renamed,
      id: 15,
      variations: [{ id: 151, options: { 'Size & Fit': 'Extra Large', Colour: 'Mustard & Rye' }, price: 9, regularPrice: 9, stock: 5 }],
    })
    const { part } = await ask('get_product', { product_id: '15' })
    expect(part).toMatchObject({
      title: 'Hull & Deck',
      options: [
        { name: 'Size & Fit', values: ['Extra Large', 'M/L'] },
        { name: 'Colour', values: ['Mustard & Rye'] },
      ],
      variants: [{ variant_id: '151', options: { 'Size & Fit': 'Extra Large', Colour: 'Mustard & Rye' } }],
    })
  })

  it('come in every value of an option that a variation leaves open', async () => {
    jacket.variations.push({ id: 124, options: { Size: 'S' }, price: 99, regularPrice: 99, stock: null })
    const { part } = await ask('add_to_cart', { product_id: '12', options: { size: 's', colour: 'yellow' } })
    expect(part).toMatchObject({ price: 99, action: { variant_id: '124' } })
    expect((await ask('check_stock', { product_id: '12', options: { Size: 'S', Colour: 'Pink' } })).content).toContain('no such variant')
  })

  it('are led to on their own page, which says that they are in the cart or why not', async () => {
    const { part } = await ask('add_to_cart', { product_id: '11', quantity: 2 })
    expect(part).toMatchObject({ action: { url: `${shopUrl}/product/11/?add-to-cart=11&quantity=2` } })
  })

  it.each([
    [[2560, 300, 1024, 600, 768], '14-600x600.jpg'],
    [[2560, 1024, 300], '14-1024x1024.jpg'],
    [[500, 300], '14.jpg'],
    [[], '14.jpg'],
  ])('of %j pixels have a picture that is fit for a card: %s', async (imageWidths, expected) => {
    fake.products.push({ ...mug, id: 14, imageWidths })
    expect((await ask('get_product', { product_id: '14' })).part).toMatchObject({ image: `${shopUrl}/images/${expected}` })
  })

  it('are there, however few, when more are ordered as they are bought', async () => {
    Object.assign(mug, { stock: 0, backorders: true })
    expect((await ask('check_stock', { product_id: '11' })).content).toMatch(/12\.50 EUR instead of 15\.00 EUR, available/)
    expect((await ask('search_products', { query: 'mug', in_stock: true })).part).toMatchObject({ available: true })
  })

  it.each(['grouped', 'external'] as const)('are not sold out that are %s: they are bought on their page', async kind => {
    fake.products.push({ ...mug, id: 14, kind })
    expect(await ask('get_product', { product_id: '14' })).toMatchObject({
      content: expect.stringContaining('Available: yes, on its page'),
      part: { available: true, action: null, url: `${shopUrl}/product/14/` },
    })
    expect((await ask('add_to_cart', { product_id: '14' })).content).toContain('is bought on its page')
  })

  it.each<[string, Partial<FakeProduct>]>([
    ['a price', { isUnpriced: true }],
    ['what is not behind a password', { password: 'harbour' }],
  ])('without %s are none', async (_, more) => {
    Object.assign(mug, more)
    expect((await ask('get_product', { product_id: '11' })).content).toContain('no product with this id')
    expect((await ask('search_products', { query: 'mug' }, catalogueOf(fake))).content).toContain('no such product')
  })

  it('have all of very many variations', async () => {
    const sizes = Array.from({ length: 150 }, (_, n) => `No ${n}`)
    Object.assign(jacket, { options: { Size: sizes } })
    jacket.variations.splice(
      0,
      3,
      ...sizes.map((size, n) => ({ id: 1000 + n, options: { Size: size }, price: n + 1, regularPrice: n + 1, stock: null })),
    )
    expect((await ask('check_stock', { product_id: '12', options: { Size: 'No 149' } })).content).toContain('150.00 EUR')
  })
})
