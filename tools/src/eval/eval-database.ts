import { randomBytes } from 'node:crypto'
import type { Db } from '@craveva/core/db/database'
import { migrate } from '@craveva/core/db/migrate'
import { openDatabase } from '@craveva/core/db/open-database'
import pg from 'pg'

export interface TemporaryDatabase {
  readonly db: Db
  readonly url: string
  /** Drops the database. */
  remove(): Promise<void>
}

/** A database of its own on the server at `serverUrl`, migrated. */
export async function createTemporaryDatabase(serverUrl: string): Promise<TemporaryDatabase> {
  const name = `eval_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  await migrate(url.href)
  const db = await openDatabase(url.href, { maxConnections: 4 })
  return {
    db,
    url: url.href,
    async remove() {
      await db.destroy()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
