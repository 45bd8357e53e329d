import { internationalPhone } from '@craveva/adapter-kit/commerce/international-phone'
import type { ShopOrder } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'
import { shortId } from './shopify-product.ts'

const maybe = z
  .string()
  .nullish()
  .transform(value => value ?? null)
const address = z.object({ phone: maybe, zip: maybe, countryCodeV2: maybe }).nullish()

export const adminOrder = z.object({
  name: z.string(),
  email: maybe,
  phone: maybe,
  processedAt: maybe,
  cancelledAt: maybe,
  displayFinancialStatus: maybe,
  displayFulfillmentStatus: maybe,
  customer: z.object({ id: z.string() }).nullish(),
  billingAddress: address,
  shippingAddress: address,
  totalPriceSet: z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) }).nullish(),
  lineItems: z.object({
    nodes: z.array(z.object({ title: z.string(), quantity: z.number(), image: z.object({ url: z.string() }).nullish() })),
  }),
  fulfillments: z.array(
    z.object({ displayStatus: maybe, trackingInfo: z.array(z.object({ company: maybe, number: maybe, url: maybe })).nullish() }),
  ),
})

export const toShopOrder = (order: z.output<typeof adminOrder>): ShopOrder => ({
  number: order.name,
  owner: {
    customerId: order.customer ? shortId(order.customer.id) : null,
    email: order.email,
    phones: filled(
      order.phone,
      ...addressesOf(order).flatMap(({ phone, countryCodeV2: country }) => [phone, phone && internationalPhone(phone, country ?? '')]),
    ),
    postcodes: filled(...addressesOf(order).map(({ zip }) => zip)),
  },
  status: statusOf(order),
  placedAt: order.processedAt ? new Date(order.processedAt) : null,
  total: order.totalPriceSet ? Number(order.totalPriceSet.shopMoney.amount) : null,
  currency: order.totalPriceSet?.shopMoney.currencyCode ?? null,
  items: order.lineItems.nodes.map(({ title, quantity, image }) => ({ title, quantity, image: image?.url ?? null })),
  tracking: order.fulfillments.flatMap(({ displayStatus, trackingInfo }) =>
    (trackingInfo ?? []).map(({ company, number, url }) => ({ carrier: company, number, url, status: words(displayStatus) })),
  ),
})

const addressesOf = ({ billingAddress, shippingAddress }: z.output<typeof adminOrder>) =>
  [billingAddress, shippingAddress].flatMap(each => each ?? [])

const filled = (...texts: readonly (string | null | undefined)[]) => texts.flatMap(text => text || [])

function statusOf({ cancelledAt, displayFinancialStatus: paid, displayFulfillmentStatus: sent }: z.output<typeof adminOrder>): string {
  if (cancelledAt) return 'cancelled'
  const isOver = paid !== null && ['REFUNDED', 'VOIDED', 'EXPIRED'].includes(paid)
  return [paid, isOver && sent !== null && isUnderWay.has(sent) ? null : sent].flatMap(name => toWords(name) ?? []).join(', ')
}

/** What the shop has still to do; of an order that is paid back it does nothing. */
const isUnderWay = new Set(['UNFULFILLED', 'OPEN', 'IN_PROGRESS', 'PENDING_FULFILLMENT', 'REQUEST_DECLINED'])

/** For shoppers, who do not know the words of the admin; others stand for themselves. */
const statusWords: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...isUnderWay].map(name => [name, 'being prepared'])),
  PENDING: 'waiting for payment',
  AUTHORIZED: 'payment reserved',
  PARTIALLY_PAID: 'partly paid',
  PARTIALLY_REFUNDED: 'partly refunded',
  VOIDED: 'payment cancelled',
  EXPIRED: 'payment expired',
  PARTIALLY_FULFILLED: 'partly fulfilled',
}

/** `ON_HOLD` is `on hold`. */
const toWords = (name: string | null): string | null => (name === null ? null : (statusWords[name] ?? words(name)))

const words = (name: string | null): string | null => name?.toLowerCase().replaceAll('_', ' ') ?? null
