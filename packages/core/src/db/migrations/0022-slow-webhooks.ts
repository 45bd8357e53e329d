import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { grantToApp } from '../tenancy.ts'

/** Webhooks whose receiver let the last attempt wait: they get one message at a time. Over all companies; ids and times only. */
export const slowWebhooks: Migration = {
  async up(db: Kysely<unknown>) {
    await sql
      .raw(
        'create table slow_webhooks (webhook_id text primary key, company_id text not null, noted_at timestamptz not null default now())',
      )
      .execute(db)
    await grantToApp(db, 'slow_webhooks')
  },
}
