import type { Db } from '../db/database.ts'
import { createServiceKey } from './create-service-key.ts'
import { deleteKeysNamed, deleteKeysOfGoneServers } from './service-keys.store.ts'

/** What the name of a key begins with that adapters within a server use; the server's id follows. */
const prefix = 'in-process '

/** Makes keys for the adapters within a server, anew at each start, and ends those of servers that are gone. */
export async function createInProcessKeys(pool: Db, serverId: string, platforms: readonly string[]): Promise<ReadonlyMap<string, string>> {
  await deleteKeysOfGoneServers(pool, prefix)
  const keys = new Map<string, string>()
  for (const platform of platforms) keys.set(platform, await createServiceKey(pool, platform, prefix + serverId))
  return keys
}

/** Ends the keys of a server that stops. */
export const endInProcessKeys = (pool: Db, serverId: string) => deleteKeysNamed(pool, prefix + serverId)
