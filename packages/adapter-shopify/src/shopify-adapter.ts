import type { Adapter } from '@craveva/adapter-kit/adapter'
import { type Settings, settings } from './settings.ts'

/** The chat in a Shopify shop: its products live, orders for their owners. */
export const shopifyAdapter = (): Adapter<Settings> => ({
  platform: 'shopify',
  title: 'Shopify',
  kind: 'ecommerce',
  settings,
  // The library takes half a second and 27 MB of files: only who has a shop pays for it.
  open: async context => (await import('./open-shopify.ts')).openShopify(context, fetch),
})
