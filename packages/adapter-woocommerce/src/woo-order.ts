import { internationalPhone } from '@craveva/adapter-kit/commerce/international-phone'
import type { ShopOrder } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'

const text = z.string().catch('')
const contact = z.object({ email: text, phone: text, postcode: text, country: text })

/** An order of the REST API. Only what is named here is read: the address of payment, the key, the customer's IP and notes never are. */
export const wooOrder = z.object({
  id: z.number(),
  number: z.string(),
  status: z.string(),
  currency: text,
  total: text,
  date_created_gmt: z.string().nullable().catch(null),
  customer_id: z.number().catch(0),
  billing: contact.partial().catch({}),
  shipping: contact.partial().catch({}),
  line_items: z
    .array(z.object({ name: text, quantity: z.number().catch(1), image: z.object({ src: text }).nullish().catch(null) }))
    .catch([]),
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).catch([]),
})
export type WooOrder = z.infer<typeof wooOrder>

/** A cart whose checkout was begun is no order yet. */
export const isPlaced = ({ status }: WooOrder) => !['checkout-draft', 'auto-draft', 'trash'].includes(status)

export const toShopOrder = ({
  number,
  status,
  currency,
  total,
  date_created_gmt,
  customer_id,
  billing,
  shipping,
  line_items,
  meta_data,
}: WooOrder): ShopOrder => ({
  number: number.startsWith('#') ? number : `#${number}`,
  owner: {
    customerId: customer_id > 0 ? String(customer_id) : null,
    email: billing.email || null,
    phones: [billing, shipping].flatMap(({ phone = '', country = '' }) => filled(phone, internationalPhone(phone, country))),
    postcodes: filled(billing.postcode, shipping.postcode),
  },
  status: statusWords[status] ?? status.replaceAll('-', ' '),
  placedAt: date_created_gmt ? new Date(`${date_created_gmt}Z`) : null,
  total: total === '' ? null : Number(total),
  currency: currency || null,
  items: line_items.map(({ name, quantity, image }) => ({ title: name, quantity, image: image?.src || null })),
  tracking: trackingOf(meta_data),
})

const filled = (...texts: readonly (string | null | undefined)[]) => texts.flatMap(text => text || [])

/** Others stand for themselves. An order with cash on delivery is processed unpaid, and one that is downloaded is completed unsent. */
const statusWords: Record<string, string> = {
  pending: 'waiting for payment',
  'on-hold': 'on hold, waiting for payment',
  processing: 'being prepared',
  failed: 'payment failed',
}

const tracked = z.array(
  z.object({
    tracking_provider: text.optional(),
    custom_tracking_provider: text.optional(),
    tracking_number: text.optional(),
    custom_tracking_link: text.optional(),
    tracking_link: text.optional(),
  }),
)

/** Where the shipment-tracking plugins keep parcels: "Shipment Tracking", "Advanced Shipment Tracking". */
function trackingOf(meta: WooOrder['meta_data']): ShopOrder['tracking'] {
  const found = meta.find(({ key }) => key === '_wc_shipment_tracking_items')
  return (tracked.safeParse(found?.value).data ?? []).map(parcel => ({
    carrier: parcel.tracking_provider || parcel.custom_tracking_provider || null,
    number: parcel.tracking_number || null,
    url: parcel.tracking_link || parcel.custom_tracking_link || null,
    status: null,
  }))
}
