import { renewChannelVisitors } from '../channels/channel-visitor.ts'
import { deriveKeys } from '../crypto/keys.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open-database.ts'
import { forgetServers, sealingKeysInUse } from '../executions/sweep-turns.ts'
import { StartRefused } from '../start-refused.ts'
import { admitKeys, retireKeys } from './admit-keys.ts'
import { type Resealed, resealEverything } from './reseal.ts'
import { listCompanies } from './secrets.store.ts'

export interface Rotation {
  readonly databaseUrl: string
  /** Whether no server can be running on that database. */
  readonly sole: boolean
  /** The key that all secrets are sealed with in the end. */
  readonly masterKey: Uint8Array
  /** Those that they are sealed with now. */
  readonly acceptedKeys: readonly Uint8Array[]
  /** Whether to go on without secrets whose key is not among these. */
  readonly lost: boolean
}

/**
 * Seals every secret in a database with one master key, and gives all others up. Servers may run meanwhile that have all of these keys; throws
 * a StartRefused before anything is changed where one seals with another key. Ended in the middle it is simply run again.
 */
export async function rotateKeys(
  { databaseUrl, sole, masterKey, acceptedKeys, lost }: Rotation,
  report: (progress: { done: number; total: number }) => void,
): Promise<Resealed> {
  const keys = deriveKeys(masterKey, acceptedKeys)
  await migrate(databaseUrl)
  const pool = await openDatabase(databaseUrl, { maxConnections: 2 })
  try {
    if (sole) await forgetServers(pool)
    await refuseOtherServers()
    if (!lost) await admitKeys(pool, keys)
    const resealed = await resealEverything({ pool, keys }, report)
    for (const former of acceptedKeys.map(key => deriveKeys(key)))
      for (const companyId of await listCompanies(pool)) await renewChannelVisitors(pool, companyId, former, keys)
    // One that was started meanwhile may have sealed something since.
    await refuseOtherServers()
    await retireKeys(pool, keys)
    await admitKeys(pool, keys)
    return resealed
  } finally {
    await pool.destroy()
  }

  async function refuseOtherServers() {
    const others = (await sealingKeysInUse(pool)).filter(id => id !== keys.sealing.currentId)
    if (others.length > 0)
      throw new StartRefused(
        'A server is running that seals with another encryption key. Stop it, or restart it with the new ENCRYPTION_KEY, and run this again in half a minute.',
      )
  }
}
