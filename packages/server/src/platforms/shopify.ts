import { destination, secret } from '@craveva/core/crypto/secret-settings'
import { awaitSettings, type Platform } from '@craveva/core/deployments/platform'
import { z } from 'zod'
import { pageSettings, webPage } from './web-page.ts'

const settings = z.strictObject({
  shop_domain: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'is not of the form your-shop.myshopify.com')
    .optional()
    .meta({ ...destination, description: 'The domain that Shopify gave the shop' }),
  access_token: z
    .string()
    .regex(/^shp(at|ca|ua)_[A-Za-z0-9]{16,200}$/, 'is not an access token of the Admin API, which begins with shpat_')
    .optional()
    .meta({ ...secret, description: 'Of a custom app: Settings > Apps > Develop apps > API credentials' }),
  client_secret: z
    .string()
    .min(8, 'is too short')
    .max(200)
    .optional()
    .meta({ ...secret, description: 'Of the same app; proves that notices come from Shopify' }),
  ...pageSettings,
})

/** The widget in a Shopify shop, with its products and orders. */
export const shopifyPlatform: Platform<z.output<typeof settings>> = {
  platform: 'shopify',
  kind: 'ecommerce',
  title: 'Shopify',
  settings,
  status: given =>
    awaitSettings(given, {
      shop_domain: 'your-shop.myshopify.com',
      access_token: 'an access token of the Admin API',
      client_secret: 'the secret of the same app',
    }) ?? { status: 'active', message: 'The chat answers on the shop’s pages. The access to products and orders has not been tried yet.' },
  page: {
    ...webPage,
    allowedOrigins: ({ shop_domain, allowed_origins }) => (shop_domain ? [`https://${shop_domain}`, ...allowed_origins] : allowed_origins),
  },
}
