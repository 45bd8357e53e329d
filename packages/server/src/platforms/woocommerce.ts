import { settings } from '@craveva/adapter-woocommerce/settings'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import { shopPlatform } from './shop-platform.ts'

const originOf = (url: string) => new URL(url).origin

/** A description asks nobody. */
const reach = (): Promise<never> => Promise.reject(new Error('This is not an open shop.'))

/** The widget in a WooCommerce shop, with its products and orders. */
export const woocommercePlatform = shopPlatform(
  { ...woocommerceAdapter({ reach }), settings },
  {
    hasAccess: ({ consumer_key, consumer_secret }) => Boolean(consumer_key && consumer_secret),
    // A shop that was entered with http may have https beside it; one with https has no pages without.
    origins: ({ store_url }) => (store_url ? [...new Set([store_url, store_url.replace(/^http:/i, 'https:')].map(originOf))] : []),
  },
)
