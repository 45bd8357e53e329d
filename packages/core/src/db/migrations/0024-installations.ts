import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { grantToApp } from '../tenancy.ts'

/** Apps that merchants install at a platform: which deployment each belongs to, links to claim them, and the processes that answer for none. */
export const installations: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
    await grantToApp(db, 'installation_claims', 'front_doors')
  },
}

const statements = [
  // An installation stands in the directory, where it can be once, and goes from there with its deployment, however that is deleted.
  'alter table deployments add column installation text',
  `create function forget_installation() returns trigger language plpgsql as $$
    begin
      delete from directory where kind = 'installation' and key = old.platform || ' ' || old.installation and id = old.deployment_id;
      return null;
    end $$`,
  `create trigger forget_installation after delete on deployments
    for each row when (old.installation is not null) execute function forget_installation()`,
  `create table installation_claims (
    platform text not null,
    installation text not null,
    token_hash bytea not null unique,
    offer text not null,
    expires_at timestamptz not null,
    primary key (platform, installation)
  )`,
  'create index installation_claims_by_age on installation_claims (expires_at)',
  `create table front_doors (
    platform text not null,
    holder text not null,
    hook_url text not null,
    expires_at timestamptz not null,
    primary key (platform, holder)
  )`,
]
