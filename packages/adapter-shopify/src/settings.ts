import { orderCodeSetting } from '@craveva/adapter-kit/commerce/order-codes'
import { destination, needed, secret } from '@craveva/adapter-kit/settings'
import { z } from 'zod'

/** What a Shopify shop needs, beside what every page with the widget has. */
export const shopifySettings = {
  shop_domain: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'is not of the form your-shop.myshopify.com')
    .optional()
    .meta({ ...destination, ...needed('your-shop.myshopify.com'), description: 'The domain that Shopify gave the shop' }),
  client_id: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'is not the client id of an app, which is 32 digits')
    .optional()
    .meta({ description: 'Of the app in the Dev Dashboard; then the shop is connected by a click' }),
  client_secret: z
    .string()
    .min(8, 'is too short')
    .max(200)
    .optional()
    .meta({ ...secret, ...needed('the secret of the app'), description: 'Of the same app; proves that notices come from Shopify' }),
  access_token: z
    .string()
    .regex(/^shp(at|ca|ua)_[A-Za-z0-9]{16,200}$/, 'is not an access token of the Admin API, which begins with shpat_')
    .optional()
    .meta({
      ...secret,
      description: 'Instead of connecting by a click, of a custom app: Settings > Apps > Develop apps > API credentials',
    }),
  order_code: orderCodeSetting,
}

export const settings = z.looseObject({
  ...shopifySettings,
  identity_secret: z
    .string()
    .optional()
    .meta({ ...secret }),
})
export type Settings = z.output<typeof settings>

/** Read access alone; orders older than 60 days need `read_all_orders`, which Shopify grants on request. */
export const scopes = ['read_products', 'read_inventory', 'read_orders', 'read_customers', 'read_legal_policies', 'read_themes']
