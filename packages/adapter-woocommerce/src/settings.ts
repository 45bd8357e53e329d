import { orderCodeSetting } from '@craveva/adapter-kit/commerce/order-codes'
import { destination, secret } from '@craveva/adapter-kit/settings'
import { z } from 'zod'

/** What a WooCommerce shop needs, beside what every page with the widget has. */
export const wooSettings = {
  store_url: z
    .string()
    .max(500)
    .refine(isStoreUrl, 'is not the address of a shop, such as https://shop.example')
    .optional()
    .meta({ ...destination, description: 'The address of the shop; with http:// only where it has no https' }),
  consumer_key: z
    .string()
    .regex(/^ck_[0-9a-f]{40}$/, 'is not a consumer key, which is ck_ and 40 digits')
    .optional()
    .meta({ ...secret, description: 'Instead of connecting by a click: WooCommerce > Settings > Advanced > REST API' }),
  consumer_secret: z
    .string()
    .regex(/^cs_[0-9a-f]{40}$/, 'is not a consumer secret, which is cs_ and 40 digits')
    .optional()
    .meta({ ...secret, description: 'Shown once, together with the key' }),
  order_code: orderCodeSetting,
}

export const settings = z.looseObject({
  ...wooSettings,
  identity_secret: z
    .string()
    .optional()
    .meta({ ...secret }),
})
export type Settings = z.output<typeof settings>

/** Keys come in pairs, or by a click once the address is known. */
export function missing({ store_url, consumer_key, consumer_secret }: Settings): Record<string, string> {
  return {
    ...(store_url ? {} : { store_url: 'the address of the shop' }),
    ...(consumer_secret && !consumer_key ? { consumer_key: 'shown together with the secret' } : {}),
    ...(consumer_key && !consumer_secret ? { consumer_secret: 'shown together with the key' } : {}),
  }
}

function isStoreUrl(text: string) {
  const url = URL.parse(text)
  return (url?.protocol === 'https:' || url?.protocol === 'http:') && !url.username && !url.password && !url.search && !url.hash
}
