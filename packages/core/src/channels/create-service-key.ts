import { hashToken } from '../crypto/hash-token.ts'
import { randomToken } from '../crypto/keys.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { putServiceKey } from './service-keys.store.ts'

/**
 * Makes a key for the adapter of a platform; it is known here and now only. A key of the same name ends at once, so the operator replaces one
 * by making it again.
 */
export async function createServiceKey(pool: Db, platform: string, name: string) {
  const key = `svc_${randomToken()}`
  await putServiceKey(pool, { key_id: newId('svk'), platform, name, key_hash: hashToken(key) })
  return key
}
