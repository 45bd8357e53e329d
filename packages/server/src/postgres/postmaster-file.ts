import { constants } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What PostgreSQL says about itself in `postmaster.pid`. */
export interface PostmasterFile {
  pid: number
  /** Where its Unix socket lies, as it sees it; empty when it has none. */
  socketDirectory: string
  /** `starting`, `ready`, `standby` or `stopping`; empty while it is too early to tell. */
  status: string
}

const path = (cluster: string) => join(cluster, 'postmaster.pid')

/** The lines and their order are fixed in PostgreSQL's src/include/utils/pidfile.h. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(path(cluster), 'utf8').catch(() => '')
  const lines = text.split('\n').map(line => line.trim())
  const pid = Math.abs(Number(lines[0]))
  return pid > 0 ? { pid, socketDirectory: lines[4] ?? '', status: lines[7] ?? '' } : undefined
}

/**
 * Rewrites the file of a postmaster that is gone although its pid looks alive: the pid was given to another program, or nobody collects the dead.
 * PostgreSQL takes its own parent's pid, which is ours, for a remnant. The other lines stay: from them it checks that no process
 * of the dead one still uses the shared memory, which deleting the file would prevent.
 */
export async function disownPostmasterFile(cluster: string) {
  // The directory may be another user's: no link of theirs may lead us elsewhere.
  const handle = await open(path(cluster), constants.O_RDWR | (constants.O_NOFOLLOW ?? 0))
  try {
    const [, ...rest] = (await handle.readFile('utf8')).split('\n')
    await handle.truncate()
    await handle.write([process.pid, ...rest].join('\n'), 0)
  } finally {
    await handle.close()
  }
}
