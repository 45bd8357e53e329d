import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What agents can do on a platform, as the adapter of a deployment tells. */
export const deploymentTools: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table deployment_health add column tools jsonb not null default '[]'`).execute(db)
  },
}
