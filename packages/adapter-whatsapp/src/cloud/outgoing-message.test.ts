import type { ProductPart } from '@craveva/adapter-kit/reply'
import { describe, expect, it } from 'vitest'
import { outgoingMessage } from './outgoing-message.ts'

const product = (title: string, more: Partial<ProductPart> = {}): ProductPart => ({
  type: 'product',
  product_id: title.toLowerCase(),
  title,
  image: `https://shop.example/${title}.jpg`,
  price: 12.5,
  compare_at_price: null,
  currency: 'EUR',
  available: true,
  options: [],
  url: `https://shop.example/${title}`,
  action: null,
  ...more,
})

const sent = (text: string, products: ProductPart[] = []) => outgoingMessage({ text, products, orders: [] })

describe('a reply', () => {
  it('is text', () => {
    expect(sent('**Yes**, within 30 days.')).toEqual({ type: 'text', text: { body: '*Yes*, within 30 days.', preview_url: false } })
  })

  it('has the picture of the one product in it', () => {
    expect(sent('This one:', [product('Mug', { compare_at_price: 15 })])).toEqual({
      type: 'image',
      image: { link: 'https://shop.example/Mug.jpg', caption: 'This one:\n\n*Mug*\nEUR 12.50 ~EUR 15.00~\nhttps://shop.example/Mug' },
    })
  })

  it('is text where a picture takes no words as long', () => {
    expect(sent('x'.repeat(1100), [product('Mug')])).toMatchObject({ type: 'text', text: { preview_url: true } })
  })

  it('has buttons for two or three products', () => {
    expect(sent('Two:', [product('Mug'), product('Cup')])).toMatchObject({
      interactive: { type: 'button', action: { buttons: [{ type: 'reply', reply: { id: 'product:mug', title: 'Mug' } }, {}] } },
    })
  })

  it('lists more products, or those with longer names, cut to what a row holds', () => {
    const long = 'A mug with a name that is longer than a row'
    expect(sent('Three:', [product('Mug'), product('Cup'), product(long)])).toMatchObject({
      interactive: {
        type: 'list',
        action: {
          sections: [
            {
              rows: [
                { id: 'product:mug', title: 'Mug', description: 'EUR 12.50' },
                {},
                { title: 'A mug with a name that …', description: `EUR 12.50 · ${long}` },
              ],
            },
          ],
        },
      },
    })
  })

  it('with more products than a list holds is text', () => {
    const many = Array.from({ length: 11 }, (_, index) => product(`Mug${index}`))
    expect(sent('Many:', many).type).toBe('text')
  })

  it('tells an order', () => {
    const order = {
      type: 'order' as const,
      number: '#1001',
      status: 'shipped',
      placed_at: null,
      items: [{ title: 'Mug', quantity: 2, image: null }],
      tracking: [{ carrier: 'DHL', number: '00340', url: null, status: 'on its way' }],
    }
    expect(outgoingMessage({ text: 'Here it is.', products: [], orders: [order] })).toMatchObject({
      text: { body: 'Here it is.\n\n*#1001*: shipped\n- 2 × Mug\nDHL · 00340 · on its way' },
    })
  })
})
