import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appRole, appRoleExists, bindToCompany, grantToApp } from '../tenancy.ts'

/** Events with those who listen to them; credits with their ledger, plans, payments and invoices; what was used. */
export const moneyAndEvents: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...eventTables, ...moneyTables, ...triggers]) await sql.raw(statement).execute(db)
    await grantToApp(db, 'outbox', 'webhook_queue', 'credit_holds', 'billing_tasks')
    await bindToCompany(db, 'webhooks', 'events', 'webhook_deliveries', 'webhook_attempts')
    await bindToCompany(db, 'credit_balances', 'ledger', 'usage_records', 'subscriptions', 'payment_methods', 'payments', 'invoices')
    if (await appRoleExists(db)) await keepLedgerFromApp(db)
  },
}

/** Entries are only ever added, and a balance changes through them alone: not even the API can do otherwise. */
async function keepLedgerFromApp(db: Kysely<unknown>) {
  await sql.raw(`revoke update, delete on ledger, usage_records from ${appRole}`).execute(db)
  await sql.raw(`revoke update, delete on credit_balances from ${appRole}`).execute(db)
  await sql.raw(`grant update (metered, low_mark, notice) on credit_balances to ${appRole}`).execute(db)
  await sql.raw(`grant update (credits) on usage_records to ${appRole}`).execute(db)
}

const eventTables = [
  `create table webhooks (
    company_id text not null references companies on delete cascade,
    webhook_id text not null,
    url text not null,
    events text[] not null,
    description text not null default '',
    status text not null default 'active',
    status_message text,
    secret text not null,
    previous_secret text,
    previous_until timestamptz,
    failing_since timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, webhook_id)
  )`,
  `create table events (
    company_id text not null references companies on delete cascade,
    event_id text not null,
    type text not null,
    data jsonb not null,
    created_at timestamptz not null default now(),
    primary key (company_id, event_id)
  )`,
  'alter table executions add column is_test boolean not null default false',
  `create table outbox (
    event_id text primary key,
    company_id text not null,
    due_at timestamptz not null default now(),
    tries integer not null default 0
  )`,
  'create index outbox_due on outbox (due_at)',
  `create table webhook_deliveries (
    company_id text not null,
    webhook_id text not null,
    event_id text not null,
    status text not null default 'pending',
    attempts integer not null default 0,
    next_attempt_at timestamptz default now(),
    last_status_code integer,
    created_at timestamptz not null default now(),
    primary key (company_id, webhook_id, event_id),
    foreign key (company_id, webhook_id) references webhooks on delete cascade,
    foreign key (company_id, event_id) references events on delete cascade
  )`,
  'create index webhook_deliveries_of_event on webhook_deliveries (company_id, event_id)',
  `create table webhook_attempts (
    company_id text not null,
    webhook_id text not null,
    event_id text not null,
    attempt integer not null,
    started_at timestamptz not null,
    duration_ms integer not null,
    request jsonb not null,
    response jsonb,
    error text,
    primary key (company_id, webhook_id, event_id, attempt),
    foreign key (company_id, webhook_id, event_id) references webhook_deliveries on delete cascade
  )`,
  `create table webhook_queue (
    webhook_id text not null,
    event_id text not null,
    company_id text not null,
    due_at timestamptz not null default now(),
    tries integer not null default 0,
    in_flight boolean not null default false,
    primary key (webhook_id, event_id)
  )`,
  'create index webhook_queue_due on webhook_queue (webhook_id, due_at)',
  'create index webhook_queue_in_flight on webhook_queue (company_id, webhook_id) where in_flight',
]

