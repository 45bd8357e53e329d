import type { Adapter } from '@craveva/adapter-kit/adapter'
import { missingSettings } from '@craveva/adapter-kit/settings'
import { openFrontDoor } from './app/front-door.ts'
import type { OperatorApp } from './app/operator-app.ts'
import { type Settings, settings } from './settings.ts'

export interface ShopifyOptions {
  /** The way to Shopify, for all of its shops in this process. */
  readonly fetch?: typeof globalThis.fetch
  /** The operator's app, which merchants install from their admin; null: each shop has an app of its own. */
  readonly app?: OperatorApp | null
}

/** The chat in a Shopify shop: its products live, orders for their owners. */
export const shopifyAdapter = ({ fetch = globalThis.fetch, app = null }: ShopifyOptions = {}): Adapter<Settings> => ({
  platform: 'shopify',
  title: 'Shopify',
  kind: 'ecommerce',
  settings,
  missing: (given, installation) => (installation === null ? missingSettings(settings, given) : {}),
  frontDoor: app && (context => openFrontDoor({ app, fetch }, context)),
  // Notices about privacy and the end of an installation do not wait until a shop goes on.
  handlesWhilePaused: true,
  // The library takes half a second and 27 MB of files: only who has a shop pays for it.
  async open(context) {
    const [{ openShopify }, { withFetch }] = await Promise.all([import('./open-shopify.ts'), import('./library.ts')])
    withFetch(fetch)
    return openShopify(context, fetch, app)
  },
})
