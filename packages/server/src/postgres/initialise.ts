import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { lchown, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Cluster, launchOptions, ownDirectory } from './cluster.ts'
import { diskFull, StartError } from './start-error.ts'

/** The owner of everything in our clusters. */
export const superuser = 'craveva'

const passwordFile = (directory: string) => `${directory}.password`

/** The superuser's password, from the file beside the cluster that only we can read. */
export const readPassword = async (directory: string) => (await readFile(passwordFile(directory), 'utf8')).trim()

/**
 * Creates a cluster with PostgreSQL's own initdb. It gets its name only when it is complete and on the disk: a crash on the way leaves a draft
 * that the next start throws away.
 */
export async function initialiseCluster(cluster: Cluster) {
  const { directory } = cluster
  const draft = { ...cluster, directory: `${directory}.new` }
  const password = randomBytes(24).toString('base64url')
  await rm(draft.directory, { recursive: true, force: true })
  await mkdir(draft.directory, { mode: 0o700 })
  await giveToServer(draft.directory, cluster)
  await runInitdb(draft, password)
  await writeDurably(passwordFile(directory), password)
  await rename(draft.directory, directory)
  await syncDirectory(dirname(directory))
}

/**
 * PostgreSQL's built-in collation provider makes order and case the same on every operating system. Text search is told its language by each query.
 */
async function runInitdb(cluster: Cluster, password: string) {
  const secrets = await mkdtemp(join(tmpdir(), 'craveva-initdb-'))
  try {
    const file = join(secrets, 'password')
    await writeFile(file, password, { mode: 0o600 })
    await giveToServer(file, cluster)
    await giveToServer(secrets, cluster)
    const args = [
      ...['-D', ownDirectory(cluster), '--username', superuser, '--pwfile', file, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
      ...['--text-search-config', 'simple', '--no-instructions'],
    ]
    await promisify(execFile)(cluster.binaries.initdb, args, launchOptions(cluster))
  } catch (error) {
    throw explainInitdb(error, cluster.directory)
  } finally {
    await rm(secrets, { recursive: true, force: true })
  }
}

function explainInitdb(error: unknown, directory: string) {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(directory, error)
  return new StartError('POSTGRES_FAILED', `PostgreSQL could not create its data directory ${directory}:\n${output}`, { cause: error })
}

async function giveToServer(path: string, { user }: Cluster) {
  if (user) await lchown(path, user.uid, user.gid)
}

async function writeDurably(file: string, text: string) {
  await rm(file, { force: true })
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes names in a directory survive a power cut. Windows has no such call. */
async function syncDirectory(directory: string) {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
