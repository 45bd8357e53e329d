import { rotateKeys } from '@craveva/core/secrets/rotate-keys'
import type { Config } from '../config.ts'
import { StartError } from '../postgres/start-error.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { addKey, readKeyFile, removeKeyFile, replaceKeys } from './key-file.ts'
import { loadKeyring } from './keyring.ts'
import { makeOne } from './strong-key.ts'

/**
 * Seals all secrets with another encryption key and gives the old one up: a new key of the data directory, or the one that ENCRYPTION_KEY
 * names now. Ended in the middle, servers start with both keys, and run again it goes on. Throws a StartError, or core's StartRefused, that
 * says what to do first.
 */
export async function rotateKey(config: Config, lost: boolean, say: (line: string) => void) {
  const postgres = config.databaseUrl ? null : await startPostgres({ dataDir: config.dataDir, log: () => {} })
  try {
    await beginRotation(config, lost, say)
    const { masterKey, acceptedKeys } = await loadKeyring(config)
    const database = { databaseUrl: config.databaseUrl ?? postgres?.url ?? '', sole: postgres !== null }
    const { done, left } = await rotateKeys({ ...database, masterKey, acceptedKeys, lost }, sayProgress(say))
    await endRotation(config, masterKey)
    say(`Sealed ${done} records with the new key. Nothing needs the old one any more, but backups made before.`)
    if (left > 0) say(`${left} records hold something that none of these keys opens; it was left as it is, and must be entered again.`)
    if (config.acceptedKeys.length > 0) say('Take ENCRYPTION_KEYS_ACCEPTED away now, and restart the servers when it suits.')
  } finally {
    await postgres?.stop()
  }
}

/** Whoever names ENCRYPTION_KEY has said with it which key is next; the data directory gets another one, unless it is in the middle of a change. */
async function beginRotation({ encryptionKey, acceptedKeys, dataDir }: Config, lost: boolean, say: (line: string) => void) {
  const inFile = await readKeyFile(dataDir)
  if (encryptionKey) {
    if (acceptedKeys.length + inFile.length === 0 && !lost)
      throw new StartError(
        'BAD_CONFIGURATION',
        `Name the key to change to in ENCRYPTION_KEY, and the one until now in ENCRYPTION_KEYS_ACCEPTED; ${makeOne}. Restart the servers with both, then run this.`,
      )
  } else if (inFile.length > 1) {
    say('Going on with a change of keys that was not finished.')
  } else if (inFile.length === 1) {
    await addKey(dataDir, inFile)
  }
}

async function endRotation({ encryptionKey, dataDir }: Config, masterKey: Buffer) {
  if (encryptionKey) await removeKeyFile(dataDir)
  else await replaceKeys(dataDir, [masterKey])
}

/** A line for every tenth of the way. */
function sayProgress(say: (line: string) => void) {
  let told = -1
  return ({ done, total }: { done: number; total: number }) => {
    const tenth = Math.floor((done * 10) / Math.max(total, 1))
    if (tenth === told) return
    told = tenth
    say(`  ${done} of ${total} records`)
  }
}
