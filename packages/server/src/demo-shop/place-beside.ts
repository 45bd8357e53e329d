import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Config, localUrl } from '../config.ts'
import { openDataDirectory } from '../postgres/data-directory.ts'
import { claimDataDirectory } from '../postgres/owner.ts'
import { StartError } from '../postgres/start-error.ts'

/** Ports that one server and its pages may take. */
const step = 10
const steps = 50

/**
 * Where a demo shop runs: as it is configured, unless another server has that data directory or port. Beside one it has a directory of its own, since its
 * double of a platform is known to its own process alone, and the next ports that are free; the same ones again at the next start, as far as they are.
 */
export async function placeBeside(config: Config, name: string, say: (line: string) => void): Promise<Config> {
  const dataDir = await freeDirectory(config, name, say)
  const port = await freePort(config)
  if (port !== config.port) say(`Port ${config.port} is taken, so that this demo shop takes ${port}.`)
  const isDefault = config.publicUrl === localUrl(config.host, config.port)
  return { ...config, dataDir, port, publicUrl: isDefault ? localUrl(config.host, port) : config.publicUrl }
}

async function freeDirectory({ dataDir, databaseUrl }: Config, name: string, say: (line: string) => void) {
  // A database of one's own may have several servers.
  if (databaseUrl || !(await isInUse(dataDir))) return dataDir
  const own = join(dataDir, `demo-shop-${name}`)
  if (await isInUse(own))
    throw new StartError(
      'DATA_DIRECTORY_IN_USE',
      `The demo shop on ${name} is open already, in another terminal. Stop it there with Ctrl+C first.`,
    )
  say(`A server is running with ${dataDir}. The demo shop leaves it alone, and runs beside it with ${own}.`)
  return own
}

async function isInUse(dataDir: string) {
  try {
    const release = await claimDataDirectory(await openDataDirectory(dataDir))
    await release()
    return false
  } catch (error) {
    if (error instanceof StartError && error.code === 'DATA_DIRECTORY_IN_USE') return true
    throw error
  }
}

/** For the server; its pages take the one after it. */
async function freePort({ port, host }: Config) {
  if (port === 0) return port
  for (let candidate = port; candidate < port + step * steps && candidate < 65_535; candidate += step)
    if (await isFree(candidate, host)) return candidate
  return port
}

const isFree = (port: number, host: string) =>
  new Promise<boolean>(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