const moneyTables = [
  `create table credit_balances (
    company_id text primary key references companies on delete cascade,
    available bigint not null default 0 check (available >= 0),
    held bigint not null default 0 check (held >= 0),
    spent bigint not null default 0 check (spent >= 0),
    outside bigint not null default 0,
    metered boolean not null,
    low_mark bigint not null default 0,
    notice smallint not null default 0,
    check (available + held + spent + outside = 0)
  )`,
  `create table ledger (
    company_id text not null references credit_balances on delete cascade,
    transaction_id text not null,
    kind text not null check (kind in ('grant', 'hold', 'charge', 'release', 'expire')),
    source text not null,
    available bigint not null default 0,
    held bigint not null default 0,
    spent bigint not null default 0,
    outside bigint not null default 0,
    created_at timestamptz not null default now(),
    primary key (company_id, transaction_id),
    unique (company_id, source),
    check (available + held + spent + outside = 0)
  )`,
  `create table credit_holds (
    execution_id text primary key,
    company_id text not null,
    amount bigint not null check (amount > 0),
    created_at timestamptz not null default now()
  )`,
  'create index credit_holds_by_age on credit_holds (created_at)',
  `create table usage_records (
    company_id text not null references companies on delete cascade,
    source text not null,
    operation text not null,
    agent_id text,
    channel text not null,
    outlet_id text,
    model text,
    input_tokens integer not null default 0,
    output_tokens integer not null default 0,
    credits bigint not null default 0,
    created_at timestamptz not null default now(),
    primary key (company_id, source)
  )`,
  'create index usage_by_time on usage_records (company_id, created_at)',
  `create table subscriptions (
    company_id text primary key references companies on delete cascade,
    plan text not null,
    status text not null,
    period_start timestamptz not null default now(),
    period_end timestamptz not null,
    anchor timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create table billing_tasks (
    kind text not null,
    id text not null,
    company_id text not null,
    due_at timestamptz not null,
    primary key (kind, id)
  )`,
  'create index billing_tasks_due on billing_tasks (due_at)',
  `create table payment_methods (
    company_id text not null references companies on delete cascade,
    payment_method_id text not null,
    provider text not null,
    reference text not null,
    type text not null,
    brand text not null,
    last4 text not null,
    exp_month integer not null,
    exp_year integer not null,
    is_default boolean not null default false,
    is_test boolean not null,
    created_at timestamptz not null default now(),
    primary key (company_id, payment_method_id)
  )`,
  'create unique index payment_methods_default on payment_methods (company_id) where is_default',
  `create table payments (
    company_id text not null references companies on delete cascade,
    payment_id text not null,
    purpose text not null,
    plan text,
    credits bigint not null default 0,
    idempotency_key text,
    provider text not null,
    reference text not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    status text not null default 'pending',
    failure text,
    is_test boolean not null,
    invoice_id text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, payment_id)
  )`,
  'create unique index payments_by_key on payments (company_id, idempotency_key) where idempotency_key is not null',
  `create table invoices (
    company_id text not null references companies on delete cascade,
    invoice_id text not null,
    number text not null,
    amount bigint not null,
    currency text not null,
    status text not null,
    lines jsonb not null,
    is_test boolean not null,
    payment_id text,
    created_at timestamptz not null default now(),
    primary key (company_id, invoice_id),
    unique (company_id, number)
  )`,
]

const triggers = [
  // Whoever records an event need not know who passes it on.
  `create function pass_event_on() returns trigger language plpgsql as $$
    begin
      insert into outbox (event_id, company_id) values (new.event_id, new.company_id);
      perform pg_notify('craveva_live', 'event ' || new.company_id || ' ' || new.event_id);
      return null;
    end $$`,
  'create trigger pass_event_on after insert on events for each row execute function pass_event_on()',
  // Works as the owner of the tables, since the API itself may not change a balance.
  `create function book_entry() returns trigger language plpgsql security definer set search_path from current as $$
    declare after credit_balances;
    begin
      update credit_balances set
        available = available + new.available, held = held + new.held, spent = spent + new.spent, outside = outside + new.outside,
        notice = case when new.kind = 'grant' then 0 else notice end
      where company_id = new.company_id
      returning * into after;
      if after.notice = 0 and new.kind <> 'grant' and after.available + after.held <= after.low_mark then
        update credit_balances set notice = 1 where company_id = new.company_id;
        insert into events (company_id, event_id, type, data)
        select new.company_id, 'evt_' || substr(new.transaction_id, 5), 'credits.low',
          jsonb_build_object('credits', (after.available + after.held) / 1000000.0)
        where exists (select from webhooks where company_id = new.company_id and status = 'active' and 'credits.low' = any(events));
      end if;
      return null;
    end $$`,
  'create trigger book_entry after insert on ledger for each row execute function book_entry()',
  `create function refuse_ledger_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the ledger is only ever added to';
    end $$`,
  'create trigger refuse_ledger_change before update on ledger for each row execute function refuse_ledger_change()',
]
