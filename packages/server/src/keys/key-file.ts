import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../postgres/start-error.ts'
import { weaknessOf } from './strong-key.ts'

/**
 * The file in the data directory that holds the keys made there, one a line in base64: first the one to seal with, then those before it, as
 * long as a change of keys is under way. Readable by its owner alone.
 */
const pathIn = (dataDir: string) => join(dataDir, 'encryption-key')

/** The keys of the file; none when there is no file. Throws a StartError when it holds something else. */
export async function readKeyFile(dataDir: string): Promise<Buffer[]> {
  const path = pathIn(dataDir)
  const text = await readFile(path, 'utf8').catch(error => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return []
  const lines = text.trim().split('\n')
  if (lines.some(line => weaknessOf(line)))
    throw new StartError('BAD_CONFIGURATION', `${path} does not hold a key of 32 bytes. Restore it from a backup, or set ENCRYPTION_KEY.`)
  return lines.map(line => Buffer.from(line, 'base64'))
}

/** Makes the file with a new key unless there is one, also when several programs try at once. */
export async function makeKeyFile(dataDir: string) {
  await mkdir(dataDir, { recursive: true })
  try {
    await write(pathIn(dataDir), [newKey()], 'wx')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** Puts a new key before those of the file, which keep opening what they sealed. */
export const addKey = async (dataDir: string, keys: readonly Buffer[]) => replaceKeys(dataDir, [newKey(), ...keys])

/** Writes these keys in place of those of the file: a crash leaves the old file or the new one. */
export async function replaceKeys(dataDir: string, keys: readonly Buffer[]) {
  const path = pathIn(dataDir)
  const draft = `${path}.new`
  await write(draft, keys, 'w')
  await rename(draft, path)
  const folder = await open(dataDir, 'r')
  // Where folders cannot be synced the rename is as durable as it gets.
  await folder.sync().catch(() => {})
  await folder.close()
}

export const removeKeyFile = (dataDir: string) => rm(pathIn(dataDir), { force: true })

const newKey = () => randomBytes(32)

async function write(path: string, keys: readonly Buffer[], flags: 'w' | 'wx') {
  const file = await open(path, flags, 0o600)
  try {
    await file.writeFile(keys.map(key => `${key.toString('base64')}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
}
