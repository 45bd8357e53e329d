import { join } from 'node:path'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import { createTelegramAdapter } from '@craveva/adapter-telegram/adapter'
import { whatsappAdapter } from '@craveva/adapter-whatsapp/whatsapp-adapter'

export interface AdapterNeeds {
  /** Where adapters may keep files. */
  readonly dataDir: string
  /** Path of a Chromium; null where there is none. */
  readonly chromium: string | null
  /** An own server of Telegram's Bot API; null: Telegram's. */
  readonly telegramApiRoot: string | null
}

/** The adapters of this program. Each loads what is heavy only when a deployment of its platform is opened. */
export const createAdapters = ({ dataDir, chromium, telegramApiRoot }: AdapterNeeds): readonly Adapter[] => [
  createTelegramAdapter(telegramApiRoot === null ? {} : { apiRoot: telegramApiRoot }),
  whatsappAdapter({ dataFolder: join(dataDir, 'whatsapp'), chromium }) as Adapter,
]
