import { join } from 'node:path'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { createTelegramAdapter } from '@craveva/adapter-telegram/adapter'
import { whatsappAdapter } from '@craveva/adapter-whatsapp/whatsapp-adapter'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import type { Egress } from '@craveva/core/net/egress'

export interface AdapterNeeds {
  /** Where adapters may keep files. */
  readonly dataDir: string
  /** Path of a Chromium; null where there is none. */
  readonly chromium: string | null
  /** An own server of Telegram's Bot API; null: Telegram's. */
  readonly telegramApiRoot: string | null
  /** The one way to addresses that merchants name. */
  readonly egress: Egress
}

/** The adapters of this program. Each loads what is heavy only when a deployment of its platform is opened. */
export const createAdapters = ({ dataDir, chromium, telegramApiRoot, egress }: AdapterNeeds): readonly Adapter[] => [
  createTelegramAdapter(telegramApiRoot === null ? {} : { apiRoot: telegramApiRoot }),
  whatsappAdapter({ dataFolder: join(dataDir, 'whatsapp'), chromium }) as Adapter,
  shopifyAdapter() as Adapter,
  woocommerceAdapter({ reach: egress.fetch }) as Adapter,
]
