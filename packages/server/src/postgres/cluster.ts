import type { Binaries } from './binaries.ts'
import type { ServerUser } from './server-user.ts'

/** One PostgreSQL data directory and what is needed to work on it. */
export interface Cluster {
  /** Its real path, so that one cluster has one name. */
  directory: string
  binaries: Binaries
  /** Whom PostgreSQL runs as when it is not ourselves. */
  user: ServerUser | undefined
  log: (message: string) => void
}

/** How PostgreSQL's programs are started on a cluster. */
export function launchOptions({ directory, user }: Pick<Cluster, 'directory' | 'user'>) {
  return { cwd: directory, ...user, ...cleanEnvironment }
}

/**
 * The `-D` argument. A user in whose place root starts PostgreSQL may have no way to the directory (/root is closed to it), but Linux lets a
 * process stay where it was put: the working directory is entered while still root, and PostgreSQL never leaves it.
 */
export const ownDirectory = ({ directory, user }: Pick<Cluster, 'directory' | 'user'>) =>
  user && process.platform === 'linux' ? '/proc/self/cwd' : directory

/** Nothing of our environment (PGPORT, LC_ALL, LD_LIBRARY_PATH …) may change how PostgreSQL works; Windows programs do not run without theirs. */
export const cleanEnvironment = process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } }
