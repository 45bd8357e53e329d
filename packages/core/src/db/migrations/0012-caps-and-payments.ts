import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appRole, appRoleExists, bindToCompany, grantToApp } from '../tenancy.ts'
import { bookEntry, turnFunctions } from './0012-turn-functions.ts'

/** Caps on what is spent, quotes and what explains a charge; payments that take steps, customers and events of a payment provider. */
export const capsAndPayments: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...tables, ...turnFunctions]) await sql.raw(statement).execute(db)
    await sql.raw(bookEntry).execute(db)
    await bindToCompany(db, 'spending_caps', 'cap_counters', 'payment_customers')
    await grantToApp(db, 'payment_events')
    if (await appRoleExists(db)) await sql.raw(`grant update (capped) on credit_balances to ${appRole}`).execute(db)
    if (await appRoleExists(db)) await sql.raw(`revoke update on usage_records from ${appRole}`).execute(db)
  },
}

const tables = [
  // The quote: what the turn may cost at most, and the prices that were told; null when it is free.
  'alter table executions add column quote jsonb, add column visitor text, add column withheld text',
  'alter table usage_records add column visitor text, add column queries integer not null default 0, add column terms jsonb',
  'alter table credit_balances add column capped boolean not null default false',
  'alter table credit_balances set (fillfactor = 50)',
  // There are never many at a time: to read them all is cheaper than to keep them in order at every turn.
  'drop index credit_holds_by_age',
  'alter table credit_holds drop constraint credit_holds_amount_check, add check (amount >= 0)',
  'alter table credit_holds add column counted bigint not null default 0, add column counters text[]',
  `create table spending_caps (
    company_id text not null references companies on delete cascade,
    cap_id text not null,
    scope text not null check (scope in ('company', 'outlet', 'agent', 'channel', 'visitor')),
    subject text not null,
    period text not null check (period in ('day', 'month')),
    amount bigint not null check (amount >= 0),
    sentence text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, cap_id),
    unique (company_id, scope, subject, period)
  )`,
  `create table cap_counters (
    company_id text not null,
    counter_id text not null,
    cap_id text not null,
    subject text not null,
    starts timestamptz not null,
    spent bigint not null default 0,
    held bigint not null default 0,
    told smallint not null default 0,
    primary key (company_id, counter_id),
    foreign key (company_id, cap_id) references spending_caps on delete cascade
  )`,
  'create index cap_counters_of_cap on cap_counters (company_id, cap_id, starts)',
  'alter table subscriptions add column next_plan text',
  'alter table payments add column provider_reference text, add column refunded bigint not null default 0, add column disputed boolean not null default false',
  'alter table payments add column discount bigint not null default 0',
  `create table payment_customers (
    company_id text primary key references companies on delete cascade,
    provider text not null,
    reference text not null,
    created_at timestamptz not null default now()
  )`,
  `create table payment_events (
    provider text not null,
    event_id text not null,
    kind text not null,
    reference text not null,
    received_at timestamptz not null default now(),
    due_at timestamptz not null default now(),
    tries integer not null default 0,
    done_at timestamptz,
    primary key (provider, event_id)
  )`,
  'create index payment_events_due on payment_events (due_at) where done_at is null',
]
