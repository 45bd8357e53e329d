import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '@craveva/core/db/database'
import { migrate } from '@craveva/core/db/migrate'
import { openDatabase } from '@craveva/core/db/open-database'
import { startPostgres } from '@craveva/server/postgres/start-postgres'
import { databaseUrl } from '@craveva/testing/database-url'
import { execute } from '@craveva/testing/execute'
import { fastFolder } from '@craveva/testing/fast-folder'

export interface TemporaryDatabase {
  readonly db: Db
  readonly url: string
  /** Leaves nothing behind. */
  close(): Promise<void>
}

/** A migrated database of its own, on the server that `TEST_DATABASE_URL` names or on the embedded one in a folder that goes again. */
export async function openTemporaryDatabase(): Promise<TemporaryDatabase> {
  const server = await openServer()
  const name = `craveva_eval_${randomBytes(6).toString('hex')}`
  await execute(server.url, `create database ${name}`)
  const url = databaseUrl(server.url, name)
  await migrate(url)
  const db = await openDatabase(url, { maxConnections: 4 })
  return {
    db,
    url,
    async close() {
      await db.destroy()
      await execute(server.url, `drop database ${name} with (force)`)
      await server.close()
    },
  }
}

async function openServer() {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, close: async () => undefined }
  const dataDir = await mkdtemp(join(await fastFolder(), 'craveva-eval-'))
  const { url, stop } = await startPostgres({ dataDir, log: () => undefined, fsync: false })
  return {
    url,
    async close() {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
