import { setTimeout as sleep } from 'node:timers/promises'
import { type Address, addresses, forgetSocketDirectory } from './address.ts'
import { type Cluster, ownDirectory } from './cluster.ts'
import { openDatabase } from './database.ts'
import { type Postmaster, type PostmasterOptions, startPostmaster } from './postmaster.ts'
import { StartError } from './start-error.ts'

export type Listening = Postmaster & { /** The connection string. */ url: string }

/** Starts PostgreSQL at the best place to listen; goes on to the next one only when a failure is about the place. */
export async function listen(cluster: Cluster, options: Omit<PostmasterOptions, 'address'>): Promise<Listening> {
  let problem: unknown
  for await (const address of addresses(cluster.directory, ownDirectory(cluster), cluster.user)) {
    try {
      return await listenAt(address, cluster, options)
    } catch (error) {
      problem = error
      if (!isAboutThePlace(error)) break
    }
  }
  throw problem
}

async function listenAt(address: Address, cluster: Cluster, options: Omit<PostmasterOptions, 'address'>): Promise<Listening> {
  try {
    const postmaster = await startPatiently(cluster, { ...options, address })
    const stop = async () => {
      await postmaster.stop()
      await forgetAddress(address)
    }
    try {
      return { ...postmaster, stop, url: await openDatabase(cluster.directory, address) }
    } catch (error) {
      await postmaster.stop()
      throw error
    }
  } catch (error) {
    await forgetAddress(address)
    throw error
  }
}

/** The processes of a postmaster that was killed need a moment to notice; until then PostgreSQL refuses to start another one beside them. */
async function startPatiently(cluster: Cluster, options: PostmasterOptions): Promise<Postmaster> {
  const deadline = performance.now() + 10_000
  for (;;) {
    try {
      return await startPostmaster(cluster, options)
    } catch (error) {
      const remnants = error instanceof StartError && error.message.includes('pre-existing shared memory block')
      if (!remnants || performance.now() > deadline) throw error
      await sleep(100)
    }
  }
}

/** The socket's lock file, the socket itself, and the port each have their own words in PostgreSQL's log. */
const isAboutThePlace = (error: unknown) =>
  error instanceof StartError && /could not create (any|lock file ".*\.lock")|could not bind/.test(error.message)

async function forgetAddress(address: Address) {
  if (address.kind === 'socket') await forgetSocketDirectory(address.directory)
}
