import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Db } from './database.ts'
import { toDb } from './pool.ts'
import { appRole, appRoleExists } from './tenancy.ts'

// Counts and sums are far below 2^53; bigint as a string would only breed conversions.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Opens the pool the API works with: as the non-owner role where there is one, with time limits on statements and on waiting. */
export async function openDatabase(url: string, { maxConnections = 20 } = {}): Promise<Db> {
  const asRole = (await canUseAppRole(url)) ? `-c role=${appRole} ` : ''
  const pool = new pg.Pool({
    pipeline: true,
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    options: `${asRole}-c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000 -c lock_timeout=10000`,
  })
  // A lost connection is replaced at the next query; without a listener it would end the process. The pool listens to idle ones alone.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return toDb(pool)
}

async function canUseAppRole(url: string) {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }) })
  try {
    return await appRoleExists(db)
  } finally {
    await db.destroy()
  }
}
