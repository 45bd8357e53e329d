import { prepareBinaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { findCluster, openDataDirectory } from './data-directory.ts'
import { initialiseCluster } from './initialise.ts'
import { listen } from './listen.ts'
import { stopOrphan } from './orphan.ts'
import { claimDataDirectory } from './owner.ts'
import { chooseServerUser, giveTo } from './server-user.ts'
import { explainFileError } from './start-error.ts'

export interface PostgresOptions {
  /** The folder that holds everything; PostgreSQL's part of it lies in `postgres-18`. */
  dataDir: string
  /** Told about what takes time or is out of the ordinary, in short lines. */
  log: (message: string) => void
  /** False is several times faster and loses data in a crash: for tests only. */
  fsync?: boolean
  maxConnections?: number
}

export interface Postgres {
  /** Connection string of the superuser, for this machine only. */
  url: string
  pid: number
  /** True when this start created the cluster. */
  fresh: boolean
  /** Stops PostgreSQL and gives the data directory up. May be called more than once. */
  stop(): Promise<void>
  /** Settles with the reason when PostgreSQL ends without having been asked to. */
  failure: Promise<string>
}

/**
 * Starts the PostgreSQL that comes with the program, as the one owner of `dataDir`.
 *
 * @throws StartError whose message tells the person at the terminal what to do
 */
export async function startPostgres({ dataDir, log, fsync = true, maxConnections = 60 }: PostgresOptions): Promise<Postgres> {
  const folder = await openDataDirectory(dataDir)
  const release = await claimDataDirectory(folder)
  try {
    const { cluster, fresh } = await prepareCluster(folder, log)
    await stopOrphan(cluster)
    const postgres = await listen(cluster, { fsync, maxConnections })
    let stopping: Promise<void> | undefined
    return { ...postgres, fresh, stop: () => (stopping ??= postgres.stop().then(release)) }
  } catch (error) {
    await release()
    throw explainFileError(error, folder)
  }
}

async function prepareCluster(folder: string, log: Cluster['log']) {
  const { directory, exists } = await findCluster(folder)
  const user = await chooseServerUser(directory)
  const cluster: Cluster = { directory, user, log, binaries: await prepareBinaries(folder, user) }
  if (exists) {
    await giveTo(user, directory)
  } else {
    log(`Creating a database in ${directory}`)
    await initialiseCluster(cluster)
  }
  return { cluster, fresh: !exists }
}
