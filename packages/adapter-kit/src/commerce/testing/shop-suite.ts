import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ToolResult, ToolVisitor } from '../../tool.ts'
import { createAttempts } from '../attempts.ts'
import { commerceTools } from '../commerce-tools.ts'
import type { Shop } from '../shop.ts'
import { memoryStore } from './memory-store.ts'
import { type Goods, priceOrderSuite } from './price-order-suite.ts'

/**
 * A shop with the goods and orders that the suite asks for: a Harbour Mug (12.50 €, reduced from 15), a Skipper Rain Jacket (Size S Navy sold out,
 * M Navy 129 €, L Yellow 119 € reduced from 129), sold-out Wool Socks (18 €); order 1001 of Jo Kim (jo.kim@example.com, +49 170 1234567, 10115,
 * customer 7, two mugs), order SO-1002 of Sam (sam@example.com, customer 8, sent with DHL).
 */
export interface ShopUnderTest {
  readonly shop: Shop
  /** Ids of the three products. */
  readonly mug: string
  readonly jacket: string
  readonly socks: string
  /** Requests to the platform so far. */
  requests(): number
  setMugPrice(price: number): void
  /** Puts further goods into the shop. */
  add(goods: Goods): void
  close(): Promise<void>
}

const nobody: ToolVisitor = { id: 'conv_1', address: '198.51.100.7', customerId: null, phone: null }
const jo: ToolVisitor = { ...nobody, customerId: '7' }
const joByPhone: ToolVisitor = { ...nobody, phone: '+491701234567' }
const sam: ToolVisitor = { ...nobody, customerId: '8' }

