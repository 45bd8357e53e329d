import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany } from '../tenancy.ts'

/** HTTP tools of companies, and their own keys with providers of models. Secrets are sealed. */
export const tools: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of tables) await sql.raw(statement).execute(db)
    await bindToCompany(db, 'http_tools', 'provider_keys')
  },
}

const tables = [
  `create table http_tools (
    company_id text not null references companies on delete cascade,
    tool_id text not null,
    name text not null,
    description text not null,
    parameters jsonb not null,
    url text not null,
    effect text not null check (effect in ('read', 'visitor', 'change')),
    secret text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, tool_id),
    unique (company_id, name)
  )`,
  `create table provider_keys (
    company_id text not null references companies on delete cascade,
    provider text not null,
    secret text not null,
    hint text not null,
    updated_at timestamptz not null default now(),
    primary key (company_id, provider)
  )`,
]
