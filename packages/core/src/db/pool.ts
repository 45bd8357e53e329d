import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database, Db } from './database.ts'
import type { NamedQuery } from './named-query.ts'

const pools = new WeakMap<Db, pg.Pool>()
const bound = new WeakMap<pg.PoolClient, Db>()
const clients = new WeakMap<Db, pg.PoolClient>()

/** A query builder over a pool, from which `inCompany` can take single connections. */
export function toDb(pool: pg.Pool): Db {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  return db
}

/** A connection of the pool for oneself; whoever takes it releases it. */
export function takeConnection(db: Db): Promise<pg.PoolClient> {
  const pool = pools.get(db)
  if (!pool) throw new TypeError('not the pool: a transaction cannot open another one')
  return pool.connect()
}

/** The query builder of one connection; made once, as connections live long. */
export function onConnection(client: pg.PoolClient): Db {
  let db = bound.get(client)
  if (!db) {
    const connection = { query: client.query.bind(client), release: () => {} }
    const pool = { connect: async () => connection, end: async () => {}, options: {} }
    db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) })
    bound.set(client, db)
    clients.set(db, client)
  }
  return db
}

/** Runs a statement that is prepared under its name, on the connection of a transaction: at once, so that it travels with what was sent before. */
export async function runNamed<Row extends pg.QueryResultRow>(db: Db, { name, text, values }: NamedQuery): Promise<Row[]> {
  const client = clients.get(db)
  if (!client) throw new TypeError('not the connection of a transaction')
  return (await client.query<Row>({ name, text, values: [...values] })).rows
}
