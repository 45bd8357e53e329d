import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { grantToApp } from '../tenancy.ts'

/** Which master keys secrets may be sealed with, and which one each server seals with: a key is given up only when nobody uses it. */
export const keys: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('create table sealing_keys (key_id text primary key, since timestamptz not null default now())').execute(db)
    await sql.raw('alter table servers add column sealing_key text').execute(db)
    await grantToApp(db, 'sealing_keys')
  },
}
