import type { Adapter } from '@craveva/adapter-kit/adapter'
import { missingSettings } from '@craveva/adapter-kit/settings'
import { awaitSettings, type Platform } from '@craveva/core/deployments/platform'

/** The platform of an adapter, as the API offers it. Until the adapter tells how a deployment is, it waits. */
export function toPlatform<Settings>(adapter: Adapter<Settings>): Platform<Settings> {
  const title = adapter.title ?? adapter.platform
  return {
    platform: adapter.platform,
    kind: adapter.kind ?? 'messaging',
    title,
    settings: adapter.settings,
    status(settings, installation) {
      const missing = adapter.missing?.(settings, installation) ?? missingSettings(adapter.settings, settings)
      const waits = awaitSettings<Record<string, unknown>>({}, missing)
      return waits ?? { status: 'pending', message: `All settings are there. Waits for ${title} to answer.` }
    },
  }
}
