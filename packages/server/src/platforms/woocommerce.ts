import { destination, secret } from '@craveva/core/crypto/secret-settings'
import { awaitSettings, type Platform } from '@craveva/core/deployments/platform'
import { z } from 'zod'
import { pageSettings, webPage } from './web-page.ts'

const settings = z.strictObject({
  store_url: z
    .string()
    .max(500)
    .refine(isStoreUrl, 'is not the address of a shop, such as https://shop.example')
    .optional()
    .meta({ ...destination, description: 'The address of the shop, with https' }),
  consumer_key: z
    .string()
    .regex(/^ck_[0-9a-f]{40}$/, 'is not a consumer key, which is ck_ and 40 digits')
    .optional()
    .meta({ ...secret, description: 'WooCommerce > Settings > Advanced > REST API' }),
  consumer_secret: z
    .string()
    .regex(/^cs_[0-9a-f]{40}$/, 'is not a consumer secret, which is cs_ and 40 digits')
    .optional()
    .meta({ ...secret, description: 'Shown once, together with the key' }),
  ...pageSettings,
})

/** The widget in a WooCommerce shop, with its products and orders. */
export const woocommercePlatform: Platform<z.output<typeof settings>> = {
  platform: 'woocommerce',
  kind: 'ecommerce',
  title: 'WooCommerce',
  settings,
  status: given =>
    awaitSettings(given, {
      store_url: 'the address of the shop',
      consumer_key: 'from WooCommerce > Settings > Advanced > REST API',
      consumer_secret: 'shown together with the key',
    }) ?? { status: 'active', message: 'The chat answers on the shop’s pages. The access to products and orders has not been tried yet.' },
  page: {
    ...webPage,
    allowedOrigins: ({ store_url, allowed_origins }) => (store_url ? [new URL(store_url).origin, ...allowed_origins] : allowed_origins),
  },
}

function isStoreUrl(text: string) {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && !url.username && !url.password && !url.search && !url.hash
}
