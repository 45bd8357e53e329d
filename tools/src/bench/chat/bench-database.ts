import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@craveva/server/postgres/start-postgres'
import { Client } from 'pg'

export interface BenchDatabase {
  /** Connection strings of two empty databases of one PostgreSQL. */
  readonly floorUrl: string
  readonly oursUrl: string
  stop(): Promise<void>
}

/** The PostgreSQL that both servers work with: that of `BENCH_DATABASE_URL`, else the embedded one on an empty directory, with fsync. */
export async function openBenchDatabase(log: (line: string) => void): Promise<BenchDatabase> {
  const given = process.env.BENCH_DATABASE_URL
  if (given) {
    const databases = await createDatabases(given)
    return { ...databases, stop: () => dropDatabases(given, databases) }
  }
  const directory = await mkdtemp(join(tmpdir(), 'craveva-bench-'))
  const postgres = await startPostgres({ dataDir: directory, log, maxConnections: 100 })
  return {
    ...(await createDatabases(postgres.url)),
    async stop() {
      await postgres.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function createDatabases(url: string) {
  const suffix = Date.now().toString(36)
  const names = { floor: `bench_floor_${suffix}`, ours: `bench_ours_${suffix}` }
  await query(url, [`create database ${names.floor}`, `create database ${names.ours}`])
  return { floorUrl: inDatabase(url, names.floor), oursUrl: inDatabase(url, names.ours) }
}

const dropDatabases = (url: string, { floorUrl, oursUrl }: Pick<BenchDatabase, 'floorUrl' | 'oursUrl'>) =>
  query(
    url,
    [floorUrl, oursUrl].map(one => `drop database ${new URL(one).pathname.slice(1)} with (force)`),
  )

/** The same server, another database. A socket's address gets a host name, without which it is no URL; `?host=` stands above it. */
const inDatabase = (url: string, name: string) =>
  url.replace(/@?\/(?=[^/]*$)[^?]*/, found => `${found.startsWith('@') ? '@localhost' : ''}/${name}`)

async function query(url: string, statements: readonly string[]) {
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
