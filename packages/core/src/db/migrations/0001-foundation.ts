import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appRole, bindToCompany, grantToApp } from '../tenancy.ts'

/** Companies, users, agents, data sources, deployments, conversations and executions, with the directory that finds them without a company. */
export const foundation: Migration = {
  async up(db: Kysely<unknown>) {
    await createAppRole(db)
    for (const statement of [...systemTables, ...tenantTables, ...notifications]) await sql.raw(statement).execute(db)
    await grantToApp(db, 'directory', 'servers', 'turn_leases', 'rate_windows')
    await bindToCompany(
      db,
      'companies',
      'users',
      'sessions',
      'agents',
      'agent_versions',
      'data_sources',
      'documents',
      'deployments',
      'conversations',
      'executions',
      'messages',
      'idempotency_keys',
      'live_batches',
    )
  },
}

/** The role belongs to the whole server, so several databases share it; a server that forbids making roles does without. */
async function createAppRole(db: Kysely<unknown>) {
  await sql
    .raw(`do $$ begin
      if not exists (select from pg_roles where rolname = '${appRole}') then create role ${appRole} nologin; end if;
      if not pg_has_role(current_user, '${appRole}', 'member') then execute format('grant ${appRole} to %I', current_user); end if;
      execute format('grant usage on schema %I to ${appRole}', current_schema());
    exception when insufficient_privilege or duplicate_object or unique_violation then null; end $$`)
    .execute(db)
}

const systemTables = [
  `create table directory (
    kind text not null,
    key text not null,
    company_id text not null,
    id text not null,
    primary key (kind, key)
  )`,
  'create index directory_of_company on directory (company_id, kind, id)',
  `create table servers (
    server_id text primary key,
    seen_at timestamptz not null default now()
  )`,
  `create table turn_leases (
    execution_id text primary key,
    company_id text not null,
    server_id text not null,
    leased_at timestamptz not null default now()
  )`,
  `create unlogged table rate_windows (
    key text not null,
    window_start timestamptz not null,
    leased integer not null,
    primary key (key, window_start)
  )`,
]

const tenantTables = [
  `create table companies (
    company_id text primary key,
    name text not null,
    created_at timestamptz not null default now()
  )`,
  `create table users (
    company_id text not null references companies on delete cascade,
    user_id text not null,
    email text not null,
    full_name text not null,
    role text not null,
    password_hash text not null,
    is_verified boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (company_id, user_id)
  )`,
  `create table sessions (
    company_id text not null,
    session_id text not null,
    user_id text not null,
    generation integer not null default 0,
    token_hash bytea not null,
    rotated_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (company_id, session_id),
    foreign key (company_id, user_id) references users on delete cascade
  )`,
  `create table agents (
    company_id text not null references companies on delete cascade,
    agent_id text not null,
    name text not null,
    type text not null,
    status text not null,
    description text not null default '',
    version integer not null default 1,
    config jsonb not null,
    data_sources text[] not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, agent_id)
  )`,
  `create table agent_versions (
    company_id text not null,
    agent_id text not null,
    version integer not null,
    snapshot jsonb not null,
    created_by text,
    created_at timestamptz not null default now(),
    primary key (company_id, agent_id, version),
    foreign key (company_id, agent_id) references agents on delete cascade
  )`,
  `create table data_sources (
    company_id text not null references companies on delete cascade,
    connection_id text not null,
    source_name text not null,
    source_type text not null,
    mode text not null,
    status text not null,
    status_message text,
    connection_config jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, connection_id)
  )`,
  `create table documents (
    company_id text not null,
    document_id text not null,
    connection_id text not null,
    name text not null,
    status text not null,
    status_message text,
    size bigint not null,
    file_key text,
    chunk_count integer not null default 0,
    updated_at timestamptz not null default now(),
    primary key (company_id, document_id),
    unique (company_id, connection_id, name),
    foreign key (company_id, connection_id) references data_sources on delete cascade
  )`,
  `create table deployments (
    company_id text not null,
    deployment_id text not null,
    agent_id text not null,
    platform text not null,
    status text not null,
    status_message text,
    config jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, deployment_id),
    foreign key (company_id, agent_id) references agents on delete cascade
  )`,
  'create index deployments_of_agent on deployments (company_id, agent_id)',
  `create table conversations (
    company_id text not null,
    conversation_id text not null,
    agent_id text not null,
    deployment_id text,
    channel text not null,
    visitor_token_hash bytea not null,
    last_seq integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, conversation_id),
    foreign key (company_id, agent_id) references agents on delete cascade
  )`,
  'create index conversations_of_agent on conversations (company_id, agent_id, conversation_id)',
  `create table executions (
    company_id text not null,
    execution_id text not null,
    agent_id text not null,
    agent_version integer not null,
    conversation_id text,
    seq integer,
    kind text not null,
    status text not null,
    input text not null,
    requested_model text,
    response text not null default '',
    model_used text,
    fallback_reason text,
    finish_reason text,
    citations jsonb not null default '[]',
    error jsonb,
    declined boolean not null default false,
    data_sources_queried text[] not null default '{}',
    input_tokens integer not null default 0,
    output_tokens integer not null default 0,
    elapsed_ms integer,
    answer_message_id text not null,
    created_at timestamptz not null default now(),
    primary key (company_id, execution_id),
    foreign key (company_id, agent_id) references agents on delete cascade,
    foreign key (company_id, conversation_id) references conversations on delete cascade
  )`,
  'create index executions_of_agent on executions (company_id, agent_id, execution_id)',
  `create index executions_open on executions (company_id, conversation_id, seq) where status in ('queued', 'running')`,
  `create table messages (
    company_id text not null,
    message_id text not null,
    conversation_id text not null,
    seq integer not null,
    role text not null,
    parts jsonb not null,
    execution_id text,
    author_name text,
    client_message_id text,
    created_at timestamptz not null default now(),
    primary key (company_id, message_id),
    unique (company_id, conversation_id, seq),
    foreign key (company_id, conversation_id) references conversations on delete cascade
  )`,
  'create unique index messages_by_client on messages (company_id, conversation_id, client_message_id) where client_message_id is not null',
  `create table idempotency_keys (
    company_id text not null references companies on delete cascade,
    key_hash text not null,
    fingerprint text not null,
    answer text,
    created_at timestamptz not null default now(),
    primary key (company_id, key_hash)
  )`,
  'create index idempotency_keys_by_age on idempotency_keys (company_id, created_at)',
  `create unlogged table live_batches (
    company_id text not null,
    execution_id text not null,
    first_index integer not null,
    parts jsonb not null,
    created_at timestamptz not null default now(),
    primary key (company_id, execution_id, first_index)
  )`,
]

/** Servers remember agents and their deployments as long as nobody tells them otherwise. */
const notifications = [
  `create function notify_agent() returns trigger language plpgsql as $$
    begin
      if old is not null then perform pg_notify('craveva_live', 'agent ' || old.company_id || ' ' || old.agent_id); end if;
      if new is not null then perform pg_notify('craveva_live', 'agent ' || new.company_id || ' ' || new.agent_id); end if;
      return null;
    end $$`,
  'create trigger notify_agent after insert or update or delete on agents for each row execute function notify_agent()',
  'create trigger notify_agent after insert or update or delete on deployments for each row execute function notify_agent()',
]
