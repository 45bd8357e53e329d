import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ToolResult, ToolVisitor } from '../../tool.ts'
import { createAttempts } from '../attempts.ts'
import { commerceTools } from '../commerce-tools.ts'
import type { Shop } from '../shop.ts'
import { memoryStore } from './memory-store.ts'

/** What some shop has, found out with the merchant's own rights. Nothing is written to it. */
export interface AnyShop {
  readonly shop: Shop
  /** For sale. */
  readonly product: { readonly id: string; readonly title: string }
  /** Null when there is none with an e-mail. */
  readonly order: { readonly number: string; readonly email: string } | null
  close(): Promise<void>
}

/** What holds in every shop, whatever its goods: asked through the tools alone, and only read. Also runs against shops that really are. */
export function anyShopSuite(open: () => Promise<AnyShop>) {
  let under: AnyShop
  beforeAll(async () => {
    under = await open()
  })
  afterAll(() => under?.close())

  /** Each time as somebody else, who has made no attempts. */
  const ask = async (name: string, input: object): Promise<ToolResult> => {
    const tool = commerceTools(under.shop, createAttempts(memoryStore()))[name]
    if (!tool) throw new Error(`There is no ${name}.`)
    const visitor: ToolVisitor = { id: 'conv_1', address: null, customerId: null, phone: null }
    return tool.run(tool.input.parse(input), { visitor, context: {}, signal: AbortSignal.timeout(30_000) })
  }
  const cards = ({ parts }: ToolResult) => parts.flatMap(part => (part.type === 'product' ? [part] : []))
  const numbers = ({ parts }: ToolResult) => parts.flatMap(part => (part.type === 'order' ? [plain(part.number)] : []))
  const readCard = async () => {
    const [card] = cards(await ask('get_product', { product_id: under.product.id }))
    if (!card) throw new Error(`The shop does not show ${under.product.title}.`)
    return card
  }
  const stranger = 'nobody.knows.this@example.com'

  describe('a product', () => {
    it('is found by its name', async () => {
      const found = await ask('search_products', { query: under.product.title.slice(0, 200), limit: 10 })
      expect(cards(found).map(({ product_id }) => product_id)).toContain(under.product.id)
    })

    it('has a price, with a receipt that says the same', async () => {
      const { content, receipts, parts } = await ask('get_product', { product_id: under.product.id })
      const [card] = cards({ content, receipts, parts })
      expect(card).toMatchObject({ product_id: under.product.id, title: under.product.title })
      expect(card?.currency).toMatch(/^[A-Z]{3}$/)
      const [receipt] = receipts
      expect(receipt).toMatchObject({ location: 'products', row_key: under.product.id, fields: { currency: card?.currency } })
      const price = Number(receipt?.fields.price)
      expect(price).toBeGreaterThanOrEqual(0)
      expect(content).toContain(`${price.toFixed(2)} ${card?.currency}`)
    })

    it('gets a button for the cart, or none where it is sold out', async () => {
      const card = await readCard()
      const [offered] = cards(await ask('add_to_cart', { product_id: under.product.id }))
      if (!card.available) return expect(offered?.action ?? null).toBeNull()
      const variants = card.variants?.map(({ variant_id }) => variant_id) ?? [card.action?.variant_id]
      expect(variants).toContain(offered?.action?.variant_id)
      expect(offered?.action?.url).toContain(offered?.action?.variant_id)
    })

    it('is in stock as its card says', async () => {
      const card = await readCard()
      const variant = card.variants?.find(({ available }) => available === card.available)
      const { content } = await ask('check_stock', { product_id: under.product.id, options: variant?.options })
      expect(content).toContain(under.product.title)
      expect(content.includes('sold out')).toBe(!card.available)
    })

    it.each(['999999999999999', '0', '../orders', '1 OR 1=1'])('with the id %j is none', async product_id => {
      expect((await ask('get_product', { product_id })).parts).toEqual([])
    })

    it('that nobody has is not found', async () => {
      expect(cards(await ask('search_products', { query: 'xqzvjkw' }))).toEqual([])
    })
  })

  describe('an order', () => {
    const order = () => under.order ?? { number: '0', email: stranger }
    it('is shown to whoever knows number and e-mail, without what is of its owner', async context => {
      if (!under.order) return context.skip('the shop has no order with an e-mail')
      const { number, email } = order()
      for (const known of [
        { order_number: number, email },
        { order_number: `#${plain(number)}`, email: email.toUpperCase() },
      ]) {
        const found = await ask('find_order', known)
        expect(numbers(found)).toEqual([plain(number)])
        expect(found.receipts).toHaveLength(1)
        expect(JSON.stringify(found)).not.toContain(email)
      }
    })

    it('is not shown to anybody else, who hears what they would hear of none', async () => {
      const { number, email } = order()
      const none = await ask('find_order', { order_number: '99999999', email: stranger })
      expect(none.parts).toEqual([])
      expect(await ask('find_order', { order_number: number, email: stranger })).toEqual(none)
      expect(await ask('find_order', { order_number: number, email: `x${email}` })).toEqual(none)
      expect(await ask('find_order', { order_number: number, email: email.slice(1) })).toEqual(none)
      expect(await ask('find_order', { order_number: `${number}0`, email })).toEqual(none)
      const withoutEmail = await ask('find_order', { order_number: '99999999', postcode: '00000-00000' })
      expect(withoutEmail.parts).toEqual([])
      expect(await ask('find_order', { order_number: number, postcode: '00000-00000' })).toEqual(withoutEmail)
      for (const part of [{ order_number: number }, { email }, {}]) expect((await ask('find_order', part)).parts).toEqual([])
    })
  })

  it('has policies, or says that it has none', async () => {
    expect((await ask('list_policies', {})).content).toMatch(/^# |no policies/)
  })
}

const plain = (number: string) => number.replace(/^#/, '')
