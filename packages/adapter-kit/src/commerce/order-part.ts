import type { OrderPart } from '../reply.ts'
import type { ShopOrder } from './shop.ts'
import { statusIn } from './status-words.ts'

const mostItems = 100

/** An order as its owner sees it; `language`: BCP 47 of theirs. */
export const toOrderPart = ({ number, status, placedAt, items, tracking }: ShopOrder, language: string | null = null): OrderPart => ({
  type: 'order',
  number,
  status: statusIn(language, status),
  placed_at: placedAt?.toISOString() ?? null,
  items: items.slice(0, mostItems).map(item => ({ ...item })),
  tracking: tracking.map(parcel => ({ ...parcel, status: parcel.status === null ? null : statusIn(language, parcel.status) })),
})

/** For the model. */
export function orderText({ number, status, placedAt, total, currency, items, tracking }: ShopOrder): string {
  const lines = [
    `Order ${number}: ${status}`,
    placedAt ? `Placed on ${placedAt.toISOString().slice(0, 10)}` : '',
    total === null ? '' : `Total: ${total.toFixed(2)} ${currency ?? ''}`.trim(),
    ...items.map(({ quantity, title }) => `- ${quantity} × ${title}`),
    ...tracking.map(parcel => `Parcel: ${[parcel.carrier, parcel.number, parcel.status].filter(Boolean).join(', ')}`),
  ]
  return lines.filter(Boolean).join('\n')
}
