import type { Adapter } from '@craveva/adapter-kit/adapter'
import { missing, type Settings, settings } from './settings.ts'

export interface WhatsappOptions {
  /** Where pairings of mode `web` are kept, a folder for each deployment. */
  readonly dataFolder: string
  /** Path of a Chromium for mode `web`; null where there is none. */
  readonly chromium: string | null
  readonly chromiumArguments?: readonly string[]
  /** Meta's API; a test names a stand-in. */
  readonly graphUrl?: string
  /** Of Meta's API. */
  readonly graphVersion?: string
  /** A folder with a page to use in the place of WhatsApp Web, for tests. */
  readonly page?: { readonly folder: string; readonly version: string }
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
