import type { Connector } from '../connector.ts'
import { type DatabaseSettings, databaseSettings } from '../database-settings.ts'
import { notEncrypted } from '../not-encrypted.ts'
import { beginReading } from './begin-reading.ts'
import { checkPostgresQuery } from './check-postgres-query.ts'
import { findWritable } from './find-writable.ts'
import { withPostgres } from './open-postgres.ts'
import { readRows } from './read-rows.ts'
import { readPostgresSchema } from './read-schema.ts'

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
      return { warnings: [writable, encrypted ? null : notEncrypted(settings)].filter(warning => warning !== null) }
    }),
  async query(settings, reach, { text, limits }) {
    await checkPostgresQuery(text)
    return withPostgres(settings, reach, 8 * limits.maxBytes, async ({ client }) => {
      await beginReading(client, limits.maxMs)
      const answer = await readRows(client, text, limits)
      await client.query('rollback')
      return answer
    })
  },
  schema: (settings, reach) =>
    withPostgres(settings, reach, lookAround.maxWireBytes, async ({ client }) => {
      await beginReading(client, lookAround.maxMs)
      return readPostgresSchema(client)
    }),
}
