import { join } from 'node:path'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { createTelegramAdapter } from '@craveva/adapter-telegram/adapter'
import { type Chromium, whatsappAdapter } from '@craveva/adapter-whatsapp/whatsapp-adapter'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import { createEgress } from '@craveva/core/net/egress'
import type { EgressRule } from '@craveva/core/net/egress-rule'

export interface AdapterNeeds {
  /** Where adapters may keep files. */
  readonly dataDir: string
  /** Null where there is none. */
  readonly chromium: Chromium | null
  /** An own server of Telegram's Bot API; null: Telegram's. */
  readonly telegramApiRoot: string | null
  /** The operator's app at Shopify; null when there is none. */
  readonly shopifyApp: { readonly clientId: string; readonly clientSecret: string } | null
  /** Addresses that merchants may name although they are not public. */
  readonly egressAllow: readonly EgressRule[]
}

/** The adapters of this program. Each loads what is heavy only when a deployment of its platform is opened. */
export const createAdapters = ({ dataDir, chromium, telegramApiRoot, shopifyApp, egressAllow }: AdapterNeeds): readonly Adapter[] => [
  createTelegramAdapter(telegramApiRoot === null ? {} : { apiRoot: telegramApiRoot }),
  whatsappAdapter({ dataFolder: join(dataDir, 'whatsapp'), chromium }) as Adapter,
  shopifyAdapter({ app: shopifyApp }) as Adapter,
  woocommerceAdapter({ reach: createEgress({ allow: egressAllow }).fetch }) as Adapter,
]
