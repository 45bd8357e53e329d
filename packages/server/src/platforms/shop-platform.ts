import { randomBytes } from 'node:crypto'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import type { Platform } from '@craveva/core/deployments/platform'
import { type ZodType, z } from 'zod'
import { toPlatform } from '../adapters/to-platform.ts'
import { pageSettings, webPage } from './web-page.ts'

type PageSettings = z.output<z.ZodObject<typeof pageSettings>>

/**
 * The platform of a shop: its adapter's settings and those of the widget on its pages. The chat answers there as soon as the settings give access
 * to the shop; without it, it waits for the click that does.
 */
export function shopPlatform<Settings extends Record<string, unknown>>(
  adapter: Adapter<Settings> & { readonly settings: { readonly shape: z.ZodRawShape } },
  { hasAccess, origins }: { hasAccess(settings: Settings): boolean; origins(settings: Settings): readonly string[] },
): Platform<Settings & PageSettings> {
  const settings = z.strictObject({ ...adapter.settings.shape, ...pageSettings }) as unknown as ZodType<Settings & PageSettings>
  const platform = toPlatform<Settings & PageSettings>({ ...adapter, settings } as unknown as Adapter<Settings & PageSettings>)
  return {
    ...platform,
    // By which the shop tells who is signed in: nobody has to think one out.
    initial: () => ({ identity_secret: randomBytes(32).toString('base64url') }) as Partial<Settings & PageSettings>,
    status(given, installation) {
      const waits = platform.status(given, installation)
      if (installation !== null || waits.message?.startsWith('Waits for:')) return waits
      return hasAccess(given)
        ? { status: 'active', message: 'The chat answers on the shop’s pages. The access to products and orders has not been tried yet.' }
        : { status: 'pending', message: 'Waits for the shop: open the link that the deployment shows, and approve.' }
    },
    page: {
      ...webPage,
      allowedOrigins: given => [...origins(given), ...given.allowed_origins],
    },
  }
}
