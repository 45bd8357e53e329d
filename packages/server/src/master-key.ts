import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { StartError } from './postgres/start-error.ts'

/** The key that all others are derived from: the operator's, or one made once and kept in the data directory, readable by its owner alone. */
export async function loadMasterKey({ encryptionKey, dataDir }: Pick<Config, 'encryptionKey' | 'dataDir'>): Promise<Uint8Array> {
  if (encryptionKey) return encryptionKey
  const path = join(dataDir, 'encryption-key')
  await mkdir(dataDir, { recursive: true })
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(`${randomBytes(32).toString('base64')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64')
  if (key.length < 32)
    throw new StartError('BAD_CONFIGURATION', `${path} does not hold a key of 32 bytes. Restore it from a backup, or set ENCRYPTION_KEY.`)
  return key
}
