import type { Connection, RowDataPacket } from 'mysql2'
import { SourceError } from '../source-error.ts'
import { readGrants } from './read-grants.ts'

/**
 * Opens a READ ONLY transaction with limits, in the one dialect that our check of queries reads. Once it is open, nothing but its end makes
 * it write. Sees to it that the login is none that could do harm in spite of it. Returns what the login may change, as a warning.
 */
export async function beginReading(connection: Connection, maxMs: number): Promise<string | null> {
  const [version] = await ask(connection, 'select version() as version')
  const isMariaDb = /mariadb/i.test(String(version?.version))
  const timeLimit = isMariaDb ? `max_statement_time = ${maxMs / 1000}` : `max_execution_time = ${Math.ceil(maxMs)}`
  await ask(
    connection,
    `set session sql_mode = 'NO_ENGINE_SUBSTITUTION', ${timeLimit}, lock_wait_timeout = 2, group_concat_max_len = 100000`,
  )
  // For the whole connection, as MariaDB ends the transaction before a DROP or TRUNCATE, which would run in the next.
  await ask(connection, 'set session transaction isolation level repeatable read, read only')
  await ask(connection, 'start transaction read only')
  const { powerful, writes } = readGrants((await ask(connection, 'show grants')).map(row => String(Object.values(row)[0])))
  if (powerful)
    throw new SourceError(
      'failed',
      `This login may do more than a source should allow (${powerful}). Connect with one that can only SELECT what agents may see.`,
    )
  return writes && `This login can also change data (${writes}). Nothing is ever written, but one that can only SELECT is safer.`
}

/** The rows of a statement of our own. */
export const ask = (connection: Connection, sql: string, values: readonly string[] = []) =>
  new Promise<RowDataPacket[]>((resolve, reject) => {
    connection.query<RowDataPacket[]>(sql, [...values], (error, rows) => (error ? reject(error) : resolve(rows)))
  })
