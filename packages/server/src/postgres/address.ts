import { lchown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ServerUser } from './server-user.ts'

/** Where PostgreSQL listens: a Unix socket that this user alone may open, or a port of the loopback. */
export type Address =
  | { kind: 'socket'; directory: string /** The same directory as PostgreSQL may name it. */; serverPath: string; port: number }
  | { kind: 'tcp'; port: number }

const socketPort = 5432

/** Bytes of a socket's path, without its closing NUL: sockaddr_un holds 108 on Linux and 104 on macOS and the BSDs. */
const longestSocketPath = process.platform === 'linux' ? 107 : 103

/**
 * Places to listen, best first; a later one is for where an earlier one fails, as on file systems without sockets.
 * `ownDirectory` is how PostgreSQL names its own data directory.
 */
export async function* addresses(cluster: string, ownDirectory: string, user: ServerUser | undefined): AsyncGenerator<Address> {
  if (process.platform !== 'win32') {
    if (fits(cluster)) yield { kind: 'socket', directory: cluster, serverPath: ownDirectory, port: socketPort }
    const directory = await temporaryDirectory(user)
    if (directory && fits(directory)) yield { kind: 'socket', directory, serverPath: directory, port: socketPort }
  }
  for (let attempt = 0; attempt < 3; attempt++) yield { kind: 'tcp', port: await freePort() }
}

/** The connection string for an address, in the form that `pg` reads. */
export function addressUrl(address: Address, user: string, password: string, database: string): string {
  if (address.kind === 'tcp') return `postgres://${user}:${password}@127.0.0.1:${address.port}/${database}`
  return `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(address.directory)}&port=${address.port}`
}

const fits = (directory: string) => Buffer.byteLength(join(directory, `.s.PGSQL.${socketPort}`)) <= longestSocketPath

const temporaryPrefix = 'craveva-postgres-'

async function temporaryDirectory(user: ServerUser | undefined) {
  try {
    const directory = await mkdtemp(join(tmpdir(), temporaryPrefix))
    if (user) await lchown(directory, user.uid, user.gid)
    return directory
  } catch {
    return undefined
  }
}

/** Removes the socket of a postmaster that is dead for certain, with the lock that names its pid. */
export async function removeSocket(directory: string) {
  const socket = join(directory, `.s.PGSQL.${socketPort}`)
  await Promise.all([rm(socket, { force: true }), rm(`${socket}.lock`, { force: true })])
}

/** Removes the folder that a socket had for itself, if it had one. */
export async function forgetSocketDirectory(directory: string) {
  if (basename(directory).startsWith(temporaryPrefix)) await rm(directory, { recursive: true, force: true })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
}
