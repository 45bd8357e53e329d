import { settings } from '@craveva/adapter-shopify/settings'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { shopPlatform } from './shop-platform.ts'

/** The widget in a Shopify shop, with its products and orders. */
export const shopifyPlatform = shopPlatform(
  { ...shopifyAdapter(), settings },
  {
    hasAccess: ({ access_token }) => Boolean(access_token),
    origins: ({ shop_domain }) => (shop_domain ? [`https://${shop_domain}`] : []),
  },
)
