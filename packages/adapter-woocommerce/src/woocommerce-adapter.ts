import type { Adapter } from '@craveva/adapter-kit/adapter'
import type { Reach } from './reach.ts'
import { missing, type Settings, settings } from './settings.ts'

export interface WooOptions {
  /** The way to addresses that a merchant named. */
  readonly reach: Reach
}

/** The chat in a WooCommerce shop: its products live, orders for their owners. */
export const woocommerceAdapter = ({ reach }: WooOptions): Adapter<Settings> => ({
  platform: 'woocommerce',
  title: 'WooCommerce',
  kind: 'ecommerce',
  settings,
  missing,
  // Its library brings an HTTP client of its own: only who has a shop pays for it.
  open: async context => (await import('./open-woo.ts')).openWoo(context, reach),
})
