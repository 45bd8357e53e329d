import { describe, expect, it } from 'vitest'
import type { ToolResult } from '../../tool.ts'
import type { ShopUnderTest } from './shop-suite.ts'

export interface Goods {
  readonly title: string
  readonly description?: string
  /** Several are sizes, from S on. */
  readonly variants: readonly GoodsVariant[]
}

export interface GoodsVariant {
  readonly price: number
  /** What it cost before. */
  readonly before?: number
  readonly stock: number
}

/** What a search by price tells on every platform: of all that fits, what it costs now, in two requests at most. `search` asks the shop as the agent does. */
export function priceOrderSuite(opened: () => ShopUnderTest, search: (input: object) => Promise<ToolResult>) {
  describe('products come in the order of their prices', () => {
    it.each<[string, object, (string | number)[][]]>([
      [
        'the cheapest',
        { query: 'mug', order: 'cheapest', limit: 3 },
        [
          ['Anchor Mug', 8],
          ['Deck Mug', 9],
          ['Bosun Mug', 11],
        ],
      ],
      [
        'the cheapest that can be bought, in a variant that can',
        { query: 'mugs', order: 'cheapest', in_stock: true },
        [
          ['Deck Mug', 9],
          ['Bosun Mug', 11],
          ['Harbour Mug', 12.5],
          ['Galley Mug', 14],
        ],
      ],
      [
        'the dearest',
        { query: 'mug', order: 'dearest', limit: 2 },
        [
          ['Galley Mug', 40],
          ['Harbour Mug', 12.5],
        ],
      ],
      [
        'the cheapest that is reduced',
        { query: 'mug', order: 'cheapest', on_sale: true },
        [
          ['Deck Mug', 9],
          ['Harbour Mug', 12.5],
        ],
      ],
      [
        'the cheapest that costs so much at least',
        { query: 'mug', order: 'cheapest', min_price: 12, limit: 3 },
        [
          ['Harbour Mug', 12.5],
          ['Galley Mug', 14],
        ],
      ],
      [
        'the cheapest that can be bought for so much at least',
        { query: 'boat', order: 'cheapest', in_stock: true, min_price: 15, limit: 1 },
        [['Rudder Boat', 30]],
      ],
      [
        'the dearest that costs so much at most',
        { query: 'mug', order: 'dearest', max_price: 15, limit: 3 },
        [
          ['Galley Mug', 14],
          ['Harbour Mug', 12.5],
          ['Bosun Mug', 11],
        ],
      ],
      [
        'what can be bought in a range, by both ends',
        { query: 'mug', order: 'cheapest', in_stock: true, min_price: 5, max_price: 10 },
        [['Deck Mug', 9]],
      ],
      ['nothing, where variants lie on either side of the range', { query: 'mug', order: 'dearest', min_price: 15, max_price: 39 }, []],
      ['nothing, where none is so cheap', { query: 'mug', order: 'cheapest', in_stock: true, max_price: 7 }, []],
      [
        'the cheapest of the whole shop',
        { query: '', order: 'cheapest', limit: 2 },
        [
          ['Galley Coffee', 4],
          ['Anchor Mug', 8],
        ],
      ],
      ['the dearest of the whole shop', { query: '', order: 'dearest', limit: 1 }, [['Skipper Rain Jacket', 129]]],
      ['of nothing', { query: 'submarine', order: 'cheapest' }, []],
    ])('%s', async (_, input, expected) => {
      const under = opened()
      for (const goods of further) under.add(goods)
      const before = under.requests()
      const { parts } = await search(input)
      expect(parts.map(part => (part.type === 'product' ? [part.title, part.price] : []))).toEqual(expected)
      expect(under.requests() - before).toBeLessThanOrEqual(2)
    })

    it('all that fit, as they are now, each with the price that counts on its card', async () => {
      const under = opened()
      for (let n = 0; n < 80; n++) under.add({ title: `Buoy Mug ${n}`, variants: [{ price: 100 - n, stock: 1 }] })
      const first = async (order: string, more: object = {}) => {
        const before = under.requests()
        const { parts } = await search({ query: 'mug', order, limit: 1, ...more })
        expect(under.requests() - before).toBeLessThanOrEqual(2)
        return parts
      }
      expect(await first('cheapest', { min_price: 13 })).toMatchObject([{ title: 'Buoy Mug 79', price: 21 }])
      expect(await first('dearest')).toMatchObject([{ title: 'Buoy Mug 0', price: 100 }])
      under.setMugPrice(300)
      expect(await first('dearest')).toMatchObject([{ title: 'Harbour Mug', price: 300 }])
      const variants = [200, 500, 400].map((price, index) => ({ price, stock: index === 1 ? 0 : 3 }))
      under.add({ title: 'Admiral Mug', variants })
      const [part] = await first('dearest')
      expect(part).toMatchObject({ title: 'Admiral Mug', price: 400, action: { url: expect.any(String) } })
    })
  })
}

/** Mugs, and a coffee whose description speaks of one. */
const further: readonly Goods[] = [
  { title: 'Galley Coffee', description: 'A dark roast that fills a mug.', variants: [{ price: 4, stock: 9 }] },
  {
    title: 'Galley Mug',
    variants: [
      { price: 6, stock: 0 },
      { price: 14, stock: 2 },
      { price: 40, stock: 1 },
      { price: 60, stock: 0 },
    ],
  },
  {
    title: 'Cutter Boat',
    variants: [
      { price: 10, stock: 3 },
      { price: 20, stock: 0 },
      { price: 22, stock: 0 },
    ],
  },
  { title: 'Rudder Boat', variants: [{ price: 30, stock: 1 }] },
  { title: 'Bosun Mug', variants: [{ price: 11, stock: 3 }] },
  { title: 'Deck Mug', variants: [{ price: 9, before: 30, stock: 5 }] },
  { title: 'Anchor Mug', variants: [{ price: 8, stock: 0 }] },
]
