import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appRole, appRoleExists, bindToCompany, grantToApp } from '../tenancy.ts'

/** API keys, links sent by mail, second factors, invitations, outlets, settings of a company, and the record of who changed what. */
export const accounts: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...settings, ...guards, ...tables, ...auditLog]) await sql.raw(statement).execute(db)
    await grantToApp(db, 'sign_in_attempts')
    await bindToCompany(db, 'api_keys', 'mail_links', 'second_factors', 'recovery_codes', 'invitations', 'outlets', 'audit_entries')
    if (await appRoleExists(db)) await sql.raw(`revoke update, delete on audit_entries from ${appRole}`).execute(db)
  },
}

const settings = [
  `alter table companies
    add column require_two_factor boolean not null default false,
    add column retention_days integer,
    add column updated_at timestamptz not null default now()`,
  `alter table sessions
    add column user_agent text not null default '',
    add column address text not null default ''`,
  'create index sessions_of_user on sessions (company_id, user_id, session_id)',
  'alter table executions add column outlet_id text',
]

/** Outside of companies: what is guessed at need not belong to any. Keys are hashes. */
const guards = [
  `create table sign_in_attempts (
    key text primary key,
    failures integer not null,
    blocked_until timestamptz not null,
    last_at timestamptz not null
  )`,
  'create index sign_in_attempts_by_age on sign_in_attempts (last_at)',
]

const tables = [
  `create table api_keys (
    company_id text not null,
    key_id text not null,
    user_id text not null,
    name text not null,
    prefix text not null,
    key_hash bytea not null,
    is_test boolean not null,
    permissions text[] not null,
    allowed_addresses text[] not null default '{}',
    expires_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (company_id, key_id),
    foreign key (company_id, user_id) references users on delete cascade
  )`,
  'create index api_keys_of_user on api_keys (company_id, user_id, key_id)',
  `create table mail_links (
    company_id text not null,
    token_hash bytea not null,
    user_id text not null,
    purpose text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (company_id, token_hash),
    foreign key (company_id, user_id) references users on delete cascade
  )`,
  'create index mail_links_of_user on mail_links (company_id, user_id)',
  `create table second_factors (
    company_id text not null,
    user_id text not null,
    sealed_secret text not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    created_at timestamptz not null default now(),
    primary key (company_id, user_id),
    foreign key (company_id, user_id) references users on delete cascade
  )`,
  `create table recovery_codes (
    company_id text not null,
    user_id text not null,
    code_hash bytea not null,
    primary key (company_id, user_id, code_hash),
    foreign key (company_id, user_id) references second_factors on delete cascade
  )`,
  `create table invitations (
    company_id text not null references companies on delete cascade,
    invitation_id text not null,
    email text not null,
    email_key text not null,
    role text not null,
    invited_by text not null,
    inviter_name text not null,
    token_hash bytea,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (company_id, invitation_id),
    unique (company_id, email_key)
  )`,
  `create table outlets (
    company_id text not null references companies on delete cascade,
    outlet_id text not null,
    name text not null,
    address text not null default '',
    phone text not null default '',
    time_zone text not null default 'UTC',
    hours jsonb not null default '{}',
    row_filter jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, outlet_id)
  )`,
]

/** Rows are added and never changed, also where the API works as the owner of its tables; they go only with their whole company, whose deletion comes through a trigger of its own. */
const auditLog = [
  `create table audit_entries (
    company_id text not null references companies on delete cascade,
    entry_id text not null,
    action text not null,
    actor_kind text not null,
    actor_id text,
    actor_name text not null,
    key_id text,
    target jsonb not null default '{}',
    changed text[] not null default '{}',
    address text not null default '',
    request_id text not null default '',
    created_at timestamptz not null default now(),
    primary key (company_id, entry_id)
  )`,
  'create index audit_entries_by_action on audit_entries (company_id, action, entry_id)',
  'create index audit_entries_by_actor on audit_entries (company_id, actor_id, entry_id)',
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit log is only ever added to';
    end $$`,
  `create trigger append_only before update or delete on audit_entries
    for each statement when (pg_trigger_depth() = 0) execute function refuse_change()`,
]
