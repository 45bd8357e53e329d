import type { Connection } from 'mysql2'
import type { Connector, Reach } from '../connector.ts'
import { type DatabaseSettings, databaseSettings } from '../database-settings.ts'
import { notEncrypted } from '../not-encrypted.ts'
import { beginReading } from './begin-reading.ts'
import { checkMysqlQuery } from './check-mysql-query.ts'
import { withMysql } from './open-mysql.ts'
import { readRows } from './read-rows.ts'
import { readMysqlSchema } from './read-schema.ts'

/** Bytes and milliseconds that looking around may take. */
const lookAround = { maxWireBytes: 8_000_000, maxMs: 10_000 }

/** The server's own databases, whose tables would need no name in front to be read. */
const systemDatabases = ['mysql', 'information_schema', 'performance_schema', 'sys']

const settings = databaseSettings('mysql', 3306).refine(({ database }) => !systemDatabases.includes(database.toLowerCase()), {
  path: ['database'],
  message: 'This one belongs to the server itself. Name your own',
})

/** MySQL and MariaDB. */
export const mysqlConnector: Connector<DatabaseSettings> = {
  engine: 'mysql',
  category: 'database',
  settings,
  test: (given, reach) =>
    reading(given, reach, lookAround, async (_connection, { writable, encrypted }) => ({
      warnings: [writable, encrypted ? null : notEncrypted(given)].filter(warning => warning !== null),
    })),
  async query(given, reach, { text, limits }) {
    checkMysqlQuery(text)
    return reading(given, reach, { maxWireBytes: 8 * limits.maxBytes, maxMs: limits.maxMs }, connection =>
      readRows(connection, text, limits),
    )
  },
  schema: (given, reach) => reading(given, reach, lookAround, readMysqlSchema),
}

/** Works in a READ ONLY transaction on a connection of its own, which ends without a commit when it is closed. */
const reading = <T>(
  given: DatabaseSettings,
  reach: Reach,
  { maxWireBytes, maxMs }: typeof lookAround,
  work: (connection: Connection, found: { writable: string | null; encrypted: boolean }) => Promise<T>,
) =>
  withMysql(given, reach, maxWireBytes, async ({ connection, encrypted }) => {
    const writable = await beginReading(connection, maxMs)
    return work(connection, { writable, encrypted })
  })
