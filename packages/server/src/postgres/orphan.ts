import { rmdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { temporaryPrefix } from './address.ts'
import type { Cluster } from './cluster.ts'
import { disownPostmasterFile, readPostmasterFile } from './postmaster-file.ts'
import { describeProcess, isAlive, waitUntil } from './processes.ts'
import { marker } from './settings.ts'
import { stopPostmaster } from './stop-postmaster.ts'

/**
 * Clears the way for a new postmaster. When this program is killed, its PostgreSQL lives on and would refuse the next one. It is stopped, not taken
 * over: that ends the queries of the dead one, and costs about as much as a connection.
 * The caller must own the data directory.
 */
export async function stopOrphan(cluster: Cluster) {
  const file = await readPostmasterFile(cluster.directory)
  if (!file) return
  if (isAlive(file.pid)) {
    if (await isOurs(file.pid, cluster.directory)) {
      cluster.log(`Stopping the PostgreSQL (process ${file.pid}) that an earlier start left behind`)
      await stopPostmaster(file.pid, cluster)
    }
    const collected = await waitUntil(async () => !(await isZombie(file.pid)), 3000)
    if (!collected || isAlive(file.pid)) await disownPostmasterFile(cluster.directory)
  }
  // A socket outside of the cluster had a folder for itself.
  if (basename(file.socketDirectory).startsWith(temporaryPrefix)) await rmdir(file.socketDirectory).catch(() => undefined)
}

async function isOurs(pid: number, directory: string) {
  const found = await describeProcess(pid)
  if (!found || found.zombie) return false
  return process.platform === 'win32' ? /postgres/i.test(found.commandLine) : found.commandLine.includes(marker(directory))
}

const isZombie = async (pid: number) => (await describeProcess(pid))?.zombie === true
