import { join } from 'node:path'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import { whatsappAdapter } from '@craveva/adapter-whatsapp/whatsapp-adapter'

export interface AdapterNeeds {
  /** Where adapters may keep files. */
  readonly dataDir: string
  /** Path of a Chromium; null where there is none. */
  readonly chromium: string | null
}

/** The adapters of this program. Each loads what is heavy only when a deployment of its platform is opened. */
export const createAdapters = ({ dataDir, chromium }: AdapterNeeds): readonly Adapter[] => [
  whatsappAdapter({ dataFolder: join(dataDir, 'whatsapp'), chromium }) as Adapter,
]
