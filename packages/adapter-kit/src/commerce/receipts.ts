import { createHash } from 'node:crypto'
import type { MessagePart } from '@craveva/contract/parts'
import type { ShopOrder, ShopProduct, ShopSource, ShopVariant } from './shop.ts'

/** Where a figure comes from, so that it can be checked again. */
export type ShopReceipt = Omit<Extract<MessagePart, { type: 'receipt' }>, 'type'>

/** Of a product: its prices and its stock at this moment. */
export const productReceipt = (source: ShopSource, product: ShopProduct, readAt = new Date()): ShopReceipt =>
  receipt(source, 'products', product.id, productFields(product), readAt)

export const orderReceipt = (source: ShopSource, order: ShopOrder, readAt = new Date()): ShopReceipt =>
  receipt(source, 'orders', order.number, orderFields(order), readAt)

const longestField = 1000

function productFields({ title, currency, country, variants }: ShopProduct): Record<string, string> {
  const [first] = variants
  const common = { title, currency, ...(country ? { country } : {}) }
  if (first && variants.length === 1) return { ...common, ...variantFields(first) }
  const prices = variants.map(({ price }) => price)
  return {
    ...common,
    price: Math.min(...prices).toFixed(2),
    price_max: Math.max(...prices).toFixed(2),
    variants: variants
      .map(variant => `${Object.values(variant.options).join(' / ')}: ${Object.values(variantFields(variant)).join(', ')}`)
      .join('; ')
      .slice(0, longestField),
  }
}

const variantFields = ({ price, compareAtPrice, available, stock }: ShopVariant) => ({
  price: price.toFixed(2),
  available: available ? 'yes' : 'no',
  ...(compareAtPrice === null ? {} : { compare_at_price: compareAtPrice.toFixed(2) }),
  ...(stock === null ? {} : { stock: String(stock) }),
})

const orderFields = ({ status, placedAt, total, currency, items, tracking }: ShopOrder) => ({
  status,
  ...(placedAt ? { placed_at: placedAt.toISOString() } : {}),
  ...(total === null ? {} : { total: total.toFixed(2) }),
  ...(currency ? { currency } : {}),
  items: items
    .map(({ quantity, title }) => `${quantity} × ${title}`)
    .join('; ')
    .slice(0, longestField),
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
