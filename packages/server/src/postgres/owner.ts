import { accessSync, constants } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { diskFull, explainFileError, StartError } from './start-error.ts'

/** How long a second owner waits for a first one that is just about to leave, in ms. */
const patience = 400

/** Result codes of SQLite. */
const busy = 5
const full = 13

interface Owner {
  pid: number
  host: string
  since: string
}

/** Held for the life of the process: a lock that is garbage collected is a lock that is lost. */
const held = new Set<DatabaseSync>()

/**
 * Makes this process the one owner of a data directory; the answer gives it up again.
 *
 * The lock is an exclusive transaction on an empty SQLite file, because that is a lock of the operating system which Node can take everywhere:
 * it ends with the process however the process ends, and a pid that is used again cannot fake it.
 *
 * @throws StartError `DATA_DIRECTORY_IN_USE`, naming the owner, within about half a second.
 */
export async function claimDataDirectory(dataDir: string): Promise<() => Promise<void>> {
  const lock = await takeLock(dataDir)
  held.add(lock)
  const release = async () => {
    if (!held.delete(lock)) return
    await rm(ownerFile(dataDir), { force: true }).catch(() => undefined)
    lock.close()
  }
  try {
    await writeOwner(dataDir)
    return release
  } catch (error) {
    await release()
    throw explainFileError(error, dataDir)
  }
}

async function takeLock(dataDir: string): Promise<DatabaseSync> {
  const deadline = performance.now() + patience
  for (;;) {
    const lock = tryLock(dataDir)
    if (lock) return lock
    if (performance.now() > deadline) throw inUse(dataDir, await readOwner(dataDir))
    await sleep(50)
  }
}

function tryLock(dataDir: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(lockFile(dataDir))
    database.exec('pragma busy_timeout = 0; begin exclusive')
    return database
  } catch (error) {
    database?.close()
    if (isSqliteError(error, busy)) return undefined
    throw isSqliteError(error, full) ? diskFull(dataDir, error) : explainFileError(reasonFor(error, dataDir), dataDir)
  }
}

const isSqliteError = (error: unknown, code: number) => error instanceof Error && 'errcode' in error && error.errcode === code

/** SQLite only says that it could not open the file; the file system knows why. Asking it opens nothing: closing the file would end a lock on it. */
function reasonFor(error: unknown, dataDir: string): unknown {
  try {
    accessSync(dataDir, constants.W_OK | constants.X_OK)
    accessSync(lockFile(dataDir), constants.W_OK)
    return error
  } catch (reason) {
    return reason
  }
}

const lockFile = (dataDir: string) => join(dataDir, 'owner.lock')
const ownerFile = (dataDir: string) => join(dataDir, 'owner.json')

async function writeOwner(dataDir: string) {
  const owner: Owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  const draft = `${ownerFile(dataDir)}.new`
  await writeFile(draft, JSON.stringify(owner))
  await rename(draft, ownerFile(dataDir))
}

const readOwner = (dataDir: string): Promise<Owner | undefined> =>
  readFile(ownerFile(dataDir), 'utf8').then(
    text => JSON.parse(text),
    () => undefined,
  )

function inUse(dataDir: string, owner: Owner | undefined) {
  const elsewhere = owner && owner.host !== hostname() ? ` on ${owner.host}` : ''
  const who = owner ? `process ${owner.pid}${elsewhere}, started at ${owner.since}` : 'another process'
  const stop = owner && !elsewhere ? `Stop it (kill ${owner.pid})` : 'Stop it'
  return new StartError(
    'DATA_DIRECTORY_IN_USE',
    `The data directory ${dataDir} is in use by ${who}. ${stop}, or give this one a directory of its own: DATA_DIR=/path/to/data npm start`,
  )
}
