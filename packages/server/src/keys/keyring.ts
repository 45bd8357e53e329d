import type { Config } from '../config.ts'
import { makeKeyFile, readKeyFile } from './key-file.ts'

export interface Keyring {
  /** The key that all others are derived from, and that secrets are sealed with. */
  readonly masterKey: Buffer
  /** Keys before it, which open what they sealed. */
  readonly acceptedKeys: readonly Buffer[]
}

/** The operator's keys, or those made once and kept in the data directory; where both are there, the latter still open what they sealed. */
export async function loadKeyring({ encryptionKey, acceptedKeys, dataDir }: Pick<Config, 'encryptionKey' | 'acceptedKeys' | 'dataDir'>) {
  if (!encryptionKey) await makeKeyFile(dataDir)
  const [masterKey, ...others] = [...(encryptionKey ? [encryptionKey] : []), ...(await readKeyFile(dataDir)), ...acceptedKeys]
  if (!masterKey) throw new Error('There is no key')
  return { masterKey, acceptedKeys: others.filter(key => !key.equals(masterKey)) } satisfies Keyring
}