/** What must be the same on every platform. */
export function shopSuite(open: () => Promise<ShopUnderTest>) {
  let under: ShopUnderTest
  let ask: (visitor: ToolVisitor, name: string, input: unknown) => Promise<ToolResult>
  beforeEach(async () => {
    under = await open()
    const tools = commerceTools(under.shop, createAttempts(memoryStore()))
    ask = async (visitor, name, input) => {
      const tool = tools[name]
      if (!tool) throw new Error(`There is no ${name}.`)
      return tool.run(tool.input.parse(input), { visitor, context: {}, signal: AbortSignal.timeout(20_000) })
    }
  })
  afterEach(() => under.close())

  const titles = ({ parts }: ToolResult) => parts.flatMap(part => (part.type === 'product' ? [part.title] : [])).sort()
  const numbers = ({ parts }: ToolResult) => parts.flatMap(part => (part.type === 'order' ? [part.number.replace('#', '')] : []))

  priceOrderSuite(
    () => under,
    input => ask(nobody, 'search_products', input),
  )

  describe('products', () => {
    it.each<[string, object, string[]]>([
      ['by name', { query: 'mug' }, ['Harbour Mug']],
      ['by what they are for', { query: 'waterproof hood' }, ['Skipper Rain Jacket']],
      ['in any case', { query: 'WOOL' }, ['Wool Socks']],
      ['that can be bought', { query: '', in_stock: true }, ['Harbour Mug', 'Skipper Rain Jacket']],
      ['at most so dear', { query: '', max_price: 13 }, ['Harbour Mug']],
      ['at least so dear', { query: '', min_price: 100 }, ['Skipper Rain Jacket']],
      ['in a range', { query: '', min_price: 15, max_price: 20 }, ['Wool Socks']],
      ['that are reduced', { query: '', on_sale: true }, ['Harbour Mug', 'Skipper Rain Jacket']],
      ['by name and reduced', { query: 'wool socks', on_sale: true }, []],
      ['by name and at most so dear', { query: 'jacket', max_price: 120 }, ['Skipper Rain Jacket']],
      ['by name and not so dear', { query: 'jacket', max_price: 50 }, []],
      ['by name and in stock', { query: 'wool socks', in_stock: true }, []],
      ['that do not exist', { query: 'submarine' }, []],
      ['of which each holds another word', { query: 'mug jacket' }, ['Harbour Mug', 'Skipper Rain Jacket']],
      ['with words that are operators', { query: 'mug" OR title:*' }, ['Harbour Mug']],
      ['with a word too many', { query: 'splendid waterproof jacket' }, ['Skipper Rain Jacket']],
    ])('are found %s, with two requests at most', async (_, input, expected) => {
      const before = under.requests()
      expect(titles(await ask(nobody, 'search_products', input))).toEqual(expected)
      expect(under.requests() - before).toBeLessThanOrEqual(2)
    })

    it('have the present price, with a receipt, not that of a moment ago', async () => {
      const first = await ask(nobody, 'get_product', { product_id: under.mug })
      expect(first.parts).toMatchObject([{ price: 12.5, compare_at_price: 15, currency: 'EUR', available: true }])
      under.setMugPrice(9.99)
      const second = await ask(nobody, 'get_product', { product_id: under.mug })
      expect(second.parts).toMatchObject([{ price: 9.99 }])
      expect(second.content).toContain('9.99 EUR')
      expect(second.receipts).toMatchObject([{ location: 'products', fields: { price: '9.99', currency: 'EUR' } }])
      expect(second.receipts[0]?.content_hash).not.toBe(first.receipts[0]?.content_hash)
    })

    it.each<[object, RegExp]>([
      [{ options: { Size: 'M' } }, /M \/ Navy, 129\.00 EUR, .*(available|in stock)/],
      [{ options: { size: 'm', colour: 'navy' } }, /M \/ Navy, 129\.00 EUR/],
      [{ options: { Size: 'L', Colour: 'Yellow' } }, /119\.00 EUR instead of 129\.00 EUR/],
      [{ options: { Size: 'S' } }, /sold out/],
      [{ options: { Size: 'XXL' } }, /no such variant/],
      [{ options: { Colour: 'Pink' } }, /no such variant/],
      [{}, /119\.00 EUR/],
    ])('are there, or not, in the variant wanted: %j', async (input, expected) => {
      expect((await ask(nobody, 'check_stock', { product_id: under.jacket, ...input })).content).toMatch(expected)
    })

    it('that are sold out have no button', async () => {
      expect((await ask(nobody, 'get_product', { product_id: under.socks })).parts).toMatchObject([{ available: false, action: null }])
      expect((await ask(nobody, 'add_to_cart', { product_id: under.socks })).content).toContain('sold out')
      const small = await ask(nobody, 'add_to_cart', { product_id: under.jacket, options: { Size: 'S' } })
      expect(small.parts).toMatchObject([{ action: null }])
    })

    it('get a button for the cart in the variant and number wanted', async () => {
      const { parts, content } = await ask(nobody, 'add_to_cart', { product_id: under.jacket, options: { Size: 'M' }, quantity: 2 })
      expect(parts).toMatchObject([{ title: 'Skipper Rain Jacket', price: 129, action: { type: 'add_to_cart', variant_id: '122' } }])
      expect(parts[0]?.type === 'product' && parts[0].action?.url).toMatch(/122.*2/)
      expect(content).toContain('not in the cart yet')
    })

    it('are compared side by side', async () => {
      const { parts, content } = await ask(nobody, 'compare_products', { product_ids: [under.mug, under.jacket] })
      expect(parts).toHaveLength(2)
      expect(content).toContain('Harbour Mug')
      expect(content).toContain('Colour: Navy, Yellow')
      for (const [order, expected] of [
        ['cheapest', [12.5, 119]],
        ['dearest', [129, 12.5]],
      ]) {
        const ordered = await ask(nobody, 'compare_products', { product_ids: [under.jacket, under.mug], order })
        expect(ordered.parts.map(part => part.type === 'product' && part.price)).toEqual(expected)
      }
    })

    it.each(['999999', '', 'gid://shop/Product/11', '../orders', '11 OR 1=1', '-1', '11,12'])('with the id %j are none', async id => {
      const result = await ask(nobody, 'get_product', { product_id: id || '0' })
      expect(result.parts).toEqual([])
      expect(result.content).toContain('no product with this id')
    })
  })

  describe('orders are shown', () => {
    it.each<[string, ToolVisitor, object, string[]]>([
      ['to whoever knows number and e-mail', nobody, { order_number: '1001', email: 'jo.kim@example.com' }, ['1001']],
      ['whatever the case of the e-mail', nobody, { order_number: '1001', email: 'Jo.Kim@Example.COM' }, ['1001']],
      ['with a sign before the number', nobody, { order_number: '#1001', email: 'jo.kim@example.com' }, ['1001']],
      ['with words before the number', nobody, { order_number: 'order no. 1001', email: 'jo.kim@example.com' }, ['1001']],
      ['to whoever knows number and postcode', nobody, { order_number: '1001', postcode: '10115' }, ['1001']],
      ['to whoever knows number and phone', nobody, { order_number: '1001', phone: '0049 170 123 45 67' }, ['1001']],
      ['with a number of letters', nobody, { order_number: 'SO-1002', email: 'sam@example.com' }, ['SO-1002']],
      ['to a signed-in customer, without a number', jo, {}, ['1001']],
      ['to a signed-in customer, with it', jo, { order_number: '#1001' }, ['1001']],
      ['to the phone it was placed with', joByPhone, {}, ['1001']],
      ['to a customer who has another number too', sam, { order_number: 'SO-1002' }, ['SO-1002']],
    ])('%s', async (_, visitor, input, expected) => {
      const found = await ask(visitor, 'find_order', input)
      expect(numbers(found)).toEqual(expected)
      expect(found.receipts).toHaveLength(expected.length)
    })

    it('with what is in them and where the parcel is, and nothing else', async () => {
      const { parts, content } = await ask(sam, 'find_order', {})
      expect(parts).toMatchObject([
        { items: [{ title: 'Skipper Rain Jacket', quantity: 1 }], tracking: [{ carrier: 'DHL', number: '00340434161094042557' }] },
      ])
      expect(JSON.stringify({ parts, content })).not.toMatch(/sam@example|SW1A|7946|secret/i)
    })
  })

  it('orders tell how they stand in the shopper’s language, and to the model in ours', async () => {
    const tools = commerceTools(under.shop, createAttempts(memoryStore()))
    const { find_order } = tools
    const call = { visitor: jo, context: {}, signal: AbortSignal.timeout(20_000) }
    const told = async (language: string | null) => find_order?.run(find_order.input.parse({}), { ...call, language })
    const [english, german, klingon] = [await told(null), await told('de-AT'), await told('tlh')]
    expect(german?.parts).toMatchObject([{ status: expect.stringMatching(/wird vorbereitet$/) }])
    expect(english?.parts).toMatchObject([{ status: expect.stringMatching(/being prepared$/) }])
    expect(klingon?.parts).toEqual(english?.parts)
    expect(german?.content).toBe(english?.content)
  })

  describe('orders are not shown', () => {
    it.each<[string, ToolVisitor, object]>([
      ['to another e-mail', nobody, { order_number: '1001', email: 'sam@example.com' }],
      ['to a part of the e-mail', nobody, { order_number: '1001', email: 'jo@example.com' }],
      ['to an e-mail with a tag', nobody, { order_number: '1001', email: 'jo.kim+x@example.com' }],
      ['to a pattern', nobody, { order_number: '1001', email: '*@example.com' }],
      ['to an operator of a search', nobody, { order_number: '1001', email: 'x" OR email:*' }],
      ['to a list of e-mails', nobody, { order_number: '1001', email: 'sam@example.com,jo.kim@example.com' }],
      ['to the e-mail alone', nobody, { email: 'jo.kim@example.com' }],
      ['to the number alone', nobody, { order_number: '1001' }],
      ['to nothing', nobody, {}],
      ['to an empty e-mail', nobody, { order_number: '1001', email: ' ' }],
      ['to a part of the number', nobody, { order_number: '100', email: 'jo.kim@example.com' }],
      ['to a longer number', nobody, { order_number: '10011', email: 'jo.kim@example.com' }],
      ['to a pattern of a number', nobody, { order_number: '1*', email: 'jo.kim@example.com' }],
      ['to another postcode', nobody, { order_number: '1001', postcode: '10117' }],
      ['to a right postcode with a wrong e-mail', nobody, { order_number: '1001', postcode: '10115', email: 'sam@example.com' }],
      ['to the end of the phone', nobody, { order_number: '1001', phone: '1234567' }],
      ['to another customer', sam, { order_number: '1001' }],
      ['to another customer who says another e-mail', sam, { order_number: '1001', email: 'sam@example.com' }],
      ['to another phone', { ...nobody, phone: '+491709999999' }, { order_number: '1001' }],
      ['to a customer that is a pattern', { ...nobody, customerId: '*' }, {}],
      ['to an empty customer', { ...nobody, customerId: '' }, {}],
    ])('%s', async (_, visitor, input) => {
      const found = await ask(visitor, 'find_order', input)
      expect(found.parts).toEqual([])
      expect(found.receipts).toEqual([])
      expect(found.content).not.toMatch(/Mug|paid|25\.00|fulfil/i)
    })

    it('and nobody learns whether there is one', async () => {
      const wrong = await ask(nobody, 'find_order', { order_number: '1001', email: 'sam@example.com' })
      expect(await ask({ ...nobody, id: 'conv_2' }, 'find_order', { order_number: '4711', email: 'sam@example.com' })).toEqual(wrong)
      const byPostcode = await ask({ ...nobody, id: 'conv_3' }, 'find_order', { order_number: '1001', postcode: '10117' })
      expect(await ask({ ...nobody, id: 'conv_4' }, 'find_order', { order_number: '4711', postcode: '10117' })).toEqual(byPostcode)
    })

    it('to whoever tries: five times an hour, however many at once', async () => {
      const guesses = Array.from({ length: 12 }, (_, n) =>
        ask(nobody, 'find_order', { order_number: String(3000 + n), email: 'jo.kim@example.com' }),
      )
      const answers = await Promise.all(guesses)
      expect(answers.filter(({ content }) => content.includes('too many attempts'))).toHaveLength(7)
      expect((await ask(nobody, 'find_order', { order_number: '1001', email: 'jo.kim@example.com' })).parts).toEqual([])
    })
  })

  it('orders are shown as often as their owner asks, and the guesses between are limited all the same', async () => {
    const right = { order_number: '1001', email: 'jo.kim@example.com' }
    for (let time = 0; time < 12; time++) expect(numbers(await ask(nobody, 'find_order', right))).toEqual(['1001'])
    const guesses: string[] = []
    for (let time = 0; time < 7; time++) {
      guesses.push((await ask(nobody, 'find_order', { ...right, email: `jo${time}@example.com` })).outcome ?? '')
      await ask(nobody, 'find_order', right)
    }
    expect(guesses.filter(outcome => outcome === 'wait')).toHaveLength(2)
  })

  it('policies are the shop’s own words', async () => {
    const { content } = await ask(nobody, 'list_policies', {})
    expect(content).toMatch(/^# Refund/)
    expect(content).toContain('within 30 days')
    expect((await ask(nobody, 'list_policies', { topic: 'returns' })).content).toContain('within 30 days')
    expect((await ask(nobody, 'list_policies', { topic: 'payment' })).content).toBe(content)
  })
}
