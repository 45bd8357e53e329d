import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { launchOptions, ownDirectory } from './cluster.ts'
import { giveTo, type ServerUser } from './server-user.ts'
import { diskFull, StartError } from './start-error.ts'

/** The owner of everything in our clusters. */
export const superuser = 'craveva'

const passwordFile = (directory: string) => join(directory, 'craveva.password')

export const readPassword = async (directory: string) => (await readFile(passwordFile(directory), 'utf8')).trim()

/**
 * Creates a cluster with PostgreSQL's own initdb. It gets its name only when it is complete and on the disk: a crash on the way leaves a draft
 * that the next start throws away.
 */
export async function initialiseCluster(directory: string, binaries: Binaries, user: ServerUser | undefined) {
  const draft = `${directory}.new`
  const password = randomBytes(24).toString('base64url')
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await giveTo(user, draft)
  await runInitdb(draft, binaries, user, password)
  await writeDurably(passwordFile(draft), password)
  await giveToServer(passwordFile(draft), user)
  await rename(draft, directory)
  await syncDirectory(dirname(directory))
}

/**
 * PostgreSQL's built-in collation provider makes order and case the same on every operating system; text search is told its language by each query.
 */
async function runInitdb(directory: string, { initdb }: Binaries, user: ServerUser | undefined, password: string) {
  const secrets = await mkdtemp(join(tmpdir(), 'craveva-initdb-'))
  try {
    const file = join(secrets, 'password')
    await writeFile(file, password, { mode: 0o600 })
    await giveToServer(file, user)
    await giveToServer(secrets, user)
    const place = { directory, user }
    await promisify(execFile)(
      initdb,
      [
        ...['-D', ownDirectory(place), '--username', superuser, '--pwfile', file, '--auth', 'scram-sha-256'],
        ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
        ...['--text-search-config', 'simple', '--no-instructions'],
      ],
      launchOptions(place),
    )
  } catch (error) {
    throw explainInitdb(error, directory)
  } finally {
    await rm(secrets, { recursive: true, force: true })
  }
}

function explainInitdb(error: unknown, directory: string) {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(directory, error)
  return new StartError('POSTGRES_FAILED', `PostgreSQL could not create its data directory ${directory}:\n${output}`, { cause: error })
}

async function writeDurably(file: string, text: string) {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await chmod(file, 0o600)
  await syncDirectory(dirname(file))
}

/** Makes names in a directory survive a power cut. Windows has no such call and needs none. */
async function syncDirectory(directory: string) {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const giveToServer = async (path: string, user: ServerUser | undefined) => {
  if (user) await chown(path, user.uid, user.gid)
}
