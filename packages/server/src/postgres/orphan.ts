import { forgetSocketDirectory, removeSocket } from './address.ts'
import type { Cluster } from './cluster.ts'
import { disownPostmasterFile, readPostmasterFile } from './postmaster-file.ts'
import { describeProcess, isAlive } from './processes.ts'
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
  if (await isOurs(file.pid, cluster.directory)) {
    cluster.log(`Stopping the PostgreSQL (process ${file.pid}) that an earlier start left behind`)
    await stopPostmaster(file.pid, cluster)
  }
  await disownIfAlive(cluster.directory)
  await forgetSocketDirectory(file.socketDirectory)
}

async function isOurs(pid: number, directory: string) {
  const found = await describeProcess(pid)
  if (!found || found.zombie) return false
  return process.platform === 'win32' ? /postgres/i.test(found.commandLine) : found.commandLine.includes(marker(directory))
}

/** A file that is still there after that is of a postmaster that was killed. Its pid may look alive: reused, or not collected yet by its parent. */
async function disownIfAlive(directory: string) {
  const file = await readPostmasterFile(directory)
  if (!file || !isAlive(file.pid)) return
  await disownPostmasterFile(directory)
  await removeSocket(directory)
}
