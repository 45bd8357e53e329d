import type { ShopOrder } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'
import { shortId } from './shopify-product.ts'

const maybe = z
  .string()
  .nullish()
  .transform(value => value ?? null)
const address = z.object({ phone: maybe, zip: maybe }).nullish()

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
    phones: filled(order.phone, order.billingAddress?.phone, order.shippingAddress?.phone),
    postcodes: filled(order.billingAddress?.zip, order.shippingAddress?.zip),
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

const filled = (...texts: readonly (string | null | undefined)[]) => texts.flatMap(text => text || [])

function statusOf({ cancelledAt, displayFinancialStatus, displayFulfillmentStatus }: z.output<typeof adminOrder>): string {
  if (cancelledAt) return 'cancelled'
  return [words(displayFinancialStatus), words(displayFulfillmentStatus)].filter(Boolean).join(', ')
}

/** `PARTIALLY_FULFILLED` is `partially fulfilled`. */
const words = (name: string | null): string | null => name?.toLowerCase().replaceAll('_', ' ') ?? null
