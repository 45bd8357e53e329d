import { createHash } from 'node:crypto'
import type { MessagePart } from '@craveva/contract/parts'
import type { ShopOrder, ShopProduct, ShopSource, ShopVariant } from './shop.ts'

/** Where a figure comes from, so that it can be checked again. */
export type ShopReceipt = Omit<Extract<MessagePart, { type: 'receipt' }>, 'type'>

/** Of each variant: its price and its stock at this moment. */
export const productReceipts = (source: ShopSource, product: ShopProduct, readAt = new Date()): ShopReceipt[] =>
  product.variants.map(variant => receipt(source, 'products', variant.id, variantFields(product, variant), readAt))

export const orderReceipt = (source: ShopSource, order: ShopOrder, readAt = new Date()): ShopReceipt =>
  receipt(source, 'orders', order.number, orderFields(order), readAt)

const variantFields = ({ title, currency }: ShopProduct, { price, compareAtPrice, available, stock }: ShopVariant) => ({
  title,
  price: price.toFixed(2),
  currency,
  available: available ? 'yes' : 'no',
  ...(compareAtPrice === null ? {} : { compare_at_price: compareAtPrice.toFixed(2) }),
  ...(stock === null ? {} : { stock: String(stock) }),
})

const orderFields = ({ status, placedAt, total, currency, items, tracking }: ShopOrder) => ({
  status,
  ...(placedAt ? { placed_at: placedAt.toISOString() } : {}),
  ...(total === null ? {} : { total: total.toFixed(2) }),
  ...(currency ? { currency } : {}),
  items: items.map(({ quantity, title }) => `${quantity} × ${title}`).join('; '),
  ...(tracking.length > 0 ? { tracking: tracking.map(parcel => parcel.number ?? parcel.status ?? '').join('; ') } : {}),
})

function receipt(source: ShopSource, location: string, rowKey: string, fields: Record<string, string>, readAt: Date): ShopReceipt {
  return {
    data_source_id: source.id,
    source_name: source.name,
    location,
    row_key: rowKey,
    fields,
    read_at: readAt.toISOString(),
    content_hash: createHash('sha256')
      .update(JSON.stringify([location, rowKey, fields]))
      .digest('hex'),
  }
}
