import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany, grantToApp } from '../tenancy.ts'

/** What adapters need: their keys, leases of deployments, the inbox, the feed of what is to be delivered, and small values they keep. */
export const channels: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...systemTables, ...tenantTables, ...triggers]) await sql.raw(statement).execute(db)
    await grantToApp(db, 'service_keys', 'deployment_leases', 'inbox_work')
    await bindToCompany(db, 'channel_addresses', 'inbox_events', 'inbox_files', 'channel_deliveries', 'channel_values', 'deployment_health')
  },
}

const systemTables = [
  `create table service_keys (
    key_id text primary key,
    platform text not null,
    name text not null,
    key_hash bytea not null unique,
    created_at timestamptz not null default now(),
    unique (platform, name)
  )`,
  `create table deployment_leases (
    deployment_id text primary key,
    company_id text not null,
    platform text not null,
    wanted boolean not null,
    revision integer not null default 1,
    holder text,
    lease_hash bytea,
    expires_at timestamptz not null default '-infinity',
    hook_url text
  )`,
  'create index deployment_leases_of_platform on deployment_leases (platform, deployment_id) where wanted',
  `create table inbox_work (
    address_id text primary key,
    company_id text not null,
    first_at timestamptz not null default now(),
    due_at timestamptz not null
  )`,
  'create index inbox_work_due on inbox_work (due_at)',
]

const tenantTables = [
  `create table channel_addresses (
    company_id text not null,
    address_id text not null,
    deployment_id text not null,
    address text not null,
    conversation_id text,
    profile jsonb not null default '{}',
    paused_until timestamptz,
    blocked boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (company_id, address_id),
    unique (company_id, deployment_id, address),
    foreign key (company_id, deployment_id) references deployments on delete cascade,
    foreign key (company_id, conversation_id) references conversations on delete cascade
  )`,
  'create index channel_addresses_of_conversation on channel_addresses (company_id, conversation_id) where conversation_id is not null',
  `create table inbox_events (
    company_id text not null,
    deployment_id text not null,
    event_id text not null,
    address_id text not null,
    seq bigint not null generated always as identity,
    body jsonb,
    state text not null,
    pause_minutes integer not null default 60,
    received_at timestamptz not null default now(),
    primary key (company_id, deployment_id, event_id),
    foreign key (company_id, address_id) references channel_addresses on delete cascade
  )`,
  `create index inbox_events_open on inbox_events (company_id, address_id, seq) where state <> 'done'`,
  `create index inbox_events_with_files on inbox_events (company_id, deployment_id, seq) where state = 'files'`,
  'create index inbox_events_by_age on inbox_events (company_id, received_at)',
  `create table inbox_files (
    company_id text not null,
    file_id text not null,
    deployment_id text not null,
    event_id text not null,
    index integer not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    problem text,
    created_at timestamptz not null default now(),
    primary key (company_id, file_id),
    unique (company_id, deployment_id, event_id, index),
    foreign key (company_id, deployment_id, event_id) references inbox_events on delete cascade
  )`,
  `create table channel_deliveries (
    company_id text not null,
    delivery_id text not null,
    deployment_id text not null,
    address_id text not null,
    seq bigint not null generated always as identity,
    conversation_id text,
    message_id text,
    execution_id text,
    parts jsonb,
    reply_to text,
    state text not null,
    message_ids text[] not null default '{}',
    attempts integer not null default 0,
    reason text,
    receipt text,
    changed_in xid8 not null default pg_current_xact_id(),
    created_at timestamptz not null default now(),
    primary key (company_id, delivery_id),
    unique (company_id, message_id),
    foreign key (company_id, address_id) references channel_addresses on delete cascade
  )`,
  `create index channel_deliveries_open on channel_deliveries (company_id, deployment_id, seq) where state in ('writing', 'ready')`,
  'create index channel_deliveries_of_turn on channel_deliveries (company_id, execution_id) where execution_id is not null',
  'create index channel_deliveries_of_address on channel_deliveries (company_id, address_id, seq)',
  `create table channel_values (
    company_id text not null,
    deployment_id text not null,
    key text not null,
    value jsonb not null,
    primary key (company_id, deployment_id, key),
    foreign key (company_id, deployment_id) references deployments on delete cascade
  )`,
  `create table deployment_health (
    company_id text not null,
    deployment_id text not null,
    sign_in jsonb,
    facts jsonb not null default '{}',
    checked_at timestamptz not null default now(),
    primary key (company_id, deployment_id),
    foreign key (company_id, deployment_id) references deployments on delete cascade
  )`,
]

const triggers = [
  // Adapters look for deployments without knowing companies. A new revision tells them to open one anew.
  `create function follow_deployment() returns trigger language plpgsql as $$
    begin
      if new is null then
        delete from deployment_leases where deployment_id = old.deployment_id;
        return null;
      end if;
      insert into deployment_leases (deployment_id, company_id, platform, wanted)
      values (new.deployment_id, new.company_id, new.platform, new.status <> 'paused')
      on conflict (deployment_id) do update set wanted = excluded.wanted, revision = deployment_leases.revision
        + (old.config is distinct from new.config or old.agent_id is distinct from new.agent_id)::int;
      return null;
    end $$`,
  `create trigger follow_deployment after insert or delete or update of config, agent_id, status on deployments
    for each row execute function follow_deployment()`,
  `insert into deployment_leases (deployment_id, company_id, platform, wanted)
    select deployment_id, company_id, platform, status <> 'paused' from deployments`,
  // Whoever adds a message to a conversation need not know that it goes on over a channel.
  `create function deliver_message() returns trigger language plpgsql as $$
    declare place record;
    begin
      select address_id, deployment_id, blocked into place from channel_addresses
      where company_id = new.company_id and conversation_id = new.conversation_id;
      if not found then return null; end if;
      insert into channel_deliveries (company_id, delivery_id, deployment_id, address_id, conversation_id, message_id, execution_id, state)
      values (new.company_id, 'dlv_' || substr(new.message_id, 5), place.deployment_id, place.address_id, new.conversation_id,
        new.message_id, new.execution_id, case when place.blocked then 'failed' else 'ready' end)
      on conflict (company_id, message_id) do update set state = 'ready', changed_in = pg_current_xact_id();
      update inbox_work set due_at = now() where address_id = place.address_id;
      perform pg_notify('craveva_live', 'feed ' || new.company_id || ' ' || place.deployment_id);
      perform pg_notify('craveva_live', 'inbox ' || new.company_id || ' ' || place.address_id);
      return null;
    end $$`,
  `create trigger deliver_message after insert on messages for each row when (new.role <> 'visitor') execute function deliver_message()`,
]
