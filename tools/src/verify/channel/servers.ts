import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBenchDatabase } from '../../bench/chat/bench-database.ts'
import { freePort } from '../../bench/free-port.ts'
import { startOurServer } from '../../bench/our-server.ts'

/** Servers of one installation, each of which can be killed. */
export interface Servers {
  /** Their addresses; a killed one comes back under its own. */
  readonly urls: readonly string[]
  /** Ends one as `kill -9` does, and starts it again. */
  kill(index: number): Promise<void>
  stop(): Promise<void>
}

/** Two or more share a database server; one has the embedded database to itself. */
export async function startServers(count: number, environment: Readonly<Record<string, string>>): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'craveva-verify-'))
  const database = count > 1 ? await openBenchDatabase(() => {}) : null
  const shared = {
    ...environment,
    ...(database ? { DATABASE_URL: database.oursUrl, ENCRYPTION_KEY: randomBytes(32).toString('base64') } : {}),
  }
  const places = await Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      ...shared,
      PORT: String(await freePort()),
      DATA_DIR: join(folder, `data${index}`),
    })),
  )
  // One after another: the first one makes the tables.
  const running: Awaited<ReturnType<typeof startOurServer>>[] = []
  for (const place of places) running.push(await startOurServer(['--no-demo'], place))
  return {
    urls: running.map(({ url }) => url),
    async kill(index) {
      const [killed, place] = [running[index], places[index]]
      if (!killed || !place) throw new RangeError(`There is no server ${index}`)
      process.kill(killed.pid, 'SIGKILL')
      running[index] = await startOurServer(['--no-demo'], place)
    },
    async stop() {
      await Promise.all(running.map(server => server.stop()))
      await database?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
