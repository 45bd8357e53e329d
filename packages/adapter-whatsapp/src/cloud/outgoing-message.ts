import type { ProductPart, Reply } from '@craveva/adapter-kit/reply'
import { orderLines, priceOf, productLines } from '../text/card-lines.ts'
import { whatsappText } from '../text/whatsapp-text.ts'

/** The `type` of a message and what belongs to it, as `POST /{phone_number_id}/messages` takes it. */
export type OutgoingMessage = Record<string, unknown> & { type: string }

/** Limits of the Cloud API, in characters. Source: Meta, WhatsApp Cloud API, "Interactive messages". */
const limits = { text: 4096, caption: 1024, body: 1024, buttonTitle: 20, rowTitle: 24, rowDescription: 72, id: 200, buttons: 3, rows: 10 }

/**
 * What is sent of a reply: one message, since each is billed. One product is its picture with the reply below it, two or three have buttons,
 * more are a list to choose from; what does not fit into those is text.
 */
export function outgoingMessage({ text, products, orders }: Pick<Reply, 'text' | 'products' | 'orders'>): OutgoingMessage {
  const words = [whatsappText(text), ...orders.map(orderLines)].filter(Boolean).join('\n\n')
  const described = [words, ...products.map(productLines)].filter(Boolean).join('\n\n')
  return (
    withPicture(described, products) ??
    withButtons(described, products) ??
    withList(words, products) ?? { type: 'text', text: { body: described.slice(0, limits.text), preview_url: products.length > 0 } }
  )
}

function withPicture(caption: string, products: readonly ProductPart[]): OutgoingMessage | null {
  const [product] = products
  if (products.length !== 1 || !product?.image?.startsWith('https://') || caption.length > limits.caption) return null
  return { type: 'image', image: { link: product.image, caption } }
}

function withButtons(body: string, products: readonly ProductPart[]): OutgoingMessage | null {
  const fits = products.length > 1 && products.length <= limits.buttons && body.length <= limits.body
  if (!fits || products.some(({ title }) => title.length > limits.buttonTitle)) return null
  const buttons = products.map(({ product_id, title }) => ({
    type: 'reply',
    reply: { id: cut(`product:${product_id}`, limits.id), title },
  }))
  return { type: 'interactive', interactive: { type: 'button', body: { text: body }, action: { buttons } } }
}

function withList(body: string, products: readonly ProductPart[]): OutgoingMessage | null {
  if (products.length < 2 || products.length > limits.rows || body === '' || body.length > limits.body) return null
  const rows = products.map(product => ({
    id: cut(`product:${product.product_id}`, limits.id),
    title: cut(product.title, limits.rowTitle),
    description: cut(
      [priceOf(product), product.title.length > limits.rowTitle ? product.title : null].filter(Boolean).join(' · '),
      limits.rowDescription,
    ),
  }))
  // A sign instead of a word: the reply can be in any language.
  return { type: 'interactive', interactive: { type: 'list', body: { text: body }, action: { button: '☰', sections: [{ rows }] } } }
}

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`)
