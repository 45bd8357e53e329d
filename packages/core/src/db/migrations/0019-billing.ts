import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The cap that an agent's configuration sets stands beside the one that the company sets for it. */
export const billing: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

/** Runs over the rows of all companies, which row-level security hides from the owner of the tables as well. */
const acrossCompanies = (table: string, statement: string) => [
  `alter table ${table} no force row level security`,
  statement,
  `alter table ${table} force row level security`,
]

const statements = [
  `alter table spending_caps add column set_by text not null default 'company' check (set_by in ('company', 'agent'))`,
  'alter table spending_caps drop constraint spending_caps_company_id_scope_subject_period_key',
  'alter table spending_caps add unique (company_id, scope, subject, period, set_by)',
  ...acrossCompanies('agents', `update agents set config = jsonb_set(config, '{daily_credit_cap}', 'null')`),
  ...acrossCompanies('agent_versions', `update agent_versions set snapshot = jsonb_set(snapshot, '{config,daily_credit_cap}', 'null')`),
]
