import { settings } from '@craveva/adapter-woocommerce/settings'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import { shopPlatform } from './shop-platform.ts'

/** A description asks nobody. */
const reach = (): Promise<never> => Promise.reject(new Error('This is not an open shop.'))

/** The widget in a WooCommerce shop, with its products and orders. */
export const woocommercePlatform = shopPlatform(
  { ...woocommerceAdapter({ reach }), settings },
  {
    hasAccess: ({ consumer_key, consumer_secret }) => Boolean(consumer_key && consumer_secret),
    origin: ({ store_url }) => (store_url ? new URL(store_url).origin : null),
  },
)
