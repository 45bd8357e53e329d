import type { Connection } from 'mysql2'
import type { Connector, Reach } from '../connector.ts'
import { type DatabaseSettings, databaseSettings } from '../database-settings.ts'
import { notEncrypted } from '../not-encrypted.ts'
import { beginReading } from './begin-reading.ts'
import { checkMysqlCost } from './check-cost.ts'
import { checkMysqlQuery } from './check-mysql-query.ts'
import { withMysql } from './open-mysql.ts'
import { readRows } from './read-rows.ts'
import { readMysqlKeys } from './read-schema.ts'
import { scopeMysql } from './scope-mysql.ts'

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
      writable: writable !== null,
    })),
  async query(given, reach, { text, values = [], scope, limits }) {
    const tokens = checkMysqlQuery(text, values.length)
    return reading(given, reach, { maxWireBytes: 8 * limits.maxBytes, maxMs: limits.maxMs }, async connection => {
      const scoped = await scopeMysql(connection, { text, tokens }, scope, given.database)
      const all = [...scoped.values, ...values]
      if (limits.maxCost !== undefined) await checkMysqlCost(connection, scoped.text, all, limits.maxCost)
      return readRows(connection, scoped.text, limits, all)
    })
  },
  check: (text, values) => {
    checkMysqlQuery(text, values)
  },
  sql: { placeholder: '?', backslashes: true, everything: table => `select * from \`${table.replaceAll('`', '``')}\`` },
  schema: (given, reach) => reading(given, reach, lookAround, readMysqlKeys),
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
