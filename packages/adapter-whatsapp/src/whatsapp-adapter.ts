import type { Adapter } from '@craveva/adapter-kit/adapter'
import { missing, type Settings, settings } from './settings.ts'
import type { WebParts } from './web/open-web.ts'

/** A browser of this machine, and how it is to be started here. */
export interface Chromium {
  readonly path: string
  readonly arguments: readonly string[]
}

export interface WhatsappOptions {
  /** Where pairings of mode `web` are kept, a folder for each deployment. */
  readonly dataFolder: string
  /** For mode `web`; null where there is none. */
  readonly chromium: Chromium | null
  /** Meta's API; a test names a stand-in. */
  readonly graphUrl?: string
  /** Of Meta's API. */
  readonly graphVersion?: string
  /** What stands in for the parts of mode `web`, in tests. */
  readonly web?: Partial<WebParts>
}

/** Chats with a WhatsApp number of the merchant: through Meta's Cloud API, or through a paired phone. */
export function whatsappAdapter(options: WhatsappOptions): Adapter<Settings> {
  return {
    platform: 'whatsapp',
    title: 'WhatsApp',
    settings,
    missing,
    async open(context) {
      if (context.settings.mode === 'cloud') return (await import('./cloud/open-cloud.ts')).openCloud(context, options)
      return (await import('./web/open-web.ts')).openWeb(context, options)
    },
  }
}
