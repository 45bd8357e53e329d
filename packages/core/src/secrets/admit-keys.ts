import type { Keys } from '../crypto/keys.ts'
import type { Db } from '../db/database.ts'
import { StartRefused } from '../start-refused.ts'
import { addSealingKey, listSealingKeys, retireOtherKeys } from './secrets.store.ts'

/**
 * Remembers which master key this server seals with. Throws a StartRefused when something may be sealed with a key that it does not have: it
 * would start, and fail at every secret.
 */
export async function admitKeys(pool: Db, { sealing }: Pick<Keys, 'sealing'>) {
  const unknown = (await listSealingKeys(pool)).filter(({ key_id }) => !sealing.knows(key_id))
  if (unknown.length > 0)
    throw new StartRefused(
      `The secrets in this database are sealed with another encryption key, whose id is ${unknown.map(({ key_id }) => key_id).join(', ')}; ` +
        `the one given here has ${sealing.currentId}.\nSet ENCRYPTION_KEY to that key again, or put its file back into the data directory ` +
        'from a backup. To change keys, give the old one in ENCRYPTION_KEYS_ACCEPTED.\n' +
        'If it is lost for good, so are the secrets: npm start -- rotate-key --lost goes on without them, and they must be entered again.',
    )
  await addSealingKey(pool, sealing.currentId)
}

/** Says that nothing is sealed any more but with the current key; the others are asked for no longer. */
export const retireKeys = (pool: Db, { sealing }: Pick<Keys, 'sealing'>) => retireOtherKeys(pool, sealing.currentId)
