import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What only the request knew that asked, for turns that wait behind another one. */
export const waitingTurns: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('alter table executions add column asked_with jsonb').execute(db)
  },
}
