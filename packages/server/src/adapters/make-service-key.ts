import { createServiceKey } from '@craveva/core/channels/create-service-key'
import { migrate } from '@craveva/core/db/migrate'
import { openDatabase } from '@craveva/core/db/open-database'
import type { Config } from '../config.ts'
import { StartError } from '../postgres/start-error.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { createAdapters } from './adapters.ts'

/** Makes the key of an adapter that runs apart; the one of the same name that was there before ends. Throws a StartError for an unknown platform. */
export async function makeServiceKey(config: Config, platform: string | undefined, name: string, say: (line: string) => void) {
  requirePlatform(config, platform)
  const postgres = config.databaseUrl ? null : await startPostgres({ dataDir: config.dataDir, log: () => {} })
  try {
    const url = config.databaseUrl ?? postgres?.url ?? ''
    await migrate(url)
    const pool = await openDatabase(url, { maxConnections: 1 })
    say(await createServiceKey(pool, platform, name))
    await pool.destroy()
  } finally {
    await postgres?.stop()
  }
}

/** Throws a StartError unless this program has an adapter of that name. */
export function requirePlatform(config: Config, platform: string | undefined): asserts platform is string {
  const names = createAdapters({ ...config, chromium: null }).map(adapter => adapter.platform)
  if (platform === undefined || !names.includes(platform))
    throw new StartError('BAD_CONFIGURATION', `Name one of the adapters of this program: ${names.join(', ')}.`)
}
