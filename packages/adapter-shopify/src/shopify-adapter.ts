import type { Adapter } from '@craveva/adapter-kit/adapter'
import { type Settings, settings } from './settings.ts'

export interface ShopifyOptions {
  /** The way to Shopify, for all of its shops in this process. */
  readonly fetch?: typeof globalThis.fetch
}

/** The chat in a Shopify shop: its products live, orders for their owners. */
export const shopifyAdapter = ({ fetch = globalThis.fetch }: ShopifyOptions = {}): Adapter<Settings> => ({
  platform: 'shopify',
  title: 'Shopify',
  kind: 'ecommerce',
  settings,
  // The library takes half a second and 27 MB of files: only who has a shop pays for it.
  async open(context) {
    const [{ openShopify }, { withFetch }] = await Promise.all([import('./open-shopify.ts'), import('./library.ts')])
    withFetch(fetch)
    return openShopify(context, fetch)
  },
})
