import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany } from '../tenancy.ts'

/** Leads: what visitors left to be contacted. They outlive the agent and the conversation they come from. */
export const liveSources: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of tables) await sql.raw(statement).execute(db)
    await bindToCompany(db, 'leads')
  },
}

const tables = [
  `create table leads (
    company_id text not null references companies on delete cascade,
    lead_id text not null,
    agent_id text not null,
    deployment_id text,
    conversation_id text,
    name text,
    email text,
    phone text,
    message text,
    fields jsonb not null default '{}',
    consent_text text not null,
    consent_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    primary key (company_id, lead_id)
  )`,
]
