import type { Connector } from '../connector.ts'
import { type DatabaseSettings, databaseSettings } from '../database-settings.ts'
import { notEncrypted } from '../not-encrypted.ts'
import { isWholeSource } from '../table-scope.ts'
import { beginReading } from './begin-reading.ts'
import { checkPostgresCost } from './check-cost.ts'
import { checkPostgresQuery } from './check-postgres-query.ts'
import { findWritable } from './find-writable.ts'
import { withPostgres } from './open-postgres.ts'
import { readRows } from './read-rows.ts'
import { readPostgresKeys, readPostgresSchema } from './read-schema.ts'
import { scopePostgres } from './scope-postgres.ts'

/** Bytes and milliseconds that looking around may take. */
const lookAround = { maxWireBytes: 8_000_000, maxMs: 10_000 }

/** PostgreSQL, and what speaks its protocol and answers its catalogue. */
export const postgresConnector: Connector<DatabaseSettings> = {
  engine: 'postgres',
  category: 'database',
  settings: databaseSettings('postgres', 5432),
  test: (settings, reach) =>
    withPostgres(settings, reach, lookAround.maxWireBytes, async ({ client, encrypted }) => {
      await beginReading(client, lookAround.maxMs)
      const writable = await findWritable(client)
      const warnings = [writable, encrypted ? null : notEncrypted(settings)].filter(warning => warning !== null)
      return { warnings, writable: writable !== null }
    }),
  async query(settings, reach, { text, values = [], scope, limits }) {
    const query = await checkPostgresQuery(text, values.length)
    return withPostgres(settings, reach, 8 * limits.maxBytes, async ({ client }) => {
      await beginReading(client, limits.maxMs)
      const tables = isWholeSource(scope) ? [] : (await readPostgresSchema(client)).tables
      const scoped = await scopePostgres(query, scope, tables, values.length + 1)
      const all = [...values, ...scoped.values]
      if (limits.maxCost !== undefined) await checkPostgresCost(client, scoped.text, all, limits.maxCost)
      const answer = await readRows(client, scoped.text, limits, all)
      await client.query('rollback')
      return answer
    })
  },
  check: async (text, values) => {
    await checkPostgresQuery(text, values)
  },
  sql: {
    placeholder: '$1',
    backslashes: false,
    everything: table => `select * from ${table.split('.').map(quote).join('.')}`,
  },
  schema: (settings, reach) =>
    withPostgres(settings, reach, lookAround.maxWireBytes, async ({ client }) => {
      await beginReading(client, lookAround.maxMs)
      return readPostgresKeys(client)
    }),
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
